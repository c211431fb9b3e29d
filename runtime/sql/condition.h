/* Conditions: an expression tree as the text of a WHERE clause. */
#ifndef ORM_SQL_CONDITION_H
#define ORM_SQL_CONDITION_H

#include <orm/expr.h>
#include "sql/writer.h"

/* How many nodes deep a condition may be, whoever reads it. */
enum { ORM_CONDITION_NODES_MAX = 1000 };

/* True where nothing is asked: NULL, and lists and negations of nothing else. */
bool orm__condition_is_none(const orm_expr *expr);

/* Writes a condition that is not none. Errors: MISUSE (too deep or too
 * long too), NO_MEMORY (a filter that failed). */
orm_status orm__condition_write(const orm_writer *writer, const orm_expr *expr);

#endif
