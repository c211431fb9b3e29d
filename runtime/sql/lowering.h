/* One entity on its way to a table, and the parts of that way: columns, checks, keys. For the files
 * of lowering; others call sql/lower. */
#ifndef ORM_SQL_LOWERING_H
#define ORM_SQL_LOWERING_H

#include "base/buffer.h"
#include "sql/lower.h"
#include "sql/order.h"

typedef struct orm_lowering {
    const orm_entity *entity;
    const orm_dialect *dialect;
    const orm_order *order;
    orm_arena *arena; /* all of the table lives there */
    orm_error *error;
    orm_rel_table *table; /* has its name already */
} orm_lowering;

orm_status orm__lower_columns(const orm_lowering *l);
orm_status orm__lower_checks(const orm_lowering *l);

/* Primary key, unique constraints, foreign keys and indexes; after the columns. */
orm_status orm__lower_keys(const orm_lowering *l);

/* The schema as the engine has it; NULL where it has none. */
const char *orm__lower_schema_of(const orm_lowering *l, const char *schema);

/* Replaces each {member} of an SQL text by the entity's quoted column; {{ and }} are braces.
 * Errors: MISUSE, NO_MEMORY. */
orm_status orm__lower_text(const orm_lowering *l, const char *text, const char **text_out);

/* The same behind what is in a buffer. Needs no arena. Errors: MISUSE. */
orm_status orm__lower_append(const orm_lowering *l, const char *text, orm_buffer *out);

/* The name of a constraint: the given one, else the derived one. */
orm_status orm__lower_name(const orm_lowering *l, const char *given, const orm_rel_names *columns,
                           const char *suffix, const char **name_out);

#endif
