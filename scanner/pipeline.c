/* Owns the order of a scan's steps and the list of its outputs. Each step is another file's. */
#include "pipeline.h"

#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "clang/parse.h"
#include "depfile.h"
#include "emit/emit.h"
#include "model/lower.h"
#include "model/sound.h"
#include "model/symbol.h"
#include "output.h"
#include "request.h"
#include "sqlcheck/sqlcheck.h"

typedef struct pipeline {
    const scan_options *options;
    bool is_last;
    scan_context context;
    scan_request request;
    scan_model model;
    const orm_schema *schema;
    scan_output *outputs;
    size_t output_count;
} pipeline;

static bool is_clean(const pipeline *run)
{
    return scan_diag_error_count(run->context.diag) == 0;
}

static bool fail_memory(pipeline *run)
{
    scan_diag_no_memory(run->context.diag);
    return false;
}

/* ---- the model ---------------------------------------------------------------------------- */

static void understand(pipeline *run, scan_unit *unit)
{
    scan_walk_unit(unit, &run->context, &run->model);
    scan_depend_list(unit, &run->context, &run->model);
    run->model.wants_features = scan_features_are_wanted(unit);
    run->context.evaluator = scan_evaluate_in(unit);
    run->context.declared = scan_declared_in(unit);
    run->context.functions = scan_function_in(unit);
    run->context.naming = run->options->naming;
    for (size_t i = 0; i < run->model.converter_count; i++) {
        scan_apply_converter(&run->context, run->model.converters[i]);
    }
    for (uint16_t i = 0; i < run->model.entity_count; i++) {
        scan_apply_entity(&run->context, run->model.entities[i]);
    }
    if (run->context.lacks_files) {
        return;
    }
    scan_resolve_model(&run->context, &run->model);
    scan_check_model(&run->context, &run->model);
    run->model.has_shadowed = run->context.has_shadowed;
}

/* Beside errors the tables without one are tried. */
static bool try_sql(pipeline *run)
{
    bool was_clean = is_clean(run);
    if (run->context.lacks_files) {
        return false;
    }
    if (!was_clean) {
        scan_sound_keep(&run->context, &run->model);
    }
    if (run->model.entity_count == 0) {
        return false; /* none was read */
    }
    run->schema = scan_lower_model(&run->model, run->context.arena);
    if (run->schema == NULL) {
        return fail_memory(run);
    }
    (was_clean ? scan_sqlcheck_run : scan_sqlcheck_run_alone)(&run->context, &run->model,
                                                              run->schema);
    return is_clean(run);
}

static bool scan(pipeline *run)
{
    scan_unit *unit = scan_parse_open(&run->request, &run->context);
    if (unit != NULL) {
        understand(run, unit);
    }
    if (!run->is_last) {
        scan_parse_close(unit);
    }
    return try_sql(run);
}

/* ---- the outputs -------------------------------------------------------------------------- */

static const char *output_path(pipeline *run, const char *suffix)
{
    orm_buffer path;
    scan_diag_buffer_init(run->context.diag, &path);
    orm__buffer_format(&path, "%s/%s%s", run->options->output_dir, run->options->name, suffix);
    const char *text = orm__buffer_string(&path);
    const char *copy = text == NULL ? NULL : orm_arena_copy(run->context.arena, text, strlen(text));
    orm__buffer_fini(&path);
    return copy;
}

/* The buffer that becomes the file; a path that is NULL for want of memory shows at the end. */
static orm_buffer *add_output(pipeline *run, const char *path)
{
    scan_output *output = &run->outputs[run->output_count++];
    output->path = path;
    scan_diag_buffer_init(run->context.diag, &output->text);
    return &output->text;
}

static void emit_one(pipeline *run, const scan_emit *emit, const scan_emitter *emitter)
{
    orm_error error = { .status = ORM_OK };
    orm_buffer *to = add_output(run, output_path(run, emitter->suffix));
    orm_status status = emitter->emit(to, emit, &error);
    if (status == ORM_NO_MEMORY) {
        scan_diag_no_memory(run->context.diag);
    } else if (status != ORM_OK) {
        scan_diag_error(run->context.diag, (scan_place){ .line = 0 }, "%s%s: %s", emit->model->name,
                        emitter->suffix, error.message);
    }
}

