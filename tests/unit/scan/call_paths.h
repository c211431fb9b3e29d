/* The ways through the program that lead to one place: the innermost calls there. Where something
 * is tried at each passage of that place, one of each way shows what all of them would. */
#ifndef TESTS_UNIT_SCAN_CALL_PATHS_H
#define TESTS_UNIT_SCAN_CALL_PATHS_H

#include <stddef.h>
#include <stdint.h>

#define CALL_PATHS_MAX 4000

/* One way, and the numbers of the first and the last passage that came by it. */
typedef struct call_path {
    uint64_t hash;
    size_t first, last;
} call_path;

/* All that are known. */
typedef struct call_paths {
    size_t count;
    call_path items[CALL_PATHS_MAX];
} call_paths;

/* Takes note that the caller is passed for the number-th time. */
void call_paths_note(call_paths *paths, size_t number);

#endif
