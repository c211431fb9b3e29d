/* Owns the making of plans: which members are plain, and where they are, which it asks of
 * meta/field. */
#include "row/plan_step.h"

#include "base/alloc.h"
#include "meta/kind.h"
#include "meta/storage.h"

/* ---- which members are plain ---- */

static orm_plan_form signed_form(size_t size)
{
    switch (size) {
    case 1:
        return ORM_PLAN_INT8;
    case 2:
        return ORM_PLAN_INT16;
    case 4:
        return ORM_PLAN_INT32;
    default:
        return ORM_PLAN_INT64;
    }
}

static orm_plan_form unsigned_form(size_t size)
{
    switch (size) {
    case 1:
        return ORM_PLAN_UINT8;
    case 2:
        return ORM_PLAN_UINT16;
    case 4:
        return ORM_PLAN_UINT32;
    default:
        return ORM_PLAN_UINT64;
    }
}

/* A column may be wider than its member, which the value tells, but not narrower. */
static orm_plan_form integer_form(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    size_t width = orm__kind_width(field->column.kind);
    bool is_natural = field->column.kind == ORM_KIND_UINT64;
    if (layout->storage == ORM_STORAGE_UINT) {
        return is_natural || layout->size < width ? unsigned_form(layout->size) : ORM_PLAN_CODEC;
    }
    return !is_natural && layout->size <= width ? signed_form(layout->size) : ORM_PLAN_CODEC;
}

static orm_plan_form form_of(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    orm_kind kind = field->column.kind;
    bool is_text = kind == ORM_KIND_TEXT || kind == ORM_KIND_JSON;
    switch (layout->storage) {
    case ORM_STORAGE_INT:
        if (kind == ORM_KIND_TIMESTAMP) {
            bool is_plain = layout->size == sizeof(int64_t) && layout->units_per_second == 1000000;
            return is_plain ? ORM_PLAN_TIMESTAMP : ORM_PLAN_CODEC;
        }
        return integer_form(field);
    case ORM_STORAGE_UINT:
        return integer_form(field);
    case ORM_STORAGE_BOOL:
        return kind == ORM_KIND_BOOL ? ORM_PLAN_BOOL : ORM_PLAN_CODEC;
    case ORM_STORAGE_FLOAT:
        return kind == ORM_KIND_FLOAT64 && layout->size == sizeof(double) ? ORM_PLAN_FLOAT64
                                                                          : ORM_PLAN_CODEC;
    case ORM_STORAGE_STRING:
        return is_text ? ORM_PLAN_STRING : ORM_PLAN_CODEC;
    case ORM_STORAGE_CHARS:
        return kind == ORM_KIND_TEXT ? ORM_PLAN_CHARS : ORM_PLAN_CODEC;
    case ORM_STORAGE_BLOB:
        return kind == ORM_KIND_BLOB && layout->item_size <= 1 ? ORM_PLAN_BLOB : ORM_PLAN_CODEC;
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
    case ORM_STORAGE_INTERVAL:
        break;
    }
    return ORM_PLAN_CODEC;
}

/* Nothing but the value itself says what the member holds. */
static bool is_plain(const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    return layout->bits == 0 && layout->null_if == NULL && layout->null_reads_as == NULL &&
           layout->unknown == NULL && layout->converter == NULL && layout->needed_in == 0 &&
           layout->validate == NULL && !orm__field_has_flag(field) && field->column.labels == NULL;
}

static orm_plan_step step_of(const orm_entity *entity, const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    orm_plan_step step = { .form = ORM_PLAN_CODEC };
    orm_offsets at;
    if (!is_plain(field) || !orm__field_offsets(entity, field, &at)) {
        return step;
    }
    step.form = (unsigned char)form_of(field);
    step.nullable = field->column.nullable;
    step.at = at.member;
    step.length_at = at.length;
    step.size = layout->size;
    if (step.form == ORM_PLAN_BLOB) {
        step.length_size = (unsigned char)layout->length.size;
        step.size = orm__storage_largest_length(&layout->length);
    }
    return step;
}

static size_t size_of(uint16_t count)
{
    return sizeof(orm_plan) + count * sizeof(orm_plan_step);
}

static orm_plan *make(const orm_entity *entity, const orm_allocator *allocator)
{
    orm_plan *plan = orm__alloc_array(allocator, size_of(entity->field_count), 1);
    if (plan == NULL) {
        return NULL;
    }
    *plan = (orm_plan){ .entity = entity,
                        .layout_hash = entity->schema->layout_hash,
                        .count = entity->field_count,
                        .is_flat = entity->group_count == 0 && entity->relation_count == 0 };
    for (uint16_t i = 0; i < plan->count; i++) {
        plan->steps[i] = step_of(entity, &entity->fields[i]);
    }
    return plan;
}

const orm_plan *orm__plan_find(orm_plan **list, const orm_entity *entity,
                               const orm_allocator *allocator)
{
    orm_plan *plan = *list;
    while (plan != NULL && !orm__plan_is_of(plan, entity)) {
        plan = plan->next;
    }
    if (plan == NULL) {
        plan = make(entity, allocator);
        if (plan != NULL) {
            plan->next = *list;
            *list = plan;
        }
    }
    return plan;
}

void orm__plan_free_all(orm_plan *list, const orm_allocator *allocator)
{
    while (list != NULL) {
        orm_plan *next = list->next;
        orm__alloc_free(allocator, list, size_of(list->count));
        list = next;
    }
}
