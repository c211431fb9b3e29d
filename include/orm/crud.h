/* Single rows: the same calls for any entity. The generated one-liners (customer_insert, ...) are
 * these with the entity filled in and the struct's type checked.
 *
 * row points to a struct of entity->size bytes. It is only read, except where a call says that it
 * writes a generated key. Text and blobs of a found row live in the caller's arena. Errors beyond
 * those named: CONNECTION, BUSY, ABORTED, SERIALIZATION, SCHEMA, READ_ONLY, NO_MEMORY, and MISUSE
 * for a NULL argument, an entity whose tables are wrong, or one that is not for such calls: a view,
 * the result of a text, a part that cannot be written (orm_entity.kind). Nothing is written on
 * failure. */
#ifndef ORM_CRUD_H
#define ORM_CRUD_H

#include <orm/arena.h>
#include <orm/columns.h>
#include <orm/db.h>
#include <orm/meta.h>
#include <orm/value.h>

ORM_BEGIN_DECLS

/* Inserts a row with all its members. A generated key's member is ignored and, on success, filled
 * with the key that the database chose. One that does not fit the member is CONVERSION, and nothing
 * is stored; for that, a member other than an int64_t (on PostgreSQL also int32_t and int16_t)
 * costs a savepoint around each insert, outside of a transaction a transaction. Nothing else is
 * written.
 * Errors: UNIQUE, NOT_NULL, CHECK, FOREIGN_KEY, CONVERSION. */
ORM_API ORM_MUST_CHECK orm_status orm_insert(orm_db *db, const orm_entity *entity, void *row);

/* Inserts a row with the key that it holds, 0 included, also where keys are generated.
 * PostgreSQL's sequence does not see such keys (docs/type-mapping.md). Errors: as orm_insert. */
ORM_API ORM_MUST_CHECK orm_status orm_insert_with_key(orm_db *db, const orm_entity *entity,
                                                      const void *row);

/* Which members an insert stores, and which it fills. */
typedef struct orm_insert_options {
    bool with_key; /* stores the generated key's member, as orm_insert_with_key does */
    /* Only these members are stored, the others get what the database gives them; a generated key
     * that is named is stored. NULL = all; orm_no_columns() = a row of nothing but defaults. */
    const orm_handle *const *columns;
    /* All but these members are stored: they get their columns' defaults. */
    const orm_handle *const *use_defaults;
    /* Members that are filled from the row as it was stored: defaults, computed and read-only
     * columns, any. What they hold is overwritten and not freed. A trigger that runs after the
     * insert is not seen. */
    const orm_handle *const *read_back;
    orm_arena *arena; /* for what read_back points to: borrowed; NULL where it is nothing */
} orm_insert_options;

/* Inserts a row as the options say; NULL = as orm_insert. A generated key that is not stored is
 * filled in. What comes back and does not fit its member is CONVERSION, and nothing is stored; for
 * that, read_back costs a savepoint or a transaction, as a narrow key does. On failure the row
 * stays as it was, and so do the structs that it points to.
 *
 * Errors: as orm_insert; MISUSE (a list that names a column of another entity or one twice, columns
 * that name what only the database writes, columns beside use_defaults, a default for the key of
 * with_key, a number left out that is a key of the program's choice); ENGINE (no row was inserted:
 * a trigger kept it out). */
ORM_API ORM_MUST_CHECK orm_status orm_insert_with(orm_db *db, const orm_entity *entity, void *row,
                                                  const orm_insert_options *options);

/* Finds a row by its primary key. key: a value for each key column, in the key's order, as the
 * member holds it in C. The mapped members of *row_out are filled, those of relations become NULL
 * with a count of 0, others stay as they are; on failure all stay as they are. arena: borrowed; may
 * be NULL if the entity has no member that points.
 * Errors: NOT_FOUND, CONVERSION (a column that does not fit its member), MISUSE (no primary
 * key). */
ORM_API ORM_MUST_CHECK orm_status orm_find(orm_db *db, const orm_entity *entity,
                                           const orm_value *key, void *row_out, orm_arena *arena);

/* The same by a unique constraint: unique is its index in entity->uniques. A NULL in key matches no
 * row. */
ORM_API ORM_MUST_CHECK orm_status orm_find_by(orm_db *db, const orm_entity *entity, uint16_t unique,
                                              const orm_value *key, void *row_out,
                                              orm_arena *arena);

/* Writes all members but the key to the row with that key; those that the database fills in are
 * left out.
 * Errors: NOT_FOUND, and as orm_insert.
 *
 * Of an entity with a version: only if the row still has the one that the member holds; it then
 * gets one more, in the member too, which is why such a row must be writable, whatever const says
 * here (the typed call takes it without). STALE, and nothing is written: the row has another
 * version, or is gone. */
ORM_API ORM_MUST_CHECK orm_status orm_update(orm_db *db, const orm_entity *entity, const void *row);

/* Which members an update writes, what it sets beside them, and which it fills. */
typedef struct orm_update_options {
    /* Only these members are written; none of the key is. NULL = all, or none where there is a set;
     * where nothing is to be written, the call still says whether the row is there. */
    const orm_handle *const *columns;
    /* Assignments by expression: orm_set_to(job_.tries, orm_add(job_.tries, 1)). NULL = none. The
     * members of what they set stay as they are, unless they are read back. */
    const orm_expr *set;
    /* As in orm_insert_options: members that are filled from the row as it is then. */
    const orm_handle *const *read_back;
    orm_arena *arena; /* for what read_back points to: borrowed; NULL where it is nothing */
} orm_update_options;

/* Updates the row with the key that row holds, as the options say; NULL = as orm_update. A version
 * counts, and is checked, whichever columns are written. On failure the row stays as it was, and so
 * do the structs that it points to.
 * Errors: as orm_update; CONVERSION (what comes back does not fit, and nothing is written, at the
 * cost that orm_insert_with has); MISUSE (as of the lists of orm_insert_with; a column of the key;
 * a column in columns and in set). */
ORM_API ORM_MUST_CHECK orm_status orm_update_with(orm_db *db, const orm_entity *entity, void *row,
                                                  const orm_update_options *options);

/* Deletes the row with the key that row holds; of an entity with a version, only if it is that of
 * row, too.
 * Errors: NOT_FOUND (with a version STALE), FOREIGN_KEY. */
ORM_API ORM_MUST_CHECK orm_status orm_delete(orm_db *db, const orm_entity *entity, const void *row);

/* Deletes the row with this key, whatever its version is. Errors: NOT_FOUND, FOREIGN_KEY. */
ORM_API ORM_MUST_CHECK orm_status orm_delete_key(orm_db *db, const orm_entity *entity,
                                                 const orm_value *key);

ORM_END_DECLS

#endif
