/* Converters: a C type of your own as a column. Two functions turn a member of that type into a
 * value and back; a declaration beside them says so to orm-scan, and every member of that type is a
 * column of this kind from then on:
 *
 *     struct amount { int64_t units; int8_t exponent; };
 *
 *     orm_encode_fn amount_encode;
 *     orm_decode_fn amount_decode;
 *     ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = text);
 *
 *     struct ORM_TABLE(invoice) invoice {
 *         int64_t id          ORM_COLUMN(primary_key);
 *         struct amount total ORM_COLUMN();
 *     };
 *
 * A value between the two and the library has the type of the column's kind:
 *
 *     bool                        ORM_TYPE_BOOL
 *     int16, int32, int64         ORM_TYPE_INT
 *     uint64                      ORM_TYPE_INT, or ORM_TYPE_UINT, which is what decode gets
 *     float32, float64            ORM_TYPE_REAL
 *     text, json                  ORM_TYPE_TEXT, without a NUL in it
 *     blob, uuid                  ORM_TYPE_BLOB, of 16 bytes for uuid
 *     timestamp                   ORM_TYPE_INT, microseconds since 1970-01-01 00:00 UTC
 *     date                        ORM_TYPE_INT, days since 1970-01-01
 *     decimal                     ORM_TYPE_INT, which counts the last place
 *     interval                    ORM_TYPE_INTERVAL
 *
 * NULL reaches neither: of a C type that is a pointer a NULL pointer is it, of others null_flag
 * says it. A column is compared with values of its kind, which encode does not see. */
#ifndef ORM_CONVERTER_H
#define ORM_CONVERTER_H

#include <orm/annotations.h>
#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* A member on its way. All borrowed, for the call. */
typedef struct orm_slot {
    const orm_entity *entity;
    const orm_field *field;
    void *member; /* the member itself: of "struct text *note" the pointer's own place */
} orm_slot;

/* Member to value. slot->member is only read. *value_out is NULL and may borrow from the member and
 * from the arena, whose memory lives until the library's call ends.
 * Returns ORM_OK, ORM_NO_MEMORY, or orm_converter_fail(...): any other failure is CONVERSION
 * too. */
typedef orm_status orm_encode_fn(const orm_slot *slot, orm_value *value_out, orm_arena *arena,
                                 orm_error *error);

/* Value to member, which is zeroed before. *value lives until the function returns, and a text has
 * no NUL behind it; what the member points to is to be made in the arena, which is that of the row.
 * Returns as above. */
typedef orm_status orm_decode_fn(const orm_value *value, orm_slot *slot, orm_arena *arena,
                                 orm_error *error);

/* What ORM_CONVERTER says, as generated tables have it. */
struct orm_converter {
    const char *name; /* of the C type: "struct amount" */
    bool by_pointer;  /* it is a pointer, and a NULL pointer is NULL */
    orm_encode_fn *encode;
    orm_decode_fn *decode;
};

/* For a converter that refuses: leaves the reason, one line, which the library puts behind the
 * names of table and column. Returns ORM_CONVERSION. */
ORM_PRINTF(2, 3)
ORM_API orm_status orm_converter_fail(orm_error *error, const char *format, ...);

ORM_END_DECLS

#endif
