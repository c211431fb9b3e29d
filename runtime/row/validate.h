/* The program's own word about a value that is to be stored. */
#ifndef ORM_ROW_VALIDATE_H
#define ORM_ROW_VALIDATE_H

#include <orm/error.h>
#include <orm/meta.h>

/* Asks the field's validator, which there is, about a value; about NULL it is not asked. The status
 * of one that refuses, without table and column in the error. */
orm_status orm__validate_value(const orm_field *field, const orm_value *value, orm_error *error);

#endif
