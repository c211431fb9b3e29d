/* The caller's struct as the place of one row. Reading fills a copy of it, so that a failure leaves
 * the original alone, and what is not mapped stays as it is. */
#ifndef ORM_QUERY_INTO_H
#define ORM_QUERY_INTO_H

#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "row/sink.h"

typedef struct orm_into {
    orm_sink sink;
    orm_arena *scratch;
    void *original;
    void *copy;
    size_t rows; /* that came, whether they could be read or not */
    orm_arena_mark mark;
} orm_into;

/* place of its sink: the same copy for each row that comes. */
void *orm__into_place(orm_sink *sink, const orm_entity *entity, const orm_value *values);

/* arena: NULL = there is none. */
static inline orm_into orm__into_begin(const orm_db *db, void *original, orm_arena *arena)
{
    return (orm_into){ .sink = { .place = orm__into_place, .arena = arena },
                       .scratch = db->scratch,
                       .original = original,
                       .mark = arena == NULL ? (orm_arena_mark){ .block = NULL }
                                             : orm__arena_mark(arena) };
}

/* Where reading went well: the caller's struct is the copy. Else the arena falls back. Returns
 * status. */
static inline orm_status orm__into_end(const orm_into *into, const orm_entity *entity,
                                       orm_status status)
{
    if (status == ORM_OK && into->copy != NULL) { /* a row came */
        memcpy(into->original, into->copy, entity->size);
    } else if (into->sink.arena != NULL) {
        orm__arena_back_to(into->sink.arena, into->mark);
    }
    return status;
}

#endif
