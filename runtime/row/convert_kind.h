/* The conversions of single kinds, for row/convert.c, and what they share. Errors and borrowing are
 * as there; none is asked about a NULL. */
#ifndef ORM_ROW_CONVERT_KIND_H
#define ORM_ROW_CONVERT_KIND_H

#include <orm/error.h>
#include <orm/meta.h>

#include "row/convert.h"

/* Says in words that a value does not fit its column. Returns CONVERSION. */
orm_status orm__convert_refuse(const orm_field *field, const orm_value *value, orm_error *error);

/* The integer of a value, where it is one that a column can keep. */
bool orm__convert_integer(const orm_value *value, int64_t *integer_out);

bool orm__convert_is_text(const orm_value *value, const char *text);

orm_status orm__convert_enum_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error);
orm_status orm__convert_enum_decode(const orm_field *field, const orm_value *value,
                                    orm_value *raw_out, orm_error *error);

/* Whether a number may be written: it is one of those of the column's enum, and not what stands for
 * the unknown ones. */
orm_status orm__convert_enum_check(const orm_field *field, const orm_value *raw, orm_error *error);

/* A number that was read: one of those of the enum, or what stands for the unknown ones. */
orm_status orm__convert_enum_number(const orm_field *field, const orm_value *number,
                                    orm_value *raw_out, orm_error *error);

orm_status orm__convert_time_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error);
orm_status orm__convert_time_decode(const orm_field *field, const orm_value *value,
                                    orm_value *raw_out, orm_error *error);

orm_status orm__convert_date_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                    orm_error *error);
orm_status orm__convert_date_decode(const orm_field *field, const orm_value *value,
                                    orm_convert_room *room, orm_value *raw_out, orm_error *error);

orm_status orm__convert_decimal_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                                       orm_error *error);
orm_status orm__convert_decimal_decode(const orm_field *field, const orm_value *value,
                                       orm_convert_room *room, orm_value *raw_out,
                                       orm_error *error);

orm_status orm__convert_interval_encode(const orm_field *field, const orm_value *raw,
                                        orm_value *out, orm_error *error);
orm_status orm__convert_interval_decode(const orm_field *field, const orm_value *value,
                                        orm_value *raw_out, orm_error *error);

/* True: the member holds the text of what its column holds. */
bool orm__convert_wants_text(const orm_field *field);

#endif
