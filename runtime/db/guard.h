/* A level around one statement of the library's own, undone where its answer does not fit. The
 * program never sees it: orm_depth stays, and a transaction that SQL text has begun is no
 * hindrance. */
#ifndef ORM_DB_GUARD_H
#define ORM_DB_GUARD_H

#include "db/db.h"

typedef struct orm_guard {
    orm_db *db;
    bool is_inner; /* a savepoint of the open transaction */
} orm_guard;

/* Errors: those of a begin. */
orm_status orm__guard_begin(orm_db *db, orm_guard *guard_out, orm_error *error);

/* Keeps what was done. Errors: those of a commit; it is undone then. */
orm_status orm__guard_keep(const orm_guard *guard, orm_error *error);

/* Undoes it. A transaction that the statement has aborted stays so, as without a guard. */
void orm__guard_undo(const orm_guard *guard);

#endif
