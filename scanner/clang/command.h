/* The words of a compile command: which of them are flags that matter to a parser. */
#ifndef SCANNER_CLANG_COMMAND_H
#define SCANNER_CLANG_COMMAND_H

#include "model/apply.h"

typedef struct scan_flag_list {
    const char *const *flags;
    size_t count;
} scan_flag_list;

/* The words, those that a file holds in the place of its @FILE, and those of a text of CMake's in
 * the place of its SHELL:. folder: absolute, that of the files. False: the diag knows why. */
bool scan_command_expand(scan_context *context, const char *folder, scan_flag_list words,
                         scan_flag_list *list_out);

/* Of expanded words, which were compiled in folder, the flags that matter; the paths in them are
 * made absolute. False: no memory, and the diag knows. */
bool scan_command_flags(scan_context *context, const char *folder, scan_flag_list words,
                        scan_flag_list *list_out);

#endif
