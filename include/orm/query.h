/* Questions to one table: which rows, in which order, how many. */
#ifndef ORM_QUERY_H
#define ORM_QUERY_H

#include <orm/arena.h>
#include <orm/db.h>
#include <orm/expr.h>
#include <orm/rows.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* How many orders a query can hold; one more does not compile. */
#define ORM_ORDER_MAX 8

/* How a select locks the rows that it gives, until the transaction ends: it waits for who has them,
 * and gives them as they are then. UPDATE: nobody else changes, deletes or locks them;
 * NO_KEY_UPDATE: the same, but rows that reference them can be added; SHARE: nobody changes them,
 * others may lock them so, too; KEY_SHARE: nobody deletes them or changes their keys.
 *
 * For PostgreSQL. On SQLite a transaction for writing has the whole database already, so nothing is
 * locked there, nobody waited for, and no row skipped. One rule for both engines: a lock outside of
 * orm_begin and orm_run, in a transaction that is read-only or begins DEFERRED, and with orm_count
 * is MISUSE. A row of one table by its key with a lock: orm_select or what reads one row, with
 * .where. */
typedef enum orm_row_lock {
    ORM_LOCK_NONE = 0,
    ORM_LOCK_UPDATE,
    ORM_LOCK_NO_KEY_UPDATE,
    ORM_LOCK_SHARE,
    ORM_LOCK_KEY_SHARE
} orm_row_lock;

/* What happens at a row that somebody else has locked. */
typedef enum orm_lock_wait {
    ORM_LOCK_WAIT = 0,
    /* The select fails at once: BUSY. orm_run takes that for a reason to run its function again,
     * after a pause; with attempts = 1 it hands it up. */
    ORM_LOCK_NOWAIT,
    ORM_LOCK_SKIP_LOCKED /* it is left out */
} orm_lock_wait;

/* A question. Zero means: no condition, no order, no limit. Only read during the call. A file-scope
 * static const query is as good as one on the stack. */
typedef struct orm_query {
    const orm_expr *where;
    const orm_expr *order_by[ORM_ORDER_MAX]; /* orm_asc, orm_desc; the first NULL ends it */
    const int64_t *limit; /* orm_limit(n): at most n rows, 0 included; NULL = all */
    int64_t offset;       /* rows to leave out first */
    size_t window;        /* rows kept in memory; 0 = all; what a write does to it: orm/rows.h */
    /* With an order a row that had to be waited for stands where it stood before its change. */
    orm_row_lock lock;
    orm_lock_wait lock_wait; /* MISUSE without a lock */
} orm_query;

#ifndef __cplusplus
#define orm_limit(n) (&(const int64_t){ (n) })
#endif

/* Selects rows of an entity. query: NULL = all rows. *rows_out: owned, orm_rows_free.
 * Errors: MISUSE (a column of another table, a negative limit or offset, NULL in a list,
 * a lock where there can be none), BUSY (a lock), SERIALIZATION, CONVERSION (an operand or a row
 * that does not fit: names table and column), SCHEMA, CONNECTION, ABORTED, NO_MEMORY. *rows_out is
 * untouched then. */
ORM_API ORM_MUST_CHECK orm_status orm_select(orm_db *db, const orm_entity *entity,
                                             const orm_query *query, orm_rows **rows_out);

/* How many rows orm_select would give, limit and offset included; the order and the window do not
 * matter, a lock is MISUSE. Errors: as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_count(orm_db *db, const orm_entity *entity,
                                            const orm_query *query, int64_t *count_out);

/* ---- all rows ----------------------------------------------------------------------------- */

/* Called for each row, which is valid until it returns. The handle may be used (rows are read in
 * windows, see orm/rows.h for what writes do to them), but not closed. Any status other than OK
 * ends the loop. */
typedef orm_status (*orm_each_fn)(orm_db *db, void *row, void *ctx);

