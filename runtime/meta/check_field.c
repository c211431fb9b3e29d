/* Owns the rules for the layout half of a field, and that it fits the column half. A rule answers
 * with the fault in words, so that the caller says whose it is. */
#include "meta/check_field.h"

#include <orm/converter.h>
#include <stdint.h>

#include "base/uuid.h"
#include "meta/check_column.h"
#include "meta/field.h"
#include "meta/items.h"
#include "meta/storage.h"
#include "meta/storage_time.h"

/* ---- the layout half ---------------------------------------------------------------------- */

static bool is_integer_size(size_t size)
{
    return size == 1 || size == 2 || size == 4 || size == 8;
}

/* BOOL, INT or UINT of so many bits, which have no place of their own. */
static const char *bits_fault(const orm_layout *layout)
{
    if (layout->bits == 0) {
        return layout->access == NULL ? NULL : "access is for bit-fields";
    }
    unsigned most = layout->storage == ORM_STORAGE_BOOL ? 1 : 64;
    bool is_number = layout->storage == ORM_STORAGE_BOOL || layout->storage == ORM_STORAGE_INT ||
                     layout->storage == ORM_STORAGE_UINT;
    if (!is_number || layout->bits > most) {
        return "a bit-field is a bool of one bit or an integer of at most 64";
    }
    if (layout->access == NULL || layout->access->get == NULL || layout->access->set == NULL) {
        return "a bit-field needs functions to read and to write it";
    }
    return layout->offset == 0 && layout->size == 0 ? NULL
                                                    : "a bit-field has no offset and no size";
}

static bool has_right_size(orm_storage storage, size_t size)
{
    switch (storage) {
    case ORM_STORAGE_NONE:
        break;
    case ORM_STORAGE_BOOL:
        return size == sizeof(bool);
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
        return is_integer_size(size);
    case ORM_STORAGE_FLOAT:
        return size == sizeof(float) || size == sizeof(double);
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ITEMS:
        return size == sizeof(void *);
    case ORM_STORAGE_CHAR:
        return size == sizeof(char);
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_ARRAY:
        return size > 0;
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return size == orm__storage_time_size(storage);
    case ORM_STORAGE_INTERVAL:
        return size == sizeof(orm_interval);
    case ORM_STORAGE_CONVERTED:
        return size > 0;
    }
    return false;
}

/* What an array may hold: values that need no member beside them. */
static bool is_item(orm_storage storage)
{
    switch (storage) {
    case ORM_STORAGE_BOOL:
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
    case ORM_STORAGE_FLOAT:
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return true;
    case ORM_STORAGE_NONE:
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_BYTES:
    case ORM_STORAGE_CHAR:
    case ORM_STORAGE_SPAN:
    case ORM_STORAGE_ARRAY:
    case ORM_STORAGE_ITEMS:
    case ORM_STORAGE_CONVERTED:
    case ORM_STORAGE_INTERVAL:
        break;
    }
    return false;
}

static const char *item_fault(const orm_layout *layout)
{
    if (!orm__items_are_kept(layout->storage)) {
        return layout->item == ORM_STORAGE_NONE &&
                       (layout->item_size == 0 || layout->storage == ORM_STORAGE_BLOB ||
                        layout->storage == ORM_STORAGE_BYTES)
                   ? NULL
                   : "an array has items, and nothing else has";
    }
    if (!is_item(layout->item) || !has_right_size(layout->item, layout->item_size)) {
        return "the size of the array's items does not fit their storage";
    }
    bool is_whole = layout->storage == ORM_STORAGE_ITEMS || layout->size % layout->item_size == 0;
    return is_whole ? NULL : "the array's size is no multiple of that of its items";
}

static bool is_inside(size_t offset, size_t size, size_t whole)
{
    return size <= whole && offset <= whole - size;
}

