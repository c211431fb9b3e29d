/* Running a prepared statement: the blocking loop over a driver's start and fetch. */
#ifndef ORM_DB_RUN_H
#define ORM_DB_RUN_H

#include "db/db.h"

/* ABORTED where the engine has ended the transaction and the program has not: what it meant to be
 * inside is not to be stored outside. */
orm_status orm__run_refuse_dead(const orm_db *db, orm_error *error);

/* Starts an execution. values: one for each parameter, borrowed until the statement is released.
 * streamed: it will be fetched in portions. */
orm_status orm__run_start(orm_db *db, orm_statement *statement, const orm_value *values,
                          bool streamed, orm_error *error);

/* Fetches at most max rows into row; waits as long as the driver says ORM_AGAIN. ORM_OK: there may
 * be more; ORM_DONE: complete. */
orm_status orm__run_fetch(orm_db *db, orm_statement *statement, size_t max, orm_row_fn row,
                          void *ctx, orm_error *error);

/* Both, with db->values; orm__run_rows of a driver that may have to wait. */
orm_status orm__run_in_steps(orm_db *db, orm_statement *statement, const orm_row_taker *taker,
                             orm_error *error);

/* Starts, with db->values, and passes at most as many rows as the taker wants. */
static inline orm_status orm__run_rows(orm_db *db, orm_statement *statement,
                                       const orm_row_taker *taker, orm_error *error)
{
    const orm_driver *driver = db->link->driver;
    if (driver->run == NULL || db->is_dead) {
        return orm__run_in_steps(db, statement, taker, error);
    }
    orm_status status =
        driver->run(statement->prepared, db->values, statement->param_count, taker, error);
    if (status < 0) {
        error->sql = statement->sql;
    }
    return status;
}

/* The same, to the end; ORM_OK when complete. row: NULL where no rows are expected. */
static inline orm_status orm__run_all(orm_db *db, orm_statement *statement, orm_row_fn row,
                                      void *ctx, orm_error *error)
{
    const orm_row_taker all = { .max = SIZE_MAX, .row = row, .ctx = ctx };
    orm_status status = orm__run_rows(db, statement, &all, error);
    while (status == ORM_OK) {
        status = orm__run_fetch(db, statement, SIZE_MAX, row, ctx, error);
    }
    return status == ORM_DONE ? ORM_OK : status;
}

/* Runs a script through the driver; a failure becomes the handle's. */
orm_status orm__run_script(orm_db *db, const char *sql);

#endif
