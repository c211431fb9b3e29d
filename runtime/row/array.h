/* Arrays between a struct's member and a column: item by item, each converted as a column of the
 * element's kind would be. */
#ifndef ORM_ROW_ARRAY_H
#define ORM_ROW_ARRAY_H

#include "row/codec.h"

/* The array of a row as a LIST, or NULL. *out borrows from row and from codec->scratch.
 * Errors: CONVERSION with the item, NO_MEMORY, MISUSE (codec->scratch is NULL). */
orm_status orm__array_bind(const orm_codec *codec, const orm_field *field, const void *row,
                           orm_value *out, orm_error *error);

/* Stores the array of a column: a LIST, the text of a JSON list, or NULL. same: another array of
 * the row that has stored the count of both; NULL = none. Errors: CONVERSION with the item,
 * NO_MEMORY, MISUSE. */
orm_status orm__array_extract(const orm_instance *into, const orm_field *field,
                              const orm_value *value, const orm_field *same, orm_error *error);

/* The items of a column, which is not NULL, as the raw values that the member's items would be.
 * *list_out is the arena's and borrows from *value. Errors: CONVERSION with the item, or since the
 * member has another length; NO_MEMORY. */
orm_status orm__array_decode(const orm_field *field, const orm_value *value, orm_arena *arena,
                             orm_value *list_out, orm_error *error);

#endif
