/* DDL: the relational model as CREATE and DROP statements. The only place that writes them; the
 * scanner prints what the runtime runs. */
#ifndef ORM_SQL_DDL_H
#define ORM_SQL_DDL_H

#include <orm/sys/dialect.h>
#include "base/buffer.h"
#include "sql/relational.h"

/* Appends the statements, each ended by ";\n". Running them again creates nothing twice. */
void orm__ddl_create(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema);

/* Appends the program's own statements of a table, which are run once: when it is created. */
void orm__ddl_statements(orm_buffer *buffer, const orm_rel_table *table);

/* Both, as for an empty database. */
void orm__ddl_script(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema);

void orm__ddl_drop(orm_buffer *buffer, const orm_dialect *dialect, const orm_rel_schema *schema);

#endif
