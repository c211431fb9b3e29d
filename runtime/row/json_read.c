/* Owns the way from a JSON object to a row: its keys are matched with members first, and the row is
 * filled, by the codec, when all of them have been read. */
#include <orm/json.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "meta/entity.h"
#include "meta/field.h"
#include "meta/items.h"
#include "row/backup.h"
#include "row/codec.h"
#include "row/convert_json.h"

typedef struct reading {
    orm_codec codec;
    const orm_json_options *options;
    const char *start; /* of the JSON */
    orm_json_text text;
    orm_value *values; /* of each field; NULL where it is missing */
    size_t *places;    /* of each field: where in the JSON its value begins; 0 = it is missing */
    bool *is_cleared;  /* of each missing field: it is to be emptied */
} reading;

/* ---- errors ------------------------------------------------------------------------------- */

static size_t place_of(const reading *from, const char *at)
{
    return (size_t)(at - from->start);
}

/* Adds where it was, but to a failure of the machine. */
static orm_status place_error(orm_status status, size_t place, orm_error *error)
{
    if (status >= 0 || status == ORM_NO_MEMORY || error == NULL) {
        return status;
    }
    char message[2 * sizeof error->message];
    (void)snprintf(message, sizeof message, "%s (byte %zu of the JSON)", error->message, place);
    orm__error_text(error->message, sizeof error->message, message);
    return status;
}

static orm_status refuse_field(const reading *from, const char *what, uint16_t field,
                               orm_error *error)
{
    const orm_entity *entity = from->codec.entity;
    orm_status status = orm__error_set(error, ORM_CONVERSION, "the key \"%s\" %s",
                                       entity->fields[field].member, what);
    return orm__codec_located(status, &from->codec, field, error);
}

static orm_status refuse_json(const reading *from, const char *problem, orm_error *error)
{
    orm_status status = orm__error_set(error, ORM_CONVERSION, "%s: %s", from->codec.entity->name,
                                       problem == NULL ? "no valid JSON" : problem);
    return place_error(status, place_of(from, from->text.at), error);
}

/* ---- keys --------------------------------------------------------------------------------- */

/* A key, and the colon behind it. */
static orm_status read_key(reading *from, orm_value *key_out, orm_error *error)
{
    orm_json_item item;
    if (!orm__json_text_item(&from->text, &item) || item.value.type != ORM_TYPE_TEXT) {
        return refuse_json(from, NULL, error);
    }
    if (item.is_escaped) {
        char *plain = orm_arena_alloc(from->codec.scratch, item.value.size);
        if (plain == NULL) {
            return orm__error_no_memory(error);
        }
        item.value.size = orm__json_text_unescape(&item.value, plain);
        item.value.as.text = plain;
    }
    if (!orm__json_text_take(&from->text, ':') || orm__json_text_has_ended(&from->text)) {
        return refuse_json(from, NULL, error);
    }
    *key_out = item.value;
    return ORM_OK;
}

static orm_status read_unknown(reading *from, const orm_value *key, orm_error *error)
{
    if (!from->options->allow_unknown) {
        char problem[128];
        int shown = key->size < 64 ? (int)key->size : 64;
        (void)snprintf(problem, sizeof problem, "there is no member \"%.*s\"", shown, key->as.text);
        return refuse_json(from, problem, error);
    }
    return orm__json_text_skip(&from->text) ? ORM_OK : refuse_json(from, from->text.problem, error);
}

static orm_status read_value(reading *from, uint16_t index, orm_error *error)
{
    const orm_field *field = &from->codec.entity->fields[index];
    size_t place = place_of(from, from->text.at);
    if (from->places[index] != 0) {
        return place_error(refuse_field(from, "is there twice", index, error), place, error);
    }
    from->places[index] = place;
    orm_status status = orm__convert_json_read(field, &from->text, from->codec.scratch,
                                               &from->values[index], error);
    return place_error(orm__codec_located(status, &from->codec, index, error), place, error);
}

static orm_status read_member(reading *from, orm_error *error)
{
    const orm_entity *entity = from->codec.entity;
    orm_value key = orm_value_null();
    orm_status status = read_key(from, &key, error);
    if (status != ORM_OK) {
        return status;
    }
    const orm_field *field = orm__entity_field(entity, key.as.text, key.size);
    return field == NULL ? read_unknown(from, &key, error)
                         : read_value(from, (uint16_t)(field - entity->fields), error);
}

static orm_status read_object(reading *from, orm_error *error)
{
    orm_status status = ORM_OK;
    if (!orm__utf8_is_valid(from->text.at, (size_t)(from->text.end - from->text.at))) {
        return refuse_json(from, "the JSON is not valid UTF-8", error);
    }
    if (!orm__json_text_take(&from->text, '{')) {
        return refuse_json(from, "the JSON is no object", error);
    }
    if (!orm__json_text_take(&from->text, '}')) {
        do {
            status = read_member(from, error);
        } while (status == ORM_OK && orm__json_text_take(&from->text, ','));
        if (status == ORM_OK && !orm__json_text_take(&from->text, '}')) {
            return refuse_json(from, NULL, error);
        }
    }
    return status != ORM_OK || orm__json_text_has_ended(&from->text)
               ? status
               : refuse_json(from, "there is more behind the object", error);
}

/* ---- missing members ---------------------------------------------------------------------- */

/* Arrays that have one count can be set only together, unless the other one is emptied. */
static bool is_torn(const reading *from, uint16_t missing)
{
    const orm_entity *entity = from->codec.entity;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (from->places[i] != 0 &&
            orm__items_share_count(&entity->fields[i], &entity->fields[missing])) {
            return true;
        }
    }
    return false;
}

