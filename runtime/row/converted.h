/* Members that a converter reads and writes: from a slot to a raw value and back, and what is made
 * of a converter's failure. */
#ifndef ORM_ROW_CONVERTED_H
#define ORM_ROW_CONVERTED_H

#include "row/codec.h"

/* As orm__field_get, of a member with a converter. *raw_out borrows from row and from the codec's
 * scratch.
 * Errors: CONVERSION with the converter's reason, NO_MEMORY. */
orm_status orm__converted_get(const orm_codec *codec, const orm_field *field, const void *row,
                              orm_value *raw_out, orm_error *error);

/* As orm__field_set, of such a member and of a value that is not NULL. Errors: as above; MISUSE
 * (arena NULL, or the field's group is not there). */
orm_status orm__converted_set(const orm_instance *into, const orm_field *field,
                              const orm_value *raw, orm_error *error);

#endif
