/* Owns the comparison of entities: (schema hash, index), never the pointer alone. */
#include "meta/identity.h"

#include "meta/entity.h"

bool orm__identity_same(const orm_entity *a, const orm_entity *b)
{
    if (a == b) {
        return true;
    }
    return a->schema != NULL && b->schema != NULL && a->index == b->index
           && orm__entity_schema_hash(a->schema) == orm__entity_schema_hash(b->schema);
}
