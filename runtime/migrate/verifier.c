/* Owns the list of what differs, and the question whether two SQL texts say the same. */
#include "migrate/verifier.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "db/guard.h"
#include "migrate/token.h"
#include "sql/arena_text.h"
#include "sql/name.h"

/* ---- texts ---- */

static void run_out(orm_verifier *v)
{
    v->status = v->status == ORM_OK ? orm__error_no_memory(v->error) : v->status;
}

/* The text of a buffer in an arena. */
static const char *ended(orm_verifier *v, const orm_buffer *buffer)
{
    const char *text = orm__buffer_string(buffer);
    if (text == NULL) {
        run_out(v);
        return "";
    }
    return text;
}

const char *orm__verifier_text(orm_verifier *v, const char *format, ...)
{
    orm_buffer text;
    va_list args;
    orm__arena_text_init(&text, v->catalog.arena);
    va_start(args, format);
    orm__buffer_vformat(&text, format, args);
    va_end(args);
    return ended(v, &text);
}

const char *orm__verifier_join(orm_verifier *v, const orm_rel_names *names)
{
    orm_buffer text;
    orm__arena_text_init(&text, v->catalog.arena);
    for (uint16_t i = 0; i < names->count; i++) {
        orm__buffer_text(&text, i == 0 ? "" : ", ");
        orm__buffer_text(&text, names->names[i] == NULL ? "(expression)" : names->names[i]);
    }
    return ended(v, &text);
}

/* ---- the list ---- */

static const char *kept(orm_verifier *v, const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    const char *copy = orm_arena_copy(v->arena, text, strlen(text));
    if (copy == NULL) {
        run_out(v);
    }
    return copy;
}

/* One line, whatever stands in the texts. */
static void flatten(char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        if ((unsigned char)*text < ' ') {
            *text = ' ';
        }
    }
}

static const char *message_of(orm_verifier *v, const orm_difference *d, const char *format,
                              va_list args)
{
    orm_buffer text;
    orm__arena_text_init(&text, v->arena);
    orm__buffer_text(&text, v->model->name);
    if (d->column != NULL) {
        orm__buffer_format(&text, ".%s", d->column);
    }
    orm__buffer_text(&text, ": ");
    orm__buffer_vformat(&text, format, args);
    if (d->expected != NULL) {
        orm__buffer_format(&text, "; expected %s", d->expected);
    }
    if (d->found != NULL) {
        orm__buffer_format(&text, "%s found %s", d->expected != NULL ? "," : ";", d->found);
    }
    const char *message = ended(v, &text);
    flatten(text.failed ? NULL : text.text);
    return message;
}

void orm__verifier_report(orm_verifier *v, const orm_difference *difference, const char *format,
                          ...)
{
    va_list args;
    orm_found *found = orm__arena_zeroed(v->catalog.arena, 1, sizeof *found);
    if (found == NULL) {
        run_out(v);
        return;
    }
    va_start(args, format);
    found->difference = (orm_difference){
        .kind = difference->kind,
        .severity = difference->severity,
        .entity = v->entity,
        .table = kept(v, v->model->name),
        .column = kept(v, difference->column),
        .expected = kept(v, difference->expected),
        .found = kept(v, difference->found),
        .message = message_of(v, difference, format, args),
    };
    va_end(args);
    *v->end = found;
    v->end = &found->next;
    v->count++;
}

/* ---- columns ---- */

uint16_t orm__verifier_column(const orm_verifier *v, uint16_t field)
{
    return orm__live_find(&v->live, v->dialect, v->model->columns[field].name);
}

bool orm__verifier_has(const orm_verifier *v, const orm_rel_names *names)
{
    uint16_t i = 0;
    while (i < names->count &&
           orm__live_find(&v->live, v->dialect, names->names[i]) < v->live.table.column_count) {
        i++;
    }
    return i == names->count;
}

/* ---- the same expression ---- */

/* The plan of a query that computes an expression writes it as the engine understands it. */
static orm_status take_output(void *ctx, const orm_value *values, size_t count)
{
    static const char mark[] = "Output: ";
    orm_buffer *output = ctx;
    if (count == 1 && values[0].type == ORM_TYPE_TEXT) {
        orm_buffer line;
        orm__buffer_init(&line, &output->allocator);
        orm__buffer_append(&line, values[0].as.text, values[0].size);
        const char *at = line.failed ? NULL : strstr(line.text, mark);
        if (at != NULL) {
            orm__buffer_text(output, at + sizeof mark - 1);
        }
        output->failed = output->failed || line.failed;
        orm__buffer_fini(&line);
    }
    return ORM_OK;
}

static const char *question_of(orm_verifier *v, const orm_expression_of *where, const char *text)
{
    orm_buffer sql;
    orm__arena_text_init(&sql, v->catalog.arena);
    orm__buffer_text(&sql, v->catalog.questions->explain);
    orm__buffer_format(&sql, where->type == NULL ? "(%s)" : "CAST((%s)", text);
    if (where->type != NULL) {
        orm__buffer_format(&sql, " AS %s)", where->type);
    }
    if (where->has_columns) {
        orm__buffer_text(&sql, " FROM ");
        orm__name_table(&sql, v->live.table.schema, v->live.table.name);
    }
    return ended(v, &sql);
}

/* How the engine writes an expression; NULL = it does not understand it. What is asked may fail,
 * and must not abort the program's transaction. */
static const char *written_by_engine(orm_verifier *v, const orm_expression_of *where,
                                     const char *text)
{
    orm_guard guard;
    orm_buffer output;
    const char *sql = question_of(v, where, text);
    orm__arena_text_init(&output, v->catalog.arena);
    if (v->status != ORM_OK) {
        return NULL;
    }
    orm_status status = orm__guard_begin(v->catalog.db, &guard, v->error);
    if (status < 0) {
        v->status = status;
        return NULL;
    }
    status = orm__catalog_run(&v->catalog, sql, take_output, &output);
    orm__guard_undo(&guard);
    if (status == ORM_NO_MEMORY || status == ORM_CONNECTION) {
        v->status = status;
    }
    return status == ORM_OK ? ended(v, &output) : NULL;
}

bool orm__verifier_same(orm_verifier *v, const orm_expression_of *where, const char *left,
                        const char *right)
{
    if (orm__token_same(v->dialect, left, right)) {
        return true;
    }
    if (v->catalog.questions->explain == NULL || v->status != ORM_OK) {
        return false;
    }
    const char *a = written_by_engine(v, where, left);
    const char *b = a == NULL ? NULL : written_by_engine(v, where, right);
    return b != NULL && strcmp(a, b) == 0;
}

bool orm__verifier_same_type(orm_verifier *v, const char *left, const char *right)
{
    if (orm__token_same(v->dialect, left, right)) {
        return true;
    }
    if (v->catalog.questions->explain == NULL || v->status != ORM_OK) {
        return false;
    }
    const orm_expression_of a = { .type = left }, b = { .type = right };
    const char *x = written_by_engine(v, &a, "NULL");
    const char *y = x == NULL ? NULL : written_by_engine(v, &b, "NULL");
    return y != NULL && strcmp(x, y) == 0;
}
