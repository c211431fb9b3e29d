/* The SQL that SQLite is going to run, run when the program is built: all tables are created in a
 * database in memory, and what SQLite says comes back at the argument that made it say so. Texts
 * that only PostgreSQL sees are not judged. */
#ifndef SCANNER_SQLCHECK_SQLCHECK_H
#define SCANNER_SQLCHECK_SQLCHECK_H

#include "model/apply.h"

/* schema: lowered from the model, entities and fields in its order. */
void scan_sqlcheck_run(scan_context *context, const scan_model *model, const orm_schema *schema);

/* The same of single texts, each in its table alone: where a model has errors, of the tables that
 * have none. */
void scan_sqlcheck_run_alone(scan_context *context, const scan_model *model,
                             const orm_schema *schema);

#endif
