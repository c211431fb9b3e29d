/* What SQL of a header may not do while it is tried: reach beyond the tables, end the transaction
 * that undoes it, or run on and on. */
#ifndef SCANNER_SQLCHECK_GUARD_H
#define SCANNER_SQLCHECK_GUARD_H

#include <stdbool.h>
#include <time.h>

struct sqlite3;

typedef struct scan_guard {
    bool is_on;
    bool has_altered; /* a table was altered or dropped since this was set to false */
    const char *rule; /* what the statement has broken; NULL = nothing */
    clock_t end;      /* 0 = not begun */
} scan_guard;

/* The guard looks at all that the connection does from here on, as long as both live. */
void scan_guard_install(scan_guard *guard, struct sqlite3 *connection);

/* Before each statement, which has a time of its own. */
void scan_guard_begin(scan_guard *guard);

#endif
