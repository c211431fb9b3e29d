/* The value of a column as JSON, and what a JSON value is as that of a column. */
#ifndef ORM_ROW_CONVERT_JSON_H
#define ORM_ROW_CONVERT_JSON_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>

#include "base/json_text.h"

/* True: the column or the member is a float, which has fewer digits than a double. */
static inline bool orm__convert_json_is_float(const orm_field *field)
{
    return field->column.kind == ORM_KIND_FLOAT32 ||
           (field->layout.storage == ORM_STORAGE_FLOAT && field->layout.size == sizeof(float));
}

/* Appends the value of a column, as orm__codec_bind gives it. Errors: CONVERSION. */
orm_status orm__convert_json_write(const orm_field *field, const orm_value *value, orm_buffer *out,
                                   orm_error *error);

/* Reads the next value of the text for a column, as orm__codec_extract_field takes it. *value_out
 * borrows from the text and from scratch. The text is valid UTF-8. Errors: CONVERSION,
 * NO_MEMORY. */
orm_status orm__convert_json_read(const orm_field *field, orm_json_text *text, orm_arena *scratch,
                                  orm_value *value_out, orm_error *error);

#endif
