/* Owns the order of a scan's steps and the files that it leaves. Each step is another file's. */
#include "pipeline.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/check.h"
#include "clang/flags.h"
#include "clang/parse.h"
#include "emit/emit.h"
#include "model/lower.h"
#include "model/symbol.h"
#include "output.h"
#include "path.h"

enum { OUTPUTS_MAX = 5 };

typedef struct pipeline {
    const scan_options *options;
    FILE *errors;
    scan_context context;
    scan_request request;
    scan_model model;
    const orm_schema *schema;
    orm_buffer texts[OUTPUTS_MAX];
    scan_output outputs[OUTPUTS_MAX];
    size_t output_count;
} pipeline;

static bool fail(pipeline *run, const char *what, const char *which)
{
    (void)fprintf(run->errors, "orm-scan: %s%s: %s\n", what, which, strerror(errno));
    return false;
}

static bool fail_memory(pipeline *run)
{
    (void)fputs("orm-scan: out of memory\n", run->errors);
    return false;
}

/* ---- the request -------------------------------------------------------------------------- */

static const char *working_folder(orm_arena *arena)
{
    char folder[4096];
    return getcwd(folder, sizeof folder) == NULL ? NULL
                                                 : orm_arena_copy(arena, folder, strlen(folder));
}

/* The folders that the compiler searches for #include "...", absolute. */
static const char **search_folders(pipeline *run, size_t *count_out)
{
    const scan_options *options = run->options;
    orm_arena *arena = run->context.arena;
    const char **folders = orm__arena_zeroed(arena, options->flag_count, sizeof *folders);
    size_t count = 0;
    for (size_t i = 0, skip; folders != NULL && i < options->flag_count; i += skip) {
        size_t left = options->flag_count - i;
        (void)scan_flags_keep(&options->flags[i], left, &skip);
        const char *folder = scan_flags_quote_folder(&options->flags[i], left);
        if (folder == NULL) {
            continue;
        }
        folders[count] = scan_path_absolute(arena, run->request.working_dir, folder);
        if (folders[count++] == NULL) {
            return NULL;
        }
    }
    *count_out = count;
    return folders;
}

static bool fill_headers(pipeline *run)
{
    const scan_options *options = run->options;
    orm_arena *arena = run->context.arena;
    size_t folder_count = 0;
    const char **folders = search_folders(run, &folder_count);
    scan_header *headers = orm__arena_zeroed(arena, options->header_count, sizeof *headers);
    if (folders == NULL || headers == NULL) {
        return fail_memory(run);
    }
    for (size_t i = 0; i < options->header_count; i++) {
        scan_header *header = &headers[i];
        header->given = options->headers[i];
        header->path = scan_path_absolute(arena, run->request.working_dir, header->given);
        if (access(header->given, R_OK) != 0) {
            return fail(run, "cannot read ", header->given);
        }
        header->include = header->path == NULL
                              ? NULL
                              : scan_path_include(arena, header->path, run->request.output_dir,
                                                  folders, folder_count);
        if (header->include == NULL) {
            return fail(run, "cannot find the way to ", header->given);
        }
    }
    run->request.headers = headers;
    run->request.header_count = options->header_count;
    return true;
}

/* A folder without the headers would be passed on to clang, which then misses them one by one. */
static bool check_resource_dir(pipeline *run)
{
    const char *dir = run->options->resource_dir;
    const char *header =
        dir == NULL ? NULL : scan_path_absolute(run->context.arena, dir, "include/stddef.h");
    if (header != NULL && access(header, R_OK) != 0) {
        return fail(run, "cannot read ", header);
    }
    return dir == NULL || header != NULL || fail_memory(run);
}

static bool fill_request(pipeline *run)
{
    const scan_options *options = run->options;
    orm_arena *arena = run->context.arena;
    run->request = (scan_request){
        .name = options->name,
        .includes = options->includes,
        .include_count = options->include_count,
        .flags = options->flags,
        .flag_count = options->flag_count,
        .resource_dir = options->resource_dir,
        .working_dir = working_folder(arena),
    };
    if (run->request.working_dir == NULL) {
        return fail(run, "cannot find the working folder", "");
    }
    run->request.output_dir =
        scan_path_absolute(arena, run->request.working_dir, options->output_dir);
    if (run->request.output_dir == NULL || access(run->request.output_dir, W_OK) != 0) {
        return fail(run, "cannot write to ", options->output_dir);
    }
    return check_resource_dir(run) && fill_headers(run);
}

/* ---- the model ---------------------------------------------------------------------------- */

static bool is_clean(const pipeline *run)
{
    return scan_diag_error_count(run->context.diag) == 0;
}

/* What is missing because of a syntax error would be missed again by the later steps: they wait. */
static void understand(pipeline *run, scan_unit *unit)
{
    scan_walk_unit(unit, &run->context, &run->model);
    scan_depend_list(unit, &run->context, &run->model);
    run->context.evaluator = scan_evaluate_in(unit);
    bool is_whole = is_clean(run);
    for (uint16_t i = 0; i < run->model.entity_count; i++) {
        scan_apply_entity(&run->context, run->model.entities[i]);
    }
    if (is_whole) {
        scan_resolve_model(&run->context, &run->model);
        scan_check_model(&run->context, &run->model);
    }
}

