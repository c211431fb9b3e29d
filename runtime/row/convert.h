/* Conversion between a member's raw value and a column's: the one place that knows kinds on the way
 * of a value (enum labels, units of time, booleans, exactness). Storage is meta/field's. */
#ifndef ORM_ROW_CONVERT_H
#define ORM_ROW_CONVERT_H

#include <orm/error.h>
#include <orm/meta.h>

/* Raw value to column value, as a driver takes it. *out borrows from *raw and the field's tables.
 * Errors: CONVERSION with the reason (an enum without such a value, uint64 over INT64_MAX, ...). */
orm_status orm__convert_encode(const orm_field *field, const orm_value *raw, orm_value *out,
                               orm_error *error);

/* The same for a value that the column is compared with, which may lie outside of what the column
 * can hold: an int16 column may be asked whether it is less than 100000. NaN is refused. */
orm_status orm__convert_operand(const orm_field *field, const orm_value *raw, orm_value *out,
                                orm_error *error);

/* Whether a decimal's value has the form that the engine keeps decimals in. counts: it is an
 * integer that counts the last place; else the text of the number. In another form it would be
 * another number, or be written back as one. Errors: CONVERSION. */
orm_status orm__convert_decimal_check(const orm_value *value, bool counts, orm_error *error);

/* The text of a decimal number as a REAL, where it has so few digits (15) that the REAL tells them
 * again. False: it has more, or is no such number. */
bool orm__convert_decimal_real(const orm_value *text, orm_value *real_out);

/* The text of a whole number as an INT; zeros may stand behind its point. False: it has a fraction,
 * is too large, or is no such number. */
bool orm__convert_decimal_integer(const orm_value *text, orm_value *integer_out);

/* Where a conversion writes what it cannot borrow: a date's text, the bytes of a uuid. */
typedef struct orm_convert_room {
    char bytes[32];
} orm_convert_room;

/* Column value, as a driver gave it, to raw value, which borrows from it and from room. Errors:
 * CONVERSION (another type than the kind allows, an unknown label, a fraction where an integer is
 * due). */
orm_status orm__convert_decode(const orm_field *field, const orm_value *value,
                               orm_convert_room *room, orm_value *raw_out, orm_error *error);

#endif
