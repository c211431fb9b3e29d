/* All tables of a schema, tried together. */
#ifndef SCANNER_SQLCHECK_TABLES_H
#define SCANNER_SQLCHECK_TABLES_H

#include "model/apply.h"
#include "sqlcheck/database.h"

/* Whether SQLite can create the tables with all that belongs to them. NULL: yes; else why not, borrowed from the
 * arena or the database. */
const char *scan_tables_try(const scan_context *context, scan_database *database,
                            const orm_schema *schema);

#endif
