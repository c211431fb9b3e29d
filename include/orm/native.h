/* The engine's own connection behind a handle, and handles on a connection of the program's: for
 * what the library has no call for. */
#ifndef ORM_NATIVE_H
#define ORM_NATIVE_H

#include <orm/db.h>

ORM_BEGIN_DECLS

struct sqlite3;
struct pg_conn;

/* The connection of a handle; NULL: the handle speaks to another engine, has no connection, or is
 * not to be used here (inside a callback, in a process that was forked off). Borrowed, until the
 * next call on the handle that may open it anew, at most until orm_close. Open windows of SQLite's
 * are read to their end first.
 *
 * The program may run statements with it and end what it has begun: statements finalized, results
 * fetched whole, no COPY. It must not close it. The next call on the handle notices a transaction
 * that was begun or ended meanwhile: then orm_begin is MISUSE, and levels of the handle's that are
 * gone count as ended. Ask for the connection each time: what is done with an old pointer is only
 * noticed at the next begin, commit, rollback or failure.
 *
 * SQLite: foreign keys are on, an authorizer and a commit hook of the library's are set.
 * PostgreSQL: the connection is in non-blocking mode; PQexec and its like work in it. */
ORM_API struct sqlite3 *orm_native_sqlite(orm_db *db);
ORM_API struct pg_conn *orm_native_postgresql(orm_db *db);

/* A handle on a connection that the program has opened; orm_close leaves that open. Options that
 * are about opening (application_name, connect_timeout_s, driver, journal, must_exist, no_follow,
 * read_only, reconnect) are MISUSE; setup is called. Between two calls the program may use the
 * connection as it may what orm_native_... gives. *db_out: owned, orm_close, before the connection
 * is closed.
 *
 * What the library sets, and leaves so: SQLite: foreign keys on, a text in double quotes is no
 * literal, extended result codes; the busy timeout where busy_timeout_ms is not 0 (a busy handler
 * of the program's ends with the first time limit of a call). PostgreSQL: client_encoding UTF8,
 * standard_conforming_strings; the connection becomes blocking again with orm_close. Notices stay
 * with the receiver that the program has set.
 * Errors: MISUSE (NULL; an option; a connection that is in the middle of something), CONNECTION,
 * NO_MEMORY. */
ORM_API ORM_MUST_CHECK orm_status orm_wrap_sqlite(struct sqlite3 *connection,
                                                  const orm_options *options, orm_db **db_out,
                                                  orm_error *error);
ORM_API ORM_MUST_CHECK orm_status orm_wrap_postgresql(struct pg_conn *connection,
                                                      const orm_options *options, orm_db **db_out,
                                                      orm_error *error);

ORM_END_DECLS

#endif
