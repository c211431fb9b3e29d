/* Owns what SQL in a trial is kept from. Does not run it. */
#include "sqlcheck/guard.h"

#include <sqlite3.h>
#include <stddef.h>

enum {
    SECONDS = 1,
    CHECKED_EVERY = 1000,       /* steps of SQLite's machine */
    LONGEST = 16 * 1024 * 1024, /* bytes of a value: what one step can work on */
};

static const char *rule_for(int action, const char *argument)
{
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return "a table is in one database; the program attaches others when it opens it";
    case SQLITE_PRAGMA: /* one without a value reads, as full-text indexes do */
        return argument == NULL ? NULL
                                : "a PRAGMA is no part of a table; the program sets it when it "
                                  "opens the database";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "it runs in the transaction that creates the tables, and cannot begin or end one";
    default: /* the numbers are SQLite's, and grow */
        return NULL;
    }
}

/* The first argument that SQLite gives is the action's name, the second what it is done with. */
/* NOLINTNEXTLINE(readability-function-size): SQLite asks for six */
static int authorize(void *of, int action, const char *name, const char *argument,
                     const char *database, const char *trigger)
{
    (void)name;
    (void)database;
    (void)trigger;
    scan_guard *guard = of;
    const char *rule = guard->is_on ? rule_for(action, argument) : NULL;
    if (rule != NULL) {
        guard->rule = rule;
        return SQLITE_DENY;
    }
    guard->has_altered =
        guard->has_altered || action == SQLITE_DROP_TABLE || action == SQLITE_ALTER_TABLE;
    return SQLITE_OK;
}

/* Not zero: the statement is to be interrupted. */
static int watch(void *of)
{
    scan_guard *guard = of;
    clock_t now = clock();
    guard->end = guard->end == 0 ? now + (clock_t)SECONDS * CLOCKS_PER_SEC : guard->end;
    if (now < guard->end) {
        return 0;
    }
    guard->rule = "it did not end within a second";
    return 1;
}

void scan_guard_install(scan_guard *guard, struct sqlite3 *connection)
{
    (void)sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, LONGEST);
    (void)sqlite3_set_authorizer(connection, authorize, guard);
    sqlite3_progress_handler(connection, CHECKED_EVERY, watch, guard);
    guard->is_on = true;
}

/* The time is the processor's, so that a machine that is busy refuses no more than others. It
 * begins when the machine is watched first: most statements end before. */
void scan_guard_begin(scan_guard *guard)
{
    guard->rule = NULL;
    guard->end = 0;
}
