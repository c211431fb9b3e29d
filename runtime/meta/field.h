/* The field iterator: the only code that touches offsets. Reads a member as a value and stores a
 * value into a member, through groups and auxiliary members. It knows C storage only: what a
 * column's kind makes of a value is row/convert.
 *
 * Values here are raw: BOOL, INT, UINT, REAL, TEXT, BLOB as the C member holds them, or NULL. */
#ifndef ORM_META_FIELD_H
#define ORM_META_FIELD_H

#include <orm/converter.h>

#include "meta/group.h"
#include "meta/storage.h"

/* Reads a member. *raw_out borrows from row. NULL where the pointer, the null flag, null_if or a
 * group by pointer says so. Errors: CONVERSION (char[N] without a terminator, a negative
 * length). */
orm_status orm__field_get(const orm_entity *entity, const orm_field *field, const void *row,
                          orm_value *raw_out, orm_error *error);

/* True: the members of two rows are the same, byte by byte, or NULL both. False says nothing. */
bool orm__field_is_alike(const orm_entity *entity, const orm_field *field, const void *a,
                         const void *b);

/* Stores a value into a member; texts and blobs are copied into the arena. A NULL becomes what the
 * layout says it looks like. A group by pointer that is NULL swallows a NULL; make it first with
 * orm__group_make for anything else.
 * Errors: CONVERSION (out of range, text too long or with an embedded NUL, a NULL that the member
 * cannot show, a value that reads as NULL, another type), NO_MEMORY, MISUSE (arena NULL but
 * needed). */
orm_status orm__field_set(const orm_instance *into, const orm_field *field, const orm_value *raw,
                          orm_error *error);

/* Makes a member what it is after a NULL was read, or zero where it cannot show one. The one behind
 * a pointer that is NULL stays there. */
void orm__field_clear(const orm_entity *entity, const orm_field *field, void *row);

/* The place of a member that a converter reads. False: it is NULL, as of orm__field_get. */
bool orm__field_slot(const orm_entity *entity, const orm_field *field, const void *row,
                     orm_slot *slot_out);

/* The place of a member that a converter is to write: zeroed, and no longer NULL. Errors: MISUSE
 * (its group is not there). */
orm_status orm__field_open(const orm_instance *into, const orm_field *field, orm_slot *slot_out,
                           orm_error *error);

/* Sets the pointers of all relations of a row to NULL and their counts to 0. */
void orm__field_clear_relations(const orm_entity *entity, void *row);

/* Where a member is; at is NULL where a pointer on the way to it is. */
orm_spot orm__field_spot(const orm_entity *entity, const orm_field *field, void *row);

/* Where a member is in its entity's struct, and the one that its layout calls length. */
typedef struct orm_offsets {
    size_t member, length;
} orm_offsets;

/* False: the way to the member leads through a pointer. */
bool orm__field_offsets(const orm_entity *entity, const orm_field *field, orm_offsets *offsets_out);

/* Whether the member's null flag says that it is NULL; makes it say so, where there is one. */
bool orm__field_is_flagged(const orm_layout *layout, orm_spot spot);
void orm__field_flag(const orm_layout *layout, orm_spot spot, bool is_null);

/* True where the way to the field leads through a pointer. */
bool orm__field_is_behind_pointer(const orm_entity *entity, const orm_field *field);

/* True where the column may be NULL in this row: it is nullable, and no struct on the way that is
 * there needs it. */
bool orm__field_may_be_null(const orm_entity *entity, const orm_field *field, const void *row);

/* True where the member can show a NULL: a pointer, null_if, null_flag, null_reads_as. */
bool orm__field_can_be_null(const orm_field *field);

/* True where a member beside it shows the NULL. */
static inline bool orm__field_has_flag(const orm_field *field)
{
    return field->layout.null_flag.size != 0 || field->layout.null_flag.access != NULL;
}

/* True where storing it needs an arena: a char pointer, a blob's pointer, a converter, a group by
 * pointer. */
bool orm__field_needs_arena(const orm_entity *entity, const orm_field *field);

/* Whether two raw values are the same value (null_if; 5 and 5u are). */
bool orm__field_same(const orm_value *a, const orm_value *b);

#endif
