/* Owns the rewriting of names that a nested struct's annotations say: they mean its own members. */
#include "model/rescope.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/naming.h"

static const char *concat(scan_context *context, const char *a, const char *glue, const char *b)
{
    size_t a_size = strlen(a), glue_size = strlen(glue), b_size = strlen(b);
    char *text = orm_arena_alloc(context->arena, a_size + glue_size + b_size + 1);
    if (text == NULL) {
        scan_diag_no_memory(context->diag);
        return NULL;
    }
    memcpy(text, a, a_size);
    memcpy(text + a_size, glue, glue_size);
    memcpy(text + a_size + glue_size, b, b_size);
    text[a_size + glue_size + b_size] = '\0';
    return text;
}

const char *scan_rescope_join(scan_context *context, const char *way, const char *name)
{
    bool is_both = way[0] != '\0' && name[0] != '\0';
    return is_both ? concat(context, way, ".", name) : way[0] == '\0' ? name : way;
}

const char *scan_rescope_prefix(scan_context *context, const char *prefix, const char *name)
{
    return prefix[0] == '\0' ? name : concat(context, prefix, "", name);
}

/* A name that is given, behind what the structs around the field put before its column's: in a
 * style without separators a capital begins each word, also this one. */
static const char *prefix_given(scan_context *context, const scan_field *field, const char *name)
{
    const char *text = scan_rescope_prefix(context, field->column_prefix, name);
    if (text == NULL || !field->is_prefix_styled) {
        return text;
    }
    char *raised = orm_arena_copy(context->arena, text, strlen(text));
    if (raised == NULL) {
        scan_diag_no_memory(context->diag);
        return NULL;
    }
    scan_naming_raise(&raised[strlen(field->column_prefix)]);
    return raised;
}

/* ---- SQL texts ---- */

/* "{lat}" becomes "{pos.lat}"; "{{" is a brace. */
static void rewrite(orm_buffer *to, const char *way, const char *sql)
{
    for (const char *c = sql; *c != '\0'; c++) {
        orm__buffer_char(to, *c);
        if (*c == '{' && c[1] == '{') {
            orm__buffer_char(to, *++c);
        } else if (*c == '{') {
            orm__buffer_format(to, "%s.", way);
        }
    }
}

static bool rescope_text(scan_context *context, const char *way, const char **sql)
{
    if (*sql == NULL) {
        return true;
    }
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    rewrite(&text, way, *sql);
    const char *rewritten = scan_diag_keep_text(context->diag, &text, context->arena);
    *sql = rewritten == NULL ? *sql : rewritten;
    return rewritten != NULL;
}

/* ---- fields ---- */

static bool rescope_name(scan_context *context, const char *way, const char **name)
{
    if (*name != NULL) {
        *name = scan_rescope_join(context, way, *name);
        return *name != NULL;
    }
    return true;
}

/* What two uses of a struct may not share. */
static bool rescope_key(scan_context *context, const scan_field *field, const char **name)
{
    if (*name != NULL) {
        *name = prefix_given(context, field, *name);
        return *name != NULL;
    }
    return true;
}

bool scan_rescope_said(scan_context *context, const char *way, scan_field *field)
{
    return way[0] == '\0' || (rescope_name(context, way, &field->length) &&
                              rescope_name(context, way, &field->null_flag) &&
                              rescope_key(context, field, &field->unique_name) &&
                              rescope_key(context, field, &field->index_name) &&
                              rescope_key(context, field, &field->renamed_from) &&
                              rescope_text(context, way, &field->check) &&
                              rescope_text(context, way, &field->computed) &&
                              rescope_text(context, way, &field->default_value.sql));
}

bool scan_rescope_field(scan_context *context, const scan_scope *scope, scan_field *field)
{
    const char *way = scope->member;
    field->path = scan_rescope_join(context, scope->path, field->member);
    field->group = scope->group;
    field->first_bit += scope->first_bit;
    field->holder = scope->holder;
    field->column_prefix = scope->column_prefix;
    field->is_prefix_styled = scope->is_prefix_styled;
    return field->path != NULL && (way[0] == '\0' || rescope_name(context, way, &field->member)) &&
           scan_rescope_said(context, way, field);
}

/* ---- columns ---- */

static bool prefix_names(scan_context *context, scan_field *field)
{
    size_t count = 0;
    while (field->column_names[count].dialect != NULL) {
        count++;
    }
    orm_dialect_name *names = orm__arena_zeroed(context->arena, count + 1, sizeof *names);
    if (names == NULL) {
        scan_diag_no_memory(context->diag);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        names[i].dialect = field->column_names[i].dialect;
        names[i].name = prefix_given(context, field, field->column_names[i].name);
        if (names[i].name == NULL) {
            return false;
        }
    }
    field->column_names = names;
    return true;
}

bool scan_rescope_names(scan_context *context, scan_field *field)
{
    return rescope_key(context, field, &field->column) &&
           rescope_key(context, field, &field->prefix) &&
           (field->column_names == NULL || prefix_names(context, field));
}

bool scan_rescope_enter(scan_context *context, scan_naming naming, const scan_field *field,
                        scan_scope *to)
{
    if (field->prefix != NULL) {
        to->column_prefix = prefix_given(context, field, field->prefix);
        to->is_prefix_styled = field->prefix[0] == '\0' && field->is_prefix_styled;
        return to->column_prefix != NULL;
    }
    const char *glue = scan_naming_glue(naming);
    const char *own =
        scan_naming_apply(context, naming, field->column_prefix, scan_find_label(field));
    own = own == NULL ? NULL : scan_rescope_prefix(context, field->column_prefix, own);
    to->column_prefix =
        own == NULL || glue[0] == '\0' ? own : scan_rescope_prefix(context, own, glue);
    to->is_prefix_styled = glue[0] == '\0';
    return to->column_prefix != NULL;
}

bool scan_rescope_column(scan_context *context, scan_naming naming, scan_field *field)
{
    const char *own = field->column, *column = NULL;
    if (own == NULL) {
        own = scan_naming_apply(context, naming, field->column_prefix, scan_find_label(field));
        column = own == NULL ? NULL : scan_rescope_prefix(context, field->column_prefix, own);
    } else {
        column = prefix_given(context, field, own);
    }
    bool is_good = column != NULL;
    if (is_good && field->column_names != NULL && field->column_prefix[0] != '\0') {
        is_good = prefix_names(context, field);
    }
    field->column = is_good ? column : field->member;
    return is_good;
}
