/* Owns the way from a field to its bytes: offsets, auxiliary members, and how NULL looks. The way
 * to the struct that it is in is meta/group; what the bytes of one member mean is meta/storage. */
#include "meta/field.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/interval.h"
#include "meta/describe.h"
#include "meta/storage_copy.h"

/* ---- beside the fields -------------------------------------------------------------------- */

void orm__field_clear_relations(const orm_entity *entity, void *row)
{
    void *const none = NULL;
    unsigned char *memory = row;
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        const orm_relation *relation = &entity->relations[i];
        memcpy(memory + relation->offset, &none, sizeof none);
        if (relation->count.size != 0) {
            orm__storage_write_natural(memory + relation->count.offset, relation->count.size, 0);
        }
    }
}

bool orm__field_may_be_null(const orm_entity *entity, const orm_field *field, const void *row)
{
    uint16_t needed_in = field->layout.needed_in;
    return field->column.nullable &&
           (needed_in == 0 || orm__group_memory(entity, needed_in, (void *)row) == NULL);
}

bool orm__field_is_behind_pointer(const orm_entity *entity, const orm_field *field)
{
    uint16_t group = field->layout.group;
    while (group != 0 && !entity->groups[group - 1].by_pointer) {
        group = entity->groups[group - 1].parent;
    }
    return group != 0;
}

/* ---- what a layout says about NULL and memory --------------------------------------------- */

static bool is_pointer(const orm_layout *layout)
{
    return layout->storage == ORM_STORAGE_STRING || layout->storage == ORM_STORAGE_BLOB ||
           layout->storage == ORM_STORAGE_SPAN || layout->storage == ORM_STORAGE_ITEMS ||
           (layout->converter != NULL && layout->converter->by_pointer);
}

bool orm__field_can_be_null(const orm_field *field)
{
    return is_pointer(&field->layout) || field->layout.null_if != NULL ||
           field->layout.null_reads_as != NULL || orm__field_has_flag(field);
}

bool orm__field_needs_arena(const orm_entity *entity, const orm_field *field)
{
    return is_pointer(&field->layout) || field->layout.converter != NULL ||
           orm__field_is_behind_pointer(entity, field);
}

static bool is_same_integer(const orm_value *a, const orm_value *b)
{
    if (a->type == ORM_TYPE_UINT && b->type == ORM_TYPE_UINT) {
        return a->as.natural == b->as.natural;
    }
    if (a->type == ORM_TYPE_INT && b->type == ORM_TYPE_INT) {
        return a->as.integer == b->as.integer;
    }
    const orm_value *natural = a->type == ORM_TYPE_UINT ? a : b;
    const orm_value *integer = a->type == ORM_TYPE_UINT ? b : a;
    return integer->as.integer >= 0 && natural->as.natural == (uint64_t)integer->as.integer;
}

static bool is_integer(const orm_value *value)
{
    return value->type == ORM_TYPE_INT || value->type == ORM_TYPE_UINT;
}

static bool has_same_bytes(const orm_value *a, const orm_value *b)
{
    return a->size == b->size && (a->size == 0 || memcmp(a->as.data, b->as.data, a->size) == 0);
}

bool orm__field_same(const orm_value *a, const orm_value *b)
{
    if (is_integer(a) && is_integer(b)) {
        return is_same_integer(a, b);
    }
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case ORM_TYPE_NULL:
        return true;
    case ORM_TYPE_BOOL:
        return a->as.boolean == b->as.boolean;
    case ORM_TYPE_REAL:
        return a->as.real == b->as.real || (isnan(a->as.real) && isnan(b->as.real));
    case ORM_TYPE_TEXT:
    case ORM_TYPE_BLOB:
    case ORM_TYPE_OTHER:
        return has_same_bytes(a, b);
    case ORM_TYPE_INT:
    case ORM_TYPE_UINT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DATE:
        return a->as.integer == b->as.integer;
    case ORM_TYPE_DECIMAL:
        return a->as.integer == b->as.integer && a->size == b->size;
    case ORM_TYPE_INTERVAL:
        return orm__interval_same(orm_value_as_interval(a), orm_value_as_interval(b));
    case ORM_TYPE_LIST:
        break;
    }
    return false;
}

