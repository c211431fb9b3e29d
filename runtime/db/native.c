/* Owns the way to the engine's own connection, and from one of the program's to a handle. */
#include <orm/native.h>

#include <string.h>

#include "base/error.h"
#include "db/db.h"

/* NULL: the handle has none of that driver. */
static void *find_native(orm_db *db, const char *driver)
{
    if (orm__db_enter(db, __builtin_return_address(0)) != ORM_OK ||
        strcmp(db->link->driver->name, driver) != 0 || db->link->driver->native == NULL) {
        return NULL;
    }
    orm__db_will_write(db);
    db->is_lent = true;
    db->has_changed_session = true;
    orm__entrance_update(db);
    return db->link->driver->native(db->link);
}

struct sqlite3 *orm_native_sqlite(orm_db *db)
{
    return find_native(db, orm_driver_sqlite.name);
}

struct pg_conn *orm_native_postgresql(orm_db *db)
{
    return find_native(db, orm_driver_postgresql.name);
}

static bool is_about_opening(const orm_options *options)
{
    return options->application_name != NULL || options->connect_timeout_s != 0 ||
           options->driver != NULL || options->journal != ORM_JOURNAL_NEW_WAL ||
           options->must_exist || options->no_follow || options->read_only || options->reconnect;
}

/* NOLINTNEXTLINE(readability-function-size): those of orm_open, and what is wrapped */
static orm_status wrap(const orm_source *source, const orm_driver *driver,
                       const orm_options *options, orm_db **db_out, orm_error *error)
{
    orm_options chosen = { .log = NULL };
    if (source->native == NULL || db_out == NULL) {
        return orm__error_set(error, ORM_MISUSE, "%s is NULL",
                              source->native == NULL ? "the connection" : "db_out");
    }
    if (options != NULL && is_about_opening(options)) {
        return orm__error_set(error, ORM_MISUSE,
                              "an option is about opening a connection, which is open already");
    }
    if (options != NULL) {
        chosen = *options;
    }
    chosen.driver = driver;
    return orm__db_open(source, &chosen, db_out, error);
}

orm_status orm_wrap_sqlite(struct sqlite3 *connection, const orm_options *options, orm_db **db_out,
                           orm_error *error)
{
    const orm_source source = { .native = connection, .caller = __builtin_return_address(0) };
    return wrap(&source, &orm_driver_sqlite, options, db_out, error);
}

orm_status orm_wrap_postgresql(struct pg_conn *connection, const orm_options *options,
                               orm_db **db_out, orm_error *error)
{
    const orm_source source = { .native = connection, .caller = __builtin_return_address(0) };
    return wrap(&source, &orm_driver_postgresql, options, db_out, error);
}
