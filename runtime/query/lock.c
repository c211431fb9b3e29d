/* Owns the rule where rows can be locked: the same on engines that lock rows and on one that locks
 * the whole database. */
#include "query/lock.h"

#include "base/error.h"
#include "db/db.h"

orm_status orm__lock_check(const orm_db *db, const orm_query *query, orm_error *error)
{
    if (query == NULL || query->lock == ORM_LOCK_NONE) {
        return ORM_OK;
    }
    if (db->depth == 0) {
        return orm__error_set(error, ORM_MISUSE, "rows are locked outside of a transaction");
    }
    if (db->begun.read_only) {
        return orm__error_set(error, ORM_MISUSE, "rows are locked in a read-only transaction");
    }
    if (db->begun.sqlite_begin == ORM_SQLITE_BEGIN_DEFERRED) {
        return orm__error_set(error, ORM_MISUSE,
                              "rows are locked in a transaction that begins DEFERRED, which on "
                              "SQLite holds no lock yet");
    }
    return ORM_OK;
}
