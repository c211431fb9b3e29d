/* Owns whether a connection's files are still those that their names lead to. With a write-ahead
 * log SQLite itself does not look: what it commits to a file that was replaced is seen by nobody
 * else, and gone when the connection is closed. */
#include "base/error.h"
#include "driver/sqlite.h"

static bool has_moved(sqlite3 *handle, const char *schema)
{
    int moved = 0;
    return sqlite3_file_control(handle, schema, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
           moved != 0;
}

static bool is_written(sqlite3 *handle, const char *schema)
{
    return sqlite3_txn_state(handle, schema) == SQLITE_TXN_WRITE;
}

/* The files that a transaction has written. Attached ones have names since SQLite 3.39. */
static bool has_moved_beneath(sqlite3 *handle)
{
#if SQLITE_VERSION_NUMBER >= 3039000
    const char *schema = NULL;
    for (int i = 0; (schema = sqlite3_db_name(handle, i)) != NULL; i++) {
        if (is_written(handle, schema) && has_moved(handle, schema)) {
            return true;
        }
    }
    return false;
#else
    return is_written(handle, "main") && has_moved(handle, "main");
#endif
}

/* Not 0: SQLite rolls back instead. */
static int refuse_commit(void *ctx)
{
    orm_sqlite_link *link = ctx;
    link->was_moved = has_moved_beneath(link->handle);
    return link->was_moved;
}

void orm__sqlite_moved_watch(orm_sqlite_link *link)
{
    const char *file = sqlite3_db_filename(link->handle, "main");
    if (file != NULL && *file != '\0') {
        (void)sqlite3_commit_hook(link->handle, refuse_commit, link);
    }
}

void orm__sqlite_moved_look(orm_link *base)
{
    orm_sqlite_link *link = (orm_sqlite_link *)base;
    link->is_lost = !link->is_borrowed && sqlite3_get_autocommit(link->handle) &&
                    has_moved(link->handle, "main");
}

bool orm__sqlite_moved_is_why(const orm_sqlite_link *link, int code)
{
    return code == SQLITE_READONLY_DBMOVED ||
           (link->was_moved && orm__sqlite_error_is_refused_commit(code));
}

orm_status orm__sqlite_moved_refuse(orm_error *error)
{
    (void)orm__error_set(error, ORM_READ_ONLY,
                         "the database file was replaced or deleted: nothing is written to it");
    error->native = SQLITE_READONLY_DBMOVED;
    return ORM_READ_ONLY;
}
