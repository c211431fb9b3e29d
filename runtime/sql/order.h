/* The order in which the tables of a schema are created: what is referenced comes first. */
#ifndef ORM_SQL_ORDER_H
#define ORM_SQL_ORDER_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>

typedef struct orm_order {
    const uint16_t *sequence; /* indexes of entities, first created first */
    const uint16_t *position; /* of an entity that is a table, by its index, in sequence */
    uint16_t count;           /* of sequence: the entities that are tables */
} orm_order;

/* Depends on the schema alone, follows its order where keys leave a choice. A key to another schema
 * says nothing. *order_out lives in the arena. Errors: NO_MEMORY. */
orm_status orm__order_tables(const orm_schema *schema, orm_arena *arena, orm_order *order_out,
                             orm_error *error);

/* True where the target is created after the owner of the key: the key closes a cycle. */
bool orm__order_is_backward(const orm_order *order, const orm_entity *owner,
                            const orm_foreign_key *key);

#endif
