/* Owns the choice of a header's path in generated files: found by the compiler, and the same on
 * every machine where that can be. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Whether #include "spelling" in a file of output_dir finds the header. */
static bool finds(orm_arena *arena, const char *spelling, const char *header,
                  const char *const *folders, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *path = join(arena, folders[i], spelling);
        if (path != NULL && access(path, F_OK) == 0) {
            const char *resolved = resolve(arena, path);
            return resolved != NULL && strcmp(resolved, header) == 0;
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

const char *scan_path_include(orm_arena *arena, const char *header, const char *output_dir,
                              const char *const *folders, size_t folder_count)
{
    const char *target = resolve(arena, header);
    const char *output = resolve(arena, output_dir);
    const char **searched = orm_arena_alloc(arena, (folder_count + 1) * sizeof *searched);
    if (target == NULL || output == NULL || searched == NULL) {
        return NULL;
    }
    size_t count = 0;
    searched[count++] = output;
    for (size_t i = 0; i < folder_count; i++) {
        const char *folder = resolve(arena, folders[i]);
        if (folder != NULL) {
            searched[count++] = folder;
        }
    }
    const char *best = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *spelling = below(searched[i], target);
        if (spelling != NULL && (best == NULL || strlen(spelling) < strlen(best)) &&
            finds(arena, spelling, target, searched, count)) {
            best = spelling;
        }
    }
    return best != NULL ? best : relative(arena, output, target);
}
