/* Many rows at once: changed or deleted where they lie, without being loaded.
 *
 *     int64_t late = 0;
 *     status = orm_update_where(db, &invoice_entity,
 *                               orm_sets(orm_set(invoice_.state, STATE_LATE),
 *                                        orm_set_to(invoice_.reminders,
 *                                                   orm_add(invoice_.reminders, 1))),
 *                               orm_lt(invoice_.due_at, now), &late);
 *
 * No hook is called for these rows (orm/hooks.h); validators see the values that are set.
 *
 * Works for tables without a primary key, too. Outside of a transaction a call is atomic by itself:
 * it changes all of the rows or none. set and where are only read during the call.
 *
 * The number of rows is that of those which the condition found, whether they were like that before
 * or not; rows that a trigger or a cascade touched do not count, on either engine. Of a view whose
 * triggers do something else instead SQLite counts none.
 *
 * count_out: may be NULL; untouched on failure. Errors of all calls: MISUSE (a column of another
 * entity, what orm/expr.h says of sets and conditions, a NULL where none may be), CONVERSION (a
 * value that the column or its member cannot hold, the result of a calculation), UNIQUE, NOT_NULL,
 * CHECK, FOREIGN_KEY, READ_ONLY, SCHEMA, SQL (a view that cannot be changed), BUSY, ABORTED,
 * SERIALIZATION, CONNECTION, NO_MEMORY. */
#ifndef ORM_CHANGE_H
#define ORM_CHANGE_H

#include <orm/db.h>
#include <orm/expr.h>
#include <orm/meta.h>

ORM_BEGIN_DECLS

/* Sets columns of all rows that where finds. set: orm_set..., orm_sets(...); NULL or an empty one
 * changes nothing, and counts the rows. A version counts up in each row.
 * where: NULL or an empty condition (a filter to which nothing was added, an orm_and of NULLs) is
 * MISUSE: orm_update_all says that all are meant. */
ORM_API ORM_MUST_CHECK orm_status orm_update_where(orm_db *db, const orm_entity *entity,
                                                   const orm_expr *set, const orm_expr *where,
                                                   int64_t *count_out);

/* The same of all rows of the table. */
ORM_API ORM_MUST_CHECK orm_status orm_update_all(orm_db *db, const orm_entity *entity,
                                                 const orm_expr *set, int64_t *count_out);

/* Deletes all rows that where finds, whatever their versions are. where: as of orm_update_where. */
ORM_API ORM_MUST_CHECK orm_status orm_delete_where(orm_db *db, const orm_entity *entity,
                                                   const orm_expr *where, int64_t *count_out);

/* Deletes all rows of the table. */
ORM_API ORM_MUST_CHECK orm_status orm_delete_all(orm_db *db, const orm_entity *entity,
                                                 int64_t *count_out);

ORM_END_DECLS

#endif
