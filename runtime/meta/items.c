/* Owns how C keeps an array: where its items are, how many they are, and that two arrays may have
 * one count. An item is a member like any other: meta/field reads and stores it. */
#include "meta/items.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/plural.h"
#include "meta/storage.h"

bool orm__items_share_count(const orm_field *a, const orm_field *b)
{
    const orm_auxiliary *own = &a->layout.length, *other = &b->layout.length;
    return orm__items_are_kept(a->layout.storage) && orm__items_are_kept(b->layout.storage) &&
           own->size != 0 && a->layout.group == b->layout.group && own->size == other->size &&
           own->offset == other->offset;
}

orm_field orm__items_item(const orm_field *field)
{
    orm_field item = { .member = field->member };
    item.column.name = field->column.name;
    item.column.kind = field->column.element;
    item.layout.storage = field->layout.item;
    item.layout.size = field->layout.item_size;
    item.layout.units_per_second = field->layout.units_per_second;
    return item;
}

void orm__items_go_to(orm_items *items, size_t index)
{
    items->item.layout.offset = index * items->item.layout.size;
}

/* ---- counts ------------------------------------------------------------------------------- */

/* The items that T[N] has room for; behind a pointer as many as there is memory. */
static size_t room_of(const orm_layout *layout)
{
    size_t size = layout->storage == ORM_STORAGE_ARRAY ? layout->size : PTRDIFF_MAX;
    return size / layout->item_size;
}

static orm_status read_count(const orm_layout *layout, orm_spot spot, size_t *count_out,
                             orm_error *error)
{
    if (layout->length.size == 0) {
        *count_out = room_of(layout);
        return ORM_OK;
    }
    uint64_t count = orm__storage_read_natural(spot.length, layout->length.size);
    if (count > orm__storage_largest_length(&layout->length)) {
        return orm__error_set(error, ORM_CONVERSION, "the count of the items is negative");
    }
    if (count > room_of(layout)) {
        return orm__error_set(
            error, ORM_CONVERSION, "the count is %llu, but the array has %zu item%s",
            (unsigned long long)count, room_of(layout), orm__plural(room_of(layout)));
    }
    *count_out = (size_t)count;
    return ORM_OK;
}

static orm_status check_count(const orm_layout *layout, size_t count, orm_error *error)
{
    size_t room = room_of(layout);
    if (layout->length.size == 0 && count != room) {
        return orm__error_set(error, ORM_CONVERSION, "%zu item%s for an array of exactly %zu",
                              count, orm__plural(count), room);
    }
    if (count > room) {
        return orm__error_set(error, ORM_CONVERSION, "%zu item%s for an array of at most %zu",
                              count, orm__plural(count), room);
    }
    if (layout->length.size != 0 && count > orm__storage_largest_length(&layout->length)) {
        return orm__error_set(error, ORM_CONVERSION, "%zu item%s for a count of %zu byte%s", count,
                              orm__plural(count), layout->length.size,
                              orm__plural(layout->length.size));
    }
    return ORM_OK;
}

/* Against the array that stored the one count before. */
static orm_status check_shared(const orm_layout *layout, orm_spot spot, const orm_items_size *size,
                               orm_error *error)
{
    uint64_t stored = size->same == NULL
                          ? size->count
                          : orm__storage_read_natural(spot.length, layout->length.size);
    if (stored == size->count) {
        return ORM_OK;
    }
    return orm__error_set(error, ORM_CONVERSION,
                          "%zu item%s, but %s, which has the same count, has %llu", size->count,
                          orm__plural(size->count), size->same->member, (unsigned long long)stored);
}

/* ---- reading ------------------------------------------------------------------------------ */

orm_status orm__items_open(const orm_entity *entity, const orm_field *field, const void *row,
                           orm_items *items_out, orm_error *error)
{
    const orm_layout *layout = &field->layout;
    /* a spot only follows pointers: what is const stays as it is */
    orm_spot spot = orm__field_spot(entity, field, (void *)row);
    orm_items items = { .item = orm__items_item(field), .first = spot.at };
    if (spot.at != NULL && layout->storage == ORM_STORAGE_ITEMS) {
        memcpy(&items.first, spot.at, sizeof items.first);
    }
    if (spot.at != NULL && orm__field_is_flagged(layout, spot)) {
        items.first = NULL;
    }
    orm_status status =
        items.first == NULL ? ORM_OK : read_count(layout, spot, &items.count, error);
    if (status == ORM_OK) {
        *items_out = items;
    }
    return status;
}

/* ---- storing ------------------------------------------------------------------------------ */

/* Memory behind the pointer. */
static orm_status make_items(const orm_instance *into, const orm_layout *layout, orm_items *items,
                             orm_error *error)
{
    if (into->arena == NULL) {
        return orm__error_set(error, ORM_MISUSE, "a pointer member needs an arena");
    }
    items->first = orm__arena_zeroed(into->arena, items->count, layout->item_size);
    return items->first == NULL ? orm__error_no_memory(error) : ORM_OK;
}

orm_status orm__items_make(const orm_instance *into, const orm_field *field,
                           const orm_items_size *size, orm_items *items_out, orm_error *error)
{
    const orm_layout *layout = &field->layout;
    orm_spot spot = orm__field_spot(into->entity, field, into->row);
    orm_items items = { .item = orm__items_item(field), .first = spot.at, .count = size->count };
    if (spot.at == NULL) {
        return orm__error_set(error, ORM_MISUSE, "the struct that %s is in is not there",
                              field->member);
    }
    orm_status status = check_count(layout, size->count, error);
    if (status == ORM_OK) {
        status = check_shared(layout, spot, size, error);
    }
    if (status == ORM_OK && layout->storage == ORM_STORAGE_ITEMS) {
        status = make_items(into, layout, &items, error);
    }
    if (status != ORM_OK) {
        return status;
    }
    orm__storage_clear(layout, spot);
    if (layout->storage == ORM_STORAGE_ITEMS) {
        memcpy(spot.at, &items.first, sizeof items.first);
    }
    if (layout->length.size != 0) {
        orm__storage_write_natural(spot.length, layout->length.size, size->count);
    }
    orm__field_flag(layout, spot, false);
    *items_out = items;
    return ORM_OK;
}

orm_status orm__items_set_null(const orm_instance *into, const orm_field *field,
                               const orm_items_size *size, orm_error *error)
{
    const orm_value null = orm_value_null();
    const orm_auxiliary *length = &field->layout.length;
    orm_spot spot = orm__field_spot(into->entity, field, into->row);
    bool is_kept = spot.at != NULL && size->same != NULL;
    uint64_t count = is_kept ? orm__storage_read_natural(spot.length, length->size) : 0;
    orm_status status = orm__field_set(into, field, &null, error);
    if (status == ORM_OK && is_kept) {
        orm__storage_write_natural(spot.length, length->size, count);
    }
    return status;
}
