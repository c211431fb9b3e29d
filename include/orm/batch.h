/* Many rows at once: count structs of entity->size bytes, side by side.
 *
 * A batch is all or nothing, in a savepoint where a transaction is open and else in a transaction
 * of its own: orm_depth does not change. All rows are looked at before the first is written, so
 * what does not fit its column is told with nothing sent. The rows are written in their order, each
 * as the call on a single row would write it. Any number of rows; of none nothing is done.
 *
 * While members are filled (generated keys, versions, read_back), a copy of the rows is kept.
 *
 * Where a row is refused, orm_error.element says which, counted from 1; it is 0 where it is none in
 * particular: a constraint that is checked at the end, or what all rows would meet alike (ABORTED,
 * NOT_SUPPORTED, READ_ONLY, SCHEMA). Of a lost connection it is the row under way, if any. On
 * failure nothing is stored, and all rows are as they were, the generated keys and versions of
 * those before the one at fault included, with all that they point to. Inside a transaction
 * PostgreSQL refuses all but a rollback then, as after any failure of a statement (orm_is_aborted).
 *
 * Errors: those of the call on a single row; MISUSE (rows NULL). */
#ifndef ORM_BATCH_H
#define ORM_BATCH_H

#include <orm/crud.h>
#include <orm/upsert.h>

ORM_BEGIN_DECLS

/* Inserts the rows as orm_insert_with does one. options: for all of them; NULL = all defaults. */
ORM_API ORM_MUST_CHECK orm_status orm_insert_many(orm_db *db, const orm_entity *entity, void *rows,
                                                  size_t count, const orm_insert_options *options);

/* Updates the rows as orm_update_with does one. A row of which there is none with its key, or not
 * of its version, is NOT_FOUND or STALE for the whole batch. */
ORM_API ORM_MUST_CHECK orm_status orm_update_many(orm_db *db, const orm_entity *entity, void *rows,
                                                  size_t count, const orm_update_options *options);

/* Deletes the rows as orm_delete does one: by key, and version. */
ORM_API ORM_MUST_CHECK orm_status orm_delete_many(orm_db *db, const orm_entity *entity,
                                                  const void *rows, size_t count);

/* Inserts or updates the rows as orm_upsert does one. Two rows of one key are no error: the second
 * updates what the first has written, on both engines. */
ORM_API ORM_MUST_CHECK orm_status orm_upsert_many(orm_db *db, const orm_entity *entity, void *rows,
                                                  size_t count, const orm_conflict *conflict);

ORM_END_DECLS

#endif
