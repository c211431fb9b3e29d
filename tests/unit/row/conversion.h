/* One conversion of one value, and what is expected of it. */
#ifndef UNIT_ROW_CONVERSION_H
#define UNIT_ROW_CONVERSION_H

#include "row/convert.h"

extern orm_convert_room conversion_room;

/* A field whose layout says nothing. */
orm_field conversion_field(orm_kind kind);

orm_value conversion_timestamp(int64_t us);

/* The bytes of a text as a value of a type that the driver does not know. */
orm_value conversion_other(const char *bytes);

void assert_encodes(const orm_field *field, orm_value raw, orm_value expected);
void assert_decodes(const orm_field *field, orm_value value, orm_value expected);

/* CONVERSION, with words, and nothing written. */
void refuses_to_encode(const orm_field *field, orm_value raw);
void refuses_to_decode(const orm_field *field, orm_value value);

#endif
