/* The default of a column as SQL text: behind DEFAULT where a table is made, and where a column is
 * set to it. */
#ifndef ORM_SQL_DEFAULT_H
#define ORM_SQL_DEFAULT_H

#include "base/buffer.h"
#include "sql/lowering.h"

/* False: the model says none for this engine. */
bool orm__default_is_there(const orm_field *field, const orm_dialect *dialect);

/* Appends the default that is there. l: entity, dialect and error. Errors: MISUSE. */
orm_status orm__default_write(const orm_lowering *l, const orm_field *field, orm_buffer *out);

#endif