static const char *auxiliary_fault(const orm_layout *layout, size_t whole)
{
    const orm_auxiliary *length = &layout->length;
    const orm_auxiliary *flag = &layout->null_flag;
    bool is_sized = layout->storage == ORM_STORAGE_BLOB || layout->storage == ORM_STORAGE_SPAN ||
                    layout->storage == ORM_STORAGE_ITEMS;
    bool may_be_sized =
        layout->storage == ORM_STORAGE_ARRAY || layout->storage == ORM_STORAGE_BYTES;
    if (is_sized != (length->size != 0) && !may_be_sized) {
        return "what is behind a pointer and no string has a size member, and nothing else has";
    }
    if (length->size != 0 &&
        (!is_integer_size(length->size) || !is_inside(length->offset, length->size, whole))) {
        return "the size member is no integer inside the struct";
    }
    if (length->access != NULL) {
        return "the size member is no bit-field";
    }
    if (flag->access != NULL &&
        (flag->size != 0 || flag->access->get == NULL || flag->access->set == NULL)) {
        return "a null_flag that is a bit-field has functions and no size";
    }
    if (flag->size != 0 &&
        (!is_integer_size(flag->size) || !is_inside(flag->offset, flag->size, whole))) {
        return "the null_flag is no integer inside the struct";
    }
    return NULL;
}

static bool overlap(const orm_auxiliary *member, size_t offset, size_t size)
{
    return member->size > 0 && size > 0 &&
           (member->offset < offset ? offset - member->offset < member->size
                                    : member->offset - offset < size);
}

/* Another field, or the field itself, keeps something where the auxiliary is: on load the later of
 * the two would overwrite the other. Arrays may have one count. */
static bool is_shared(const orm_entity *entity, const orm_field *field,
                      const orm_auxiliary *auxiliary)
{
    uint16_t others = auxiliary->size == 0 ? 0 : entity->field_count; /* it is not there */
    for (uint16_t i = 0; i < others; i++) {
        const orm_layout *other = &entity->fields[i].layout;
        const orm_auxiliary *length = &other->length, *flag = &other->null_flag;
        bool is_common =
            auxiliary == &field->layout.length && orm__items_share_count(field, &entity->fields[i]);
        if (other->group == field->layout.group &&
            (overlap(auxiliary, other->offset, other->size) ||
             (length != auxiliary && !is_common &&
              overlap(auxiliary, length->offset, length->size)) ||
             (flag != auxiliary && overlap(auxiliary, flag->offset, flag->size)))) {
            return true;
        }
    }
    return false;
}

static bool is_pointer(orm_storage storage)
{
    return storage == ORM_STORAGE_STRING || storage == ORM_STORAGE_BLOB ||
           storage == ORM_STORAGE_SPAN || storage == ORM_STORAGE_ITEMS;
}

static bool fits(const orm_layout *layout, const orm_value *raw)
{
    return orm__storage_check(layout, raw, NULL) == ORM_OK;
}

static bool has_flag(const orm_layout *layout)
{
    return layout->null_flag.size != 0 || layout->null_flag.access != NULL;
}

static const char *null_if_fault(const orm_layout *layout)
{
    if (layout->null_if == NULL) {
        return NULL;
    }
    if (has_flag(layout)) {
        return "null_if and null_flag exclude each other";
    }
    if (layout->storage == ORM_STORAGE_BOOL || layout->storage == ORM_STORAGE_INTERVAL ||
        is_pointer(layout->storage) || orm__items_are_kept(layout->storage)) {
        return "null_if is for numbers, times, char arrays and byte arrays";
    }
    return fits(layout, layout->null_if) ? NULL : "null_if does not fit the member";
}

static const char *null_reads_as_fault(const orm_layout *layout)
{
    if (layout->null_reads_as == NULL) {
        return NULL;
    }
    if (layout->null_if != NULL || has_flag(layout) || is_pointer(layout->storage)) {
        return "null_reads_as is for members that do not show a NULL";
    }
    return fits(layout, layout->null_reads_as) ? NULL : "null_reads_as does not fit the member";
}

static const char *null_fault(const orm_layout *layout)
{
    const char *fault = null_if_fault(layout);
    return fault == NULL ? null_reads_as_fault(layout) : fault;
}

static const char *converter_fault(const orm_layout *layout)
{
    const orm_converter *converter = layout->converter;
    if ((layout->storage == ORM_STORAGE_CONVERTED) != (converter != NULL)) {
        return "a converter is for what is kept as it knows it, and for nothing else";
    }
    if (converter != NULL &&
        (converter->name == NULL || converter->encode == NULL || converter->decode == NULL)) {
        return "a converter has a name, encode and decode";
    }
    bool is_whole = converter == NULL || !converter->by_pointer || layout->size == sizeof(void *);
    return is_whole ? NULL : "a converter by pointer is for a pointer";
}

