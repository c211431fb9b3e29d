/* Memory as the program's own code asks for it, of the C library and of arenas (the linker wraps
 * both), with one request that fails. What libclang and the C library take for themselves is not
 * touched. */
#ifndef TESTS_UNIT_SCAN_FAILING_MALLOC_H
#define TESTS_UNIT_SCAN_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

#include "call_paths.h"

/* From now on no request fails; the ways to them are noted in paths, under their numbers. */
void failing_malloc_watch(call_paths *paths);

/* From now on the number-th request fails, counted from 1, and all after it too if keeps_failing; 0
 * = none fails. */
void failing_malloc_start(size_t number, bool keeps_failing);

/* How many requests there have been since. No more of them fail. */
size_t failing_malloc_stop(void);

#endif
