/* One member's bytes into another one of the same layout, and whether they are the same: exact, and
 * no question of what they mean. */
#ifndef ORM_META_STORAGE_COPY_H
#define ORM_META_STORAGE_COPY_H

#include "meta/storage.h"

/* True where the member is a pointer to what it holds. */
static inline bool orm__storage_is_pointer(const orm_layout *layout)
{
    return layout->storage == ORM_STORAGE_STRING || layout->storage == ORM_STORAGE_BLOB ||
           layout->storage == ORM_STORAGE_SPAN || layout->storage == ORM_STORAGE_ITEMS;
}

/* True where the member's own bytes, all of one size, are what it holds. */
static inline bool orm__storage_is_plain(const orm_layout *layout)
{
    return !orm__storage_is_pointer(layout) && layout->storage != ORM_STORAGE_CONVERTED &&
           layout->item != ORM_STORAGE_STRING && layout->bits == 0 && layout->length.size == 0;
}

/* Copies a plain member. */
static inline void orm__storage_copy_plain(const orm_layout *layout, orm_spot from, orm_spot to)
{
    switch (layout->size) {
    case 1:
        *to.at = *from.at;
        break;
    case 4:
        memcpy(to.at, from.at, 4);
        break;
    case 8:
        memcpy(to.at, from.at, 8);
        break;
    default:
        memcpy(to.at, from.at, layout->size);
        break;
    }
}

/* Copies a member, and the length beside it; what it points to is copied into the arena. Not for
 * ITEMS, nor for an ARRAY of pointers. Errors: CONVERSION (a negative size), NO_MEMORY, MISUSE
 * (arena NULL but needed). */
orm_status orm__storage_copy(const orm_layout *layout, orm_spot from, orm_spot to, orm_arena *arena,
                             orm_error *error);

/* Most members are of these sizes, for which it is no call. */
static inline bool orm__storage_has_same_bytes(const unsigned char *a, const unsigned char *b,
                                               size_t size)
{
    switch (size) {
    case 1:
        return *a == *b;
    case 4:
        return memcmp(a, b, 4) == 0;
    case 8:
        return memcmp(a, b, 8) == 0;
    default:
        return memcmp(a, b, size) == 0;
    }
}

/* Storages each byte of which is part of what they hold: there is nothing behind a terminator or a
 * count, which may never have been written, and no padding. */
enum {
    ORM_STORAGE_WHOLE = 1 << ORM_STORAGE_BOOL | 1 << ORM_STORAGE_INT | 1 << ORM_STORAGE_UINT |
                        1 << ORM_STORAGE_FLOAT | 1 << ORM_STORAGE_CHAR | 1 << ORM_STORAGE_STRING |
                        1 << ORM_STORAGE_BLOB | 1 << ORM_STORAGE_SPAN | 1 << ORM_STORAGE_ITEMS
};

static inline bool orm__storage_is_whole(orm_storage storage)
{
    return (ORM_STORAGE_WHOLE >> storage & 1) != 0;
}

/* The same of arrays, without a length, and of pointers that have a converter. */
bool orm__storage_is_whole_array(const orm_layout *layout);

/* True: both point to the same text, or to as many of the same bytes. False, too, for what is
 * neither. */
bool orm__storage_has_same_target(const orm_layout *layout, orm_spot a, orm_spot b);

/* True: the members hold the same, as their bytes tell. False says nothing. */
static inline bool orm__storage_is_alike(const orm_layout *layout, orm_spot a, orm_spot b)
{
    if (layout->bits != 0) {
        return layout->access->get(a.at) == layout->access->get(b.at);
    }
    bool is_whole = orm__storage_is_whole(layout->storage) || orm__storage_is_whole_array(layout);
    if (!is_whole || !orm__storage_has_same_bytes(a.at, b.at, layout->size)) {
        return orm__storage_has_same_target(layout, a, b);
    }
    if (layout->length.size == 0) {
        return true;
    }
    const void *target; /* a pointer has the length, and NULL has none */
    memcpy(&target, a.at, sizeof target);
    return target == NULL || orm__storage_has_same_bytes(a.length, b.length, layout->length.size);
}

#endif
