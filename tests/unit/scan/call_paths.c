/* Owns what tells one way from another: a hash over return addresses. */
#include "call_paths.h"

#include <assert.h>
#include <unwind.h>

/* With the few calls between the allocation and here: far enough to tell the users of a helper's
 * helper apart, not so far that each element of a list is a way of its own. */
#define DEPTH 10

typedef struct walk {
    uint64_t hash;
    int depth;
} walk;

static _Unwind_Reason_Code add_frame(struct _Unwind_Context *frame, void *ctx)
{
    walk *at = ctx;
    at->hash = (at->hash ^ (uint64_t)_Unwind_GetIP(frame)) * UINT64_C(1099511628211);
    return ++at->depth < DEPTH ? _URC_NO_REASON : _URC_END_OF_STACK;
}

void call_paths_note(call_paths *paths, size_t number)
{
    walk at = { .hash = UINT64_C(14695981039346656037) };
    (void)_Unwind_Backtrace(add_frame, &at);
    size_t i = 0;
    while (i < paths->count && paths->items[i].hash != at.hash) {
        i++;
    }
    if (i == paths->count) {
        assert(i < CALL_PATHS_MAX);
        paths->items[paths->count++] = (call_path){ .hash = at.hash, .first = number };
    }
    paths->items[i].last = number;
}
