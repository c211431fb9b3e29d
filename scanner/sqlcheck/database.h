/* An empty SQLite database in memory in which SQL is tried: nothing that it does lasts. */
#ifndef SCANNER_SQLCHECK_DATABASE_H
#define SCANNER_SQLCHECK_DATABASE_H

#include <stdbool.h>

struct sqlite3;

typedef struct scan_database {
    struct sqlite3 *connection;
    bool no_memory; /* from here on all SQL is taken for good */
} scan_database;

/* False: there is none, mostly for want of memory. Owned, also then: scan_database_close. */
bool scan_database_open(scan_database *database);
void scan_database_close(scan_database *database);

/* Runs statements and undoes them. NULL: they are good; else what SQLite says, borrowed until the
 * next call. No sql: there was no memory to write it. */
const char *scan_database_try(scan_database *database, const char *sql);

/* Compiles statements that do not need each other, and runs none. As scan_database_try. */
const char *scan_database_compile(scan_database *database, const char *sql);

#endif
