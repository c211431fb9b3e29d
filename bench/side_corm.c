/* The side of Corm: the calls that a program would write. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.orm.h"
#include "people.h"
#include "side.h"

typedef struct corm_side {
    struct side base;
    orm_db *db;
    orm_arena *arena; /* of find */
} corm_side;

static void *resize_and_count(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    corm_side *corm = ctx;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    corm->base.allocations++;
    return realloc(pointer, new_size);
}

static bool judge(const corm_side *corm, orm_status status)
{
    if (status < ORM_OK) {
        const orm_error *error = orm_db_error(corm->db);
        fprintf(stderr, "Corm: %s: %s\n", orm_status_name(status), error->message);
    }
    return status >= ORM_OK;
}

static bool insert_generated(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < work->count; i++) {
        status = person_insert(corm->db, &work->people[i]);
        *sum += (uint64_t)work->people[i].id;
    }
    return judge(corm, status);
}

static bool insert_with_key(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < work->count; i++) {
        status = person_insert_with_key(corm->db, &work->people[i]);
        *sum += (uint64_t)work->people[i].id;
    }
    return judge(corm, status);
}

static bool find(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t k = 0; status == ORM_OK && k < work->count; k++) {
        struct person person;
        const int64_t id = work->people[people_shuffle(k, work->count)].id;
        status = person_find(corm->db, id, &person, corm->arena);
        *sum += status == ORM_OK ? work->sum(&person) : 0;
        orm_arena_reset(corm->arena);
    }
    return judge(corm, status);
}

static orm_status select_and_sum(corm_side *corm, const orm_query *query, const side_work *work,
                                 uint64_t *sum)
{
    orm_rows *rows = NULL;
    orm_status status = person_select(corm->db, query, &rows);
    if (status != ORM_OK) {
        return status;
    }
    for (const struct person *person; (person = person_next(rows)) != NULL;) {
        *sum += work->sum(person);
    }
    status = orm_rows_status(rows);
    orm_rows_free(rows);
    return status;
}

static bool scan(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    return judge(corm, select_and_sum(corm, NULL, work, sum));
}

static bool query(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t k = 0; status >= ORM_OK && k < work->queries; k++) {
        const int age = PEOPLE_YOUNGEST + (int)(k % PEOPLE_AGES);
        status = select_and_sum(corm,
                                &(orm_query){ .where = orm_eq(person_.age, age),
                                              .order_by = { orm_asc(person_.id) },
                                              .limit = orm_limit(10) },
                                work, sum);
    }
    return judge(corm, status);
}

static bool update(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t k = 0; status == ORM_OK && k < work->count; k++) {
        const struct person changed = people_changed(&work->people[people_shuffle(k, work->count)]);
        status = person_update(corm->db, &changed);
        *sum += people_sum_key(&changed);
    }
    return judge(corm, status);
}

static bool delete_rows(struct side *side, const side_work *work, uint64_t *sum)
{
    corm_side *corm = (corm_side *)side;
    orm_status status = ORM_OK;
    for (size_t k = 0; status == ORM_OK && k < work->count; k++) {
        const int64_t id = work->people[people_shuffle(k, work->count)].id;
        status = person_delete_key(corm->db, id);
        *sum += (uint64_t)id;
    }
    return judge(corm, status);
}

static bool exec(struct side *side, const char *sql)
{
    corm_side *corm = (corm_side *)side;
    return judge(corm, orm_exec(corm->db, sql));
}

static bool begin(struct side *side)
{
    corm_side *corm = (corm_side *)side;
    return judge(corm, orm_begin(corm->db, NULL));
}

static bool commit(struct side *side)
{
    corm_side *corm = (corm_side *)side;
    return judge(corm, orm_commit(corm->db));
}

static void close_side(struct side *side)
{
    corm_side *corm = (corm_side *)side;
    orm_close(corm->db);
    orm_arena_free(corm->arena);
    free(corm);
}

static const struct side corm_table = {
    .name = "Corm",
    .tasks = { [SIDE_INSERT_GENERATED] = insert_generated,
               [SIDE_INSERT_WITH_KEY] = insert_with_key,
               [SIDE_FIND] = find,
               [SIDE_SCAN] = scan,
               [SIDE_QUERY] = query,
               [SIDE_UPDATE] = update,
               [SIDE_DELETE] = delete_rows },
    .exec = exec,
    .begin = begin,
    .commit = commit,
    .close = close_side,
};

struct side *side_open_corm(const char *url)
{
    corm_side *corm = calloc(1, sizeof *corm);
    if (corm == NULL) {
        return NULL;
    }
    corm->base = corm_table;
    orm_error error;
    const orm_options options = { .allocator = { .resize = resize_and_count, .ctx = corm } };
    if (orm_open(url, &options, &corm->db, &error) != ORM_OK) {
        fprintf(stderr, "Corm: %s\n", error.message);
        close_side(&corm->base);
        return NULL;
    }
    if (orm_arena_new(&options.allocator, &corm->arena) != ORM_OK) {
        close_side(&corm->base);
        return NULL;
    }
    return &corm->base;
}
