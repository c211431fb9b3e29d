/* One member's bytes into another one of the same layout, and whether they are the same: exact, and
 * no question of what they mean. */
#ifndef ORM_META_STORAGE_COPY_H
#define ORM_META_STORAGE_COPY_H

#include "meta/storage.h"

/* True where the member is a pointer to what it holds: STRING, BLOB, SPAN, ITEMS. */
bool orm__storage_is_pointer(const orm_layout *layout);

/* Copies a member, and the length beside it; what it points to is copied into the arena. Not for
 * ITEMS, nor for an ARRAY of pointers. Errors: CONVERSION (a negative size), NO_MEMORY, MISUSE
 * (arena NULL but needed). */
orm_status orm__storage_copy(const orm_layout *layout, orm_spot from, orm_spot to, orm_arena *arena,
                             orm_error *error);

/* True: the bytes of both members and of their lengths are the same, and so is what they hold.
 * False says nothing. */
bool orm__storage_is_alike(const orm_layout *layout, orm_spot a, orm_spot b);

#endif
