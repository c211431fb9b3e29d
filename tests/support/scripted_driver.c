/* Owns the playing of a script: comparing calls with steps, and giving their answers. */
#include "support/scripted_driver.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct scripted_link {
    orm_link base;
    scripted_driver *script;
    orm_allocator allocator;
} scripted_link;

typedef struct scripted_statement {
    orm_prepared base;
    scripted_link *link;
    size_t param_count;
    int64_t changes;
    bool running;
} scripted_statement;

static const char *const op_names[] = { "open", "prepare", "start", "fetch", "exec" };

ORM_PRINTF(2, 3)
static void complain(scripted_driver *script, const char *format, ...)
{
    if (script->problem[0] == '\0') {
        va_list args;
        va_start(args, format);
        (void)vsnprintf(script->problem, sizeof script->problem, format, args);
        va_end(args);
    }
}

static orm_status fail(orm_error *error, orm_status status, const char *message)
{
    *error = (orm_error){ .status = status };
    (void)snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

/* The step that a call has to be; NULL: it is none, which is noted. */
static const scripted_step *expect(scripted_driver *script, scripted_op op, const char *sql)
{
    const char *text = sql == NULL ? "" : sql;
    if (script->next >= script->step_count) {
        complain(script, "%s behind the end of the script: %s", op_names[op], text);
        return NULL;
    }
    const scripted_step *step = &script->steps[script->next];
    if (step->op != op) {
        complain(script, "step %zu: %s instead of %s: %s", script->next + 1, op_names[op],
                 op_names[step->op], text);
        return NULL;
    }
    if (step->sql != NULL && sql != NULL && strcmp(step->sql, sql) != 0) {
        complain(script, "step %zu: \"%s\" instead of \"%s\"", script->next + 1, sql, step->sql);
        return NULL;
    }
    return step;
}

/* Ends the step with its answer. */
static orm_status answer(scripted_driver *script, const scripted_step *step, orm_error *error)
{
    script->next++;
    script->waits = 0;
    script->passed = 0;
    script->state = step->state;
    if (step->status < 0) {
        return fail(error, step->status, step->message == NULL ? "scripted" : step->message);
    }
    return ORM_OK;
}

static orm_status refuse(orm_error *error)
{
    return fail(error, ORM_ENGINE, "not in the script");
}

/* ---- the driver ---- */

static orm_status open_link(const orm_link_config *config, orm_link **link_out, orm_error *error)
{
    /* the driver is the first member of its script, which is not const */
    scripted_driver *script = (scripted_driver *)(uintptr_t)config->options->driver;
    orm_status status = ORM_OK;
    if (script->next < script->step_count && script->steps[script->next].op == SCRIPTED_OPEN) {
        status = answer(script, &script->steps[script->next], error);
    }
    if (status != ORM_OK) {
        return status;
    }
    scripted_link *link = config->allocator.resize(config->allocator.ctx, NULL, 0, sizeof *link);
    if (link == NULL) {
        return fail(error, ORM_NO_MEMORY, "out of memory");
    }
    *link = (scripted_link){ .base.driver = &script->driver,
                             .script = script,
                             .allocator = config->allocator };
    script->live_links++;
    *link_out = &link->base;
    return ORM_OK;
}

static void close_link(orm_link *base)
{
    if (base != NULL) {
        scripted_link *link = (scripted_link *)base;
        link->script->live_links--;
        (void)link->allocator.resize(link->allocator.ctx, link, sizeof *link, 0);
    }
}

/* NOLINTNEXTLINE(readability-function-size): the driver table asks for six */
static orm_status prepare(orm_link *base, const char *sql, const orm_parameter_type *types,
                          size_t type_count, orm_prepared **prepared_out, orm_error *error)
{
    (void)types;
    scripted_link *link = (scripted_link *)base;
    const scripted_step *step = expect(link->script, SCRIPTED_PREPARE, sql);
    if (step == NULL) {
        return refuse(error);
    }
    orm_status status = answer(link->script, step, error);
    if (status != ORM_OK) {
        return status;
    }
    scripted_statement *statement =
        link->allocator.resize(link->allocator.ctx, NULL, 0, sizeof *statement);
    if (statement == NULL) {
        return fail(error, ORM_NO_MEMORY, "out of memory");
    }
    *statement = (scripted_statement){ .base.link = base, .link = link, .param_count = type_count };
    link->script->live_statements++;
    *prepared_out = &statement->base;
    return ORM_OK;
}

static bool is_same(const orm_value *a, const orm_value *b);

static bool are_same(const orm_value *a, const orm_value *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_same(&a[i], &b[i])) {
            return false;
        }
    }
    return true;
}

