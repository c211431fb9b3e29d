/* Owns the walk over a row's fields, with meta/field for memory and row/convert for kinds, and the
 * naming of the table and the column at fault. */
#include "row/codec.h"

#include <orm/sys/driver.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json_compact.h"
#include "base/plural.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "meta/items.h"
#include "meta/kind.h"
#include "meta/storage.h"
#include "row/array.h"
#include "row/convert_kind.h"
#include "row/converted.h"
#include "row/plan_step.h"
#include "row/exact.h"
#include "row/validate.h"

/* ---- errors ------------------------------------------------------------------------------- */

static bool is_about_table(orm_status status)
{
    return status == ORM_FOREIGN_KEY || status == ORM_CHECK || status == ORM_UNIQUE ||
           status == ORM_NOT_NULL || status == ORM_CONVERSION || status == ORM_SCHEMA ||
           status == ORM_REFUSED;
}

void orm__codec_name_table(const orm_codec *codec, orm_error *error)
{
    if (error->table[0] != '\0' || !is_about_table(error->status)) {
        return;
    }
    const char *table = orm__entity_table(codec->entity, codec->dialect);
    char message[2 * sizeof error->message];
    (void)snprintf(message, sizeof message, "%s: %s", table, error->message);
    orm__error_text(error->message, sizeof error->message, message);
    orm__error_text(error->table, sizeof error->table, table);
}

void orm__codec_locate(const orm_codec *codec, uint16_t field, orm_error *error)
{
    if (error == NULL) {
        return;
    }
    const orm_column *own = &codec->entity->fields[field].column;
    const char *table = orm__entity_table(codec->entity, codec->dialect);
    const char *column = orm__entity_column(own, codec->dialect);
    char message[2 * sizeof error->message];
    if (own->redact) {
        orm__error_withhold(error);
    }
    (void)snprintf(message, sizeof message, "%s.%s: %s", table, column, error->message);
    orm__error_text(error->message, sizeof error->message, message);
    orm__error_text(error->table, sizeof error->table, table);
    orm__error_text(error->column, sizeof error->column, column);
}

orm_status orm__codec_located(orm_status status, const orm_codec *codec, uint16_t field,
                              orm_error *error)
{
    if (status < 0 && status != ORM_NO_MEMORY) {
        orm__codec_locate(codec, field, error);
    }
    return status;
}

/* ---- binding ------------------------------------------------------------------------------ */

static orm_status bind_field(const orm_codec *codec, const orm_field *field, const void *row,
                             orm_value *out, orm_error *error)
{
    if (orm__items_are_kept(field->layout.storage)) {
        return orm__array_bind(codec, field, row, out, error);
    }
    orm_value raw;
    orm_status status = field->layout.converter != NULL
                            ? orm__converted_get(codec, field, row, &raw, error)
                            : orm__field_get(codec->entity, field, row, &raw, error);
    return status == ORM_OK ? orm__convert_encode(field, &raw, out, error) : status;
}

orm_status orm__codec_bind(const orm_codec *codec, uint16_t field, const void *row, orm_value *out,
                           orm_error *error)
{
    orm_status status = bind_field(codec, &codec->entity->fields[field], row, out, error);
    return orm__codec_located(status, codec, field, error);
}

/* A text that did not come out of a C string may hold what no column of text takes. */
static bool has_nul(const orm_value *value)
{
    return value->type == ORM_TYPE_TEXT && value->size > 0 &&
           memchr(value->as.text, '\0', value->size) != NULL;
}

orm_status orm__codec_bind_operand(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                   orm_value *out, orm_error *error)
{
    const orm_field *own = &codec->entity->fields[field];
    orm_status status = has_nul(raw)
                            ? orm__error_set(error, ORM_CONVERSION, "the text has an embedded NUL")
                            : orm__convert_operand(own, raw, out, error);
    return orm__codec_located(status, codec, field, error);
}

/* Bytes of another size than the member's are no key that a row could have. */
static orm_status check_bytes(const orm_field *own, const orm_value *raw, orm_error *error)
{
    if (own->layout.storage != ORM_STORAGE_BYTES || own->layout.length.size != 0 ||
        raw->type != ORM_TYPE_BLOB || raw->size == own->layout.size) {
        return ORM_OK;
    }
    return orm__error_set(error, ORM_CONVERSION, "a blob of %zu byte%s for a member of %zu byte%s",
                          raw->size, orm__plural(raw->size), own->layout.size,
                          orm__plural(own->layout.size));
}

