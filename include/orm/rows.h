/* The rows of a select: instances of one entity in memory that the result owns.
 *
 *     for (struct customer *c; (c = customer_next(rows)) != NULL;) ...
 *     status = orm_rows_status(rows);      after every loop: NULL is the end or an error
 *     orm_rows_free(rows);
 *
 * Without a window the result is complete when select returns, stays valid after orm_close, and
 * frees everything at once. With orm_query.window = n rows are fetched n at a time and only the
 * last n stay valid. An open window never blocks another statement on the handle.
 *
 * What a loop writes does not change what it reads, on either engine. On SQLite the first write on
 * the handle while a window is open (a call that changes rows, orm_begin for writing, orm_exec)
 * therefore reads all that is left of the window into memory, which is flat no longer; on
 * PostgreSQL too, where the window's rows are locked (orm_query.lock).
 *
 * A window that was opened in a transaction ends with it (MISUSE), and when PostgreSQL's
 * transaction fails (ABORTED), unless the program has seen its end before. One that was opened
 * outside of what failed, before the transaction or before the inner savepoint, can give no more
 * than the rows that are in memory until that is rolled back: reading further ends it with ABORTED,
 * unread it goes on afterwards.
 *
 * A row that cannot be read ends a window behind all rows before it. A select without a window
 * fails as a whole.
 *
 * What an engine cannot do beside an open window: on SQLite the handle meanwhile reads the database
 * as it was when the window was opened, so what other connections commit shows once it has ended;
 * on PostgreSQL SQL text that alters or drops the table which a window of the same transaction
 * reads is LOCKED. */
#ifndef ORM_ROWS_H
#define ORM_ROWS_H

#include <orm/db.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

typedef struct orm_rows orm_rows;

/* The next row, NULL at the end or on an error. Borrowed: valid until orm_rows_free, with a window
 * until n further rows were read. entity: what the caller takes the rows for; another one than was
 * selected is MISUSE (NULL, and the status says so). */
ORM_API void *orm_rows_next(orm_rows *rows, const orm_entity *entity);

/* ORM_OK while rows may follow, ORM_DONE after the last one, else why reading stopped. MISUSE for
 * NULL. */
ORM_API ORM_MUST_CHECK orm_status orm_rows_status(const orm_rows *rows);

/* The detail behind a negative status. Borrowed, as long as rows; its sql too. Never NULL. */
ORM_API const orm_error *orm_rows_error(const orm_rows *rows);

/* Rows in memory: without a window all of the result. */
ORM_API size_t orm_rows_count(const orm_rows *rows);

/* Frees the result with all its rows. NULL is allowed. Leaves no error. */
ORM_API void orm_rows_free(orm_rows *rows);

ORM_END_DECLS

#endif