/* Whether a group is the field's, or one around that. */
static bool is_around(const orm_entity *entity, const orm_field *field, uint16_t group)
{
    uint16_t at = field->layout.group;
    while (at != group && at != 0) {
        at = entity->groups[at - 1].parent;
    }
    return at == group;
}

static const char *group_fault(const orm_entity *entity, const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    if (layout->group > entity->group_count) {
        return "the group does not exist";
    }
    return is_around(entity, field, layout->needed_in)
               ? NULL
               : "needed_in is no group on the way to the member";
}

static const char *layout_fault(const orm_entity *entity, const orm_field *field)
{
    const orm_layout *layout = &field->layout;
    const char *fault = group_fault(entity, field);
    if (fault != NULL) {
        return fault;
    }
    fault = bits_fault(layout);
    if (fault != NULL) {
        return fault;
    }
    if (layout->bits == 0 && !has_right_size(layout->storage, layout->size)) {
        return "the member's size does not fit its storage";
    }
    size_t whole = layout->group == 0 ? entity->size : entity->groups[layout->group - 1].size;
    if (!is_inside(layout->offset, layout->size, whole)) {
        return "the member is not inside the struct";
    }
    fault = item_fault(layout);
    if (fault == NULL) {
        fault = auxiliary_fault(layout, whole);
    }
    if (fault == NULL) {
        fault = converter_fault(layout);
    }
    if (fault == NULL) {
        fault = null_fault(layout);
    }
    if (fault == NULL && (is_shared(entity, field, &layout->length) ||
                          is_shared(entity, field, &layout->null_flag))) {
        fault = "the size member or null_flag is a member of another column too";
    }
    return fault;
}

/* ---- the two together --------------------------------------------------------------------- */

