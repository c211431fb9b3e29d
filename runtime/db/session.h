/* The session of a handle that is lent to one user after another: whether it still lives, and what
 * a user has left in it. */
#ifndef ORM_DB_SESSION_H
#define ORM_DB_SESSION_H

#include <orm/pool.h>
#include "db/db.h"
#include "sql/verb.h"

/* What a user has left. */
typedef struct orm_session_left {
    bool transaction; /* which has been rolled back */
    bool settings;    /* or what else a session keeps: it has been reset, or should have been */
} orm_session_left;

/* Before a text of the program's own is run. */
static inline void orm__session_note_text(orm_db *db, const char *sql)
{
    if (db->lender != NULL && !db->has_changed_session) {
        db->has_changed_session = orm__verb_changes_session(db->dialect, sql);
    }
}

/* The handle is as it is to be for each of its users from now on; once, when it was opened. */
void orm__session_begin(orm_db *db, orm_lender *lender);

/* False: the connection is gone, as far as can be seen without asking; asks: the server does not
 * answer either, within the time that is left. */
bool orm__session_is_alive(orm_db *db, bool asks, int64_t deadline_ns);

/* True where the handle is in the middle of something that its user has to come back from: a
 * callback, orm_run. */
bool orm__session_is_busy(const orm_db *db);

/* Makes the handle as it was when it was new, but for statements that are prepared: windows end,
 * transactions are rolled back, settings are reset and set up again. Errors: CONNECTION or by
 * cause; NOT_SUPPORTED: only another connection would be as new. The handle is to be closed then.
 */
orm_status orm__session_renew(orm_db *db, orm_pool_reset reset, orm_session_left *left_out);

#endif
