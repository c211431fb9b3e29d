/* What a column is set to: a value, another column, a number that is calculated. */
#ifndef ORM_SQL_ASSIGNED_H
#define ORM_SQL_ASSIGNED_H

#include "sql/assign.h"

/* Writes the right side of an assignment to this field. Errors: MISUSE. */
orm_status orm__assigned_write(const orm_writer *writer, uint16_t field, const orm_expr *value,
                               orm_assign_place place);

/* Writes one more than an integer field holds. */
void orm__assigned_write_next(const orm_writer *writer, uint16_t field, orm_assign_place place);

#endif
