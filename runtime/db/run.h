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

/* Both, to the end, with db->values; ORM_OK when complete. */
orm_status orm__run_all(orm_db *db, orm_statement *statement, orm_row_fn row, void *ctx,
                        orm_error *error);

/* Runs a script through the driver; a failure becomes the handle's. */
orm_status orm__run_script(orm_db *db, const char *sql);

#endif