/* Calls fn for each row, in memory that does not grow with their number: query->window rows of it,
 * 0 = 256. Gives back what fn gave, unchanged, also a positive status; a failure of its own is
 * noted on the handle where no call in it has left one.
 * Errors: that of fn, and as orm_select; rows may have been passed before. */
ORM_API ORM_MUST_CHECK orm_status orm_each(orm_db *db, const orm_entity *entity,
                                           const orm_query *query, orm_each_fn fn, void *ctx);

/* Reads all rows into one array, which lives in arena with all that the rows point to. rows_out
 * points to a pointer to the entity's struct: NULL where there are no rows (count 0), untouched on
 * failure, like *count_out and the arena. A window says nothing here.
 * Errors: as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_collect(orm_db *db, const orm_entity *entity,
                                              const orm_query *query, orm_arena *arena,
                                              void *rows_out, size_t *count_out);

/* The caller's own array. */
typedef struct orm_room {
    void *rows; /* capacity structs of the entity, side by side; NULL where capacity is 0 */
    size_t capacity;
    orm_arena *arena; /* where texts and blobs go; NULL if the entity has no member that points */
} orm_room;

/* Reads all rows into an array of the caller's, from its first element on; members that are not
 * mapped stay as they are, and so do elements behind the last row. On failure all do.
 * Errors: TOO_MANY_ROWS (there are more than the room has), and as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_select_into(orm_db *db, const orm_entity *entity,
                                                  const orm_query *query, const orm_room *room,
                                                  size_t *count_out);

/* ---- whether there is a row --------------------------------------------------------------- */

/* Whether a row has this primary key; it is not fetched. key: as of orm_find.
 * Errors: MISUSE (no primary key), CONVERSION (a key that no row can have), and as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_exists(orm_db *db, const orm_entity *entity,
                                             const orm_value *key, bool *exists_out);

/* Whether a row meets a condition; NULL = whether there is any. Errors: as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_exists_where(orm_db *db, const orm_entity *entity,
                                                   const orm_expr *where, bool *exists_out);

/* ---- one row ------------------------------------------------------------------------------ */

/* These fill a struct of the caller's as orm_find does: the mapped members are set, those of
 * relations become NULL with a count of 0, others stay as they are; on failure all do. Texts and
 * blobs live in arena, which may be NULL if the entity has no member that points. A window says
 * nothing here. */

/* The first row by the query's order (without one: any of its rows).
 * Errors: NOT_FOUND, and as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_first(orm_db *db, const orm_entity *entity,
                                            const orm_query *query, void *row_out,
                                            orm_arena *arena);

/* The only row.
 * Errors: NOT_FOUND, TOO_MANY_ROWS (there are several), and as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_one(orm_db *db, const orm_entity *entity,
                                          const orm_query *query, void *row_out, orm_arena *arena);

/* Reads a row anew, by the primary key that it holds: what others have changed meanwhile is seen,
 * its version too. Pointers that the row held are not freed: they were somebody's arena's.
 * Errors: NOT_FOUND, MISUSE (no primary key), and as orm_find. */
ORM_API ORM_MUST_CHECK orm_status orm_reload(orm_db *db, const orm_entity *entity, void *row,
                                             orm_arena *arena);

/* One column of the only row: orm_value_of(db, &customer_.name.column, &query, arena, &name).
 * *value_out is what the member would hold in C, on both engines alike: an integer, enum, time or
 * date as INT or UINT of the member's unit, BOOL, REAL, TEXT, BLOB, INTERVAL, of an array a LIST of
 * these; an SQL NULL is NULL, whatever null_if says. Its bytes live in arena (a text with a NUL
 * behind it), which may be NULL if the value has none. A member with a converter gives what decode
 * would be given. Errors: NOT_FOUND, TOO_MANY_ROWS, and as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_value_of(orm_db *db, const orm_handle *column,
                                               const orm_query *query, orm_arena *arena,
                                               orm_value *value_out);

ORM_END_DECLS

#endif
