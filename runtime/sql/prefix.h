/* Blobs that begin with certain bytes: a range of values, which an index serves on any engine. */
#ifndef ORM_SQL_PREFIX_H
#define ORM_SQL_PREFIX_H

#include <orm/expr.h>
#include "sql/writer.h"

/* Writes the condition that a blob column begins with the operand's bytes. Errors: MISUSE. */
orm_status orm__prefix_write(const orm_writer *writer, uint16_t field, const orm_operand *prefix);

/* Makes of the bytes the first ones behind all that begin with them; returns how many. 0: nothing
 * is behind them. */
size_t orm__prefix_beyond(char *bytes, size_t size);

#endif