static orm_status check_missing(const reading *from, orm_error *error)
{
    const orm_entity *entity = from->codec.entity;
    orm_json_missing rule = from->options->missing;
    for (uint16_t i = 0; rule != ORM_JSON_CLEAR && i < entity->field_count; i++) {
        if (from->places[i] == 0 && rule == ORM_JSON_REFUSE) {
            return refuse_field(from, "is missing", i, error);
        }
        if (from->places[i] == 0 && is_torn(from, i)) {
            return refuse_field(from, "is missing, but one of an array with its count is there", i,
                                error);
        }
    }
    return ORM_OK;
}

static bool is_in_group(const orm_entity *entity, const orm_field *field, uint16_t group)
{
    uint16_t at = field->layout.group;
    while (at > group) { /* a parent has a lower number */
        at = entity->groups[at - 1].parent;
    }
    return at == group;
}

/* The caller's struct behind a pointer is not to be written to: the row may yet be refused. What is
 * given as a whole is made anew. */
static orm_status fork_group(const reading *from, const orm_instance *into, uint16_t group,
                             orm_error *error)
{
    const orm_entity *entity = into->entity;
    bool has_some = false, has_all = true;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (is_in_group(entity, &entity->fields[i], group)) {
            has_some = has_some || from->places[i] != 0;
            has_all = has_all && from->places[i] != 0;
        }
    }
    if (!has_some) {
        return ORM_OK;
    }
    if (has_all) {
        orm__group_clear(entity, group, into->row);
        return ORM_OK;
    }
    return orm__group_fork(into, group, error);
}

/* Makes the row one in which no value is set yet. */
static orm_status prepare_row(const reading *from, const orm_instance *into, orm_error *error)
{
    const orm_entity *entity = into->entity;
    orm_status status = ORM_OK;
    if (from->options->missing == ORM_JSON_LEAVE) {
        orm__field_clear_relations(entity, into->row);
        for (uint16_t i = 1; status == ORM_OK && i <= entity->group_count; i++) {
            status = fork_group(from, into, i, error);
        }
    } else {
        orm__field_clear_relations(entity, into->row);
        orm__group_clear_all(entity, into->row);
    }
    for (uint16_t i = 0; i < entity->field_count; i++) {
        from->is_cleared[i] = from->options->missing != ORM_JSON_LEAVE ||
                              orm__field_spot(entity, &entity->fields[i], into->row).at == NULL;
    }
    return status;
}

/* ---- filling ------------------------------------------------------------------------------ */

static orm_status make_groups(const reading *from, const orm_instance *into, orm_error *error)
{
    const orm_entity *entity = into->entity;
    orm_status status = ORM_OK;
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (from->values[i].type != ORM_TYPE_NULL) {
            status = orm__group_make(into, entity->fields[i].layout.group, error);
        }
    }
    return status;
}

static orm_status fill_row(const reading *from, const orm_instance *into, orm_error *error)
{
    const orm_entity *entity = into->entity;
    orm_status status = prepare_row(from, into, error);
    if (status == ORM_OK) {
        status = make_groups(from, into, error);
    }
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (from->is_cleared[i]) {
            orm__field_clear(entity, &entity->fields[i], into->row);
        }
    }
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if (from->places[i] != 0) {
            status = orm__codec_extract_field(&from->codec, into, i, from->values, error);
            status = place_error(status, from->places[i], error);
        }
    }
    return status;
}

static orm_status fill_or_restore(const reading *from, const orm_instance *into, orm_error *error)
{
    orm_backup backup;
    orm_status status = orm__backup_take(&backup, into, error);
    if (status != ORM_OK) {
        return status;
    }
    status = fill_row(from, into, error);
    if (status != ORM_OK) {
        orm__backup_restore(&backup);
    }
    return status;
}

/* ---- the call ----------------------------------------------------------------------------- */

static orm_status read_row(reading *from, const orm_instance *into, orm_error *error)
{
    size_t count = into->entity->field_count;
    from->values = orm__arena_zeroed(from->codec.scratch, count, sizeof *from->values);
    from->places = orm__arena_zeroed(from->codec.scratch, count, sizeof *from->places);
    from->is_cleared = orm__arena_zeroed(from->codec.scratch, count, sizeof *from->is_cleared);
    if (from->values == NULL || from->places == NULL || from->is_cleared == NULL) {
        return orm__error_no_memory(error);
    }
    orm_status status = read_object(from, error);
    if (status == ORM_OK) {
        status = check_missing(from, error);
    }
    return status == ORM_OK ? fill_or_restore(from, into, error) : status;
}

orm_status orm_from_json(const orm_entity *entity, const orm_json *json, void *row,
                         const orm_json_options *options, orm_error *error)
{
    if (entity == NULL || json == NULL || json->text == NULL || row == NULL || options == NULL ||
        options->arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "entity, JSON, row and arena are needed");
    }
    const orm_allocator allocator = orm__arena_allocator(options->arena);
    const orm_instance into = { .entity = entity, .row = row, .arena = options->arena };
    reading from = { .codec = { .entity = entity },
                     .options = options,
                     .start = json->text,
                     .text = { .at = json->text, .end = json->text + json->size } };
    orm_status status = orm_arena_new(&allocator, &from.codec.scratch);
    if (status != ORM_OK) {
        return orm__error_no_memory(error);
    }
    status = read_row(&from, &into, error);
    orm_arena_free(from.codec.scratch);
    return status;
}
