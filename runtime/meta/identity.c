/* Owns the comparison of entities: (schema hash, index), never the pointer alone; and of their
 * layouts, which whoever reads the struct needs too. */
#include "meta/identity.h"

#include <orm/converter.h>
#include <stddef.h>
#include <string.h>

#include "meta/entity.h"
#include "meta/field.h"

bool orm__identity_same(const orm_entity *a, const orm_entity *b)
{
    if (a == b) {
        return true;
    }
    return a->schema != NULL && b->schema != NULL && a->index == b->index &&
           a->field_count == b->field_count &&
           orm__entity_schema_hash(a->schema) == orm__entity_schema_hash(b->schema);
}

static bool has_same_place(const orm_auxiliary *a, const orm_auxiliary *b)
{
    return a->size == b->size && (a->access == NULL) == (b->access == NULL) &&
           (a->size == 0 || (a->offset == b->offset && a->is_signed == b->is_signed));
}

static bool is_same_value(const orm_value *a, const orm_value *b)
{
    return a == b || (a != NULL && b != NULL && orm__field_same(a, b));
}

/* Each copy of a schema may have functions of its own. */
static bool has_same_converter(const orm_converter *a, const orm_converter *b)
{
    return a == b || (a != NULL && b != NULL && a->by_pointer == b->by_pointer &&
                      strcmp(a->name, b->name) == 0);
}

static bool has_same_layout(const orm_layout *a, const orm_layout *b)
{
    return a->storage == b->storage && a->group == b->group && a->needed_in == b->needed_in &&
           a->offset == b->offset && a->size == b->size && a->bits == b->bits &&
           (a->access == NULL) == (b->access == NULL) &&
           a->units_per_second == b->units_per_second && a->item == b->item &&
           has_same_converter(a->converter, b->converter) && a->item_size == b->item_size &&
           has_same_place(&a->length, &b->length) && has_same_place(&a->null_flag, &b->null_flag) &&
           is_same_value(a->null_if, b->null_if) &&
           is_same_value(a->null_reads_as, b->null_reads_as) &&
           is_same_value(a->unknown, b->unknown);
}

static bool is_same_group(const orm_group *a, const orm_group *b)
{
    return a->parent == b->parent && a->offset == b->offset && a->size == b->size &&
           a->align == b->align && a->by_pointer == b->by_pointer;
}

/* Which relations there are is in the hash. */
static bool has_same_members(const orm_relation *a, const orm_relation *b)
{
    return a->offset == b->offset && has_same_place(&a->count, &b->count);
}

/* The generated hashes tell C types apart that have one size; tables written by hand have none. */
static bool may_have_same_types(const orm_schema *a, const orm_schema *b)
{
    return a->layout_hash == b->layout_hash || a->layout_hash == 0 || b->layout_hash == 0;
}

bool orm__identity_same_layout(const orm_entity *a, const orm_entity *b)
{
    if (a == b) {
        return true;
    }
    bool same = orm__identity_same(a, b) && may_have_same_types(a->schema, b->schema) &&
                a->size == b->size && a->align == b->align && a->group_count == b->group_count &&
                a->relation_count == b->relation_count;
    for (uint16_t i = 0; same && i < a->group_count; i++) {
        same = is_same_group(&a->groups[i], &b->groups[i]);
    }
    for (uint16_t i = 0; same && i < a->field_count; i++) {
        same = has_same_layout(&a->fields[i].layout, &b->fields[i].layout);
    }
    for (uint16_t i = 0; same && i < a->relation_count; i++) {
        same = has_same_members(&a->relations[i], &b->relations[i]);
    }
    return same;
}
