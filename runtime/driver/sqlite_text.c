/* Owns the texts of SQLite's statements: what SQLite makes of one, and what its first word says. */
#include <string.h>

#include "base/error.h"
#include "driver/sqlite.h"

/* SQLite itself says whether anything but blanks, comments and semicolons follows. */
static bool is_empty(sqlite3 *handle, const char *tail)
{
    while (*tail != '\0') {
        sqlite3_stmt *next = NULL;
        const char *rest = tail;
        int code = sqlite3_prepare_v3(handle, tail, -1, 0, &next, &rest);
        (void)sqlite3_finalize(next);
        if (code != SQLITE_OK || next != NULL || rest == tail) {
            return false;
        }
        tail = rest;
    }
    return true;
}

orm_status orm__sqlite_text_compile(orm_sqlite_link *link, const char *sql, sqlite3_stmt **stmt_out,
                                    orm_error *error)
{
    sqlite3 *handle = link->handle;
    const char *tail = NULL;
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &tail);
    if (code != SQLITE_OK) {
        return orm__sqlite_limit_fail(link, code, error);
    }
    if (stmt == NULL) {
        return orm__error_set(error, ORM_MISUSE, "the text holds no statement");
    }
    if (!is_empty(handle, tail)) {
        (void)sqlite3_finalize(stmt);
        return orm__error_set(error, ORM_MISUSE, "the text holds more than one statement");
    }
    *stmt_out = stmt;
    return ORM_OK;
}

static bool begins_with(const char *sql, const char *word)
{
    return strncmp(sql, word, strlen(word)) == 0;
}

bool orm__sqlite_text_is_counted(const char *sql)
{
    return begins_with(sql, "INSERT INTO ") || begins_with(sql, "UPDATE ") ||
           begins_with(sql, "DELETE FROM ");
}
