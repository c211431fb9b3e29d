/* Rows of any entity as JSON, and back: an object with a key for each mapped member, which is the
 * member's path as C spells it ("home.city").
 *
 *     column                  JSON
 *     bool                    true, false
 *     int16 to uint64         a number, exact to 64 bits
 *     float32, float64        the shortest number that reads as the same; "NaN", "Infinity",
 *                             "-Infinity"
 *     text, enum              a string: the text, the label
 *     blob                    a string: base64
 *     timestamp               a string: "2026-02-28T09:30:00.5Z"; beyond the years 1 to 9999 the
 *                             number of microseconds since 1970
 *     date                    a string: "2026-02-28"
 *     uuid                    a string: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
 *     decimal                 a string, since readers of JSON round numbers: "12.50"; a number is
 *                             read, too, to its last digit
 *     interval                a string: "P1Y2M3DT4H5M6.789S"
 *     json                    the JSON itself, as it is written, but the blanks around it
 *     array                   a list of these
 *     NULL                    null
 *
 * What a converter encodes to is written as its kind. Members stand for their columns: a row has to
 * be one that could be written to a database, and what is read back is what a database would give
 * back. Relations are no members.
 *
 * No database is involved. Any thread; one at a time for each row and each arena. */
#ifndef ORM_JSON_H
#define ORM_JSON_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/export.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* A text of that many bytes. What the library hands out has a NUL behind it; what it is handed
 * needs none. */
typedef struct orm_json {
    const char *text;
    size_t size;
} orm_json;

/* What becomes of a member whose key is missing. */
typedef enum orm_json_missing {
    ORM_JSON_REFUSE = 0, /* CONVERSION */
    ORM_JSON_LEAVE,      /* it stays as it is */
    ORM_JSON_CLEAR       /* it is emptied, as by orm_clear */
} orm_json_missing;

typedef struct orm_json_options {
    orm_arena *arena;         /* where the JSON goes, or what the row's members point to; needed */
    bool with_redacted;       /* orm_to_json: secrets are written; else their keys are left out */
    bool allow_unknown;       /* orm_from_json: keys that are no member's are passed over */
    orm_json_missing missing; /* orm_from_json */
} orm_json_options;

/* Writes a row as JSON. json_out->text: the arena's.
 * Errors: CONVERSION with table and column (what no column could hold; text that is no UTF-8; a
 * json member that is no JSON, or the null that would read as NULL), NO_MEMORY, MISUSE. The arena
 * is then as before. */
ORM_API ORM_MUST_CHECK orm_status orm_to_json(const orm_entity *entity, const void *row,
                                              const orm_json_options *options, orm_json *json_out,
                                              orm_error *error);

/* Reads an object into the mapped members of a row; relations are not loaded. What the members
 * point to from then on is the arena's, and nothing of *json. Of ORM_JSON_LEAVE the row has to be
 * one; else *row need not have held any. A key that stands twice is refused, and so is what
 * does not fit its member exactly, but for numbers of floating point, which are rounded.
 * Errors: CONVERSION with the member and the byte of the text in the message, NO_MEMORY, MISUSE.
 * Row and arena are then as before. */
ORM_API ORM_MUST_CHECK orm_status orm_from_json(const orm_entity *entity, const orm_json *json,
                                                void *row, const orm_json_options *options,
                                                orm_error *error);

ORM_END_DECLS

#endif
