/* Assignments: what stands behind SET in an UPDATE and in an upsert. */
#ifndef ORM_SQL_ASSIGN_H
#define ORM_SQL_ASSIGN_H

#include <orm/expr.h>
#include "sql/writer.h"

/* Which statement it is: what columns are called there, and whether a row was to be inserted. */
typedef enum orm_assign_place { ORM_ASSIGN_UPDATE, ORM_ASSIGN_UPSERT } orm_assign_place;

/* True where nothing is assigned: NULL, and lists of nothing else. */
bool orm__assign_is_none(const orm_expr *set);

/* True where the list sets this field. Of lists that are too deep: what writing refuses. */
bool orm__assign_sets(const orm_expr *set, uint16_t field);

/* Writes "a = .., b = .." for a list that is not none, its values as parameters (ORM_SQL_STORED).
 * Errors: MISUSE (a column of another entity, of the key, a column that the database fills in, the
 * version, a column twice, an expression that does not fit). */
orm_status orm__assign_write(const orm_writer *writer, const orm_expr *set, orm_assign_place place);

/* Writes "version = version + 1", of an entity that has one. */
void orm__assign_write_version(const orm_writer *writer, orm_assign_place place);

#endif