static bool is_sentinel(const orm_layout *layout, const orm_value *raw)
{
    return layout->null_if != NULL && orm__field_same(layout->null_if, raw);
}

/* ---- members ------------------------------------------------------------------------------ */

static inline orm_spot spot_of(const orm_entity *entity, const orm_layout *layout, void *row)
{
    unsigned char *base = layout->group == 0 ? row : orm__group_memory(entity, layout->group, row);
    if (base == NULL) {
        return (orm_spot){ .at = NULL };
    }
    return (orm_spot){ .at = base + layout->offset, .length = base + layout->length.offset };
}

orm_spot orm__field_spot(const orm_entity *entity, const orm_field *field, void *row)
{
    return spot_of(entity, &field->layout, row);
}

bool orm__field_offsets(const orm_entity *entity, const orm_field *field, orm_offsets *offsets_out)
{
    size_t base = 0;
    for (uint16_t at = field->layout.group; at != 0; at = entity->groups[at - 1].parent) {
        if (entity->groups[at - 1].by_pointer) {
            return false;
        }
        base += entity->groups[at - 1].offset;
    }
    *offsets_out = (orm_offsets){ .member = base + field->layout.offset,
                                  .length = base + field->layout.length.offset };
    return true;
}

static unsigned char *flag_of(const orm_layout *layout, orm_spot spot)
{
    return spot.at - layout->offset + layout->null_flag.offset;
}

bool orm__field_is_flagged(const orm_layout *layout, orm_spot spot)
{
    const orm_auxiliary *flag = &layout->null_flag;
    if (flag->access != NULL) {
        return flag->access->get(flag_of(layout, spot)) != 0;
    }
    return flag->size != 0 && orm__storage_read_natural(flag_of(layout, spot), flag->size) != 0;
}

bool orm__field_is_alike(const orm_entity *entity, const orm_field *field, const void *a,
                         const void *b)
{
    const orm_layout *layout = &field->layout;
    /* a spot only follows pointers: what is const stays as it is */
    orm_spot own = spot_of(entity, layout, (void *)a), other = spot_of(entity, layout, (void *)b);
    if (own.at == NULL || other.at == NULL) {
        return own.at == other.at;
    }
    if (!orm__field_has_flag(field)) {
        return orm__storage_is_alike(layout, own, other);
    }
    bool is_null = orm__field_is_flagged(layout, own);
    return is_null == orm__field_is_flagged(layout, other) &&
           (is_null || orm__storage_is_alike(layout, own, other));
}

orm_status orm__field_get(const orm_entity *entity, const orm_field *field, const void *row,
                          orm_value *raw_out, orm_error *error)
{
    const orm_layout *layout = &field->layout;
    /* a spot only follows pointers: what is const stays as it is */
    orm_spot spot = orm__field_spot(entity, field, (void *)row);
    if (spot.at == NULL || orm__field_is_flagged(layout, spot)) {
        *raw_out = orm_value_null();
        return ORM_OK;
    }
    orm_value raw;
    orm_status status = orm__storage_read(layout, spot, &raw, error);
    if (status == ORM_OK) {
        *raw_out = is_sentinel(layout, &raw) ? orm_value_null() : raw;
    }
    return status;
}

void orm__field_flag(const orm_layout *layout, orm_spot spot, bool is_null)
{
    const orm_auxiliary *flag = &layout->null_flag;
    if (flag->access != NULL) {
        /* a bit is enough, whatever it reads as */
        (void)flag->access->set(flag_of(layout, spot), is_null);
    } else if (flag->size != 0) {
        orm__storage_write_natural(flag_of(layout, spot), flag->size, is_null);
    }
}