static bool scan(pipeline *run)
{
    scan_unit *unit = scan_parse_open(&run->request, &run->context);
    if (unit != NULL && is_clean(run)) {
        understand(run, unit);
    }
    scan_parse_close(unit);
    if (!is_clean(run)) {
        return false;
    }
    run->schema = scan_lower_model(&run->model, run->context.arena);
    if (run->schema == NULL) {
        scan_diag_error(run->context.diag, (scan_place){ 0 }, "out of memory");
    }
    return run->schema != NULL;
}

/* ---- the outputs -------------------------------------------------------------------------- */

static orm_buffer *add_output(pipeline *run, const char *path)
{
    size_t index = run->output_count++;
    run->outputs[index].path = path;
    return &run->texts[index];
}

static const char *output_path(pipeline *run, const char *suffix)
{
    orm_buffer path;
    orm__buffer_init(&path, NULL);
    orm__buffer_format(&path, "%s/%s%s", run->options->output_dir, run->options->name, suffix);
    const char *text = orm__buffer_string(&path);
    const char *copy = text == NULL ? NULL : orm_arena_copy(run->context.arena, text, strlen(text));
    orm__buffer_fini(&path);
    return copy;
}

static void escape_for_make(orm_buffer *to, const char *path)
{
    for (const char *c = path; *c != '\0'; c++) {
        if (*c == ' ' || *c == '#' || *c == '$') {
            orm__buffer_char(to, *c == '$' ? '$' : '\\');
        }
        orm__buffer_char(to, *c);
    }
}

static void emit_depfile(orm_buffer *to, const pipeline *run, const char *target)
{
    escape_for_make(to, target);
    orm__buffer_char(to, ':');
    for (size_t i = 0; i < run->model.dependency_count; i++) {
        orm__buffer_text(to, " \\\n ");
        escape_for_make(to, run->model.dependencies[i]);
    }
    orm__buffer_char(to, '\n');
}

static void emit_sql(pipeline *run, const scan_emit *emit, const char *dialect, const char *suffix)
{
    orm_error error = { .status = ORM_OK };
    orm_buffer *to = add_output(run, output_path(run, suffix));
    if (scan_emit_sql(to, emit, dialect, &error) != ORM_OK) {
        scan_diag_error(run->context.diag, (scan_place){ 0 }, "%s: %s", dialect, error.message);
    }
}

static bool emit(pipeline *run)
{
    const scan_options *options = run->options;
    char *symbol = orm_arena_alloc(run->context.arena, strlen(options->name) + 2);
    const char *tables = output_path(run, ".orm.c");
    if (symbol == NULL || tables == NULL) {
        scan_diag_error(run->context.diag, (scan_place){ 0 }, "out of memory");
        return false;
    }
    scan_symbol_make(options->name, symbol);
    scan_emit emit = { .model = &run->model,
                       .schema = run->schema,
                       .symbol = symbol,
                       .includes = options->includes,
                       .include_count = options->include_count,
                       .exports = options->exports };
    scan_emit_header(add_output(run, output_path(run, ".orm.h")), &emit);
    scan_emit_tables(add_output(run, tables), &emit);
    if (options->sql) {
        emit_sql(run, &emit, "sqlite", ".sqlite.sql");
        emit_sql(run, &emit, "postgresql", ".postgresql.sql");
    }
    if (options->depfile != NULL) {
        emit_depfile(add_output(run, options->depfile), run, tables);
    }
    return is_clean(run);
}

static bool write_outputs(pipeline *run)
{
    for (size_t i = 0; i < run->output_count; i++) {
        scan_output *output = &run->outputs[i];
        output->text = orm__buffer_string(&run->texts[i]);
        output->size = run->texts[i].size;
        if (output->text == NULL || output->path == NULL) {
            return fail_memory(run);
        }
    }
    return scan_output_write(run->outputs, run->output_count, run->errors);
}

static int run_steps(pipeline *run)
{
    if (!fill_request(run)) {
        return SCAN_EXIT_FAILED;
    }
    bool is_good = scan(run) && emit(run);
    scan_diag_print(run->context.diag, run->errors);
    if (!is_good) {
        return SCAN_EXIT_PROBLEMS;
    }
    return write_outputs(run) ? SCAN_EXIT_OK : SCAN_EXIT_FAILED;
}

int scan_pipeline_run(const scan_options *options, FILE *errors)
{
    pipeline run = { .options = options, .errors = errors };
    int status = SCAN_EXIT_FAILED;
    for (size_t i = 0; i < OUTPUTS_MAX; i++) {
        orm__buffer_init(&run.texts[i], NULL);
    }
    run.context.diag = scan_diag_new();
    if (run.context.diag == NULL || orm_arena_new(NULL, &run.context.arena) != ORM_OK) {
        (void)fail_memory(&run);
    } else {
        status = run_steps(&run);
    }
    for (size_t i = 0; i < OUTPUTS_MAX; i++) {
        orm__buffer_fini(&run.texts[i]);
    }
    orm_arena_free(run.context.arena);
    scan_diag_free(run.context.diag);
    return status;
}
