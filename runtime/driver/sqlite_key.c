/* Owns the question whether the rowid is the key of a table: only where the column is another name
 * of it. Any other "generated" key of an existing table has to come back as a row, and of any other
 * key there may be two rows. */
#include "driver/sqlite.h"

/* An alias is the only key column, is declared INTEGER, and has no index of its own (a table
 * WITHOUT ROWID and the historical INTEGER PRIMARY KEY DESC have one). */
static const char is_alias[] =
    "SELECT 1 FROM pragma_table_info(?1) AS own"
    " WHERE own.name = ?2 COLLATE NOCASE AND own.pk = 1 AND own.type = 'INTEGER' COLLATE NOCASE"
    " AND (SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0) = 1"
    " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk')";

/* One keeps to nothing that its columns declare. */
static const char is_virtual[] = "SELECT 1 FROM pragma_table_list(?1) WHERE type = 'virtual'";

/* Whether a question gives a row. False, too, where that cannot be known. */
static bool holds(sqlite3 *handle, const char *question, const orm_sqlite_key *key)
{
    sqlite3_stmt *stmt = NULL;
    bool is_bound = sqlite3_prepare_v2(handle, question, -1, &stmt, NULL) == SQLITE_OK &&
                    sqlite3_bind_text(stmt, 1, key->table, -1, SQLITE_STATIC) == SQLITE_OK;
    if (is_bound && sqlite3_bind_parameter_count(stmt) > 1) {
        is_bound = sqlite3_bind_text(stmt, 2, key->column, -1, SQLITE_STATIC) == SQLITE_OK;
    }
    bool has_row = is_bound && sqlite3_step(stmt) == SQLITE_ROW;
    (void)sqlite3_finalize(stmt);
    return has_row;
}

static bool is_rowid(sqlite3 *handle, const orm_sqlite_key *key)
{
    return holds(handle, is_alias, key);
}

bool orm__sqlite_key_promise(orm_link *base, const char *table, const char *column)
{
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    const orm_sqlite_key key = { .table = table, .column = column };
    /* an authorizer of the program's keeps ours out, which has to see compilations */
    bool is_told = table != NULL && !link->is_borrowed && is_rowid(link->handle, &key);
    link->promised = is_told ? key : (orm_sqlite_key){ .table = NULL };
    return is_told;
}

void orm__sqlite_key_seek(orm_link *base, const char *table, const char *column)
{
    ((orm_sqlite_link *)base)->sought = (orm_sqlite_key){ .table = table, .column = column };
}

bool orm__sqlite_key_is_sole(sqlite3 *handle, const orm_sqlite_key *key)
{
    return is_rowid(handle, key) && !holds(handle, is_virtual, key);
}

/* ---- the table may be made anew while its INSERT stays prepared ---- */

/* NOLINTNEXTLINE(readability-function-size): SQLite asks for six */
static int judge(void *ctx, int action, const char *table, const char *column, const char *database,
                 const char *trigger)
{
    (void)column;
    (void)database;
    orm_sqlite_link *link = ctx;
    if (link->guarded == NULL || action != SQLITE_INSERT || trigger != NULL ||
        sqlite3_stricmp(table, link->guarded) != 0) {
        return SQLITE_OK;
    }
    link->refused = true;
    return SQLITE_DENY;
}

void orm__sqlite_key_watch(orm_sqlite_link *link)
{
    (void)sqlite3_set_authorizer(link->handle, judge, link);
}

/* SQLite compiles within a step, once it has seen that the schema is another one, and then goes on
 * to insert. Refusing that compilation is the only moment to look at the table in between; it costs
 * nothing while the schema stays. */
int orm__sqlite_key_step(orm_sqlite_link *link, const orm_sqlite_key *key, sqlite3_stmt *stmt,
                         bool *broken_out)
{
    link->guarded = key->table;
    link->refused = false;
    int code = sqlite3_step(stmt);
    link->guarded = NULL;
    if (!link->refused || code != SQLITE_AUTH) {
        return code;
    }
    (void)sqlite3_reset(stmt); /* keeps the parameters */
    *broken_out = !is_rowid(link->handle, key);
    return *broken_out ? code : sqlite3_step(stmt);
}
