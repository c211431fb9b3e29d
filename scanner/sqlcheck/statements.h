/* Statements of the program's own (sqlite_ddl), run as the program would run them: on all
 * tables. */
#ifndef SCANNER_SQLCHECK_STATEMENTS_H
#define SCANNER_SQLCHECK_STATEMENTS_H

#include "sqlcheck/inspection.h"

/* Reports what is wrong with them. is_bare: SQLite has refused a table; so they are tried on tables
 * without any text that it may have refused. */
void scan_statements_try(scan_inspection *in, bool is_bare);

/* The same where the tables are those of scan_sound_keep. What may follow from what is wrong in
 * these is not reported. */
void scan_statements_try_beside(scan_inspection *in);

#endif