static orm_status set_null(const orm_entity *entity, const orm_field *field, orm_spot spot,
                           orm_error *error)
{
    const orm_layout *layout = &field->layout;
    if (!orm__field_can_be_null(field)) {
        return orm__error_set(error, ORM_CONVERSION,
                              "NULL does not fit %s, which has no null_if or null_flag%s",
                              orm__describe_member(layout).text,
                              orm__field_is_behind_pointer(entity, field)
                                  ? "; other columns say that the struct around it is there"
                                  : "");
    }
    const orm_value *shown = layout->null_if != NULL ? layout->null_if : layout->null_reads_as;
    if (shown != NULL) {
        return orm__storage_write(layout, spot, shown, NULL, error);
    }
    orm__storage_clear(layout, spot);
    orm__field_flag(layout, spot, true);
    return ORM_OK;
}

static orm_status set_value(const orm_layout *layout, orm_spot spot, const orm_value *raw,
                            orm_arena *arena, orm_error *error)
{
    orm_status status = orm__storage_check(layout, raw, error);
    if (status == ORM_OK && is_sentinel(layout, raw)) {
        status = orm__error_set(error, ORM_CONVERSION, "%s is the member's null_if: reads as NULL",
                                orm__describe_value(raw).text);
    }
    if (status == ORM_OK) {
        status = orm__storage_write(layout, spot, raw, arena, error);
    }
    if (status == ORM_OK) {
        orm__field_flag(layout, spot, false);
    }
    return status;
}

static orm_status refuse_missing(const orm_field *field, orm_error *error)
{
    return orm__error_set(error, ORM_MISUSE, "the struct that %s is in is not there",
                          field->member);
}

orm_status orm__field_set(const orm_instance *into, const orm_field *field, const orm_value *raw,
                          orm_error *error)
{
    orm_spot spot = orm__field_spot(into->entity, field, into->row);
    if (raw->type == ORM_TYPE_NULL) {
        return spot.at == NULL ? ORM_OK : set_null(into->entity, field, spot, error);
    }
    if (spot.at == NULL) {
        return refuse_missing(field, error);
    }
    return set_value(&field->layout, spot, raw, into->arena, error);
}

void orm__field_clear(const orm_entity *entity, const orm_field *field, void *row)
{
    orm_spot spot = orm__field_spot(entity, field, row);
    if (spot.at == NULL) {
        return;
    }
    /* what stands for NULL fits its member, as the check of the tables says */
    if (!orm__field_can_be_null(field) || set_null(entity, field, spot, NULL) != ORM_OK) {
        orm__storage_clear(&field->layout, spot);
    }
}

/* ---- members that have a converter -------------------------------------------------------- */

bool orm__field_slot(const orm_entity *entity, const orm_field *field, const void *row,
                     orm_slot *slot_out)
{
    const orm_layout *layout = &field->layout;
    orm_spot spot = orm__field_spot(entity, field, (void *)row);
    if (spot.at == NULL || orm__field_is_flagged(layout, spot)) {
        return false;
    }
    const void *target = spot.at;
    if (layout->converter->by_pointer) {
        memcpy(&target, spot.at, sizeof target);
    }
    *slot_out = (orm_slot){ .entity = entity, .field = field, .member = spot.at };
    return target != NULL;
}

orm_status orm__field_open(const orm_instance *into, const orm_field *field, orm_slot *slot_out,
                           orm_error *error)
{
    const orm_layout *layout = &field->layout;
    orm_spot spot = orm__field_spot(into->entity, field, into->row);
    if (spot.at == NULL) {
        return refuse_missing(field, error);
    }
    orm__storage_clear(layout, spot);
    orm__field_flag(layout, spot, false);
    *slot_out = (orm_slot){ .entity = into->entity, .field = field, .member = spot.at };
    return ORM_OK;
}
