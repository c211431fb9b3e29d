/* The three ways to show NULL: a NULL pointer, a value that the column names (null_if = 0), a flag
 * beside the member (null_flag = minutes_unknown). Zero by itself never means NULL. */
#include "example.h"
#include "tasks.orm.h"

static orm_status print_task(orm_db *db, int64_t id)
{
    orm_arena *arena = NULL;
    TRY(orm_arena_new(NULL, &arena));
    struct task task;
    const orm_status status = task_find(db, id, &task, arena);
    if (status == ORM_OK && task.minutes_unknown) {
        printf("%s: unknown time, %s\n", task.title, task.due_at == 0 ? "not due" : "due");
    } else if (status == ORM_OK) {
        printf("%s: %" PRId32 " minutes, %s\n", task.title, task.minutes,
               task.due_at == 0 ? "not due" : "due");
    }
    orm_arena_free(arena);
    return status;
}

static orm_status print_count(orm_db *db, const char *what, const orm_expr *where)
{
    int64_t count = 0;
    TRY(task_count(db, &(orm_query){ .where = where }, &count));
    printf("%s: %" PRId64 "\n", what, count);
    return ORM_OK;
}

static orm_status run(orm_db *db)
{
    struct person ada = { .name = "Ada", .email = NULL };
    TRY(person_insert(db, &ada));
    struct task quick = { .person_id = ada.id, .title = "Blink", .minutes = 0, .due_at = 1 };
    struct task vague = { .person_id = ada.id, .title = "Dream", .minutes_unknown = true };
    TRY(task_insert(db, &quick));
    TRY(task_insert(db, &vague));
    TRY(print_task(db, quick.id));
    TRY(print_task(db, vague.id));

    TRY(print_count(db, "minutes are 0", orm_eq(task_.minutes, 0)));
    TRY(print_count(db, "minutes are NULL", orm_is_null(task_.minutes)));
    /* As in SQL, a comparison with NULL is neither true nor false ... */
    TRY(print_count(db, "minutes are not 5", orm_ne(task_.minutes, 5)));
    /* ... but comparing with the value that stands for NULL asks for NULL. */
    return print_count(db, "due_at equals what stands for NULL", orm_eq(task_.due_at, 0));
}

int main(int argc, char **argv)
{
    return example_run(argc, argv, &tasks_schema, run);
}
