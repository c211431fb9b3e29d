/* Owns the walk over an array's items, from the member to a list and from a column to the
 * member. */
#include "row/array.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json_list.h"
#include "meta/describe.h"
#include "meta/items.h"
#include "meta/kind.h"
#include "meta/storage.h"
#include "row/convert_kind.h"

/* Which item it was; a failure of the machine is none's. */
static orm_status name_item(orm_status status, size_t index, orm_error *error)
{
    if (status >= 0 || status == ORM_NO_MEMORY || error == NULL) {
        return status;
    }
    char message[2 * sizeof error->message];
    (void)snprintf(message, sizeof message, "item [%zu]: %s", index, error->message);
    orm__error_text(error->message, sizeof error->message, message);
    return status;
}

/* ---- binding ------------------------------------------------------------------------------ */

static orm_status bind_item(const orm_codec *codec, const orm_items *items, orm_value *out,
                            orm_error *error)
{
    orm_value raw;
    orm_status status = orm__field_get(codec->entity, &items->item, items->first, &raw, error);
    return status == ORM_OK ? orm__convert_encode(&items->item, &raw, out, error) : status;
}

orm_status orm__array_bind(const orm_codec *codec, const orm_field *field, const void *row,
                           orm_value *out, orm_error *error)
{
    orm_items items;
    orm_status status = orm__items_open(codec->entity, field, row, &items, error);
    if (status != ORM_OK || items.first == NULL) {
        *out = orm_value_null();
        return status;
    }
    if (codec->scratch == NULL) {
        return orm__error_set(error, ORM_MISUSE, "an array needs memory to be written from");
    }
    orm_value *list = orm__arena_zeroed(codec->scratch, items.count, sizeof *list);
    if (list == NULL) {
        return orm__error_no_memory(error);
    }
    for (size_t i = 0; status == ORM_OK && i < items.count; i++) {
        orm__items_go_to(&items, i);
        status = name_item(bind_item(codec, &items, &list[i], error), i, error);
    }
    *out = (orm_value){ .type = ORM_TYPE_LIST, .size = items.count, .as.list = list };
    return status;
}

/* ---- the items of a column ---------------------------------------------------------------- */

typedef struct source {
    const orm_value *list; /* NULL: they are in the text */
    orm_json_list json;
    orm_arena *arena; /* for texts that are to be unescaped */
} source;

static orm_status count_json(orm_json_list json, size_t *count_out, orm_error *error)
{
    orm_json_item item;
    size_t count = 0;
    while (orm__json_list_next(&json, &item)) {
        count++;
    }
    if (json.text.problem != NULL) {
        return orm__error_set(error, ORM_CONVERSION, "the text of an array is %s",
                              json.text.problem);
    }
    *count_out = count;
    return ORM_OK;
}

static orm_status open_source(const orm_field *field, const orm_value *value, source *from,
                              size_t *count_out, orm_error *error)
{
    if (value->type == ORM_TYPE_LIST) {
        from->list = value->as.list;
        *count_out = value->size;
        return ORM_OK;
    }
    if (value->type != ORM_TYPE_TEXT) {
        return orm__convert_refuse(field, value, error);
    }
    from->json = orm__json_list_open(value->as.text, value->size);
    return count_json(from->json, count_out, error);
}

static orm_status unescape(const source *from, orm_value *text, orm_error *error)
{
    if (from->arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "a text needs an arena to be read into");
    }
    char *plain = orm_arena_alloc(from->arena, text->size);
    if (plain == NULL) {
        return orm__error_no_memory(error);
    }
    text->size = orm__json_text_unescape(text, plain);
    text->as.text = plain;
    return ORM_OK;
}

/* The next item of a source that has one. */
static orm_status take_item(source *from, orm_value *value_out, orm_error *error)
{
    orm_json_item item;
    if (from->list != NULL) {
        *value_out = *from->list++;
        return ORM_OK;
    }
    (void)orm__json_list_next(&from->json, &item);
    *value_out = item.value;
    return item.is_escaped ? unescape(from, value_out, error) : ORM_OK;
}

/* ---- extracting --------------------------------------------------------------------------- */

