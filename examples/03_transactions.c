/* Transactions: begin, commit, rollback; savepoints when nested; a function run inside of one. */
#include "example.h"
#include "tasks.orm.h"

static orm_status print_count(orm_db *db, const char *when)
{
    int64_t count = 0;
    TRY(person_count(db, NULL, &count));
    printf("%s: %" PRId64 " people, depth %u\n", when, count, orm_depth(db));
    return ORM_OK;
}

static orm_status insert(orm_db *db, char *name)
{
    struct person person = { .name = name };
    return person_insert(db, &person);
}

static orm_status use_begin_and_rollback(orm_db *db)
{
    TRY(orm_begin(db, NULL));
    TRY(insert(db, "Ada"));
    TRY(orm_begin(db, NULL)); /* a savepoint */
    TRY(insert(db, "Grace"));
    TRY(print_count(db, "in the savepoint"));
    TRY(orm_rollback(db)); /* of the savepoint only */
    TRY(print_count(db, "after its rollback"));
    TRY(orm_commit(db));
    return print_count(db, "after the commit");
}

/* Commits when this returns ORM_OK, else rolls back. */
static orm_status insert_pair(orm_db *db, void *ctx)
{
    char *email = ctx;
    struct person barbara = { .name = "Barbara", .email = email };
    TRY(person_insert(db, &barbara));
    struct person edsger = { .name = "Edsger", .email = email }; /* must be unique */
    return person_insert(db, &edsger);
}

static orm_status use_run(orm_db *db)
{
    orm_status status = orm_run(db, NULL, insert_pair, "pair@example.org");
    printf("the pair: %s\n", orm_status_text(status));
    TRY(print_count(db, "after the pair"));

    status = orm_run(db, NULL, insert_pair, NULL); /* NULL is equal to nothing */
    printf("the pair without email: %s\n", orm_status_text(status));
    return print_count(db, "after the second pair");
}

static orm_status run(orm_db *db)
{
    TRY(use_begin_and_rollback(db));
    return use_run(db);
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}
