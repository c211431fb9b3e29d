/* Names in SQL text: the one place that quotes identifiers and literals and that derives the names
 * of constraints. */
#ifndef ORM_SQL_NAME_H
#define ORM_SQL_NAME_H

#include <orm/arena.h>
#include <orm/sys/dialect.h>
#include "base/buffer.h"
#include "sql/relational.h"

/* Appends an identifier in double quotes, quotes inside doubled. */
void orm__name_quote(orm_buffer *buffer, const char *name);

/* The same of a table, behind its schema unless that is NULL. */
void orm__name_table(orm_buffer *buffer, const char *schema, const char *table);

/* Appends a form: each @ in it is the identifier. NULL = nothing. */
void orm__name_fill(orm_buffer *buffer, const char *form, const char *name);

/* Appends a value that a column of this kind can have as its default, as an SQL literal. */
void orm__name_literal(orm_buffer *buffer, const orm_dialect *dialect, orm_kind kind,
                       const orm_value *value);

/* table_column_column_suffix, shortened to the dialect's limit with a hash of the whole, so that
 * two long names stay two. NULL: no memory. */
const char *orm__name_derive(const orm_dialect *dialect, orm_arena *arena, const char *table,
                             const orm_rel_names *columns, const char *suffix);

#endif
