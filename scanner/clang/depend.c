/* Owns the list of files that a scan depends on. */
#include <stdlib.h>
#include <string.h>

#include "clang/unit.h"

typedef struct dependencies {
    scan_unit *unit;
    scan_list files;
} dependencies;

static bool is_in_memory(const scan_unit *unit, const char *name)
{
    for (unsigned i = 0; i < unit->unsaved_count; i++) {
        if (strcmp(name, unit->unsaved[i].Filename) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_builtin(const scan_unit *unit, const char *name)
{
    const char *dir = unit->resource_dir;
    return dir != NULL && strncmp(name, dir, strlen(dir)) == 0 && name[strlen(dir)] == '/';
}

static void note_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    (void)stack;
    (void)depth;
    dependencies *found = data;
    const char *name = scan_unit_take(found->unit->context, clang_getFileName(file));
    if (name != NULL && !is_in_memory(found->unit, name) && !is_builtin(found->unit, name)) {
        (void)scan_unit_add(found->unit->context, &found->files, name);
    }
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void scan_depend_list(scan_unit *unit, scan_context *context, scan_model *model)
{
    dependencies found = { .unit = unit };
    clang_getInclusions(unit->tu, note_file, &found);
    const char **files = scan_unit_zeroed(context, found.files.count, sizeof *files);
    if (files == NULL || found.files.count == 0) {
        return;
    }
    memcpy(files, found.files.items, found.files.count * sizeof *files);
    qsort(files, found.files.count, sizeof *files, compare);
    size_t count = 1;
    for (size_t i = 1; i < found.files.count; i++) {
        if (strcmp(files[i], files[count - 1]) != 0) {
            files[count++] = files[i];
        }
    }
    model->dependencies = files;
    model->dependency_count = count;
}
