/* Owns why a file could not be opened. SQLite says little more than that, so the file system is
 * asked. */
/* faccessat is no part of C11 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "driver/sqlite.h"

typedef struct refusal {
    orm_status status;
    const char *reason; /* NULL: SQLite's own words */
} refusal;

/* The folder that a path leads to. False: its name is too long. */
static bool find_folder(const char *path, char *folder, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL || slash == path ? 1 : (size_t)(slash - path);
    if (length >= size) {
        return false;
    }
    memcpy(folder, slash == NULL ? "." : path, length);
    folder[length] = '\0';
    return true;
}

/* SQLite tries to read what it may not write, so the system's last word is that there is no file,
 * also where there was no permission to make it. */
static refusal explain_absence(const char *path, const orm_options *options)
{
    enum { LONGEST_FOLDER = 4096 };
    char folder[LONGEST_FOLDER];
    bool must_be_there = options->must_exist || options->read_only;
    bool is_known = find_folder(path, folder, sizeof folder);
    if (is_known && access(folder, F_OK) != 0) {
        return (refusal){ must_be_there ? ORM_NOT_FOUND : ORM_CONNECTION, "no such folder" };
    }
    if (must_be_there && access(path, F_OK) != 0) {
        return (refusal){ ORM_NOT_FOUND, "no such file" };
    }
    if (is_known && faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0) {
        return (refusal){ ORM_PERMISSION, errno == EROFS
                                              ? "its file system is read-only"
                                              : "no permission to create a file in its folder" };
    }
    return (refusal){ ORM_CONNECTION, NULL };
}

static refusal explain(int system_error, const char *path, const orm_options *options)
{
    switch (system_error) {
    case ENOENT:
        return explain_absence(path, options);
    case EACCES:
    case EPERM:
    case EROFS:
        return (refusal){ ORM_PERMISSION, "permission denied" };
    case EISDIR:
        return (refusal){ ORM_CONNECTION, "it is a folder" };
    case ENOTDIR:
        return (refusal){ ORM_CONNECTION, "a part of its path is no folder" };
    default:
        return (refusal){ ORM_CONNECTION, NULL };
    }
}

orm_status orm__sqlite_file_refuse(sqlite3 *handle, int code, const char *path,
                                   const orm_options *options, orm_error *error)
{
    orm_error cause;
    refusal why = { .status = orm__sqlite_error_fill(handle, code, &cause) };
    int system_error = sqlite3_system_errno(handle);
    if ((code & 0xff) == SQLITE_CANTOPEN || system_error == EISDIR) {
        why = explain(system_error, path, options);
    } else if (code == SQLITE_READONLY_DIRECTORY || code == SQLITE_READONLY_CANTINIT) {
        why =
            (refusal){ ORM_PERMISSION, "its folder is not writable, and it needs a file beside it:"
                                       " the -shm file of its write-ahead log, or its journal" };
    }
    (void)orm__error_set(error, why.status, "cannot open %s: %s", path,
                         why.reason == NULL ? cause.message : why.reason);
    error->native = code;
    return why.status;
}
