/* Slots: the prepared statements of an entity's fixed operations, found by (schema, entity,
 * operation) without building or hashing any text. Owns the table of schemas that the handle has
 * met; the statements are the cache's. */
#ifndef ORM_DB_SLOT_H
#define ORM_DB_SLOT_H

#include <orm/meta.h>
#include "db/cache.h"
#include "meta/use.h"
#include "row/plan_step.h"

typedef enum orm_slot_op {
    ORM_SLOT_INSERT,
    ORM_SLOT_INSERT_WITH_KEY,
    ORM_SLOT_UPDATE,
    ORM_SLOT_DELETE,
    ORM_SLOT_DELETE_KEY, /* whatever the version is; of an entity that has one */
    ORM_SLOT_FIND,       /* from here on nothing is written */
    ORM_SLOT_EXISTS,
    ORM_SLOT_FIND_BY /* + index of the unique constraint */
} orm_slot_op;

typedef struct orm_slot_schema {
    const orm_schema *schema; /* the pointer that was seen last; identity is the hash */
    uint64_t stated_hash;     /* what was in it: 0 in tables written by hand */
    uint64_t hash;
    size_t *first; /* slot of each entity's first operation */
    orm_statement **slots;
    size_t slot_count;
    orm_plan **plans; /* a list for each entity */
    uint16_t entity_count;
} orm_slot_schema;

typedef struct orm_slots {
    orm_slot_schema *schemas;
    size_t count, capacity;
    size_t last; /* index of the schema that was asked for last */
} orm_slots;

void orm__slot_fini(orm_db *db);

/* Finalizes the statements of all slots, none of which is in use; each is prepared anew when it is
 * asked for. */
void orm__slot_forget(orm_db *db);

/* Checks the schema that an entity belongs to when the handle first meets it. Errors: MISUSE,
 * NO_MEMORY. */
orm_status orm__slot_meet(orm_db *db, const orm_entity *entity, orm_error *error);

/* The same, and that the entity is one for this use. Errors: MISUSE, NO_MEMORY. */
orm_status orm__slot_meet_for(orm_db *db, const orm_entity *entity, orm_use use, orm_error *error);

/* The plan of an entity whose schema was asked for last. NULL: no memory. Borrowed: as long as
 * the handle. */
const orm_plan *orm__slot_plan(orm_db *db, const orm_entity *entity);

/* A library that was loaded where another one was has other tables behind the same pointer: where
 * there is a generated hash, it tells. */
static inline bool orm__slot_is_known_as(const orm_slot_schema *known, const orm_schema *schema)
{
    return known->schema == schema && known->stated_hash == schema->hash;
}

/* What nearly every call finds: the schema that the last one was about, its plan made, and a
 * statement that is prepared and free. NULL: it is for orm__slot_acquire to find or to make. */
static inline orm_statement *orm__slot_find_ready(const orm_slots *slots, const orm_entity *entity,
                                                  unsigned op)
{
    if (slots->count == 0 || entity == NULL) {
        return NULL;
    }
    const orm_slot_schema *known = &slots->schemas[slots->last];
    if (!orm__slot_is_known_as(known, entity->schema) || entity->index >= known->entity_count) {
        return NULL;
    }
    orm_statement *statement = known->slots[known->first[entity->index] + op];
    bool is_ready =
        statement != NULL && !statement->in_use && orm__plan_is_of(statement->plan, entity);
    return is_ready ? statement : NULL;
}

/* The statement of an operation, prepared now if it is the first time; in use until
 * orm__cache_release. op: an orm_slot_op, or ORM_SLOT_FIND_BY + index. Errors: MISUSE, those of
 * prepare, NO_MEMORY. */
orm_status orm__slot_acquire(orm_db *db, const orm_entity *entity, unsigned op,
                             orm_statement **statement_out, orm_error *error);

/* How many slots have a statement; *again_out: how often the driver had to prepare these again. */
size_t orm__slot_count(const orm_db *db, uint64_t *again_out);

/* Finalizes a statement that was acquired for the operation and can no longer do what it was
 * prepared for: the next one is prepared anew. */
void orm__slot_discard(orm_db *db, const orm_entity *entity, unsigned op, orm_statement *statement);

#endif
