/* Errors by cause: the status says what a program can act on, and is the same on every engine. The
 * handle keeps the detail: message, table, column, constraint, SQLSTATE, SQL. */
#include "example.h"
#include "tasks.orm.h"

/* What a program may do about it. */
static const char *advice(orm_status status)
{
    if (orm_status_is_retryable(status)) {
        return "run the transaction again";
    }
    switch ((int)status) {
    case ORM_UNIQUE:
        return "ask for another value";
    case ORM_NOT_FOUND:
    case ORM_FOREIGN_KEY:
        return "somebody else was faster";
    case ORM_NOT_NULL:
    case ORM_CHECK:
    case ORM_CONVERSION:
        return "correct the input";
    default:
        return "mend the program";
    }
}

static void print_status(const orm_db *db, const char *what, orm_status status)
{
    const orm_error *error = orm_db_error(db);
    printf("%s: %s (%s): %s\n", what, orm_status_name(status), orm_status_text(status),
           advice(status));
    /* A program logs this; its words are the engine's, so this example does not print them. */
    if (error->status != status || error->message[0] == '\0') {
        printf("  but the handle does not say so\n");
    }
}

static void fail_on_people(orm_db *db)
{
    struct person twin = { .name = "Ada", .email = "ada@example.org" };
    print_status(db, "the same email again", person_insert(db, &twin));
    struct person nobody = { .name = NULL };
    print_status(db, "no name", person_insert(db, &nobody));
    print_status(db, "no such person", person_delete_key(db, 99));
    print_status(db, "NULL for a struct", person_insert(db, NULL));
}

static void fail_on_tasks(orm_db *db)
{
    struct task task = { .person_id = 99, .title = "Haunt" };
    print_status(db, "of no person", task_insert(db, &task));
    task = (struct task){ .person_id = 1, .title = "Travel in time", .minutes = -1 };
    print_status(db, "negative minutes", task_insert(db, &task));
    task = (struct task){ .person_id = 1, .title = "Panic", .priority = (enum priority)7 };
    print_status(db, "a priority without name", task_insert(db, &task));
}

static orm_status run(orm_db *db)
{
    struct person ada = { .name = "Ada", .email = "ada@example.org" };
    TRY(person_insert(db, &ada));
    fail_on_people(db);
    fail_on_tasks(db);
    return ORM_OK;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}
