/* The failure of a result, which outlives the call that met it and perhaps the handle. Hardly any
 * result has one, and the detail is large: it is made when it is needed. */
#ifndef ORM_QUERY_FAILURE_H
#define ORM_QUERY_FAILURE_H

#include <orm/alloc.h>
#include <orm/error.h>

typedef struct orm_failure {
    orm_status status; /* ORM_OK: there is none */
    orm_error *detail; /* owned, with its sql; NULL: there was no memory for it */
} orm_failure;

/* Keeps a copy of an error; without memory for that it is one of NO_MEMORY. Replaces nothing: the
 * first failure stays. */
void orm__failure_keep(orm_failure *failure, const orm_allocator *allocator,
                       const orm_error *error);

/* Never NULL. Borrowed, as long as the failure. */
const orm_error *orm__failure_detail(const orm_failure *failure);

void orm__failure_fini(orm_failure *failure, const orm_allocator *allocator);

#endif
