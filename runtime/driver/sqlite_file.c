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

/* ---- URIs ---- */

static const char uri_scheme[] = "file:";

bool orm__sqlite_file_is_uri(const char *path)
{
    return strncmp(path, uri_scheme, sizeof uri_scheme - 1) == 0;
}

bool orm__sqlite_file_shares_cache(const char *path)
{
    const char *parameters = orm__sqlite_file_is_uri(path) ? strchr(path, '?') : NULL;
    bool has_name = parameters != NULL && parameters > path + sizeof uri_scheme - 1;
    return has_name && strstr(parameters, "cache=shared") != NULL;
}

static int digit_of(char c)
{
    const char *digits = "0123456789abcdef";
    const char *found = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c);
    return found == NULL ? -1 : (int)(found - digits);
}

/* The path that a URI names. False: its name is too long. */
static bool find_file(const char *uri, char *file, size_t size)
{
    const char *at = uri + sizeof uri_scheme - 1;
    if (strncmp(at, "//", 2) == 0) {
        at += 2 + strcspn(at + 2, "/?#");
    }
    size_t used = 0;
    for (; *at != '\0' && *at != '?' && *at != '#' && used + 1 < size; at++) {
        bool is_code = *at == '%' && digit_of(at[1]) >= 0 && digit_of(at[2]) >= 0;
        file[used++] = is_code ? (char)(digit_of(at[1]) * 16 + digit_of(at[2])) : *at;
        at += is_code ? 2 : 0;
    }
    file[used] = '\0';
    return used + 1 < size;
}

/* One of its parameters says that the file must be there. */
static bool must_be_there(const char *path, const orm_options *options)
{
    const char *parameters = orm__sqlite_file_is_uri(path) ? strchr(path, '?') : NULL;
    const char *mode = parameters == NULL ? NULL : strstr(parameters, "mode=r");
    bool is_said = mode != NULL && strncmp(mode, "mode=rwc", 8) != 0;
    return is_said || options->must_exist || options->read_only;
}

/* ---- why it does not open ---- */

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
static refusal explain_absence(const char *said, const orm_options *options)
{
    enum { LONGEST_PATH = 4096 };
    char folder[LONGEST_PATH], file[LONGEST_PATH];
    bool is_uri = orm__sqlite_file_is_uri(said);
    bool must_exist = must_be_there(said, options);
    if (is_uri && !find_file(said, file, sizeof file)) {
        return (refusal){ ORM_CONNECTION, NULL };
    }
    const char *path = is_uri ? file : said;
    bool is_known = find_folder(path, folder, sizeof folder);
    if (is_known && access(folder, F_OK) != 0) {
        return (refusal){ must_exist ? ORM_NOT_FOUND : ORM_CONNECTION, "no such folder" };
    }
    if (must_exist && access(path, F_OK) != 0) {
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
    case ELOOP:
        return (refusal){ ORM_PERMISSION, "it is a symbolic link" };
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
