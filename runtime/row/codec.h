/* The row codec: a struct's members to the parameters of a statement, and a row of values to a
 * struct's members. Uses meta/field for memory and row/convert for kinds; errors get table and
 * column. */
#ifndef ORM_ROW_CODEC_H
#define ORM_ROW_CODEC_H

#include <orm/error.h>
#include <orm/meta.h>

#include "meta/field.h"
#include "row/plan_step.h"
#include "row/convert.h"

/* Whose rows, and on which engine: errors name table and column as it knows them. */
typedef struct orm_codec {
    const orm_entity *entity;
    const char *dialect;  /* NULL = the general names */
    const orm_plan *plan; /* of the entity; NULL = there is none, which is slower */
    orm_arena *scratch;   /* where the lists of arrays are written; NULL where there are none */
    bool counts_decimals; /* the engine has no decimals: its integers count the last place */
} orm_codec;

/* Some of an entity's fields, by index. */
typedef struct orm_fields {
    const uint16_t *fields;
    uint16_t count;
} orm_fields;

/* Encodes one member. *out borrows from row, and from scratch. */
orm_status orm__codec_bind(const orm_codec *codec, uint16_t field, const void *row, orm_value *out,
                           orm_error *error);

/* Encodes a value that stands for a member, as in a key: what the member cannot hold since it has
 * another number of bytes is refused. *out borrows from *raw. */
orm_status orm__codec_bind_value(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                 orm_value *out, orm_error *error);

/* Encodes a value that a column is set to, as if the row's member held it: what the member cannot
 * hold is refused. *out borrows from *raw. Errors: CONVERSION; NOT_NULL (a NULL, or what null_if
 * names, and the column is not nullable). */
orm_status orm__codec_bind_stored(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                  orm_value *out, orm_error *error);

/* Encodes a value that a column is compared with: what null_if names is a value like any other,
 * since equality with it is a test for NULL and has no operand. *out borrows from *raw. */
orm_status orm__codec_bind_operand(const orm_codec *codec, uint16_t field, const orm_value *raw,
                                   orm_value *out, orm_error *error);

/* Whether a row of count values can be one of this entity. Errors: SCHEMA. */
orm_status orm__codec_check_count(const orm_codec *codec, size_t count, orm_error *error);

/* Decodes one value for each field, in the order of the entity, into the mapped members of a row;
 * its groups by pointer are made anew in the arena, its relations are not loaded. into: a row of
 * the codec's entity. A failure leaves the row half-filled. Errors: CONVERSION, SCHEMA (another
 * number of values), NO_MEMORY, MISUSE (arena NULL but needed). */
orm_status orm__codec_extract(const orm_codec *codec, const orm_instance *into,
                              const orm_value *values, size_t count, orm_error *error);

/* What the plan has left of a row: values from one on, or the memory that there was not. */
orm_status orm__codec_fill_rest(const orm_codec *codec, const orm_instance *into,
                                const orm_value *values, size_t from, orm_error *error);

/* orm__codec_extract of as many values as there are fields. */
static inline orm_status orm__codec_fill(const orm_codec *codec, const orm_instance *into,
                                         const orm_value *values, orm_error *error)
{
    const orm_plan *plan = codec->plan;
    size_t done = 0;
    if (plan != NULL && plan->is_flat) {
        done = orm__plan_load(plan, into, values, 0);
        if (done == plan->count) {
            return ORM_OK;
        }
    }
    return orm__codec_fill_rest(codec, into, values, done, error);
}

/* Decodes one of the values, as orm__codec_extract does with each: the structs on the way to the
 * member are there if the value is not NULL. *into may be half-filled then. Errors: as there. */
orm_status orm__codec_extract_field(const orm_codec *codec, const orm_instance *into,
                                    uint16_t field, const orm_value *values, orm_error *error);

/* A value as a member would hold it, and where it lies if it cannot be borrowed. */
typedef struct orm_codec_raw {
    orm_value value;
    orm_convert_room room;
} orm_codec_raw;

/* Decodes one value of a field by itself; an array is a LIST. out->value borrows from *value, from
 * out->room and from the codec's scratch. Errors: CONVERSION, NO_MEMORY. */
orm_status orm__codec_value(const orm_codec *codec, uint16_t field, const orm_value *value,
                            orm_codec_raw *out, orm_error *error);

/* As orm__codec_extract, of the named fields alone; all else of the row stays as it is. values: one
 * for each field of the entity, NULL of those that are not named. */
orm_status orm__codec_extract_some(const orm_codec *codec, const orm_instance *into,
                                   const orm_fields *fields, const orm_value *values,
                                   orm_error *error);

/* Adds the entity's table, also in front of the message, to an error about its columns or
 * constraints whose table the engine did not tell. */
void orm__codec_name_table(const orm_codec *codec, orm_error *error);

/* Adds table and column of a field to an error, also in front of its message; of a redacted one the
 * status is all of the message. */
void orm__codec_locate(const orm_codec *codec, uint16_t field, orm_error *error);

/* The same of a status that is a failure of the field's, and not of the machine's. Returns it. */
orm_status orm__codec_located(orm_status status, const orm_codec *codec, uint16_t field,
                              orm_error *error);

#endif
