/* Notifications between programs: PostgreSQL's LISTEN and NOTIFY. SQLite has none: each call is
 * NOT_SUPPORTED there.
 *
 *     orm_listen(db, "orders");
 *     for (;;) {
 *         orm_notification note;
 *         orm_status status = orm_notify_wait(db, 1000, &note);
 *         if (status == ORM_OK && note.is_gap) { ... read everything anew ... }
 *         else if (status == ORM_OK) { ... note.payload ... }
 *         else if (status < 0) { ... }
 *     }
 *
 * A notification tells that something happened, and no more: whoever listens reads the rows. So
 * listen first, then read what is there, then wait.
 *
 * What arrives while other calls run on the handle is kept until it is asked for, and never thrown
 * away: each takes the memory of its two texts and some 50 bytes, from malloc. A handle that
 * listens asks from time to time, or unlistens. Between two calls nothing is read; the server keeps
 * what is to come (for all sessions together up to 8 GB).
 *
 * Listening belongs to the session: it needs a connection of its own, not one of a pooler that
 * lends it for each transaction. It survives orm_reconnect, and the option reconnect: the library
 * listens again. What was sent in between, or had arrived and was not asked for, is lost then; a
 * notification that is_gap says so once. */
#ifndef ORM_NOTIFY_H
#define ORM_NOTIFY_H

#include <limits.h>
#include <orm/db.h>

ORM_BEGIN_DECLS

/* For orm_notify_wait: as long as the time limit of the handle allows. */
#define ORM_NO_LIMIT INT_MAX

/* Bytes of the longest payload. */
#define ORM_PAYLOAD_MAX 7999

/* One notification. Borrowed: valid until the next call on the handle. */
typedef struct orm_notification {
    const char *channel; /* never NULL */
    const char *payload; /* never NULL */
    int sender;          /* the server's number of the session that sent it */
    bool is_own;         /* ... which is this handle's */
    bool is_gap;         /* none, the texts are empty: the connection was opened anew, and what was
                          * sent before has not been told, or not all of it */
} orm_notification;

/* Listens to a channel from now on. The name is taken as it is written, upper case and all; it has
 * 1 to 63 bytes of UTF-8. A channel that is listened to already is no error.
 * Errors: NOT_SUPPORTED (SQLite), MISUSE (the name; a transaction is open: listening would begin
 * with its end), CONNECTION. */
ORM_API ORM_MUST_CHECK orm_status orm_listen(orm_db *db, const char *channel);

/* Ends that; channel NULL: for all channels. What has arrived already is still told. A channel that
 * is not listened to is no error. Errors: those of orm_listen. */
ORM_API ORM_MUST_CHECK orm_status orm_unlisten(orm_db *db, const char *channel);

/* Sends a notification to all who listen to the channel, this handle too. Inside of a transaction
 * it is sent by its commit, and not at all by a rollback, also to a savepoint; several of one
 * transaction that are equal become one, the others keep their order. payload: at most
 * ORM_PAYLOAD_MAX bytes of UTF-8; NULL = "".
 * Errors: NOT_SUPPORTED (SQLite), MISUSE (the name), CONVERSION (the payload), ABORTED, CONNECTION,
 * OUTCOME_UNKNOWN. */
ORM_API ORM_MUST_CHECK orm_status orm_notify(orm_db *db, const char *channel, const char *payload);

/* The next notification, which is waited for at most timeout_ms; 0 or ORM_NO_WAIT: what has arrived
 * is looked at, and nothing is waited for. ORM_AGAIN, which is no failure: none came. The thread
 * sleeps meanwhile.
 *
 * The time limit of the handle (orm_set_timeout) holds as for each call: TIMEOUT, if it is the
 * nearer one. orm_cancel wakes the call: INTERRUPTED. The server tells nothing to a session inside
 * of a transaction: there only what had arrived before is told, and waiting is MISUSE. *note_out:
 * untouched unless the answer is ORM_OK. Errors: NOT_SUPPORTED (SQLite), MISUSE, TIMEOUT,
 * INTERRUPTED, CONNECTION (the connection has ended; what had arrived before is told first). */
ORM_API ORM_MUST_CHECK orm_status orm_notify_wait(orm_db *db, int timeout_ms,
                                                  orm_notification *note_out);

ORM_END_DECLS

#endif
