/* Owns the choice of a header's path in generated files: found by the compiler, and the same on
 * every machine where that can be. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *join(orm_arena *arena, const char *folder, const char *path)
{
    size_t folder_size = strlen(folder), path_size = strlen(path);
    char *joined = orm_arena_alloc(arena, folder_size + path_size + 2);
    if (joined != NULL) {
        memcpy(joined, folder, folder_size);
        joined[folder_size] = '/';
        memcpy(joined + folder_size + 1, path, path_size);
        joined[folder_size + 1 + path_size] = '\0';
    }
    return joined;
}

const char *scan_path_absolute(orm_arena *arena, const char *folder, const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
    }
    return path[0] == '/' ? orm_arena_copy(arena, path, strlen(path)) : join(arena, folder, path);
}

/* Without links; NULL where it does not exist. */
static const char *resolve(orm_arena *arena, const char *path)
{
    char *resolved = realpath(path, NULL);
    const char *copy = resolved == NULL ? NULL : orm_arena_copy(arena, resolved, strlen(resolved));
    free(resolved);
    return copy;
}

/* What follows folder in path; NULL where path is not below it. */
static const char *below(const char *folder, const char *path)
{
    size_t size = strlen(folder);
    if (size > 0 && folder[size - 1] == '/') {
        size--;
    }
    return strncmp(folder, path, size) == 0 && path[size] == '/' ? path + size + 1 : NULL;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether #include "spelling" finds the header: the first file of that name is the one. */
static bool finds(orm_arena *arena, const scan_search *search, const char *spelling,
                  const struct stat *header)
{
    struct stat found;
    for (size_t i = 0; i < search->count; i++) {
        const char *path = join(arena, search->folders[i], spelling);
        if (path != NULL && stat(path, &found) == 0) {
            return is_same_file(&found, header);
        }
    }
    return false;
}

static const char *relative(orm_arena *arena, const char *folder, const char *path)
{
    size_t common = 0;
    for (size_t i = 0; folder[i] == path[i] && folder[i] != '\0'; i++) {
        common = folder[i] == '/' ? i : common;
    }
    /* The folder may itself be the common part. */
    size_t size = strlen(folder);
    if (strncmp(folder, path, size) == 0 && path[size] == '/') {
        common = size;
    }
    size_t ups = 0;
    for (const char *c = folder + common; *c != '\0'; c++) {
        ups += *c == '/' && c[1] != '\0';
    }
    const char *rest = path + common + 1;
    size_t rest_size = strlen(rest);
    char *text = orm_arena_alloc(arena, 3 * ups + rest_size + 1);
    if (text == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < ups; i++) {
        memcpy(text + 3 * i, "../", 3);
    }
    memcpy(text + 3 * ups, rest, rest_size);
    text[3 * ups + rest_size] = '\0';
    return text;
}

bool scan_path_search(orm_arena *arena, const char *output_dir, const char *const *folders,
                      size_t folder_count, scan_search *search_out)
{
    const char *output = resolve(arena, output_dir);
    const char **searched = orm_arena_alloc(arena, (folder_count + 1) * sizeof *searched);
    if (output == NULL || searched == NULL) {
        return false;
    }
    *search_out = (scan_search){ .folders = searched };
    searched[search_out->count++] = output;
    for (size_t i = 0; i < folder_count; i++) {
        const char *folder = resolve(arena, folders[i]);
        if (folder != NULL) {
            searched[search_out->count++] = folder;
        }
    }
    return true;
}

/* Headers come mostly folder by folder, and to resolve one asks the system about each part of its
 * path: done once for all that follow each other in a folder, if they are no links themselves. */
static const char *resolve_header(orm_arena *arena, const char *header, scan_search *search,
                                  struct stat *status_out)
{
    const char *name = strrchr(header, '/') + 1;
    bool is_plain = lstat(header, status_out) == 0 && S_ISREG(status_out->st_mode);
    if (!is_plain) {
        const char *target = resolve(arena, header);
        bool is_there = target != NULL && stat(target, status_out) == 0;
        bool is_folder = is_there && S_ISDIR(status_out->st_mode);
        errno = is_folder ? EISDIR : errno; /* the likeliest slip */
        return is_there && !is_folder ? target : NULL;
    }
    size_t size = (size_t)(name - header);
    if (search->asked == NULL || strncmp(search->asked, header, size) != 0 ||
        search->asked[size] != '\0') {
        search->asked = orm_arena_copy(arena, header, size);
        search->resolved = search->asked == NULL ? NULL : resolve(arena, search->asked);
    }
    bool is_root = search->resolved != NULL && strcmp(search->resolved, "/") == 0;
    return search->resolved == NULL ? NULL : join(arena, is_root ? "" : search->resolved, name);
}

const char *scan_path_include(orm_arena *arena, const char *header, scan_search *search)
{
    struct stat status;
    const char *target = resolve_header(arena, header, search, &status);
    if (target == NULL) {
        return NULL;
    }
    const char *best = NULL;
    for (size_t i = 0; i < search->count; i++) {
        const char *spelling = below(search->folders[i], target);
        if (spelling != NULL && (best == NULL || strlen(spelling) < strlen(best)) &&
            finds(arena, search, spelling, &status)) {
            best = spelling;
        }
    }
    return best != NULL ? best : relative(arena, search->folders[0], target);
}