orm_status orm__codec_bind_value(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                 orm_value *out, orm_error *error)
{
    const orm_value *null_if = codec->entity->fields[field].layout.null_if;
    if (null_if != NULL && orm__field_same(null_if, raw)) {
        *out = orm_value_null();
        return ORM_OK;
    }
    orm_status status = check_bytes(&codec->entity->fields[field], raw, error);
    return status == ORM_OK ? orm__codec_bind_operand(codec, field, raw, out, error)
                            : orm__codec_located(status, codec, field, error);
}

/* As the member's storage would give it: a bool may be said as 0 and 1, a real as an integer. */
static orm_value as_member(const orm_layout *layout, const orm_value *raw)
{
    int64_t integer;
    double real;
    if (!orm__convert_integer(raw, &integer)) {
        return *raw;
    }
    if (layout->storage == ORM_STORAGE_BOOL && (integer == 0 || integer == 1)) {
        return orm_value_bool(integer == 1);
    }
    return layout->storage == ORM_STORAGE_FLOAT && orm__exact_real(integer, &real)
               ? orm_value_real(real)
               : *raw;
}

static orm_status encode_stored(const orm_field *own, const orm_value *member, orm_value *out,
                                orm_error *error)
{
    orm_status status = ORM_OK;
    if (own->layout.converter == NULL) {
        status = orm__storage_check(&own->layout, member, error);
    } else if (has_nul(member)) {
        status = orm__error_set(error, ORM_CONVERSION, "the text has an embedded NUL");
    }
    return status == ORM_OK ? orm__convert_encode(own, member, out, error) : status;
}

orm_status orm__codec_bind_stored(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                  orm_value *out, orm_error *error)
{
    const orm_field *own = &codec->entity->fields[field];
    const orm_value *null_if = own->layout.null_if;
    const orm_value member = as_member(&own->layout, raw);
    orm_status status = ORM_OK;
    if (member.type != ORM_TYPE_NULL && (null_if == NULL || !orm__field_same(null_if, &member))) {
        status = encode_stored(own, &member, out, error);
        if (status == ORM_OK && own->layout.validate != NULL) {
            status = orm__validate_value(own, out, error);
        }
    } else if (own->column.nullable) {
        *out = orm_value_null();
    } else {
        status = orm__error_set(error, ORM_NOT_NULL, "NULL for a column that is not nullable");
    }
    return orm__codec_located(status, codec, field, error);
}

/* ---- extracting --------------------------------------------------------------------------- */

orm_status orm__codec_check_count(const orm_codec *codec, size_t count, orm_error *error)
{
    if (count == codec->entity->field_count) {
        return ORM_OK;
    }
    const char *table = orm__entity_table(codec->entity, codec->dialect);
    (void)orm__error_set(error, ORM_SCHEMA, "%s has %u column%s, but the row has %zu", table,
                         (unsigned)codec->entity->field_count,
                         orm__plural(codec->entity->field_count), count);
    if (error != NULL) {
        orm__error_text(error->table, sizeof error->table, table);
    }
    return ORM_SCHEMA;
}

/* Makes the struct behind a pointer where one of its columns is there: before any member is set,
 * since its other columns may come first. */
static orm_status make_groups(const orm_codec *codec, const orm_instance *into,
                              const orm_value *values, orm_error *error)
{
    const orm_entity *entity = codec->entity;
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (values[i].type != ORM_TYPE_NULL) {
            status = orm__group_make(into, entity->fields[i].layout.group, error);
            status = orm__codec_located(status, codec, i, error);
        }
    }
    return status;
}

/* What is set before any value: no relation is loaded, structs behind pointers are there or not. */
static orm_status prepare_row(const orm_codec *codec, const orm_instance *into,
                              const orm_value *values, orm_error *error)
{
    orm__field_clear_relations(codec->entity, into->row);
    orm__group_clear_all(codec->entity, into->row);
    return codec->entity->group_count == 0 ? ORM_OK : make_groups(codec, into, values, error);
}

/* A table may lack the NOT NULL that its entity declares: a pointer could show the NULL, but the
 * program was told that there is none. */