static void emit_depfile(pipeline *run)
{
    const char *target = output_path(run, ".orm.c");
    orm_buffer *to = add_output(run, run->options->depfile);
    if (target == NULL) {
        to->failed = true;
    } else {
        scan_depfile_emit(to, &run->model, target);
    }
}

static bool are_whole(const pipeline *run)
{
    bool whole = true;
    for (size_t i = 0; i < run->output_count; i++) {
        whole = whole && run->outputs[i].path != NULL && !run->outputs[i].text.failed;
    }
    return whole;
}

static bool emit(pipeline *run)
{
    const scan_options *options = run->options;
    orm_arena *arena = run->context.arena;
    size_t count = 0;
    const scan_emitter *emitters = scan_emit_outputs(&count);
    run->outputs = orm__arena_zeroed(arena, count + 1, sizeof *run->outputs);
    char *symbol = orm_arena_alloc(arena, strlen(options->name) + 2);
    if (run->outputs == NULL || symbol == NULL) {
        return fail_memory(run);
    }
    scan_symbol_make(options->name, symbol);
    const scan_emit emit = { .model = &run->model,
                             .schema = run->schema,
                             .symbol = symbol,
                             .includes = options->includes,
                             .include_count = options->include_count,
                             .exports = options->exports };
    for (size_t i = 0; i < count; i++) {
        if (options->outputs[i]) {
            emit_one(run, &emit, &emitters[i]);
        }
    }
    if (options->depfile != NULL && !options->check) { /* it speaks of this machine */
        emit_depfile(run);
    }
    return (are_whole(run) || fail_memory(run)) && is_clean(run);
}

/* ---- the run ------------------------------------------------------------------------------ */

/* The last step: the files are written, or compared. */
static int finish(pipeline *run)
{
    scan_diag *diag = run->context.diag;
    if (run->options->check) {
        size_t stale = scan_output_count_stale(run->outputs, run->output_count, diag);
        return stale == 0 ? SCAN_EXIT_OK : SCAN_EXIT_STALE;
    }
    bool is_written = scan_output_write(run->outputs, run->output_count, diag);
    return is_written ? SCAN_EXIT_OK : SCAN_EXIT_FAILED;
}

static int run_steps(pipeline *run)
{
    scan_diag *diag = run->context.diag;
    bool is_possible = scan_request_fill(&run->request, run->options, &run->context);
    bool is_good = is_possible && scan(run) && emit(run);
    if (!is_good) {
        bool is_theirs = is_possible && !run->context.is_misused && !scan_diag_lacks_memory(diag);
        return is_theirs ? SCAN_EXIT_PROBLEMS : SCAN_EXIT_FAILED;
    }
    return finish(run);
}

static void print(const pipeline *run, FILE *errors)
{
    const scan_options *options = run->options;
    if (options->json) {
        scan_diag_print_json(run->context.diag, options->error_limit, errors);
    } else {
        scan_diag_print(run->context.diag, options->error_limit, errors);
    }
}

static void give_back(pipeline *run)
{
    for (size_t i = 0; i < run->output_count; i++) {
        orm__buffer_fini(&run->outputs[i].text);
    }
    orm_arena_free(run->context.arena);
    scan_diag_free(run->context.diag);
}

int scan_pipeline_run(const scan_options *options, FILE *errors, bool is_last)
{
    pipeline run = { .options = options, .is_last = is_last };
    int status = SCAN_EXIT_FAILED;
    run.context.diag = scan_diag_new();
    if (run.context.diag == NULL) {
        (void)fputs("error: out of memory\n", errors);
        return status;
    }
    orm_allocator allocator = scan_diag_allocator(run.context.diag);
    if (orm_arena_new(&allocator, &run.context.arena) == ORM_OK) {
        status = run_steps(&run);
    }
    print(&run, errors);
    if (!is_last) {
        give_back(&run);
    }
    return status;
}
