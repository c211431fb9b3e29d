/* Paths: absolute ones, and how a generated file names a header. Results live in the arena; NULL:
 * no memory, or the file is not there. */
#ifndef SCANNER_PATH_H
#define SCANNER_PATH_H

#include <orm/arena.h>
#include <stdbool.h>
#include <stddef.h>

/* path seen from an absolute folder, links and ".." as they are. */
const char *scan_path_absolute(orm_arena *arena, const char *folder, const char *path);

/* Where a compiler looks for a quoted include, without links: first beside the including file. */
typedef struct scan_search {
    const char **folders;
    size_t count;
    const char *asked, *resolved; /* the last header's folder, and what that is without links */
} scan_search;

/* The search from a file in output_dir; folders that are not there are left out. All absolute.
 * False: no memory, or output_dir is not there. */
bool scan_path_search(orm_arena *arena, const char *output_dir, const char *const *folders,
                      size_t folder_count, scan_search *search_out);

/* How the file of a search includes a header, which is absolute: below one of the folders (the
 * shortest such path that finds this very header), else relative from the first. */
const char *scan_path_include(orm_arena *arena, const char *header, scan_search *search);

#endif
