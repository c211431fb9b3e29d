/* Rows of any entity as plain values of the program: emptied, copied, compared, shown as text. No
 * database is involved, and nothing but mapped members (with the sizes, counts and null flags
 * beside them) and relations is touched or looked at.
 *
 * Any thread; one at a time for each row and each arena. */
#ifndef ORM_INSTANCE_H
#define ORM_INSTANCE_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/export.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* Entities with more fields than this cannot be compared; no engine has tables of so many
 * columns. */
#define ORM_FIELD_BITS 2048

/* Fields of an entity, by index. Plain memory of a fixed size: copy it freely, nothing to free. */
typedef struct orm_field_bits {
    uint16_t count; /* of the fields in it */
    uint64_t bits[ORM_FIELD_BITS / 64];
} orm_field_bits;

static inline bool orm_field_bits_has(const orm_field_bits *fields, int field)
{
    return field >= 0 && field < ORM_FIELD_BITS &&
           (fields->bits[field / 64] >> (field % 64) & 1) != 0;
}

/* The first field of the set from this one on; -1: there is none. To walk them all:
 *
 *     for (int i = orm_field_bits_next(&set, 0); i >= 0; i = orm_field_bits_next(&set, i + 1))
 */
ORM_API int orm_field_bits_next(const orm_field_bits *fields, int from);

/* Empties a row: each mapped member becomes what it is after a NULL was read (a NULL pointer, a set
 * null flag, null_if, null_reads_as) or else zero; no relation is loaded. Frees nothing, follows no
 * pointer. NULL arguments are allowed. */
ORM_API void orm_clear(const orm_entity *entity, void *row);

/* Copies a row member by member. What the members of *into point to from then on (texts, blobs,
 * items, structs) is the arena's; members that have a converter are encoded and decoded. Relations
 * of *into are not loaded; members that are not mapped stay as they are, and are zero in structs
 * behind pointers. *into need not have held a row; it must not be *from.
 * arena: NULL is allowed where no member needs one.
 * Errors: CONVERSION (a size, a count or a converter that makes no sense, with table and column),
 * NO_MEMORY, MISUSE. *into and the arena are then as before. */
ORM_API ORM_MUST_CHECK orm_status orm_copy(const orm_entity *entity, const void *from, void *into,
                                           orm_arena *arena, orm_error *error);

/* Finds the fields in which two rows differ, as a column of theirs would: NULL equals NULL, however
 * the member shows it, and nothing else; texts and blobs are equal byte by byte, lists item by
 * item, decimals as numbers, what has a converter as the values that it encodes to. NaN equals NaN;
 * 0.0 and -0.0 differ, since a column may keep the sign. What no column could hold (an array
 * without its NUL, a count below 0, what a converter refuses) differs from everything that is not
 * the same bytes, so that whoever writes it is told why.
 * arena: what converters write to, for the call; NULL is allowed where there are none.
 * Errors: NO_MEMORY, MISUSE (NULL, too many fields). */
ORM_API ORM_MUST_CHECK orm_status orm_compare(const orm_entity *entity, const void *a,
                                              const void *b, orm_arena *arena,
                                              orm_field_bits *differing_out);

/* A row as one line for people: sample{id: 1, text: "a\"b", at: 2026-02-28T09:30:00Z, data: NULL}.
 * Members are called by their paths. Control characters, bytes that are no UTF-8, and quotes are
 * escaped; long texts, blobs and lists are cut, with their size behind them. The values of redacted
 * members are withheld. What no column could hold does not fail: the reason stands in its place.
 * *text_out: the arena's, NUL-terminated.
 * Errors: NO_MEMORY (the arena is as before), MISUSE. */
ORM_API ORM_MUST_CHECK orm_status orm_print(const orm_entity *entity, const void *row,
                                            orm_arena *arena, const char **text_out);

ORM_END_DECLS

#endif
