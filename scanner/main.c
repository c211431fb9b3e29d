/* orm-scan: from annotated headers to the tables of Corm. */
#define _DEFAULT_SOURCE /* setenv, madvise */
#include <orm/version.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

#include "options.h"
#include "pipeline.h"

/* Compilers end so, too: what they and their libraries would tidy up is the process's, and ends
 * with it. */
#ifndef SCAN_ENDS_AT_ONCE
#define SCAN_ENDS_AT_ONCE false
#endif

/* Large blocks would be asked of the system one by one, and given back, where all is wanted to the
 * end; and its first use of each small page costs more than what is done there. */
static void keep_heap_whole(void)
{
#ifdef __GLIBC__
    enum { LARGEST = 1 << 26, STEP = 1 << 20, ROOM = 1 << 24, HUGE_PAGE = 1 << 21 };
    (void)mallopt(M_MMAP_THRESHOLD, LARGEST);
    (void)mallopt(M_TRIM_THRESHOLD, LARGEST);
    (void)mallopt(M_TOP_PAD, STEP);
#ifdef MADV_HUGEPAGE
    char *room = malloc(ROOM);
    if (room != NULL) {
        size_t before = HUGE_PAGE - (uintptr_t)room % HUGE_PAGE;
        (void)madvise(room + before, ROOM - before,
                      MADV_HUGEPAGE); /* a kernel without them: as ever */
    }
    free(room);
#endif
#endif
}

int main(int argc, char **argv)
{
    scan_options options;
    int status = SCAN_EXIT_OK;
    /* libclang would parse in a thread of its own, for the sake of programs whose stacks are
     * small. */
    (void)setenv("LIBCLANG_NOTHREADS", "1", 0);
    keep_heap_whole();
    if (!scan_options_parse(&options, argc, (const char *const *)argv, stderr)) {
        status = SCAN_EXIT_FAILED;
    } else if (options.help) {
        scan_options_print_help(stdout);
    } else if (options.version) {
        (void)puts("orm-scan " ORM_VERSION);
    } else {
        status = scan_pipeline_run(&options, stderr, SCAN_ENDS_AT_ONCE);
    }
    scan_options_fini(&options);
    if (SCAN_ENDS_AT_ONCE) {
        (void)fflush(NULL);
        _exit(status);
    }
    return status;
}
