/* Owns reading all rows into the caller's memory, side by side: an array in an arena, or an array
 * of the caller's own. What was read stays in the result until all of it is known to be well. */
#include <orm/query.h>

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "query/ask.h"

static void copy_rows(orm_rows *rows, const orm_entity *entity, unsigned char *to)
{
    const void *row = NULL;
    while ((row = orm_rows_next(rows, entity)) != NULL) {
        memcpy(to, row, entity->size);
        to += entity->size;
    }
}

/* ---- into an arena ---- */

/* NULL: there are none. Errors: NO_MEMORY. */
static orm_status gather(orm_rows *rows, const orm_entity *entity, orm_arena *arena,
                         void **array_out)
{
    size_t count = orm_rows_count(rows);
    if (count == 0) {
        *array_out = NULL;
        return ORM_OK;
    }
    void *array = count > SIZE_MAX / entity->size
                      ? NULL
                      : orm__arena_take(arena, count * entity->size, entity->align);
    if (array == NULL) {
        return ORM_NO_MEMORY;
    }
    copy_rows(rows, entity, array);
    *array_out = array;
    return ORM_OK;
}

/* NOLINTNEXTLINE(readability-function-size): handle, question, whose memory, two outputs */
orm_status orm_collect(orm_db *db, const orm_entity *entity, const orm_query *query,
                       orm_arena *arena, void *rows_out, size_t *count_out)
{
    ORM_DB_ENTER(db);
    if (entity == NULL || arena == NULL || rows_out == NULL || count_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL     ? "the entity"
                                 : arena == NULL    ? "arena"
                                 : rows_out == NULL ? "rows_out"
                                                    : "count_out");
    }
    orm_arena_mark mark = orm__arena_mark(arena);
    orm_query asked = query == NULL ? (orm_query){ .where = NULL } : *query;
    asked.window = 0;
    orm_rows *rows = NULL;
    void *array = NULL;
    orm_reading reading = { .entity = entity, .texts = arena };
    orm_error *error = orm__db_pending(db);
    orm_status status =
        orm__ask_end(db, entity, orm__ask_rows(db, &asked, &reading, &rows, error), error);
    if (status == ORM_OK) {
        status = orm__rows_load(rows);
    }
    if (status == ORM_OK && gather(rows, entity, arena, &array) != ORM_OK) {
        (void)orm__error_no_memory(error);
        status = orm__db_fail(db, error);
    }
    if (status == ORM_OK) {
        *count_out = orm_rows_count(rows);
        memcpy(rows_out, &array, sizeof array);
    } else {
        orm__arena_back_to(arena, mark);
    }
    orm_rows_free(rows);
    return status;
}

/* ---- into the caller's own array ---- */

static orm_status read_into(orm_db *db, const orm_entity *entity, const orm_query *query,
                            const orm_room *room, size_t *count_out)
{
    orm_bounded bounded;
    const uint64_t capacity = room->capacity; /* a size_t is less on some machines */
    int64_t most = capacity < INT64_MAX ? (int64_t)capacity + 1 : INT64_MAX;
    orm__ask_bound(&bounded, query, most);
    bounded.query.window = 0;
    orm_reading reading = { .entity = entity,
                            .texts = room->arena,
                            .originals = room->rows,
                            .original_count = room->capacity };
    orm_asked asked = { .db = db, .entity = entity, .error = orm__db_pending(db) };
    orm_rows *rows = NULL;
    orm_status status = orm__ask_rows(db, &bounded.query, &reading, &rows, asked.error);
    size_t count = orm_rows_count(rows);
    if (status == ORM_OK && count > room->capacity) {
        status = orm__ask_too_many(&asked, room->capacity);
    }
    status = orm__ask_end(db, entity, status, asked.error);
    if (status == ORM_OK) {
        status = orm__rows_load(rows);
    }
    if (status == ORM_OK) {
        copy_rows(rows, entity, room->rows);
        *count_out = count;
    }
    orm_rows_free(rows);
    return status;
}

orm_status orm_select_into(orm_db *db, const orm_entity *entity, const orm_query *query,
                           const orm_room *room, size_t *count_out)
{
    ORM_DB_ENTER(db);
    bool has_no_rows = room == NULL || (room->rows == NULL && room->capacity > 0);
    if (entity == NULL || has_no_rows || count_out == NULL) {
        return orm__db_fail_with(db, ORM_MISUSE, "%s is NULL",
                                 entity == NULL ? "the entity"
                                 : has_no_rows  ? "the room for rows"
                                                : "count_out");
    }
    orm_arena_mark mark = { .block = NULL };
    if (room->arena != NULL) {
        mark = orm__arena_mark(room->arena);
    }
    orm_status status = read_into(db, entity, query, room, count_out);
    if (status != ORM_OK && room->arena != NULL) {
        orm__arena_back_to(room->arena, mark);
    }
    return status;
}
