/* A large result read through a window: rows come 100 at a time and only the last 100 are kept.
 * Other statements run on the same handle in between, writing ones too: on SQLite the first of
 * those reads what is left of the result into memory, so that the answer does not change under the
 * loop. */
#include "example.h"
#include "tasks.orm.h"

enum { TASKS = 1000, WINDOW = 100 };

static orm_status store_tasks(orm_db *db, void *ctx)
{
    (void)ctx;
    struct person ada = { .name = "Ada" };
    orm_status status = person_insert(db, &ada);
    for (int32_t i = 0; status == ORM_OK && i < TASKS; i++) {
        struct task task = { .person_id = ada.id, .title = "Count sheep", .minutes = i };
        status = task_insert(db, &task);
    }
    return status;
}

/* Reads all tasks; with finish it marks each as done while the result is open. */
static orm_status read_tasks(orm_db *db, bool finish)
{
    orm_rows *rows = NULL;
    TRY(task_select(db, &(orm_query){ .order_by = { orm_asc(task_.id) }, .window = WINDOW },
                    &rows));
    orm_status status = ORM_OK;
    size_t most = 0;
    int read = 0;
    for (struct task *task; status == ORM_OK && (task = task_next(rows)) != NULL; read++) {
        most = orm_rows_count(rows) > most ? orm_rows_count(rows) : most;
        task->done = finish;
        status = finish ? task_update(db, task) : ORM_OK;
    }
    if (status == ORM_OK) {
        status = orm_rows_status(rows); /* NULL above was the end, or an error */
    }
    printf("%d rows read%s\n", read,
           !finish && most <= WINDOW ? ", never more than the window in memory" : "");
    orm_rows_free(rows);
    return status;
}

static orm_status run(orm_db *db)
{
    TRY(orm_run(db, NULL, store_tasks, NULL));
    TRY(orm_begin(db, NULL));
    TRY(read_tasks(db, false));
    TRY(read_tasks(db, true));
    TRY(orm_commit(db));
    int64_t done = 0;
    TRY(task_count(db, &(orm_query){ .where = orm_eq(task_.done, true) }, &done));
    printf("%" PRId64 " tasks are done\n", done);
    return ORM_OK;
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}
