/* The inside of a plan, for the files that make and use it. */
#ifndef ORM_ROW_PLAN_STEP_H
#define ORM_ROW_PLAN_STEP_H

#include "row/plan.h"

/* What a plain member is, and what its column gives. */
typedef enum orm_plan_form {
    ORM_PLAN_CODEC, /* no plain member */
    ORM_PLAN_INT8,
    ORM_PLAN_INT16,
    ORM_PLAN_INT32,
    ORM_PLAN_INT64,
    ORM_PLAN_UINT8,
    ORM_PLAN_UINT16,
    ORM_PLAN_UINT32,
    ORM_PLAN_UINT64,
    ORM_PLAN_BOOL,
    ORM_PLAN_FLOAT64,
    ORM_PLAN_TIMESTAMP, /* an int64_t of microseconds */
    ORM_PLAN_STRING,
    ORM_PLAN_CHARS,
    ORM_PLAN_BLOB
} orm_plan_form;

typedef struct orm_plan_step {
    unsigned char form;
    bool nullable;             /* STRING, BLOB: NULL is a NULL pointer */
    unsigned char length_size; /* BLOB: bytes of the size member */
    size_t at;                 /* of the member, in the entity's struct */
    size_t length_at;          /* BLOB: of the size member */
    size_t size;               /* of the member; BLOB: the largest size that fits */
} orm_plan_step;

struct orm_plan {
    orm_plan *next;
    const orm_entity *entity;
    uint64_t layout_hash; /* of its schema, when the plan was made */
    uint16_t count;
    bool is_flat; /* no struct behind a pointer, no relation is to be set up before */
    orm_plan_step steps[];
};

/* Where a library was loaded in the place of another one, the pointer is the same and the structs
 * may be others. */
static inline bool orm__plan_is_of(const orm_plan *plan, const orm_entity *entity)
{
    return plan->entity == entity && plan->layout_hash == entity->schema->layout_hash;
}

/* A key is compared with, so that it may be a number that the column cannot hold. */
static inline bool orm__plan_takes_any_integer(const orm_plan_step *step)
{
    return step->form >= ORM_PLAN_INT8 && step->form <= ORM_PLAN_INT64;
}

/* orm__plan_bind of values that stand for members, as in a key: one for each parameter. */
static inline size_t orm__plan_bind_key(const orm_plan *plan, orm_plan_fields wanted,
                                        const orm_value *key, orm_value *values, size_t from)
{
    size_t i = from;
    while (i < wanted.count && key[i].type == ORM_TYPE_INT &&
           orm__plan_takes_any_integer(&plan->steps[wanted.fields[i]])) {
        values[i] = (orm_value){ .type = ORM_TYPE_INT, .as.integer = key[i].as.integer };
        i++;
    }
    return i;
}

#endif
