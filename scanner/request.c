/* Owns the way from the command line to a request: working folder, search folders, the names of
 * each header. */
#include "request.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "clang/database.h"
#include "clang/flags.h"
#include "path.h"

/* A request being filled. */
typedef struct filling {
    scan_request *request;
    const scan_options *options;
    scan_context *context;
} filling;

static bool fail(const filling *f, const char *what, const char *which)
{
    scan_diag_error(f->context->diag, (scan_place){ .line = 0 }, "%s%s: %s", what, which,
                    strerror(errno));
    return false;
}

static bool fail_memory(const filling *f)
{
    scan_diag_no_memory(f->context->diag);
    return false;
}

static bool fill_working_dir(const filling *f)
{
    char folder[4096];
    if (getcwd(folder, sizeof folder) == NULL) {
        return fail(f, "cannot find the working folder", "");
    }
    f->request->working_dir = orm_arena_copy(f->context->arena, folder, strlen(folder));
    return f->request->working_dir != NULL || fail_memory(f);
}

static bool fill_output_dir(const filling *f)
{
    const char *given = f->options->output_dir;
    f->request->output_dir = scan_path_absolute(f->context->arena, f->request->working_dir, given);
    if (f->request->output_dir == NULL) {
        return fail_memory(f);
    }
    if (f->options->check) {
        return access(f->request->output_dir, X_OK) == 0 || fail(f, "cannot read ", given);
    }
    return access(f->request->output_dir, W_OK) == 0 || fail(f, "cannot write to ", given);
}

/* A folder without the headers would be passed on to clang, which then misses them one by one. */
static bool check_resource_dir(const filling *f)
{
    const char *dir = f->options->resource_dir;
    if (dir == NULL || strcmp(dir, SCAN_RESOURCE_NONE) == 0) {
        return true;
    }
    const char *header = scan_path_absolute(f->context->arena, dir, "include/stddef.h");
    if (header == NULL) {
        return fail_memory(f);
    }
    return access(header, R_OK) == 0 || fail(f, "cannot read ", header);
}

/* Those of the database, of the file that --like names or of the first header. */
static bool read_database(const filling *f, scan_flag_list *list)
{
    const scan_options *options = f->options;
    orm_arena *arena = f->context->arena;
    const char *working_dir = f->request->working_dir;
    const char *like = options->like != NULL ? options->like : options->headers[0];
    const char *folder = scan_path_absolute(arena, working_dir, options->database);
    const char *file = scan_path_absolute(arena, working_dir, like);
    if (folder == NULL || file == NULL) {
        return fail_memory(f);
    }
    return scan_database_read(f->context, folder, file, options->like != NULL, list);
}

/* The flags of the database, then those of the command line, which so have the last word. */
static bool fill_flags(const filling *f)
{
    scan_flag_list list = { 0 };
    scan_flag_list own = { .flags = f->options->flags, .count = f->options->flag_count };
    if ((f->options->database != NULL && !read_database(f, &list)) ||
        !scan_command_expand(f->context, f->request->working_dir, own, &own)) {
        return false;
    }
    size_t count = list.count + own.count;
    const char **flags = orm__arena_zeroed(f->context->arena, count + 1, sizeof *flags);
    if (flags == NULL) {
        return fail_memory(f);
    }
    for (size_t i = 0; i < count; i++) {
        flags[i] = i < list.count ? list.flags[i] : own.flags[i - list.count];
    }
    f->request->flags = flags;
    f->request->flag_count = count;
    return true;
}

/* Clang would take the next thing for the value, whatever that is. */
static bool check_flags(const filling *f)
{
    const scan_request *request = f->request;
    for (size_t i = 0, skip; i < request->flag_count; i += skip) {
        const char *const *flag = &request->flags[i];
        size_t left = request->flag_count - i;
        (void)scan_flags_keep(flag, left, &skip);
        if (scan_flags_lacks_value(flag, left)) {
            scan_diag_error(f->context->diag, (scan_place){ .line = 0 },
                            "a value is missing behind the compiler flag %s", flag[0]);
            return false;
        }
    }
    return true;
}

/* The folders that the compiler searches for #include "...", absolute. NULL: no memory. */
static const char **search_folders(const filling *f, size_t *count_out)
{
    const scan_request *request = f->request;
    orm_arena *arena = f->context->arena;
    const char **folders = orm__arena_zeroed(arena, request->flag_count + 1, sizeof *folders);
    size_t count = 0;
    for (size_t i = 0, skip; folders != NULL && i < request->flag_count; i += skip) {
        size_t left = request->flag_count - i;
        (void)scan_flags_keep(&request->flags[i], left, &skip);
        const char *folder = scan_flags_quote_folder(&request->flags[i], left);
        if (folder == NULL) {
            continue;
        }
        folders[count] = scan_path_absolute(arena, f->request->working_dir, folder);
        if (folders[count++] == NULL) {
            return NULL;
        }
    }
    *count_out = count;
    return folders;
}

static bool fill_header(const filling *f, scan_header *header, scan_search *search)
{
    orm_arena *arena = f->context->arena;
    if (access(header->given, R_OK) != 0) {
        return fail(f, "cannot read ", header->given);
    }
    header->path = scan_path_absolute(arena, f->request->working_dir, header->given);
    if (header->path == NULL) {
        return fail_memory(f);
    }
    if (strpbrk(header->path, "\"\n") != NULL) {
        scan_diag_error(f->context->diag, (scan_place){ .line = 0 },
                        "a path with a quote or a line's end cannot be included: %s", header->path);
        return false;
    }
    header->include = scan_path_include(arena, header->path, search);
    if (scan_diag_lacks_memory(f->context->diag)) {
        return false;
    }
    const char *what = errno == EISDIR ? "cannot read " : "cannot find the way to ";
    return header->include != NULL || fail(f, what, header->given);
}

static bool fill_headers(const filling *f)
{
    size_t count = f->options->header_count, folder_count = 0;
    const char **folders = search_folders(f, &folder_count);
    scan_header *headers = orm__arena_zeroed(f->context->arena, count, sizeof *headers);
    if (folders == NULL || headers == NULL) {
        return fail_memory(f);
    }
    scan_search search;
    if (!scan_path_search(f->context->arena, f->request->output_dir, folders, folder_count,
                          &search)) {
        return scan_diag_lacks_memory(f->context->diag)
                   ? false
                   : fail(f, "cannot find ", f->options->output_dir);
    }
    for (size_t i = 0; i < count; i++) {
        headers[i].given = f->options->headers[i];
        if (!fill_header(f, &headers[i], &search)) {
            return false;
        }
    }
    f->request->headers = headers;
    f->request->header_count = count;
    return true;
}

bool scan_request_fill(scan_request *request, const scan_options *options, scan_context *context)
{
    *request = (scan_request){
        .name = options->name,
        .includes = options->includes,
        .include_count = options->include_count,
        .resource_dir = options->resource_dir,
    };
    const filling f = { .request = request, .options = options, .context = context };
    return fill_working_dir(&f) && fill_output_dir(&f) && check_resource_dir(&f) &&
           fill_flags(&f) && check_flags(&f) && fill_headers(&f);
}
