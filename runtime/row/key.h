/* Which row it was that could not be read: its key, in the message of its error. */
#ifndef ORM_ROW_KEY_H
#define ORM_ROW_KEY_H

#include "row/codec.h"

/* Appends the row's primary key to the message, as the engine gave it: " (row id = 42)". Of a
 * redacted column nothing is shown; a text or blob by its beginning. values: one for each field.
 * Nothing is done where the error is no CONVERSION, or the entity has no key. */
void orm__key_tell(const orm_codec *codec, const orm_value *values, orm_error *error);

/* The same of a row in memory, whatever the error is. */
void orm__key_tell_row(const orm_codec *codec, const void *row, orm_error *error);

#endif
