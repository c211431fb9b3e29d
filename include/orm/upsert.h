/* Rows that may be there already: inserted or updated, inserted or left alone, found or inserted.
 *
 * Each is one statement of the engine's, INSERT .. ON CONFLICT, so that no other connection comes
 * in between; never INSERT OR REPLACE, which deletes the row that is there. What is a conflict is
 * said by columns: those of the primary key, of a unique constraint or of a unique index. A key
 * that the database generates is left to it unless it is that: a row is then known by its other
 * key, and the member gets the key of the row that was inserted or was there. With the generated
 * key as the key of the conflict, the member is stored as orm_insert_with_key does, 0 included.
 *
 * Errors beyond those named: as of orm_insert; MISUSE (columns that are no key, a wrong list, a
 * NULL argument); SQL (the table lacks the constraint); ENGINE (a trigger kept the row out). On
 * failure nothing is stored, and the row stays as it was with all that it points to. */
#ifndef ORM_UPSERT_H
#define ORM_UPSERT_H

#include <orm/arena.h>
#include <orm/columns.h>
#include <orm/db.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

typedef struct orm_conflict {
    /* The columns of one key, in any order. Of a unique index with a condition (where), only rows
     * that fulfil it are in each other's way. NULL = the primary key; for orm_insert_or_ignore any
     * key of the table. */
    const orm_handle *const *on;
    /* orm_upsert: members that are written to the row that is there; none of a key. NULL = all but
     * those of the primary key and of on; none where there is a set. orm_no_columns() leaves the
     * row as it is. */
    const orm_handle *const *columns;
    /* orm_upsert: assignments to the row that is there, of its own columns and of what was to be
     * inserted: orm_set_to(word_.count, orm_add(word_.count, orm_excluded(word_.count))). NULL =
     * none. */
    const orm_expr *set;
    /* Members that are filled from the row as it is then; what they hold is overwritten, not freed.
     * A version is filled by orm_upsert in any case. */
    const orm_handle *const *read_back;
    orm_arena *arena; /* for what is filled: borrowed; NULL where nothing of it points */
} orm_conflict;

/* Inserts the row with all its members, or updates the row that has the key already: a version then
 * counts, whatever the member holds, and is not compared. conflict: NULL = on the primary key, all
 * members. */
ORM_API ORM_MUST_CHECK orm_status orm_upsert(orm_db *db, const orm_entity *entity, void *row,
                                             const orm_conflict *conflict);

/* Inserts the row, or does nothing where it is there: by any key of the table, or by the one of
 * conflict->on alone, any other one being UNIQUE then. Only a row that was inserted fills members.
 * conflict: NULL = any key. *inserted_out: may be NULL. A row that a trigger keeps out counts as
 * not inserted. Errors: MISUSE (columns or set, which nothing is done with). */
ORM_API ORM_MUST_CHECK orm_status orm_insert_or_ignore(orm_db *db, const orm_entity *entity,
                                                       void *row, const orm_conflict *conflict,
                                                       bool *inserted_out);

/* Finds the row by the members of conflict->on and fills all of the struct as orm_find does, or
 * inserts it as it is. Safe where others do the same at the same time: who comes second finds the
 * row of the first. *inserted_out: may be NULL. Errors: as orm_find, but NOT_FOUND; MISUSE (columns
 * or set). */
ORM_API ORM_MUST_CHECK orm_status orm_find_or_insert(orm_db *db, const orm_entity *entity,
                                                     void *row, const orm_conflict *conflict,
                                                     bool *inserted_out);

ORM_END_DECLS

#endif
