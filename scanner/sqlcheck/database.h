/* An empty SQLite database in memory in which SQL is tried: nothing that it does lasts, and none of
 * it reaches beyond that database or runs on and on. */
#ifndef SCANNER_SQLCHECK_DATABASE_H
#define SCANNER_SQLCHECK_DATABASE_H

#include "sqlcheck/guard.h"

typedef struct scan_database {
    struct sqlite3 *connection;
    scan_guard guard; /* stays where it is while the database is open */
    bool no_memory;   /* from here on all SQL is taken for good */
} scan_database;

/* False: there is none, mostly for want of memory. Owned, also then: scan_database_close. */
bool scan_database_open(scan_database *database);
void scan_database_close(scan_database *database);

/* Undoes what was tried before, and runs statements. NULL: they are good; else what SQLite says, or
 * the guard where its rule is broken; borrowed until the next call. No sql: there was no memory to
 * write it. */
const char *scan_database_try(scan_database *database, const char *sql);

/* The same on what was tried before, of statements from which nobody reads a row and behind which
 * others may stand. */
const char *scan_database_add(scan_database *database, const char *sql);

/* Compiles statements that do not need each other, and runs none. As scan_database_try. */
const char *scan_database_compile(scan_database *database, const char *sql);

/* The same where what was tried before is there. */
const char *scan_database_compile_more(scan_database *database, const char *sql);

/* Whether what was tried is still there; a statement may have undone all of it. */
bool scan_database_is_whole(const scan_database *database);

/* SQL of the scanner's own, unguarded. row: as sqlite3_exec has it; NULL = rows do not matter.
 * False: it failed. */
typedef int scan_database_row(void *of, int count, char **texts, char **names);
bool scan_database_ask(scan_database *database, const char *sql, scan_database_row *row, void *of);

#endif
