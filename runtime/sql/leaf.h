/* Conditions on one column: comparisons, patterns, lists, tests for NULL. */
#ifndef ORM_SQL_LEAF_H
#define ORM_SQL_LEAF_H

#include <orm/expr.h>
#include "sql/writer.h"

/* Writes a node of EQ .. IS_NOT_NULL. Errors: MISUSE. */
orm_status orm__leaf_write(const orm_writer *writer, const orm_expr *expr);

/* The field that a COLUMN node names. Errors: MISUSE (no column, or another entity's). */
orm_status orm__leaf_column(const orm_writer *writer, const orm_expr *node, uint16_t *field_out);

/* Says why a column is misused, with its name. Returns MISUSE. */
orm_status orm__leaf_refuse(const orm_writer *writer, uint16_t field, const char *reason);

/* Writes an answer that is certain for all rows; of a NULL column it is unknown, as of any
 * comparison. */
void orm__leaf_write_certain(const orm_writer *writer, uint16_t field, bool answer);

/* Whether a column may be compared and sorted. Errors: MISUSE. */
orm_status orm__leaf_check_order(const orm_writer *writer, uint16_t field);

#endif
