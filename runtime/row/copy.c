/* Owns the copying and the emptying of rows. A member's bytes are meta/storage_copy's. */
#include <orm/instance.h>
#include <string.h>

#include "base/error.h"
#include "meta/items.h"
#include "meta/storage_copy.h"
#include "row/backup.h"
#include "row/codec.h"
#include "row/convert.h"
#include "row/converted.h"

/* ---- emptying ----------------------------------------------------------------------------- */

void orm_clear(const orm_entity *entity, void *row)
{
    if (entity == NULL || row == NULL) {
        return;
    }
    orm__field_clear_relations(entity, row);
    orm__group_clear_all(entity, row);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        orm__field_clear(entity, &entity->fields[i], row);
    }
}

/* ---- arrays ------------------------------------------------------------------------------- */

/* A count stays what it is: another array of the row may have the same one. */
static void copy_missing_items(const orm_field *field, orm_spot from, orm_spot to)
{
    const orm_layout *layout = &field->layout;
    orm__storage_clear(layout, to);
    orm__field_flag(layout, to, true);
    if (layout->length.size != 0) {
        memcpy(to.length, from.length, layout->length.size);
    }
}

static orm_status copy_each(const orm_instance *into, orm_items *from, orm_items *to,
                            orm_error *error)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < from->count; i++) {
        orm__items_go_to(from, i);
        orm__items_go_to(to, i);
        orm_spot source = orm__field_spot(into->entity, &from->item, from->first);
        orm_spot target = orm__field_spot(into->entity, &to->item, to->first);
        status = orm__storage_copy(&to->item.layout, source, target, into->arena, error);
    }
    return status;
}

/* Other arrays are bytes of the row. */
static bool is_deep(const orm_layout *layout)
{
    return layout->storage == ORM_STORAGE_ITEMS || layout->item == ORM_STORAGE_STRING;
}

static orm_status copy_items(const orm_instance *into, const orm_field *field, const void *row,
                             orm_error *error)
{
    orm_items from, to;
    orm_status status = orm__items_open(into->entity, field, row, &from, error);
    if (status != ORM_OK) {
        return status;
    }
    if (from.first == NULL) {
        copy_missing_items(field, orm__field_spot(into->entity, field, (void *)row),
                           orm__field_spot(into->entity, field, into->row));
        return ORM_OK;
    }
    status = orm__items_make(into, field, &(orm_items_size){ .count = from.count }, &to, error);
    if (status == ORM_OK && orm__storage_is_pointer(&from.item.layout)) {
        return copy_each(into, &from, &to, error);
    }
    if (status == ORM_OK && from.count > 0) {
        memcpy(to.first, from.first, from.count * field->layout.item_size);
    }
    return status;
}

/* ---- members ------------------------------------------------------------------------------ */

/* What a column gives back of what was written to it. */
static orm_value as_read(const orm_value *written)
{
    return written->type == ORM_TYPE_DECIMAL ? orm_value_int(written->as.integer) : *written;
}

static orm_status copy_converted(const orm_instance *into, const orm_field *field, const void *from,
                                 orm_error *error)
{
    const orm_codec codec = { .entity = into->entity, .scratch = into->arena };
    orm_convert_room room;
    orm_value raw, value;
    orm_status status = orm__converted_get(&codec, field, from, &raw, error);
    if (status == ORM_OK && raw.type == ORM_TYPE_NULL) {
        orm__field_clear(into->entity, field, into->row);
        return ORM_OK;
    }
    if (status == ORM_OK) {
        status = orm__convert_encode(field, &raw, &value, error);
    }
    if (status == ORM_OK) {
        value = as_read(&value);
        status = orm__convert_decode(field, &value, &room, &raw, error);
    }
    return status == ORM_OK ? orm__converted_set(into, field, &raw, error) : status;
}

static orm_status copy_field(const orm_instance *into, const orm_field *field, const void *row,
                             orm_error *error)
{
    const orm_layout *layout = &field->layout;
    orm_spot from = orm__field_spot(into->entity, field, (void *)row);
    orm_spot to = orm__field_spot(into->entity, field, into->row);
    if (from.at == NULL) { /* and so is the pointer of the copy */
        return ORM_OK;
    }
    if (orm__storage_is_plain(layout) && !orm__field_has_flag(field)) {
        orm__storage_copy_plain(layout, from, to);
        return ORM_OK;
    }
    bool is_null = orm__field_is_flagged(layout, from);
    if (orm__items_are_kept(layout->storage) && (is_null || is_deep(layout))) {
        return copy_items(into, field, row, error);
    }
    if (layout->converter != NULL) {
        return copy_converted(into, field, row, error);
    }
    if (is_null) {
        orm__field_clear(into->entity, field, into->row);
        return ORM_OK;
    }
    orm__field_flag(layout, to, false);
    return orm__storage_copy(layout, from, to, into->arena, error);
}

static orm_status copy_row(const orm_instance *into, const void *from, orm_error *error)
{
    const orm_codec codec = { .entity = into->entity };
    orm_status status = orm__group_copy_all(into, from, error);
    orm__field_clear_relations(into->entity, into->row);
    for (uint16_t i = 0; status == ORM_OK && i < into->entity->field_count; i++) {
        status = copy_field(into, &into->entity->fields[i], from, error);
        if (status != ORM_OK) {
            return orm__codec_located(status, &codec, i, error);
        }
    }
    return status;
}

/* Whether there is an arena, or no field that needs one. */
static bool has_arena(const orm_instance *into)
{
    const orm_entity *entity = into->entity;
    for (uint16_t i = 0; into->arena == NULL && i < entity->field_count; i++) {
        const orm_field *field = &entity->fields[i];
        if (orm__field_needs_arena(entity, field) || is_deep(&field->layout)) {
            return false;
        }
    }
    return true;
}

orm_status orm_copy(const orm_entity *entity, const void *from, void *into, orm_arena *arena,
                    orm_error *error)
{
    orm_backup backup;
    const orm_instance target = { .entity = entity, .row = into, .arena = arena };
    if (entity == NULL || from == NULL || into == NULL || from == into) {
        return orm__error_set(error, ORM_MISUSE, "entity, from and into are needed, and two rows");
    }
    if (!has_arena(&target)) {
        return orm__error_set(error, ORM_MISUSE, "the members of %s need an arena", entity->name);
    }
    orm_status status = orm__backup_take(&backup, &target, error);
    if (status != ORM_OK) {
        return status;
    }
    status = copy_row(&target, from, error);
    if (status != ORM_OK) {
        orm__backup_restore(&backup);
    }
    return status;
}