/* The text of a number with a point may have had more digits than a double keeps. */
static bool is_rounded(const orm_field *item, const orm_value *value)
{
    const double exact = 9007199254740992.0; /* 2^53 */
    return value->type == ORM_TYPE_REAL && orm__kind_width(item->column.kind) != 0 &&
           fabs(value->as.real) >= exact;
}

/* What an item would hold, which borrows from *value. */
static orm_status decode_item(const orm_field *item, const orm_value *value, orm_value *raw_out,
                              orm_error *error)
{
    orm_convert_room room; /* no kind of an item has a form of its own */
    if (value->type == ORM_TYPE_NULL && !orm__field_can_be_null(item)) {
        return orm__error_set(error, ORM_CONVERSION, "NULL does not fit %s",
                              orm__describe_member(&item->layout).text);
    }
    if (is_rounded(item, value)) {
        return orm__convert_refuse(item, value, error);
    }
    return orm__convert_decode(item, value, &room, raw_out, error);
}

static orm_status set_item(const orm_instance *into, const orm_field *item, const orm_value *value,
                           orm_error *error)
{
    orm_value raw;
    orm_status status = decode_item(item, value, &raw, error);
    return status == ORM_OK ? orm__field_set(into, item, &raw, error) : status;
}

static orm_status set_items(const orm_instance *into, orm_items *items, source *from,
                            orm_error *error)
{
    const orm_instance each = { .entity = into->entity, .row = items->first, .arena = into->arena };
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < items->count; i++) {
        orm_value value;
        orm__items_go_to(items, i);
        status = take_item(from, &value, error);
        if (status == ORM_OK) {
            status = name_item(set_item(&each, &items->item, &value, error), i, error);
        }
    }
    return status;
}

orm_status orm__array_extract(const orm_instance *into, const orm_field *field,
                              const orm_value *value, const orm_field *same, orm_error *error)
{
    orm_items_size size = { .same = same };
    source from = { .arena = into->arena };
    orm_items items;
    if (value->type == ORM_TYPE_NULL) {
        return orm__items_set_null(into, field, &size, error);
    }
    orm_status status = open_source(field, value, &from, &size.count, error);
    if (status == ORM_OK) {
        status = orm__items_make(into, field, &size, &items, error);
    }
    return status == ORM_OK ? set_items(into, &items, &from, error) : status;
}

/* ---- by itself ---------------------------------------------------------------------------- */

/* An array of C has so many items, or at most as many. */
static bool fits_length(const orm_layout *layout, size_t count)
{
    if (layout->storage != ORM_STORAGE_ARRAY) {
        return true;
    }
    size_t most = layout->size / layout->item_size;
    return layout->length.size == 0 ? count == most : count <= most;
}

static orm_status decode_each(const orm_field *item, source *from, orm_value *list, size_t count,
                              orm_error *error)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < count; i++) {
        orm_value value;
        status = take_item(from, &value, error);
        if (status == ORM_OK) {
            status = decode_item(item, &value, &list[i], error);
        }
        if (status == ORM_OK && list[i].type != ORM_TYPE_NULL) {
            status = orm__storage_check(&item->layout, &list[i], error);
        }
        status = name_item(status, i, error);
    }
    return status;
}

orm_status orm__array_decode(const orm_field *field, const orm_value *value, orm_arena *arena,
                             orm_value *list_out, orm_error *error)
{
    const orm_field item = orm__items_item(field);
    source from = { .arena = arena };
    size_t count = 0;
    orm_status status = open_source(field, value, &from, &count, error);
    if (status != ORM_OK) {
        return status;
    }
    if (!fits_length(&field->layout, count)) {
        return orm__error_set(error, ORM_CONVERSION, "%zu items do not fit %s", count,
                              orm__describe_member(&field->layout).text);
    }
    orm_value *list = orm__arena_zeroed(arena, count, sizeof *list);
    if (list == NULL) {
        return orm__error_no_memory(error);
    }
    status = decode_each(&item, &from, list, count, error);
    if (status == ORM_OK) {
        *list_out = (orm_value){ .type = ORM_TYPE_LIST, .size = count, .as.list = list };
    }
    return status;
}
