/* Owns the rules for the column half of a field: its names, labels and default. A rule answers with
 * the fault in words, so that the caller says whose it is. */
#include "meta/check_column.h"

#include <stdint.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/interval.h"
#include "base/uuid.h"
#include "meta/labels.h"

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
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
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

static bool fits_bounds(orm_kind kind, int64_t integer)
{
    switch (kind) {
    case ORM_KIND_INT16:
        return integer >= INT16_MIN && integer <= INT16_MAX;
    case ORM_KIND_INT32:
        return integer >= INT32_MIN && integer <= INT32_MAX;
    case ORM_KIND_UINT64:
        return integer >= 0;
    case ORM_KIND_INT64:
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
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return true;
}

static const char *names_fault(const orm_enum *labels)
{
    for (uint16_t i = 0; i < labels->label_count; i++) {
        if (is_empty(labels->labels[i].name)) {
            return "a label of the enum has no name";
        }
    }
    return orm__labels_find_same_name(labels) == labels->label_count
               ? NULL
               : "two labels of the enum have the same name";
}

static const char *labels_fault(const orm_column *column)
{
    const orm_enum *labels = column->labels;
    bool is_enum = column->kind == ORM_KIND_ENUM;
    if (labels == NULL ? is_enum : !is_enum && !orm__check_is_integer_kind(column->kind)) {
        return "an enum has labels, an integer may have, and nothing else has";
    }
    if (labels == NULL) {
        return NULL;
    }
    if (is_empty(labels->name) || labels->labels == NULL || labels->label_count == 0) {
        return "the enum has no name or no labels";
    }
    for (uint16_t i = 0; i < labels->label_count; i++) {
        if (!fits_bounds(column->kind, labels->labels[i].value)) {
            return "a number of the enum does not fit the kind";
        }
    }
    return names_fault(labels);
}

bool orm__check_is_number_of(const orm_column *column, int64_t number)
{
    uint16_t count = column->labels == NULL ? 0 : column->labels->label_count;
    uint16_t i = 0;
    while (i < count && column->labels->labels[i].value != number) {
        i++;
    }
    return i < count || count == 0;
}

bool orm__check_has_aliases(const orm_column *column)
{
    return column->kind == ORM_KIND_ENUM &&
           orm__labels_find_same_value(column->labels) < column->labels->label_count;
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
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
        return value->type == ORM_TYPE_INT && fits_bounds(column->kind, value->as.integer) &&
               orm__check_is_number_of(column, value->as.integer);
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
    case ORM_KIND_INTERVAL:
        return value->type == ORM_TYPE_INTERVAL &&
               orm__interval_holds(orm_value_as_interval(value));
    case ORM_KIND_ARRAY: /* in SQL, where an engine has a form for it */
    case ORM_KIND_NONE:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

uint32_t orm__check_now_units(const orm_value *cut)
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
    return orm__check_now_units(&column->default_value.value) != 0
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
    if (column->labels != NULL) {
        return "a generated key is any integer, and has no labels";
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

bool orm__check_is_element(orm_kind kind)
{
    switch (kind) {
    case ORM_KIND_BOOL:
    case ORM_KIND_INT16:
    case ORM_KIND_INT32:
    case ORM_KIND_INT64:
    case ORM_KIND_UINT64:
    case ORM_KIND_FLOAT32:
    case ORM_KIND_FLOAT64:
    case ORM_KIND_TEXT:
    case ORM_KIND_TIMESTAMP:
        return true;
    case ORM_KIND_NONE:
    case ORM_KIND_BLOB:
    case ORM_KIND_ENUM:
    case ORM_KIND_DATE:
    case ORM_KIND_UUID:
    case ORM_KIND_DECIMAL:
    case ORM_KIND_JSON:
    case ORM_KIND_ARRAY:
    case ORM_KIND_INTERVAL:
    case ORM_KIND_COUNT:
        break;
    }
    return false;
}

static const char *element_fault(const orm_column *column)
{
    if (column->kind != ORM_KIND_ARRAY) {
        return column->element == ORM_KIND_NONE ? NULL
                                                : "an array has an element, and nothing else has";
    }
    return orm__check_is_element(column->element)
               ? NULL
               : "the items of an array are booleans, numbers, texts or timestamps";
}

const char *orm__check_column_fault(const orm_column *column)
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
        fault = element_fault(column);
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
