/* Names that an engine would refuse or, worse, take for one that exists already. */
#ifndef ORM_SQL_CLASH_H
#define ORM_SQL_CLASH_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/sys/dialect.h>
#include "sql/relational.h"

/* Checks that no name is too long, that tables and what stands in an index (indexes, keys, unique
 * constraints) differ in the whole schema, and constraints within their table. Errors: MISUSE with
 * both tables, NO_MEMORY. */
orm_status orm__clash_check(const orm_rel_schema *schema, const orm_dialect *dialect,
                            orm_arena *arena, orm_error *error);

#endif
