/* Array members: the items that lie side by side, each to be read and stored like a member of its
 * own. */
#ifndef ORM_META_ITEMS_H
#define ORM_META_ITEMS_H

#include "meta/field.h"

/* The items of one array in one row. */
typedef struct orm_items {
    /* As if an item were a column: orm__field_get and orm__field_set of it, with first as the row,
     * are of the item that orm__items_go_to has named. */
    orm_field item;
    void *first; /* NULL: the array is NULL */
    size_t count;
} orm_items;

static inline bool orm__items_are_kept(orm_storage storage)
{
    return storage == ORM_STORAGE_ARRAY || storage == ORM_STORAGE_ITEMS;
}

/* Whether the count member of one array is that of another one too. */
bool orm__items_share_count(const orm_field *a, const orm_field *b);

/* The array as the row has it; *items_out borrows from it. Errors: CONVERSION (a count that is
 * negative or larger than the array). */
orm_status orm__items_open(const orm_entity *entity, const orm_field *field, const void *row,
                           orm_items *items_out, orm_error *error);

/* An item as if it were a column. */
orm_field orm__items_item(const orm_field *field);

void orm__items_go_to(orm_items *items, size_t index);

/* How the row is told the length of an array. */
typedef struct orm_items_size {
    size_t count;
    const orm_field
        *same; /* another array of this row that has stored the count already; NULL = none */
} orm_items_size;

/* Makes the array one of zeroed items, which are then to be stored; behind a pointer they are in
 * the arena.
 * Errors: CONVERSION (another length than the array has, or than its count holds), NO_MEMORY,
 * MISUSE. */
orm_status orm__items_make(const orm_instance *into, const orm_field *field,
                           const orm_items_size *size, orm_items *items_out, orm_error *error);

/* Makes the array NULL; a count that another array has stored stays. Errors: as orm__field_set. */
orm_status orm__items_set_null(const orm_instance *into, const orm_field *field,
                               const orm_items_size *size, orm_error *error);

#endif
