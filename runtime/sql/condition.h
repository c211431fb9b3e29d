/* Conditions: an expression tree as the text of a WHERE clause. */
#ifndef ORM_SQL_CONDITION_H
#define ORM_SQL_CONDITION_H

#include <orm/expr.h>
#include "sql/writer.h"

/* True where nothing is asked: NULL, and lists and negations of nothing else. */
bool orm__condition_is_none(const orm_expr *expr);

/* Writes a condition that is not none. Errors: MISUSE, NO_MEMORY (a filter that failed). */
orm_status orm__condition_write(const orm_writer *writer, const orm_expr *expr);

/* The field that a COLUMN node names. Errors: MISUSE (no column, or another entity's). */
orm_status orm__condition_column(const orm_writer *writer, const orm_expr *node,
                                 uint16_t *field_out);

#endif
