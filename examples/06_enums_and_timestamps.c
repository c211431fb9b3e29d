/* An enum is stored by the name of its enumerator, so that inserting one in the middle of the C
 * declaration changes no row. A timestamp is an instant in UTC; here an int64_t of seconds. */
#include "example.h"
#include "tasks.orm.h"

#include <time.h>

static const char *const words[] = {
    [PRIORITY_LOW] = "low", [PRIORITY_NORMAL] = "normal", [PRIORITY_HIGH] = "high"
};

static void print_task(const struct task *task)
{
    const time_t due_at = (time_t)task->due_at;
    const struct tm *tm = gmtime(&due_at);
    char text[sizeof "2026-01-31 12:34:56 UTC"] = "never";
    if (task->due_at != 0 && tm != NULL) {
        (void)strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", tm);
    }
    printf("  %-8s %-6s due %s\n", task->title, words[task->priority], text);
}

static orm_status print_tasks(orm_db *db, const char *title, const orm_expr *where)
{
    orm_rows *rows = NULL;
    TRY(task_select(db, &(orm_query){ .where = where, .order_by = { orm_asc(task_.due_at) } },
                    &rows));
    printf("%s\n", title);
    for (const struct task *task; (task = task_next(rows)) != NULL;) {
        print_task(task);
    }
    const orm_status status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}

static orm_status store(orm_db *db)
{
    struct person ada = { .name = "Ada" };
    orm_status status = person_insert(db, &ada);
    const struct task tasks[] = {
        { .title = "Launch", .priority = PRIORITY_HIGH, .due_at = -14182940 }, /* 1969 */
        { .title = "Party", .priority = PRIORITY_NORMAL, .due_at = INT64_C(4102444799) },
        { .title = "Sleep", .priority = PRIORITY_LOW },
    };
    for (size_t i = 0; status == ORM_OK && i < sizeof tasks / sizeof *tasks; i++) {
        struct task task = tasks[i];
        task.person_id = ada.id;
        status = task_insert(db, &task);
    }
    return status;
}

static orm_status run(orm_db *db)
{
    TRY(store(db));
    TRY(print_tasks(db, "all, the earliest first, NULL last", NULL));
    TRY(print_tasks(db, "high", orm_eq(task_.priority, PRIORITY_HIGH)));
    return print_tasks(db, "due after 2038-01-19", orm_gt(task_.due_at, INT64_C(2147483647)));
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}
