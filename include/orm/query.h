/* Questions to one table: which rows, in which order, how many. */
#ifndef ORM_QUERY_H
#define ORM_QUERY_H

#include <orm/db.h>
#include <orm/expr.h>
#include <orm/rows.h>

ORM_BEGIN_DECLS

/* How many orders a query can hold; one more does not compile. */
#define ORM_ORDER_MAX 8

/* A question. Zero means: no condition, no order, no limit. Only read during the call. A file-scope
 * static const query is as good as one on the stack. */
typedef struct orm_query {
    const orm_expr *where;
    const orm_expr *order_by[ORM_ORDER_MAX]; /* orm_asc, orm_desc; the first NULL ends it */
    const int64_t *limit; /* orm_limit(n): at most n rows, 0 included; NULL = all */
    int64_t offset;       /* rows to leave out first */
    size_t window;        /* rows kept in memory; 0 = all; what a write does to it: orm/rows.h */
} orm_query;

#ifndef __cplusplus
#define orm_limit(n) (&(const int64_t){ (n) })
#endif

/* Selects rows of an entity. query: NULL = all rows. *rows_out: owned, orm_rows_free.
 * Errors: MISUSE (a column of another table, a negative limit or offset, NULL in a list),
 * CONVERSION (an operand or a row that does not fit: names table and column), SCHEMA, CONNECTION,
 * ABORTED, NO_MEMORY. *rows_out is untouched then. */
ORM_API ORM_MUST_CHECK orm_status orm_select(orm_db *db, const orm_entity *entity,
                                             const orm_query *query, orm_rows **rows_out);

/* How many rows orm_select would give, limit and offset included; the order and the window do not
 * matter. Errors: as orm_select. */
ORM_API ORM_MUST_CHECK orm_status orm_count(orm_db *db, const orm_entity *entity,
                                            const orm_query *query, int64_t *count_out);

ORM_END_DECLS

#endif
