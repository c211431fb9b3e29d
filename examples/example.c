/* Owns the frame of the examples: open, create, run, drop, close. */
#include "example.h"

const char *example_url(int argc, char **argv)
{
    return argc > 1 ? argv[1] : "sqlite::memory:";
}

void example_report(const orm_db *db)
{
    const orm_error *error = orm_db_error(db);
    fprintf(stderr, "%s: %s\n", orm_status_name(error->status), error->message);
    if (error->sql != NULL) {
        fprintf(stderr, "  in: %s\n", error->sql);
    }
}

static orm_status run_between(orm_db *db, const orm_schema *schema, orm_status (*run)(orm_db *db))
{
    TRY(orm_drop_all(db, schema));
    TRY(orm_create_all(db, schema));
    TRY(run(db));
    return orm_drop_all(db, schema);
}

int example_run(int argc, char **argv, const orm_schema *schema, orm_status (*run)(orm_db *db))
{
    orm_db *db = NULL;
    orm_error error;
    if (orm_open(example_url(argc, argv), NULL, &db, &error) != ORM_OK) {
        fprintf(stderr, "cannot open the database: %s\n", error.message);
        return 1;
    }
    const orm_status status = run_between(db, schema, run);
    if (status < ORM_OK) {
        example_report(db);
    }
    orm_close(db);
    return status < ORM_OK ? 1 : 0;
}
