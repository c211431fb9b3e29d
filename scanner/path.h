/* Paths: absolute ones, and how a generated file names a header. Results live in the arena; NULL:
 * no memory, or the file is not there. */
#ifndef SCANNER_PATH_H
#define SCANNER_PATH_H

#include <orm/arena.h>
#include <stddef.h>

/* path seen from an absolute folder, links and ".." as they are. */
const char *scan_path_absolute(orm_arena *arena, const char *folder, const char *path);

/* How a file in output_dir includes a header, given the folders that the compiler searches: below
 * one of them (the shortest such path that finds this very header), else relative from output_dir.
 * All absolute. */
const char *scan_path_include(orm_arena *arena, const char *header, const char *output_dir,
                              const char *const *folders, size_t folder_count);

#endif
