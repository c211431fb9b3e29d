/* Owns the copy of the caller's struct that a row is read into. */
#include "query/into.h"

void *orm__into_place(orm_sink *sink, const orm_entity *entity, const orm_value *values)
{
    (void)values;
    orm_into *into = (orm_into *)sink;
    into->rows++;
    if (into->copy == NULL) {
        into->copy = orm__arena_take(into->scratch, entity->size, entity->align);
        if (into->copy != NULL) {
            memcpy(into->copy, into->original, entity->size);
        }
    }
    return into->copy;
}
