/* Stand-ins for the headers that every C compiler brings itself (stddef.h and its like), for a
 * libclang that comes without them. Clang-free. */
#ifndef SCANNER_CLANG_BUILTIN_H
#define SCANNER_CLANG_BUILTIN_H

#include <stddef.h>

/* The folder that they pretend to be in; nothing on the disk is called so. */
#define SCAN_BUILTIN_FOLDER "/orm-scan/include"

typedef struct scan_builtin {
    const char *path, *text;
} scan_builtin;

/* Static. */
const scan_builtin *scan_builtin_headers(size_t *count_out);

#endif