static bool is_same(const orm_value *a, const orm_value *b)
{
    if (a->type != b->type || a->size != b->size) {
        return false;
    }
    switch (a->type) {
    case ORM_TYPE_NULL:
        return true;
    case ORM_TYPE_BOOL:
        return a->as.boolean == b->as.boolean;
    case ORM_TYPE_INT:
    case ORM_TYPE_UINT:
    case ORM_TYPE_TIMESTAMP:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_REAL: /* bit by bit: NaN is itself, and a zero has a sign */
        return a->as.natural == b->as.natural;
    case ORM_TYPE_INTERVAL:
        return a->months == b->months && a->as.natural == b->as.natural;
    case ORM_TYPE_TEXT:
    case ORM_TYPE_BLOB:
    case ORM_TYPE_OTHER:
        return a->size == 0 || memcmp(a->as.data, b->as.data, a->size) == 0;
    case ORM_TYPE_LIST:
        return are_same(a->as.list, b->as.list, a->size);
    }
    return false;
}

static orm_status start(orm_prepared *prepared, const orm_value *params, size_t param_count,
                        bool streamed, orm_error *error)
{
    (void)streamed;
    scripted_statement *statement = (scripted_statement *)prepared;
    scripted_driver *script = statement->link->script;
    const scripted_step *step = expect(script, SCRIPTED_START, NULL);
    if (statement->running || param_count != statement->param_count) {
        complain(script, "step %zu: start without reset, or with other parameters",
                 script->next + 1);
        return refuse(error);
    }
    if (step != NULL && step->params != NULL &&
        (param_count != step->param_count || !are_same(params, step->params, param_count))) {
        complain(script, "step %zu: other values than expected", script->next + 1);
        return refuse(error);
    }
    if (step == NULL) {
        return refuse(error);
    }
    bool waits = step->again > 0;
    orm_status status = answer(script, step, error);
    statement->running = status == ORM_OK;
    statement->changes = 0;
    return status == ORM_OK && waits ? ORM_AGAIN : status;
}

static orm_status pass_rows(scripted_driver *script, const scripted_step *step, size_t max,
                            orm_row_fn row, void *ctx)
{
    orm_status status = ORM_OK;
    for (size_t n = 0; n < max && script->passed < step->row_count && status == ORM_OK; n++) {
        const orm_value *cells = &step->cells[script->passed++ * step->column_count];
        status = row == NULL ? ORM_OK : row(ctx, cells, step->column_count);
    }
    return status;
}

static orm_status fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx,
                        orm_error *error)
{
    scripted_statement *statement = (scripted_statement *)prepared;
    scripted_driver *script = statement->link->script;
    const scripted_step *step = expect(script, SCRIPTED_FETCH, NULL);
    if (step == NULL || !statement->running) {
        complain(script, "step %zu: fetch from a statement that does not run", script->next + 1);
        return refuse(error);
    }
    if (script->waits < step->again) {
        script->waits++;
        return ORM_AGAIN;
    }
    orm_status status = pass_rows(script, step, max, row, ctx);
    if (status != ORM_OK || script->passed < step->row_count) {
        return status;
    }
    status = answer(script, step, error);
    statement->changes = step->changes;
    return status == ORM_OK && !step->more ? ORM_DONE : status;
}

static int64_t changes(const orm_prepared *prepared)
{
    return ((const scripted_statement *)prepared)->changes;
}

static void reset(orm_prepared *prepared)
{
    ((scripted_statement *)prepared)->running = false;
}

static void finalize(orm_prepared *prepared)
{
    if (prepared != NULL) {
        scripted_link *link = ((scripted_statement *)prepared)->link;
        link->script->live_statements--;
        (void)link->allocator.resize(link->allocator.ctx, prepared, sizeof(scripted_statement), 0);
    }
}

static orm_status exec(orm_link *base, const char *sql, orm_error *error)
{
    scripted_driver *script = ((scripted_link *)base)->script;
    const scripted_step *step = expect(script, SCRIPTED_EXEC, sql);
    return step == NULL ? refuse(error) : answer(script, step, error);
}

static orm_link_state state(const orm_link *base)
{
    return ((const scripted_link *)base)->script->state;
}

/* ---- the script ---- */

void scripted_init(scripted_driver *script, const char *dialect, const scripted_step *steps,
                   size_t step_count)
{
    *script = (scripted_driver){
        .driver = { .name = "scripted",
                    .dialect = dialect,
                    .open = open_link,
                    .close = close_link,
                    .prepare = prepare,
                    .start = start,
                    .fetch = fetch,
                    .changes = changes,
                    .reset = reset,
                    .finalize = finalize,
                    .exec = exec,
                    .state = state },
        .steps = steps,
        .step_count = step_count,
    };
}

const char *scripted_problem(scripted_driver *script)
{
    if (script->next < script->step_count) {
        complain(script, "step %zu: %s was never asked for", script->next + 1,
                 op_names[script->steps[script->next].op]);
    }
    if (script->live_links > 0 || script->live_statements > 0) {
        complain(script, "%zu links and %zu statements are open", script->live_links,
                 script->live_statements);
    }
    return script->problem;
}
