/* Owns the sample rows and how a list of tasks is printed. */
#include "sample.h"

#include "example.h"

static const struct person people[] = {
    { .name = "Ada", .email = "ada@example.org" },
    { .name = "Grace" },
};

static const struct task tasks[] = {
    { .person_id = 1, .title = "Water the plants", .priority = PRIORITY_LOW, .minutes = 10 },
    { .person_id = 1, .title = "Write the report", .priority = PRIORITY_HIGH, .minutes = 240 },
    { .person_id = 1, .title = "Call the bank", .minutes_unknown = true, .done = true },
    { .person_id = 2, .title = "Water the garden", .priority = PRIORITY_NORMAL, .minutes = 30 },
    { .person_id = 2, .title = "Mend the bike", .priority = PRIORITY_NORMAL, .minutes = 90 },
    { .person_id = 2, .title = "100% of the taxes", .priority = PRIORITY_HIGH, .minutes = 480 },
};

orm_status sample_store(orm_db *db)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < sizeof people / sizeof *people; i++) {
        struct person person = people[i]; /* insert writes the key into it */
        status = person_insert(db, &person);
    }
    for (size_t i = 0; status == ORM_OK && i < sizeof tasks / sizeof *tasks; i++) {
        struct task task = tasks[i];
        status = task_insert(db, &task);
    }
    return status;
}

orm_status sample_print(orm_db *db, const char *title, const orm_query *query)
{
    orm_rows *rows = NULL;
    TRY(task_select(db, query, &rows));
    printf("%s\n", title);
    for (struct task *task; (task = task_next(rows)) != NULL;) {
        printf("  %" PRId64 " %s\n", task->id, task->title);
    }
    const orm_status status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}
