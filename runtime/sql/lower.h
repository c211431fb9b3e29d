/* Lowering: entities of the contract to the relational model of one dialect. Decides types, names
 * of constraints, defaults, checks and the order of tables; writes no statement. */
#ifndef ORM_SQL_LOWER_H
#define ORM_SQL_LOWER_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/sys/dialect.h>
#include "sql/relational.h"

/* Lowers the tables of a checked schema. *schema_out lives in the arena. Errors: NO_MEMORY, MISUSE
 * (a {member} in a check or default that is none, names that collide). */
orm_status orm__lower_schema(const orm_schema *schema, const orm_dialect *dialect, orm_arena *arena,
                             orm_rel_schema *schema_out, orm_error *error);

/* Lowers name and columns of a checked entity, whatever its rows are, and nothing of its keys.
 * *table_out lives in the arena. Errors: as above. */
orm_status orm__lower_entity(const orm_entity *entity, const orm_dialect *dialect, orm_arena *arena,
                             orm_rel_table *table_out, orm_error *error);

#endif
