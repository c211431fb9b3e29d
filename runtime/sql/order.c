/* Owns the walk along foreign keys: depth first, with a stack of its own for long chains. */
#include "sql/order.h"

#include "base/arena.h"
#include "base/error.h"

typedef struct frame {
    const orm_entity *entity;
    uint16_t next_key; /* the first foreign key that was not looked at */
} frame;

typedef struct walk {
    const orm_schema *schema;
    frame *stack;
    size_t depth;
    bool *seen;
    uint16_t *sequence;
    uint16_t *position;
    uint16_t placed;
} walk;

/* entity: NULL = a table that is none of ours. What is no table has no place. */
static void enter(walk *w, const orm_entity *entity)
{
    bool is_ours =
        entity != NULL && entity->schema == w->schema && entity->kind == ORM_ENTITY_TABLE;
    if (is_ours && !w->seen[entity->index]) {
        w->seen[entity->index] = true;
        w->stack[w->depth++] = (frame){ .entity = entity };
    }
}

static void place(walk *w, const orm_entity *entity)
{
    w->position[entity->index] = w->placed;
    w->sequence[w->placed++] = entity->index;
}

/* Places an entity behind all that it references; what is on the stack already closes a cycle. */
static void place_with_targets(walk *w, const orm_entity *entity)
{
    enter(w, entity);
    while (w->depth > 0) {
        frame *top = &w->stack[w->depth - 1];
        if (top->next_key < top->entity->foreign_key_count) {
            enter(w, top->entity->foreign_keys[top->next_key++].target);
        } else {
            place(w, top->entity);
            w->depth--;
        }
    }
}

orm_status orm__order_tables(const orm_schema *schema, orm_arena *arena, orm_order *order_out,
                             orm_error *error)
{
    size_t count = schema->entity_count;
    walk w = {
        .schema = schema,
        .stack = orm__arena_zeroed(arena, count, sizeof *w.stack),
        .seen = orm__arena_zeroed(arena, count, sizeof *w.seen),
        .sequence = orm__arena_zeroed(arena, count, sizeof *w.sequence),
        .position = orm__arena_zeroed(arena, count, sizeof *w.position),
    };
    if (w.stack == NULL || w.seen == NULL || w.sequence == NULL || w.position == NULL) {
        return orm__error_no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        place_with_targets(&w, schema->entities[i]);
    }
    *order_out = (orm_order){ .sequence = w.sequence, .position = w.position, .count = w.placed };
    return ORM_OK;
}

bool orm__order_is_backward(const orm_order *order, const orm_entity *owner,
                            const orm_foreign_key *key)
{
    return key->target != NULL && key->target->schema == owner->schema &&
           order->position[key->target->index] > order->position[owner->index];
}
