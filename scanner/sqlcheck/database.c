/* Owns the SQLite that SQL is tried in. Does not know what is tried. */
#include "sqlcheck/database.h"

#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

bool scan_database_open(scan_database *database)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int code = sqlite3_open_v2(":memory:", &database->connection, flags, NULL);
    /* Else a wrong name in double quotes would be a string, and no error. */
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(database->connection, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(database->connection, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    }
    return code == SQLITE_OK;
}

void scan_database_close(scan_database *database)
{
    (void)sqlite3_close(database->connection);
    database->connection = NULL;
}

static int run(scan_database *database, const char *sql)
{
    int code = sqlite3_exec(database->connection, sql, NULL, NULL, NULL);
    database->no_memory = database->no_memory || code == SQLITE_NOMEM;
    return code;
}

/* What a failed statement said must outlive the one that ends its transaction: so that one comes before
 * the next try. */
static void undo(scan_database *database)
{
    if (sqlite3_get_autocommit(database->connection) == 0) {
        (void)run(database, "ROLLBACK");
    }
}

static const char *fault_of(scan_database *database, int code)
{
    return code == SQLITE_OK || database->no_memory ? NULL : sqlite3_errmsg(database->connection);
}

const char *scan_database_try(scan_database *database, const char *sql)
{
    database->no_memory = database->no_memory || sql == NULL;
    if (database->no_memory) {
        return NULL;
    }
    undo(database);
    int code = run(database, "BEGIN");
    code = code == SQLITE_OK ? run(database, sql) : code;
    return fault_of(database, code);
}

const char *scan_database_compile(scan_database *database, const char *sql)
{
    database->no_memory = database->no_memory || sql == NULL;
    if (database->no_memory) {
        return NULL;
    }
    undo(database);
    int code = SQLITE_OK;
    while (code == SQLITE_OK && sql[strspn(sql, " \n")] != '\0') {
        sqlite3_stmt *statement = NULL;
        code = sqlite3_prepare_v2(database->connection, sql, -1, &statement, &sql);
        (void)sqlite3_finalize(statement);
    }
    database->no_memory = code == SQLITE_NOMEM;
    return fault_of(database, code);
}