static orm_status check_null(const orm_instance *into, const orm_field *field, orm_error *error)
{
    return orm__field_may_be_null(into->entity, field, into->row)
               ? ORM_OK
               : orm__error_set(error, ORM_CONVERSION, "NULL in a column that is not nullable");
}

/* An array before this one that is there and has the same count; NULL = none. */
static const orm_field *find_same(const orm_entity *entity, uint16_t index, const orm_value *values)
{
    for (uint16_t i = 0; i < index; i++) {
        if (values[i].type != ORM_TYPE_NULL &&
            orm__items_share_count(&entity->fields[i], &entity->fields[index])) {
            return &entity->fields[i];
        }
    }
    return NULL;
}

/* Whether the value may be what the field's kind makes of a column, or could be guessed at only. */
static orm_status check_value(const orm_codec *codec, const orm_instance *into,
                              const orm_field *field, const orm_value *value, orm_error *error)
{
    if (value->type == ORM_TYPE_NULL) {
        return check_null(into, field, error);
    }
    return field->column.kind == ORM_KIND_DECIMAL
               ? orm__convert_decimal_check(value, codec->counts_decimals, error)
               : ORM_OK;
}

/* A jsonb gives back blanks that were never stored, for which an array of the text's size has no
 * room. */
static bool is_blown_up(const orm_field *field, const orm_value *raw)
{
    const orm_layout *layout = &field->layout;
    return field->column.kind == ORM_KIND_JSON && layout->storage == ORM_STORAGE_CHARS &&
           raw->type == ORM_TYPE_TEXT && raw->size >= layout->size && layout->null_if == NULL &&
           orm__json_compact(raw->as.text, raw->size, NULL) < layout->size;
}

/* The member is its own buffer: it has room for what is_blown_up has counted, and has been
 * zeroed. */
static orm_status set_compact(const orm_instance *into, const orm_field *field,
                              const orm_value *raw, orm_error *error)
{
    orm_slot slot;
    orm_status status = orm__field_open(into, field, &slot, error);
    if (status == ORM_OK) {
        (void)orm__json_compact(raw->as.text, raw->size, slot.member);
    }
    return status;
}

/* An engine with decimals gives a numeric as the text of its digits, also for a member of an
 * existing table that is no decimal: as an INT or a REAL in *room where that is the same number. A
 * type that the model itself says is another matter: it has to hold all that the member does. */
static const orm_value *taken_value(const orm_codec *codec, const orm_field *field,
                                    const orm_value *value, orm_value *room)
{
    bool is_number = value->type == ORM_TYPE_TEXT && value->months == ORM_DRIVER_NUMBER &&
                     orm__entity_type(&field->column, codec->dialect) == NULL;
    orm_kind kind = field->column.kind;
    bool is_real = kind == ORM_KIND_FLOAT32 || kind == ORM_KIND_FLOAT64;
    bool is_taken =
        is_number && ((is_real && orm__convert_decimal_real(value, room)) ||
                      (orm__kind_width(kind) != 0 && orm__convert_decimal_integer(value, room)));
    return is_taken ? room : value;
}

static orm_status extract_field(const orm_codec *codec, const orm_instance *into, uint16_t index,
                                const orm_value *values, orm_error *error)
{
    const orm_field *field = &into->entity->fields[index];
    orm_convert_room room;
    orm_value raw, real;
    const orm_value *value = taken_value(codec, field, &values[index], &real);
    orm_status status = check_value(codec, into, field, value, error);
    if (status != ORM_OK) {
        return status;
    }
    if (orm__items_are_kept(field->layout.storage)) {
        const orm_field *same = find_same(into->entity, index, values);
        return orm__array_extract(into, field, value, same, error);
    }
    status = orm__convert_decode(field, value, &room, &raw, error);
    if (status == ORM_OK && field->layout.converter != NULL && raw.type != ORM_TYPE_NULL) {
        return orm__converted_set(into, field, &raw, error);
    }
    if (status == ORM_OK && is_blown_up(field, &raw)) {
        return set_compact(into, field, &raw, error);
    }
    return status == ORM_OK ? orm__field_set(into, field, &raw, error) : status;
}

orm_status orm__codec_extract_field(const orm_codec *codec, const orm_instance *into,
                                    uint16_t field, const orm_value *values, orm_error *error)
{
    orm_status status = extract_field(codec, into, field, values, error);
    return orm__codec_located(status, codec, field, error);
}

