/* Patterns: from the pattern that a program wrote (% _ and \) to the one that the engine's operator
 * understands. */
#ifndef ORM_SQL_PATTERN_H
#define ORM_SQL_PATTERN_H

#include <orm/error.h>
#include <orm/expr.h>
#include <orm/sys/dialect.h>
#include "base/buffer.h"

/* The condition that op (LIKE, ILIKE, STARTS_WITH, ENDS_WITH, CONTAINS) becomes with this text. */
const orm_pattern_form *orm__pattern_form(const orm_dialect *dialect, orm_op op, const char *text);

/* Appends the parameter of that condition. Errors: MISUSE (a pattern that ends with its escape),
 * CONVERSION (a pattern longer than ORM_PATTERN_MAX); NO_MEMORY is the buffer's to tell. */
orm_status orm__pattern_encode(orm_buffer *buffer, const orm_dialect *dialect, orm_op op,
                               const char *text, orm_error *error);

#endif
