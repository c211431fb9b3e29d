/* Sums, differences and products that a column is set to: as text in the dialect's form, with the
 * ends of what column and member hold. */
#ifndef ORM_SQL_CALCULATE_H
#define ORM_SQL_CALCULATE_H

#include "sql/source.h"

/* Writes a node of ADD, SUB or MUL. Errors: MISUSE. */
orm_status orm__calculate_write(const orm_assigned *assigned, const orm_expr *node);

/* Writes the sum of a column and an integer, for an integer field; with 0 it is the column, and
 * refused where it does not fit. */
void orm__calculate_sum(const orm_assigned *assigned, orm_source left, int64_t number);

#endif
