/* Writes of rows that hooks are for: copies that the before-hooks may change, the write itself, the
 * after-hooks, and that all of it is kept or undone together. Calls come here only where there is
 * such a hook. */
#ifndef ORM_QUERY_HOOKED_H
#define ORM_QUERY_HOOKED_H

#include <orm/crud.h>
#include "query/firing.h"
#include "query/upsert.h"

/* The rows of a call. */
typedef struct orm_hooked_rows {
    orm_db *db;
    const orm_entity *entity;
    void *rows; /* side by side */
    size_t count;
    bool is_many; /* a failure tells which */
} orm_hooked_rows;

enum {
    ORM_HOOKED_INSERT = ORM_BEFORE_INSERT | ORM_AFTER_INSERT,
    ORM_HOOKED_UPDATE = ORM_BEFORE_UPDATE | ORM_AFTER_UPDATE,
    ORM_HOOKED_UPSERT = ORM_HOOKED_INSERT | ORM_HOOKED_UPDATE,
    ORM_HOOKED_DELETE = ORM_BEFORE_DELETE | ORM_AFTER_DELETE
};

/* As orm_insert_with, orm_update_with and orm_delete, of one row or many. options: NULL = all
 * defaults. by_version: false = as orm_delete_key. */
orm_status orm__hooked_insert(const orm_hooked_rows *rows, const orm_insert_options *options);
orm_status orm__hooked_update(const orm_hooked_rows *rows, const orm_update_options *options);
orm_status orm__hooked_delete(const orm_hooked_rows *rows, bool by_version);

/* As the calls of orm/upsert.h. conflict: NULL = all defaults; inserted_out: may be NULL. */
orm_status orm__hooked_upsert(const orm_hooked_rows *rows, const orm_conflict *conflict);
orm_status orm__hooked_ignore(const orm_hooked_rows *row, const orm_conflict *conflict,
                              bool *inserted_out);
orm_status orm__hooked_find_or_insert(const orm_hooked_rows *row, const orm_conflict *conflict,
                                      bool *inserted_out);

static inline orm_hooked_rows orm__hooked_one(orm_db *db, const orm_entity *entity, const void *row)
{
    return (orm_hooked_rows){ .db = db, .entity = entity, .rows = (void *)row, .count = 1 };
}

static inline orm_hooked_rows orm__hooked_many(orm_db *db, const orm_entity *entity,
                                               const void *rows, size_t count)
{
    return (orm_hooked_rows){
        .db = db, .entity = entity, .rows = (void *)rows, .count = count, .is_many = true
    };
}

#endif
