/* The frame of every operation on single rows: its statement from the slots, its parameters, its
 * failure. */
#ifndef ORM_QUERY_CALL_H
#define ORM_QUERY_CALL_H

#include "base/arena.h"
#include "db/db.h"
#include "row/plan_step.h"

/* One call: what every operation needs, and where its failure is written. */
typedef struct orm_call {
    orm_db *db;
    const orm_entity *entity;
    orm_codec codec;
    orm_statement *statement; /* NULL until it begins */
    const uint16_t *fields;   /* the field behind each of its parameters */
    uint16_t next;            /* the parameter that is the version and one more; 0 = none */
    bool inserts;             /* ... and stores what the key's members hold */
    bool looks;               /* ... or stores nothing: the row is only looked for */
    size_t element;           /* of a batch, the one that is being written, from 1; else 0 */
    orm_error *error;         /* the handle's pending one */
} orm_call;

static inline orm_call orm__call_new(orm_db *db, const orm_entity *entity)
{
    orm_call call; /* member by member: nothing is written twice */
    call.db = db;
    call.entity = entity;
    orm__db_set_codec(&call.codec, db, entity);
    call.statement = NULL;
    call.fields = NULL;
    call.next = 0;
    call.inserts = false;
    call.looks = false;
    call.element = 0;
    call.error = orm__db_pending(db);
    return call;
}

/* Takes the statement of an operation (as orm__slot_acquire); what writes settles the windows
 * first. */
static inline orm_status orm__call_begin(orm_call *call, unsigned op)
{
    orm_db *db = call->db;
    if (op < ORM_SLOT_FIND) {
        orm__db_will_write(db);
    }
    orm_statement *statement = orm__slot_find_ready(&db->slots, call->entity, op);
    if (statement != NULL) {
        db->cache.counts.hits++;
        statement->in_use = true;
    } else {
        orm_status status = orm__slot_acquire(db, call->entity, op, &statement, call->error);
        if (status != ORM_OK) {
            return status;
        }
    }
    call->statement = statement;
    call->inserts = op == ORM_SLOT_INSERT || op == ORM_SLOT_INSERT_WITH_KEY;
    call->fields = statement->fields;
    call->next = statement->next;
    call->codec.plan = statement->plan;
    return orm__db_reserve_values(db, statement->param_count, call->error);
}

/* Takes a statement that writes, for the text that was rendered last, from the cache, and binds the
 * parameters that are not of a row. Errors: as orm__params_acquire. */
orm_status orm__call_begin_text(orm_call *call);

/* Parameters, counted from 0. */
typedef struct orm_call_range {
    size_t first, end;
} orm_call_range;

/* Binds a row's members to these parameters. Errors: CONVERSION with the column; NOT_NULL, where a
 * NULL would be stored that the entity does not allow. */
orm_status orm__call_bind_range(orm_call *call, const void *row, orm_call_range range);

/* The same, to all. */
static inline orm_status orm__call_bind_row(orm_call *call, const void *row)
{
    return orm__call_bind_range(call, row, (orm_call_range){ 0, call->statement->param_count });
}

/* What orm__call_bind_key has left, from a parameter on. */
orm_status orm__call_bind_key_from(orm_call *call, const orm_value *key, size_t from);

/* Binds a value to each parameter. Errors: CONVERSION with the column. */
static inline orm_status orm__call_bind_key(orm_call *call, const orm_value *key)
{
    const orm_plan_fields wanted = { call->fields, call->statement->param_count };
    size_t bound = orm__plan_bind_key(call->codec.plan, wanted, key, call->db->values, 0);
    return bound == wanted.count ? ORM_OK : orm__call_bind_key_from(call, key, bound);
}

/* Names the column behind the parameter at fault, where the engine does not. */
void orm__call_locate(const orm_call *call);

/* Makes the call's failure the handle's, with what the engine leaves out of it. */
orm_status orm__call_fail(orm_call *call, orm_status status);

/* Lets go of all, after a failure too; returns its status. */
static inline orm_status orm__call_end(orm_call *call, orm_status status)
{
    orm_db *db = call->db;
    if (status < 0) {
        status = orm__call_fail(call, status);
    }
    orm__cache_release(&db->cache, call->statement);
    orm__arena_clear(db->scratch);
    return status;
}

/* ---- failures that several operations share ---- */

orm_status orm__call_refuse_null(orm_db *db, const char *what);
orm_status orm__call_no_such_row(orm_call *call);
/* STALE. */
orm_status orm__call_stale_row(orm_call *call);
orm_status orm__call_refuse_keyless(orm_call *call, orm_use use);

/* MISUSE for an entity without a primary key, by what is nearest to its reason. */
static inline orm_status orm__call_demand_key(orm_call *call, orm_use use)
{
    bool is_keyless = call->entity != NULL && call->entity->primary_key.field_count == 0;
    return is_keyless ? orm__call_refuse_keyless(call, use) : ORM_OK;
}

/* The entity's table, as the engine knows it. Borrowed. */
const char *orm__call_table(const orm_call *call);

#endif
