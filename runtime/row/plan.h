/* The row plan: what the fields of an entity come to, worked out once, so that plain members move
 * between a row and its values without a question asked for each. A member is plain where it lies
 * in the struct itself and its column holds just what it holds. Everything else, and every value
 * that is not the expected one, is left to the codec, which gives the same answer for plain members
 * too: a plan never refuses anything. */
#ifndef ORM_ROW_PLAN_H
#define ORM_ROW_PLAN_H

#include <orm/alloc.h>

#include "meta/field.h"

typedef struct orm_plan orm_plan;

/* The plan of an entity, from a list that is made longer where it has none: the same columns may be
 * those of several entities, each with a struct of its own. NULL: no memory. Borrowed: as long as
 * the list. entity: borrowed. */
const orm_plan *orm__plan_find(orm_plan **list, const orm_entity *entity,
                               const orm_allocator *allocator);

/* Frees a list, with the allocator that it was made with. */
void orm__plan_free_all(orm_plan *list, const orm_allocator *allocator);

/* There was no memory. */
#define ORM_PLAN_NO_MEMORY SIZE_MAX

/* Stores values into the members of a row, one for each field, beginning at field from. Returns the
 * field that it leaves to the codec, or the count of fields, or ORM_PLAN_NO_MEMORY. into: of the
 * plan's entity. */
size_t orm__plan_load(const orm_plan *plan, const orm_instance *into, const orm_value *values,
                      size_t from);

/* Stores one value into its member. False: it is left to the codec. field: one that needs no
 * arena. */
bool orm__plan_load_field(const orm_plan *plan, const orm_instance *into, size_t field,
                          const orm_value *value);

/* Fields of a statement's parameters. */
typedef struct orm_plan_fields {
    const uint16_t *fields;
    size_t count;
} orm_plan_fields;

/* Reads members as the values of parameters, beginning at parameter from. Returns the parameter
 * that it leaves to the codec, or the count. *values borrow from row. */
size_t orm__plan_bind(const orm_plan *plan, orm_plan_fields wanted, const void *row,
                      orm_value *values, size_t from);

#endif
