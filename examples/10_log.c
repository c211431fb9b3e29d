/* The log: a callback that is told of every statement, with its time, its rows and its status. The
 * library itself never prints; values of parameters are never part of an event. */
#include "example.h"
#include "tasks.orm.h"

#include <string.h>

struct log {
    bool on;
    int statements;
    int64_t duration_ns;
};

static void log_statement(void *ctx, const orm_log_event *event)
{
    struct log *log = ctx;
    if (!log->on || event->level != ORM_LOG_STATEMENT) {
        return;
    }
    log->statements++;
    log->duration_ns += event->duration_ns;
    /* The first word only: the rest of the text differs between the engines. */
    printf("%.*s: %s, rows: %" PRId64 "\n", (int)strcspn(event->sql, " ;"), event->sql,
           orm_status_name(event->status), event->rows);
}

static orm_status work(orm_db *db, void *ctx)
{
    (void)ctx;
    struct person ada = { .name = "Ada" };
    TRY(person_insert(db, &ada));
    int64_t count = 0;
    TRY(person_count(db, NULL, &count));
    orm_rows *rows = NULL;
    TRY(person_select(db, NULL, &rows));
    orm_rows_free(rows);
    return person_delete(db, &ada);
}

static orm_status run(orm_db *db, struct log *log)
{
    TRY(orm_drop_all(db, &tasks_schema));
    TRY(orm_create_all(db, &tasks_schema));
    log->on = true;
    TRY(orm_run(db, NULL, work, NULL));
    printf("the handle has no error: %s\n", orm_status_text(orm_db_error(db)->status));
    log->on = false;
    return orm_drop_all(db, &tasks_schema);
}

int main(int argc, char **argv)
{
    struct log log = { 0 };
    orm_db *db = NULL;
    orm_error error;
    const orm_options options = { .log = log_statement, .log_ctx = &log };
    if (orm_open(example_url(argc, argv), &options, &db, &error) != ORM_OK) {
        fprintf(stderr, "cannot open the database: %s\n", error.message);
        return 1;
    }
    const orm_status status = run(db, &log);
    if (status < ORM_OK) {
        example_report(db);
    } else {
        printf("%d statements took %s\n", log.statements,
               log.duration_ns > 0 ? "some time" : "none");
    }
    orm_close(db);
    return status < ORM_OK ? 1 : 0;
}
