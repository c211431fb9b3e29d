/* Owns the table-valued function orm_list(?), through which a list parameter of any length is one
 * parameter of one statement text: `x IN (SELECT value FROM orm_list(?1))`. It reads the caller's
 * array where it lies. An argument that is no list (NULL) is an empty one. */
#include "driver/sqlite.h"

enum { COLUMN_VALUE, COLUMN_LIST };

typedef struct list_cursor {
    sqlite3_vtab_cursor base;
    const orm_value *list;
    size_t next;
} list_cursor;

/* NOLINTNEXTLINE(readability-function-size): SQLite asks for six */
static int connect_table(sqlite3 *handle, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **table_out, char **message_out)
{
    (void)aux;
    (void)argc;
    (void)argv;
    (void)message_out;
    int code = sqlite3_declare_vtab(handle, "CREATE TABLE orm_list(value, list HIDDEN)");
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_vtab *table = sqlite3_malloc(sizeof *table);
    if (table == NULL) {
        return SQLITE_NOMEM;
    }
    *table = (sqlite3_vtab){ 0 };
    *table_out = table;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* The only plan: the list is given. */
static int choose_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
        if (constraint->iColumn == COLUMN_LIST && constraint->usable &&
            constraint->op == SQLITE_INDEX_CONSTRAINT_EQ) {
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
            info->estimatedCost = 100;
            info->estimatedRows = 100;
            return SQLITE_OK;
        }
    }
    return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor_out)
{
    (void)table;
    list_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (cursor == NULL) {
        return SQLITE_NOMEM;
    }
    *cursor = (list_cursor){ 0 };
    *cursor_out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int rewind_cursor(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc,
                         sqlite3_value **argv)
{
    (void)plan;
    (void)plan_text;
    list_cursor *cursor = (list_cursor *)base;
    cursor->list = argc == 1 ? sqlite3_value_pointer(argv[0], ORM_SQLITE_LIST) : NULL;
    cursor->next = 0;
    return SQLITE_OK;
}

static int step_cursor(sqlite3_vtab_cursor *base)
{
    ((list_cursor *)base)->next++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
    const list_cursor *cursor = (const list_cursor *)base;
    return cursor->list == NULL || cursor->next >= cursor->list->size;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const list_cursor *cursor = (const list_cursor *)base;
    if (column == COLUMN_VALUE) {
        /* each was looked at when the list was bound, which it outlives */
        orm__sqlite_result_give(context, &cursor->list->as.list[cursor->next], SQLITE_STATIC);
    }
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid_out)
{
    *rowid_out = (sqlite3_int64)((const list_cursor *)base)->next;
    return SQLITE_OK;
}

/* Without xCreate the table exists by itself and nobody can create another of its kind. */
static const sqlite3_module list_module = {
    .xConnect = connect_table,
    .xBestIndex = choose_plan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = rewind_cursor,
    .xNext = step_cursor,
    .xEof = is_at_end,
    .xColumn = give_column,
    .xRowid = give_rowid,
};

int orm__sqlite_list_register(sqlite3 *handle)
{
    return sqlite3_create_module_v2(handle, "orm_list", &list_module, NULL, NULL);
}
