/* A condition that is put together piece by piece, such as a search form's. It owns copies of the
 * expressions and of their operands, so the pieces may come from blocks that have ended.
 *
 *     orm_filter *filter = NULL;
 *     if (orm_filter_new(NULL, &filter) != ORM_OK) ...
 *     if (form->name != NULL) {
 *         orm_filter_and(filter, orm_like(customer_.name, form->name));
 *     }
 *     status = customer_select(db, &(orm_query){ .where = orm_filter_where(filter) }, &rows);
 *     orm_filter_free(filter);
 */
#ifndef ORM_FILTER_H
#define ORM_FILTER_H

#include <orm/alloc.h>
#include <orm/error.h>
#include <orm/expr.h>

ORM_BEGIN_DECLS

typedef struct orm_filter orm_filter;

/* An empty filter. allocator: NULL = malloc; copied. *filter_out: owned, orm_filter_free.
 * Errors: NO_MEMORY. */
ORM_API ORM_MUST_CHECK orm_status orm_filter_new(const orm_allocator *allocator,
                                                 orm_filter **filter_out);

/* Frees it with all expressions that orm_filter_where gave. NULL is allowed. */
ORM_API void orm_filter_free(orm_filter *filter);

/* Adds a condition that must hold as well; NULL adds nothing. Copies deeply: texts, blobs and
 * lists too. Running out of memory is remembered, and the query that uses it says NO_MEMORY; a
 * condition of more than 1000 nodes in one another likewise, with MISUSE. */
ORM_API void orm_filter_and(orm_filter *filter, const orm_expr *condition);

/* Adds an alternative: (what the filter held) OR condition. To an empty filter it is the same as
 * orm_filter_and. */
ORM_API void orm_filter_or(orm_filter *filter, const orm_expr *condition);

/* The condition; NULL where nothing was added. Borrowed: valid until the filter is freed; later
 * additions do not change it. */
ORM_API const orm_expr *orm_filter_where(const orm_filter *filter);

ORM_END_DECLS

#endif
