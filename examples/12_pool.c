/* A pool: threads take turns with a few connections. Each piece of work borrows a handle and gives
 * it back; what it has prepared, the next one finds prepared. */
#include "example.h"
#include "tasks.orm.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORKERS = 6, CONNECTIONS = 2, ROUNDS = 10 };

/* Reads, adds a minute, stores: others wait, or this runs again, so that no minute is lost. */
static orm_status spend_a_minute(orm_db *db, void *ctx)
{
    struct task task;
    orm_arena *arena = ctx;
    orm_arena_reset(arena);
    TRY(task_find(db, 1, &task, arena));
    task.minutes++;
    return task_update(db, &task);
}

/* Borrows a handle for the time of a function. */
static orm_status with_handle(orm_pool *pool, orm_status (*fn)(orm_db *db, void *ctx), void *ctx)
{
    orm_db *db = NULL;
    orm_error error;
    orm_status status = orm_pool_acquire(pool, &db, &error);
    if (status != ORM_OK) {
        fprintf(stderr, "no connection: %s\n", error.message);
        return status;
    }
    status = fn(db, ctx);
    if (status < ORM_OK) {
        example_report(db); /* before the handle is somebody else's */
    }
    (void)orm_pool_release(pool, db);
    return status;
}

static orm_status spend_safely(orm_db *db, void *ctx)
{
    const orm_transaction_options serializable = { .isolation = ORM_ISOLATION_SERIALIZABLE,
                                                   .attempts = 1000 };
    return orm_run(db, &serializable, spend_a_minute, ctx);
}

static void *work(void *ctx)
{
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(NULL, &arena);
    for (int i = 0; status == ORM_OK && i < ROUNDS; i++) {
        status = with_handle(ctx, spend_safely, arena);
    }
    orm_arena_free(arena);
    return NULL;
}

static void work_together(orm_pool *pool)
{
    pthread_t workers[WORKERS];
    int started = 0;
    while (started < WORKERS && pthread_create(&workers[started], NULL, work, pool) == 0) {
        started++;
    }
    for (int i = 0; i < started; i++) {
        (void)pthread_join(workers[i], NULL);
    }
}

static orm_status prepare(orm_db *db, void *ctx)
{
    (void)ctx;
    struct person ada = { .name = "Ada" };
    TRY(orm_drop_all(db, &tasks_schema));
    TRY(orm_create_all(db, &tasks_schema));
    TRY(person_insert(db, &ada));
    struct task task = { .person_id = ada.id, .title = "Wait in line" };
    return task_insert(db, &task);
}

static orm_status print_result(orm_db *db, void *pool)
{
    int64_t found = 0;
    orm_pool_stats stats;
    TRY(task_count(db, &(orm_query){ .where = orm_eq(task_.minutes, WORKERS * ROUNDS) }, &found));
    TRY(orm_pool_measure(pool, &stats));
    printf("%d threads have worked %d times on %d connections\n", WORKERS, WORKERS * ROUNDS,
           CONNECTIONS);
    printf("%s\n", found == 1 ? "no minute was lost" : "minutes were lost");
    printf("%s\n", stats.opened <= CONNECTIONS ? "no connection was opened twice"
                                               : "connections were opened anew");
    return orm_drop_all(db, &tasks_schema);
}

static int run(const char *url)
{
    orm_pool *pool = NULL;
    orm_error error;
    const orm_pool_options options = { .max = CONNECTIONS };
    if (orm_pool_open(url, &options, &pool, &error) != ORM_OK) {
        fprintf(stderr, "cannot open the database: %s\n", error.message);
        return 1;
    }
    orm_status status = with_handle(pool, prepare, NULL);
    if (status == ORM_OK) {
        work_together(pool);
        status = with_handle(pool, print_result, pool);
    }
    (void)orm_pool_close(pool, NULL);
    return status < ORM_OK ? 1 : 0;
}

/* A database in memory is its connection's own: a pool wants a file. */
static int run_on_file(void)
{
    char folder[] = "/tmp/pool-XXXXXX";
    char url[64];
    char *path = url + sizeof "sqlite:" - 1;
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    (void)snprintf(url, sizeof url, "sqlite:%s/tasks.db", folder);
    const int result = run(url);
    (void)unlink(path);
    (void)rmdir(folder);
    return result;
}

int main(int argc, char **argv)
{
    const char *url = example_url(argc, argv);
    return strcmp(url, "sqlite::memory:") == 0 ? run_on_file() : run(url);
}
