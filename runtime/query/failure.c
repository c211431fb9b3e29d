/* Owns the memory of failures. */
#include "query/failure.h"

#include <string.h>

#include "base/alloc.h"

void orm__failure_keep(orm_failure *failure, const orm_allocator *allocator, const orm_error *error)
{
    if (failure->status < 0) {
        return;
    }
    failure->detail = orm__alloc_array(allocator, 1, sizeof *failure->detail);
    failure->status = failure->detail == NULL ? ORM_NO_MEMORY : error->status;
    if (failure->detail != NULL) {
        *failure->detail = *error;
        failure->detail->sql = error->sql == NULL ? NULL : orm__alloc_text(allocator, error->sql);
    }
}

const orm_error *orm__failure_detail(const orm_failure *failure)
{
    static const orm_error none = { .status = ORM_OK };
    static const orm_error no_memory = { .status = ORM_NO_MEMORY, .message = "out of memory" };
    if (failure->detail != NULL) {
        return failure->detail;
    }
    return failure->status < 0 ? &no_memory : &none;
}

void orm__failure_fini(orm_failure *failure, const orm_allocator *allocator)
{
    orm_error *detail = failure->detail;
    if (detail != NULL) {
        if (detail->sql != NULL) {
            orm__alloc_free(allocator, (void *)detail->sql, strlen(detail->sql) + 1);
        }
        orm__alloc_free(allocator, detail, sizeof *detail);
    }
    *failure = (orm_failure){ .status = ORM_OK };
}