/* From a field on: what the plan leaves, one by one. */
static orm_status extract_from(const orm_codec *codec, const orm_instance *into,
                               const orm_value *values, size_t from, orm_error *error)
{
    const orm_plan *plan = codec->plan;
    orm_status status = ORM_OK;
    for (size_t i = from; status == ORM_OK && i < codec->entity->field_count; i++) {
        i = plan == NULL ? i : orm__plan_load(plan, into, values, i);
        if (i == ORM_PLAN_NO_MEMORY) {
            return orm__error_no_memory(error);
        }
        if (i < codec->entity->field_count) {
            status = orm__codec_extract_field(codec, into, (uint16_t)i, values, error);
        }
    }
    return status;
}

orm_status orm__codec_fill_rest(const orm_codec *codec, const orm_instance *into,
                                const orm_value *values, size_t from, orm_error *error)
{
    if (from == ORM_PLAN_NO_MEMORY) {
        return orm__error_no_memory(error);
    }
    bool is_flat = codec->plan != NULL && codec->plan->is_flat;
    orm_status status = is_flat ? ORM_OK : prepare_row(codec, into, values, error);
    return status == ORM_OK ? extract_from(codec, into, values, from, error) : status;
}

orm_status orm__codec_extract(const orm_codec *codec, const orm_instance *into,
                              const orm_value *values, size_t count, orm_error *error)
{
    orm_status status = orm__codec_check_count(codec, count, error);
    return status == ORM_OK ? orm__codec_fill(codec, into, values, error) : status;
}

static orm_status decode_single(const orm_codec *codec, const orm_field *field,
                                const orm_value *value, orm_codec_raw *out, orm_error *error)
{
    if (orm__items_are_kept(field->layout.storage) && value->type != ORM_TYPE_NULL) {
        return orm__array_decode(field, value, codec->scratch, &out->value, error);
    }
    orm_status status = ORM_OK;
    if (value->type != ORM_TYPE_NULL && field->column.kind == ORM_KIND_DECIMAL) {
        status = orm__convert_decimal_check(value, codec->counts_decimals, error);
    }
    if (status == ORM_OK) {
        orm_value real;
        value = taken_value(codec, field, value, &real);
        status = orm__convert_decode(field, value, &out->room, &out->value, error);
    }
    if (status == ORM_OK && out->value.type != ORM_TYPE_NULL && field->layout.converter == NULL) {
        status = orm__storage_check(&field->layout, &out->value, error);
    }
    return status;
}

orm_status orm__codec_value(const orm_codec *codec, uint16_t field, const orm_value *value,
                            orm_codec_raw *out, orm_error *error)
{
    orm_status status = decode_single(codec, &codec->entity->fields[field], value, out, error);
    return orm__codec_located(status, codec, field, error);
}

static bool has_field(const orm_fields *fields, uint16_t index)
{
    uint16_t i = 0;
    while (i < fields->count && fields->fields[i] != index) {
        i++;
    }
    return i < fields->count;
}

/* Whether all that is in a struct is extracted, and is NULL. */
static bool is_null_whole(const orm_entity *entity, uint16_t group, const orm_fields *fields,
                          const orm_value *values)
{
    for (uint16_t i = 0; i < entity->field_count; i++) {
        bool is_in = orm__group_is_in(entity, entity->fields[i].layout.group, group);
        if (is_in && (!has_field(fields, i) || values[i].type != ORM_TYPE_NULL)) {
            return false;
        }
    }
    return true;
}

/* A struct behind a pointer that is NULL now is no longer there. */
static void clear_groups(const orm_instance *into, const orm_fields *fields,
                         const orm_value *values)
{
    for (uint16_t i = 1; i <= into->entity->group_count; i++) {
        if (is_null_whole(into->entity, i, fields, values)) {
            orm__group_clear(into->entity, i, into->row);
        }
    }
}

orm_status orm__codec_extract_some(const orm_codec *codec, const orm_instance *into,
                                   const orm_fields *fields, const orm_value *values,
                                   orm_error *error)
{
    clear_groups(into, fields, values);
    orm_status status = make_groups(codec, into, values, error);
    for (uint16_t i = 0; status == ORM_OK && i < fields->count; i++) {
        status = orm__codec_extract_field(codec, into, fields->fields[i], values, error);
    }
    return status;
}
