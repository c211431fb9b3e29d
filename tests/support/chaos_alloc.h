/* An allocator for tests: counts, fails the n-th request, moves a block on every resize, notices
 * leaks, wrong old sizes and writes behind a block's end. Owns its bookkeeping inside the blocks.
 *
 *     chaos_alloc chaos;
 *     chaos_init(&chaos, 0);
 *     orm_allocator allocator = chaos_allocator(&chaos);
 *     ...
 *     assert_string_equal(chaos_fault(&chaos), "");
 */
#ifndef TESTS_SUPPORT_CHAOS_ALLOC_H
#define TESTS_SUPPORT_CHAOS_ALLOC_H

#include <orm/alloc.h>
#include <orm/error.h>

typedef struct chaos_alloc {
    size_t requests;    /* for new or more or less memory; giving back is none */
    size_t fail_at;     /* the request that fails, counted from 1; 0 = none */
    bool keeps_failing; /* and all after it */
    size_t live_blocks, live_bytes, peak_bytes;
    const char *wrong_use; /* the first one; NULL = none */
    struct chaos_block *blocks;
} chaos_alloc;

void chaos_init(chaos_alloc *chaos, size_t fail_at);

/* An allocator that borrows *chaos. */
orm_allocator chaos_allocator(chaos_alloc *chaos);

/* What is wrong so far: "" = nothing, and all memory was given back. Borrowed, static. */
const char *chaos_fault(const chaos_alloc *chaos);

/* Frees what leaked, so that a test of a leak is none itself. */
void chaos_release(chaos_alloc *chaos);

/* Something that allocates, and gives everything back before it returns. */
typedef orm_status (*chaos_scenario)(void *ctx, const orm_allocator *allocator);

/* Runs a scenario with its first request failing, then its second, ..., until it succeeds; then all
 * that again with everything after that request failing too. A run that was refused memory must end
 * in NO_MEMORY. "" = every run was in order, else what was not. Borrowed, static. */
const char *chaos_each(chaos_scenario scenario, void *ctx);

#endif