static bool can_keep(orm_storage storage, orm_kind kind)
{
    if (storage == ORM_STORAGE_CONVERTED) {
        return kind != ORM_KIND_ENUM && kind != ORM_KIND_ARRAY;
    }
    bool is_long_text = storage == ORM_STORAGE_STRING || storage == ORM_STORAGE_CHARS ||
                        storage == ORM_STORAGE_SPAN;
    switch (kind) {
    case ORM_KIND_BOOL:
        return storage == ORM_STORAGE_BOOL;
    case ORM_KIND_UINT64:
        return storage == ORM_STORAGE_UINT;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_ENUM:
        return storage == ORM_STORAGE_INT || storage == ORM_STORAGE_UINT;
    case ORM_KIND_INT64: /* of a struct of a time: what it counts */
    case ORM_KIND_TIMESTAMP:
        return storage == ORM_STORAGE_INT || storage == ORM_STORAGE_UINT ||
               orm__storage_time_size(storage) != 0;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return storage == ORM_STORAGE_FLOAT;
    case ORM_KIND_TEXT:
        return is_long_text || storage == ORM_STORAGE_CHAR;
    case ORM_KIND_JSON:
        return is_long_text;
    case ORM_KIND_BLOB:
        return storage == ORM_STORAGE_BLOB || storage == ORM_STORAGE_BYTES;
    case ORM_KIND_UUID:
        return storage == ORM_STORAGE_BYTES;
    case ORM_KIND_DATE:
    case ORM_KIND_DECIMAL:
        return storage == ORM_STORAGE_INT || storage == ORM_STORAGE_STRING ||
               storage == ORM_STORAGE_CHARS;
    case ORM_KIND_ARRAY: /* its items are asked about by themselves */
        return orm__items_are_kept(storage);
    case ORM_KIND_INTERVAL:
        return storage == ORM_STORAGE_INTERVAL;
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

static bool is_enum_value(const orm_column *column, const orm_layout *layout, const orm_value *raw)
{
    return fits(layout, raw) && orm__check_is_number_of(column, raw->as.integer);
}

/* A bool that is stored as a number: one of those of its labels. */
static bool is_numbered_bool(const orm_field *field)
{
    return field->layout.storage == ORM_STORAGE_BOOL && field->column.kind == ORM_KIND_INT16 &&
           field->column.labels != NULL;
}

static const char *bool_fault(const orm_field *field)
{
    const orm_enum *labels = field->column.labels;
    uint16_t i = 0;
    while (i < labels->label_count && (uint64_t)labels->labels[i].value <= 1) {
        i++;
    }
    bool has_both =
        orm__check_is_number_of(&field->column, 0) && orm__check_is_number_of(&field->column, 1);
    return i == labels->label_count && has_both && field->layout.unknown == NULL
               ? NULL
               : "the labels of a bool that is a number are 0 and 1, and none is unknown";
}

/* What is read into the member is one of the enum's values. */
static const char *enum_fault(const orm_field *field)
{
    const orm_column *column = &field->column;
    const orm_layout *layout = &field->layout;
    const orm_value *unknown = layout->unknown, *reads_as = layout->null_reads_as;
    if (is_numbered_bool(field)) {
        return bool_fault(field);
    }
    if (unknown != NULL && column->labels == NULL) {
        return "unknown is for enums";
    }
    if (unknown != NULL && !is_enum_value(column, layout, unknown)) {
        return "unknown is no value of the enum";
    }
    if (unknown != NULL && layout->null_if != NULL && orm__field_same(unknown, layout->null_if)) {
        return "unknown is the null_if and would read as NULL";
    }
    if (reads_as != NULL && column->labels != NULL && !is_enum_value(column, layout, reads_as)) {
        return "null_reads_as is no value of the enum";
    }
    return NULL;
}

/* Units that a microsecond is a whole number of, or that are a whole number of microseconds. */
static bool is_unit(uint32_t per_second)
{
    return per_second != 0 &&
           (per_second <= 1000000 ? 1000000 % per_second : per_second % 1000000) == 0;
}

/* A row that the database fills in itself must be readable. */
static bool is_now_too_fine(const orm_field *field)
{
    const orm_default *def = &field->column.default_value;
    return def->kind == ORM_DEFAULT_NOW &&
           field->layout.units_per_second % orm__check_now_units(&def->value) != 0;
}

static const char *unit_fault(const orm_field *field)
{
    uint32_t units = field->layout.units_per_second;
    bool is_struct = orm__storage_time_size(field->layout.storage) != 0;
    if (is_struct && field->column.kind == ORM_KIND_INT64) {
        return units == 1 || units == 1000 || units == 1000000 || units == 1000000000
                   ? NULL
                   : "a time that is a number counts 1, 1000, 1000000 or 1000000000 units a second";
    }
    if (field->column.kind == ORM_KIND_TIMESTAMP ? !is_unit(units) : units != 0) {
        return "units_per_second is for timestamps: 1, 1000, 1000000 and the like";
    }
    bool is_converted =
        field->layout.storage == ORM_STORAGE_CONVERTED && field->column.kind == ORM_KIND_TIMESTAMP;
    if ((is_struct || is_converted) && units != 1000000) {
        return "a struct of a time, and a converter, count microseconds: units_per_second is "
               "1000000";
    }
    return is_now_too_fine(field) ? "a default of now is finer than the member: cut it" : NULL;
}

/* Of a column, or of an array's items. */
static const char *kept_fault(const orm_field *field)
{
    if (!can_keep(field->layout.storage, field->column.kind) && !is_numbered_bool(field)) {
        return "the member's storage does not fit the column's kind";
    }
    bool is_bytes = field->layout.storage == ORM_STORAGE_BYTES;
    if (field->column.kind == ORM_KIND_UUID && is_bytes &&
        (field->layout.size != ORM_UUID_SIZE || field->layout.length.size != 0)) {
        return "a uuid is kept in 16 bytes";
    }
    if (field->column.kind != ORM_KIND_ARRAY) {
        return unit_fault(field);
    }
    const orm_field item = orm__items_item(field);
    return can_keep(item.layout.storage, item.column.kind)
               ? unit_fault(&item)
               : "the storage of the array's items does not fit their kind";
}

const char *orm__check_field_fault(const orm_entity *entity, const orm_field *field)
{
    const orm_column *column = &field->column;
    const char *fault = orm__check_column_fault(column);
    if (fault == NULL) {
        fault = layout_fault(entity, field);
    }
    if (fault != NULL) {
        return fault;
    }
    bool behind_pointer = orm__field_is_behind_pointer(entity, field);
    fault = kept_fault(field);
    if (fault == NULL) {
        fault = enum_fault(field);
    }
    if (fault != NULL) {
        return fault;
    }
    if (column->nullable && !orm__field_can_be_null(field) && !behind_pointer) {
        return "the column is nullable, but the member cannot show a NULL";
    }
    if (column->generated && behind_pointer) {
        return "a generated key cannot be behind a pointer";
    }
    return NULL;
}
