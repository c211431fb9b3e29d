/* Owns the search for clang's builtin headers. The only code of the scanner that runs another
 * program, and only when the files beside libclang are missing. */
#define _GNU_SOURCE /* dladdr */
#include "clang/resource.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clang/builtin.h"

#ifndef SCAN_RESOURCE_DIR
#define SCAN_RESOURCE_DIR ""
#endif

static bool has_headers(scan_context *context, const char *include_dir)
{
    const char *file = scan_unit_text(context, "%s/stddef.h", include_dir);
    return file != NULL && access(file, R_OK) == 0;
}

static bool is_resource_dir(scan_context *context, const char *dir)
{
    const char *include_dir = scan_unit_text(context, "%s/include", dir);
    return dir[0] != '\0' && include_dir != NULL && has_headers(context, include_dir);
}

int scan_resource_version(scan_context *context)
{
    const char *text = scan_unit_take(context, clang_getClangVersion());
    const char *version = text == NULL ? NULL : strstr(text, "version ");
    return version == NULL ? 0 : atoi(version + strlen("version "));
}

/* The folder of the library that is loaded now, which need not be the one that was linked. */
static const char *library_folder(scan_context *context)
{
    Dl_info info;
    CXString (*anchor)(void) = clang_getClangVersion;
    void *address;
    memcpy(&address, &anchor, sizeof address);
    if (dladdr(address, &info) == 0 || info.dli_fname == NULL) {
        return NULL;
    }
    const char *slash = strrchr(info.dli_fname, '/');
    return slash == NULL
               ? NULL
               : scan_unit_text(context, "%.*s", (int)(slash - info.dli_fname), info.dli_fname);
}

/* The resource folder that belongs to the loaded library, or NULL. */
static const char *beside_library(scan_context *context)
{
    const char *folder = library_folder(context);
    int version = scan_resource_version(context);
    if (folder == NULL || version == 0) {
        return NULL;
    }
    const char *const likely[] = {
        scan_unit_text(context, "%s/clang/%d", folder, version),
        scan_unit_text(context, "%s/../lib/clang/%d", folder, version),
        scan_unit_text(context, "%s/../llvm-%d/lib/clang/%d", folder, version, version),
    };
    for (size_t i = 0; i < sizeof likely / sizeof likely[0]; i++) {
        if (likely[i] != NULL && is_resource_dir(context, likely[i])) {
            return likely[i];
        }
    }
    return NULL;
}

/* The first line that a command prints, or NULL. */
static const char *first_line(scan_context *context, const char *command)
{
    char line[4096];
    FILE *pipe = popen(command, "r");
    if (pipe == NULL) {
        return NULL;
    }
    bool got = fgets(line, sizeof line, pipe) != NULL;
    (void)pclose(pipe);
    if (!got) {
        return NULL;
    }
    line[strcspn(line, "\n")] = '\0';
    return scan_unit_text(context, "%s", line);
}

static bool add_pair(scan_unit *unit, const char *flag, const char *value)
{
    return scan_unit_add(unit->context, &unit->arguments, flag) &&
           scan_unit_add(unit->context, &unit->arguments, value);
}

/* Clang's own folder, or NULL. */
static const char *find_folder(scan_unit *unit)
{
    scan_context *context = unit->context;
    const char *dir = unit->request->resource_dir;
    if (dir == NULL) {
        dir = beside_library(context);
    }
    if (dir == NULL && is_resource_dir(context, SCAN_RESOURCE_DIR)) {
        dir = SCAN_RESOURCE_DIR;
    }
    if (dir == NULL) {
        const char *printed = first_line(context, "clang -print-resource-dir 2>/dev/null");
        dir = printed != NULL && is_resource_dir(context, printed) ? printed : NULL;
    }
    return dir;
}

static bool add_stand_ins(scan_unit *unit)
{
    return scan_unit_add(unit->context, &unit->arguments, "-nobuiltininc") &&
           add_pair(unit, "-isystem", SCAN_BUILTIN_FOLDER);
}

bool scan_resource_add_flags(scan_unit *unit)
{
    scan_context *context = unit->context;
    const char *asked = unit->request->resource_dir;
    if (asked != NULL && strcmp(asked, SCAN_RESOURCE_NONE) == 0) {
        return add_stand_ins(unit);
    }
    const char *dir = find_folder(unit);
    unit->has_builtin_headers = true;
    if (dir != NULL) {
        unit->resource_dir = dir;
        return add_pair(unit, "-resource-dir", dir);
    }
    const char *include_dir = first_line(context, "gcc -print-file-name=include 2>/dev/null");
    if (include_dir != NULL && has_headers(context, include_dir)) {
        return add_pair(unit, "-isystem", include_dir);
    }
    unit->has_builtin_headers = false;
    return add_stand_ins(unit);
}
