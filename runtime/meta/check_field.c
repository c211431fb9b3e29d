/* Owns the rules for a single field: its names, its two halves, and that they fit each other. A rule
 * answers with the fault in words, so that the caller says whose it is. */
#include "meta/check_field.h"

#include <stdint.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/uuid.h"
#include "meta/field.h"
#include "meta/storage.h"
#include "meta/storage_time.h"

/* ---- the column half ---------------------------------------------------------------------- */

static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}

const char *orm__check_name_fault(const char *name, const orm_dialect_name *names)
{
    if (is_empty(name)) {
        return "the name is missing";
    }
    for (const orm_dialect_name *row = names; row != NULL && row->dialect != NULL; row++) {
        if (is_empty(row->name)) {
            return "the name for a dialect is missing";
        }
    }
    return NULL;
}

bool orm__check_is_integer_kind(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return true;
    case ORM_KIND_NONE:
    case ORM_KIND_BOOL:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_TIMESTAMP:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

static bool is_label(const orm_enum *labels, const orm_value *text)
{
    for (uint16_t i = 0; i < labels->label_count; i++) {
        const char *name = labels->labels[i].name;
        if (strlen(name) == text->size && memcmp(name, text->as.text, text->size) == 0) {
            return true;
        }
    }
    return false;
}

static const char *labels_fault(const orm_column *column)
{
    const orm_enum *labels = column->labels;
    if ((column->kind == ORM_KIND_ENUM) != (labels != NULL)) {
        return "an enum has labels, and nothing else has";
    }
    if (labels == NULL) {
        return NULL;
    }
    if (is_empty(labels->name) || labels->labels == NULL || labels->label_count == 0) {
        return "the enum has no name or no labels";
    }
    for (uint16_t i = 0; i < labels->label_count; i++) {
        if (is_empty(labels->labels[i].name)) {
            return "a label of the enum has no name";
        }
        orm_value name = orm_value_text(labels->labels[i].name);
        const orm_enum before = { .labels = labels->labels, .label_count = i };
        if (is_label(&before, &name)) {
            return "two labels of the enum have the same name";
        }
    }
    return NULL;
}

static bool has_value_before(const orm_enum *labels, uint16_t index)
{
    uint16_t i = 0;
    while (i < index && labels->labels[i].value != labels->labels[index].value) {
        i++;
    }
    return i < index;
}

bool orm__check_has_aliases(const orm_column *column)
{
    bool found = false;
    uint16_t count = column->labels == NULL ? 0 : column->labels->label_count;
    for (uint16_t i = 0; i < count && !found; i++) {
        found = has_value_before(column->labels, i);
    }
    return found;
}

static bool is_decimal(const orm_column *column, const orm_value *value)
{
    int64_t largest = orm__decimal_largest(column->precision);
    return value->type == ORM_TYPE_DECIMAL && value->size == column->scale &&
           value->as.integer >= -largest && value->as.integer <= largest;
}

static bool fits_kind(const orm_column *column, const orm_value *value)
{
    switch (column->kind) {
    case ORM_KIND_BOOL:
        return value->type == ORM_TYPE_BOOL;
    case ORM_KIND_INT16:
        return value->type == ORM_TYPE_INT && value->as.integer >= INT16_MIN &&
               value->as.integer <= INT16_MAX;
    case ORM_KIND_INT32:
        return value->type == ORM_TYPE_INT && value->as.integer >= INT32_MIN &&
               value->as.integer <= INT32_MAX;
    case ORM_KIND_INT64:
        return value->type == ORM_TYPE_INT;
    case ORM_KIND_UINT64:
        return value->type == ORM_TYPE_INT && value->as.integer >= 0;
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
        return value->type == ORM_TYPE_REAL || value->type == ORM_TYPE_INT;
    case ORM_KIND_TEXT:
        return value->type == ORM_TYPE_TEXT;
    case ORM_KIND_BLOB:
        return value->type == ORM_TYPE_BLOB;
    case ORM_KIND_ENUM:
        return value->type == ORM_TYPE_TEXT && is_label(column->labels, value);
    case ORM_KIND_TIMESTAMP:
        return value->type == ORM_TYPE_TIMESTAMP || value->type == ORM_TYPE_INT;
    case ORM_KIND_DATE:
        return value->type == ORM_TYPE_DATE && orm__calendar_holds(value->as.integer);
    case ORM_KIND_UUID:
        return value->type == ORM_TYPE_BLOB && value->size == ORM_UUID_SIZE;
    case ORM_KIND_DECIMAL:
        return is_decimal(column, value);
    case ORM_KIND_JSON:
        return value->type == ORM_TYPE_TEXT;
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

/* What now is cut to, in units per second; 0 = nothing that an engine could cut it to. */
static uint32_t now_units(const orm_value *cut)
{
    if (cut->type == ORM_TYPE_NULL) {
        return 1000000;
    }
    bool is_cut = cut->type == ORM_TYPE_INT && (cut->as.integer == 1 || cut->as.integer == 1000);
    return is_cut ? (uint32_t)cut->as.integer : 0;
}

static const char *now_fault(const orm_column *column)
{
    if (column->kind != ORM_KIND_TIMESTAMP) {
        return "only a timestamp's default can be now";
    }
    return now_units(&column->default_value.value) != 0
               ? NULL
               : "a default of now is cut to seconds (1), to milliseconds (1000) or not at all";
}

static const char *default_fault(const orm_column *column)
{
    const orm_default *def = &column->default_value;
    switch (def->kind) {
    case ORM_DEFAULT_NONE:
        return NULL;
    case ORM_DEFAULT_VALUE:
        if (def->value.type == ORM_TYPE_NULL) {
            return column->nullable ? NULL : "the default is NULL, but the column is not nullable";
        }
        return fits_kind(column, &def->value) ? NULL : "the default does not fit the kind";
    case ORM_DEFAULT_NOW:
        return now_fault(column);
    case ORM_DEFAULT_SQL:
        return is_empty(def->sql) ? "the SQL of the default is missing" : NULL;
    }
    return "the default is of no known kind";
}

static const char *generated_fault(const orm_column *column)
{
    if (!column->generated) {
        return NULL;
    }
    if (!orm__check_is_integer_kind(column->kind)) {
        return "a generated key is an integer";
    }
    if (column->nullable || column->default_value.kind != ORM_DEFAULT_NONE) {
        return "a generated key is neither nullable nor has it a default";
    }
    return NULL;
}

static const char *precision_fault(const orm_column *column)
{
    if (column->kind != ORM_KIND_DECIMAL) {
        return column->precision == 0 && column->scale == 0
                   ? NULL
                   : "precision and scale are for decimals";
    }
    bool is_good = column->precision >= 1 && column->precision <= ORM_DECIMAL_PRECISION &&
                   column->scale <= column->precision;
    return is_good ? NULL : "a decimal has 1 to 18 digits, and no more of them behind the point";
}

static const char *column_fault(const orm_column *column)
{
    const char *fault = orm__check_name_fault(column->name, column->names);
    if (fault == NULL && (column->kind <= ORM_KIND_NONE || column->kind >= ORM_KIND_COUNT)) {
        fault = "the kind is none";
    }
    if (fault == NULL) {
        fault = labels_fault(column);
    }
    if (fault == NULL) {
        fault = precision_fault(column);
    }
    if (fault == NULL) {
        fault = default_fault(column);
    }
    if (fault == NULL) {
        fault = generated_fault(column);
    }
    return fault == NULL && column->check != NULL && is_empty(column->check)
               ? "the check is an empty text"
               : fault;
}

/* ---- the layout half ---------------------------------------------------------------------- */

static bool is_integer_size(size_t size)
{
    return size == 1 || size == 2 || size == 4 || size == 8;
}

static bool has_right_size(const orm_layout *layout)
{
    switch (layout->storage) {
    case ORM_STORAGE_NONE:
        break;
    case ORM_STORAGE_BOOL:
        return layout->size == sizeof(bool);
    case ORM_STORAGE_INT:
    case ORM_STORAGE_UINT:
        return is_integer_size(layout->size);
    case ORM_STORAGE_FLOAT:
        return layout->size == sizeof(float) || layout->size == sizeof(double);
    case ORM_STORAGE_STRING:
    case ORM_STORAGE_BLOB:
    case ORM_STORAGE_SPAN:
        return layout->size == sizeof(void *);
    case ORM_STORAGE_CHAR:
        return layout->size == sizeof(char);
    case ORM_STORAGE_CHARS:
    case ORM_STORAGE_BYTES:
        return layout->size > 0;
    case ORM_STORAGE_TIMESPEC:
    case ORM_STORAGE_TIMEVAL:
        return layout->size == orm__storage_time_size(layout->storage);
    }
    return false;
}

static bool is_inside(size_t offset, size_t size, size_t whole)
{
    return size <= whole && offset <= whole - size;
}

static const char *auxiliary_fault(const orm_layout *layout, size_t whole)
{
    const orm_auxiliary *length = &layout->length;
    const orm_auxiliary *flag = &layout->null_flag;
    bool is_sized = layout->storage == ORM_STORAGE_BLOB || layout->storage == ORM_STORAGE_SPAN;
    if (is_sized != (length->size != 0)) {
        return "a blob or a text behind a pointer has a size member, and nothing else has";
    }
    if (length->size != 0 &&
        (!is_integer_size(length->size) || !is_inside(length->offset, length->size, whole))) {
        return "the size member is no integer inside the struct";
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
 * the two would overwrite the other. */
static bool is_shared(const orm_entity *entity, const orm_layout *layout,
                      const orm_auxiliary *auxiliary)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const orm_layout *other = &entity->fields[i].layout;
        const orm_auxiliary *length = &other->length, *flag = &other->null_flag;
        if (other->group == layout->group &&
            (overlap(auxiliary, other->offset, other->size) ||
             (length != auxiliary && overlap(auxiliary, length->offset, length->size)) ||
             (flag != auxiliary && overlap(auxiliary, flag->offset, flag->size)))) {
            return true;
        }
    }
    return false;
}

static const char *null_fault(const orm_layout *layout)
{
    if (layout->null_if == NULL) {
        return NULL;
    }
    if (layout->null_flag.size != 0) {
        return "null_if and null_flag exclude each other";
    }
    if (layout->storage == ORM_STORAGE_BOOL || layout->storage == ORM_STORAGE_STRING ||
        layout->storage == ORM_STORAGE_BLOB || layout->storage == ORM_STORAGE_SPAN) {
        return "null_if is for numbers, times, char arrays and byte arrays";
    }
    return orm__storage_check(layout, layout->null_if, NULL) == ORM_OK
               ? NULL
               : "null_if does not fit the member";
}

static const char *layout_fault(const orm_entity *entity, const orm_layout *layout)
{
    if (layout->group > entity->group_count) {
        return "the group does not exist";
    }
    if (!has_right_size(layout)) {
        return "the member's size does not fit its storage";
    }
    size_t whole = layout->group == 0 ? entity->size : entity->groups[layout->group - 1].size;
    if (!is_inside(layout->offset, layout->size, whole)) {
        return "the member is not inside the struct";
    }
    const char *fault = auxiliary_fault(layout, whole);
    if (fault == NULL) {
        fault = null_fault(layout);
    }
    if (fault == NULL && (is_shared(entity, layout, &layout->length) ||
                          is_shared(entity, layout, &layout->null_flag))) {
        fault = "the size member or null_flag is a member of another column too";
    }
    return fault;
}

/* ---- the two together --------------------------------------------------------------------- */

static bool can_keep(orm_storage storage, orm_kind kind)
{
    bool is_long_text = storage == ORM_STORAGE_STRING || storage == ORM_STORAGE_CHARS ||
                        storage == ORM_STORAGE_SPAN;
    switch (kind) {
    case ORM_KIND_BOOL:
        return storage == ORM_STORAGE_BOOL;
    case ORM_KIND_UINT64:
        return storage == ORM_STORAGE_UINT;
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_ENUM:
        return storage == ORM_STORAGE_INT || storage == ORM_STORAGE_UINT;
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
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
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
           field->layout.units_per_second % now_units(&def->value) != 0;
}

static const char *unit_fault(const orm_field *field)
{
    uint32_t units = field->layout.units_per_second;
    if (field->column.kind == ORM_KIND_TIMESTAMP ? !is_unit(units) : units != 0) {
        return "units_per_second is for timestamps: 1, 1000, 1000000 and the like";
    }
    if (orm__storage_time_size(field->layout.storage) != 0 && units != 1000000) {
        return "a struct of a time counts microseconds: units_per_second is 1000000";
    }
    return is_now_too_fine(field) ? "a default of now is finer than the member: cut it" : NULL;
}

const char *orm__check_field_fault(const orm_entity *entity, const orm_field *field)
{
    const orm_column *column = &field->column;
    const orm_layout *layout = &field->layout;
    const char *fault = column_fault(column);
    if (fault == NULL) {
        fault = layout_fault(entity, layout);
    }
    if (fault != NULL) {
        return fault;
    }
    bool behind_pointer = orm__field_is_behind_pointer(entity, field);
    if (!can_keep(layout->storage, column->kind)) {
        return "the member's storage does not fit the column's kind";
    }
    if (column->kind == ORM_KIND_UUID && layout->size != ORM_UUID_SIZE) {
        return "a uuid is kept in 16 bytes";
    }
    fault = unit_fault(field);
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
