/* Owns the SQLite that SQL is tried in. Does not know what is tried. */
#include "sqlcheck/database.h"

#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

bool scan_database_ask(scan_database *database, const char *sql, scan_database_row *row, void *of)
{
    database->no_memory = database->no_memory || sql == NULL;
    if (database->no_memory) {
        return false;
    }
    bool was_on = database->guard.is_on;
    database->guard.is_on = false;
    scan_guard_begin(&database->guard);
    int code = sqlite3_exec(database->connection, sql, row, of, NULL);
    database->guard.is_on = was_on;
    database->no_memory = code == SQLITE_NOMEM;
    return code == SQLITE_OK;
}

/* One thread uses it, and nobody asks how much memory it has: each allocation would pay for both.
 * Where SQLite is in use already, it stays as it is. */
static void prepare_library(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool scan_database_open(scan_database *database)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    prepare_library();
    int code = sqlite3_open_v2(":memory:", &database->connection, flags, NULL);
    /* Else a wrong name in double quotes would be a string, and no error. */
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(database->connection, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(database->connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    }
    if (code != SQLITE_OK) {
        return false;
    }
    scan_guard_install(&database->guard, database->connection);
    /* No file, also none for what is temporary; and so many pages of memory. */
    return scan_database_ask(database,
                             "PRAGMA temp_store = MEMORY; PRAGMA max_page_count = 16384;"
                             "PRAGMA temp.max_page_count = 16384",
                             NULL, NULL);
}

void scan_database_close(scan_database *database)
{
    (void)sqlite3_close(database->connection);
    database->connection = NULL;
}

bool scan_database_is_whole(const scan_database *database)
{
    return sqlite3_get_autocommit(database->connection) == 0;
}

/* What a failed statement said must outlive the one that ends its transaction: so that one comes
 * before the next try. */
static void undo(scan_database *database)
{
    if (scan_database_is_whole(database)) {
        (void)scan_database_ask(database, "ROLLBACK", NULL, NULL);
    }
}

/* ---- statements, one after the other ---- */

typedef enum how { COMPILE, RUN, RUN_WITHOUT_ROWS } how;

static int run_compiled(scan_database *database, sqlite3_stmt *statement, how way)
{
    if (way == RUN_WITHOUT_ROWS && sqlite3_column_count(statement) > 0) {
        database->guard.rule = "it returns rows, and nobody reads them";
        return SQLITE_AUTH;
    }
    int code = SQLITE_OK;
    do {
        code = way == COMPILE ? SQLITE_DONE : sqlite3_step(statement);
    } while (code == SQLITE_ROW);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int run(scan_database *database, const char *sql, how way)
{
    int code = SQLITE_OK;
    while (code == SQLITE_OK && *(sql += strspn(sql, "\n")) != '\0') {
        sqlite3_stmt *statement = NULL;
        scan_guard_begin(&database->guard);
        code = sqlite3_prepare_v2(database->connection, sql, -1, &statement, &sql);
        if (code == SQLITE_OK && statement != NULL) { /* there is none in a comment */
            code = run_compiled(database, statement, way);
        }
        (void)sqlite3_finalize(statement);
    }
    return code;
}

static const char *attempt(scan_database *database, const char *sql, how way)
{
    database->no_memory = database->no_memory || sql == NULL;
    if (database->no_memory) {
        return NULL;
    }
    int code = run(database, sql, way);
    database->no_memory = code == SQLITE_NOMEM;
    if (code == SQLITE_OK || database->no_memory) {
        return NULL;
    }
    return database->guard.rule != NULL ? database->guard.rule
                                        : sqlite3_errmsg(database->connection);
}

const char *scan_database_try(scan_database *database, const char *sql)
{
    undo(database);
    (void)scan_database_ask(database, "BEGIN", NULL, NULL);
    return attempt(database, sql, RUN);
}

const char *scan_database_add(scan_database *database, const char *sql)
{
    const char *fault = attempt(database, sql, RUN_WITHOUT_ROWS);
    if (fault == NULL && !database->no_memory && sqlite3_complete(sql) == 0) {
        database->guard.rule = "the next one would be part of its comment; remove that";
        fault = database->guard.rule;
    }
    return fault;
}

const char *scan_database_compile(scan_database *database, const char *sql)
{
    undo(database);
    return attempt(database, sql, COMPILE);
}

const char *scan_database_compile_more(scan_database *database, const char *sql)
{
    return attempt(database, sql, COMPILE);
}
