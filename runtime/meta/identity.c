/* Owns the comparison of entities: (schema hash, index), never the pointer alone. The layout has to be
 * the same too, since whoever asks is about to read the struct. */
#include "meta/identity.h"

#include <stddef.h>

#include "meta/entity.h"

bool orm__identity_same(const orm_entity *a, const orm_entity *b)
{
    if (a == b) {
        return true;
    }
    if (a->schema == NULL || b->schema == NULL || a->index != b->index || a->size != b->size) {
        return false;
    }
    return a->schema->layout_hash == b->schema->layout_hash &&
           orm__entity_schema_hash(a->schema) == orm__entity_schema_hash(b->schema);
}
