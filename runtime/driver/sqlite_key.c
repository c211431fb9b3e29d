/* Owns the question whether SQLite's last rowid is the key of a table: only where the column is another
 * name of the rowid. Any other "generated" key of an existing table has to come back as a row. */
#include "driver/sqlite.h"

/* An alias is the only key column, is declared INTEGER, and has no index of its own (a table WITHOUT
 * ROWID and the historical INTEGER PRIMARY KEY DESC have one). */
static const char is_alias[] =
    "SELECT 1 FROM pragma_table_info(?1) AS own"
    " WHERE own.name = ?2 COLLATE NOCASE AND own.pk = 1 AND own.type = 'INTEGER' COLLATE NOCASE"
    " AND (SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0) = 1"
    " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk')";

bool orm__sqlite_key_is_rowid(orm_link *link, const char *table, const char *column)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3 *handle = ((orm_sqlite_link *)link)->handle;
    bool alias = sqlite3_prepare_v2(handle, is_alias, -1, &stmt, NULL) == SQLITE_OK &&
                 sqlite3_bind_text(stmt, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_bind_text(stmt, 2, column, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_step(stmt) == SQLITE_ROW;
    (void)sqlite3_finalize(stmt);
    return alias; /* where it cannot be known, the key comes back as a row */
}
