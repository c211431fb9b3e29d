/* All tables of a schema, tried together. */
#ifndef SCANNER_SQLCHECK_TABLES_H
#define SCANNER_SQLCHECK_TABLES_H

#include "model/apply.h"
#include "sql/relational.h"
#include "sqlcheck/database.h"

/* The tables as SQLite has them; *tables_out lives in the arena. Errors: MISUSE, NO_MEMORY. */
orm_status scan_tables_lower(const scan_context *context, const orm_schema *schema,
                             orm_rel_schema *tables_out, orm_error *error);

/* Whether SQLite can create the tables with all that belongs to them but statements of the
 * program's own. NULL: yes; else why not, borrowed from the arena or the database. */
const char *scan_tables_try(const scan_context *context, scan_database *database,
                            const orm_schema *schema);

#endif
