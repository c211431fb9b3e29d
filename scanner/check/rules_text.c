/* Rules for {member} in the SQL texts of a column: the same grammar as the runtime's, so that what
 * passes here is never refused there. {{ and }} are braces. */
#include "check/rules.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"
#include "model/remedy.h"
#include "model/sound.h"

typedef struct text {
    const scan_subject *subject;
    const char *key;
    bool may_name; /* whether the text may read columns at all */
} text;

/* Where '{name}' stands in the text; line 0 = it does not. */
static scan_place find_braced(const text *t, const char *name)
{
    const scan_annotation *annotation = &t->subject->field->annotation;
    const scan_argument *argument = scan_argument_find(annotation, t->key);
    orm_buffer braced;
    scan_diag_buffer_init(t->subject->context->diag, &braced);
    orm__buffer_format(&braced, "{%s}", name);
    const char *wanted = orm__buffer_string(&braced);
    scan_place place = { .line = 0 };
    if (wanted != NULL && argument != NULL && argument->text != NULL &&
        strstr(argument->text, wanted) != NULL) {
        place = scan_argument_inside(annotation, argument, wanted);
    }
    orm__buffer_fini(&braced);
    return place;
}

/* Of '{name}' in the text; of all of it where that cannot be told, and then *is_exact_out is
 * false. */
static scan_place place_of(const text *t, const char *name, bool *is_exact_out)
{
    scan_place place = find_braced(t, name);
    *is_exact_out = place.size > 0;
    return *is_exact_out ? place : scan_check_place(t->subject, t->key);
}

/* The name as it is written: in a nested struct's annotation without the way to that. */
static const char *written(const text *t, const char *name)
{
    const char *rest = name;
    while (rest != NULL && find_braced(t, rest).line == 0) {
        const char *point = strchr(rest, '.');
        rest = point == NULL ? NULL : point + 1;
    }
    return rest == NULL ? name : rest;
}

/* The proposal stands for the name without its braces. */
static void propose(const text *t, scan_place place, const char *name)
{
    if (name != NULL && place.size > 2) {
        place.column++;
        place.size -= 2;
        scan_diag_fix(t->subject->context->diag, place, name);
    }
}

/* Of the fields that can be named in the same way; own: the name behind it. */
static const char *suggest(const text *t, const char *name, const char *own,
                           scan_suggestion *suggestion)
{
    const scan_entity *entity = t->subject->entity;
    size_t way = (size_t)(own - name);
    scan_suggest_init(suggestion, own);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        const char *member = entity->fields[i].member;
        if (strncmp(member, name, way) == 0) {
            scan_suggest_offer(suggestion, member + way);
        }
    }
    return scan_suggest_text(suggestion);
}

static void report_unknown(const text *t, const char *name)
{
    scan_suggestion suggestion;
    const scan_entity *entity = t->subject->entity;
    const char *own = written(t, name);
    bool is_exact;
    scan_place place = place_of(t, own, &is_exact);
    if (scan_sound_may_have(t->subject->context, entity, name)) {
        return;
    }
    if (scan_find_member(entity, name) != NULL) {
        scan_remedy remedy;
        scan_remedy_find(&remedy, entity, name);
        scan_diag_error(t->subject->context->diag, place, "'{%s}' is no column; %s", own,
                        remedy.text);
        if (is_exact && own == name) {
            propose(t, place, remedy.column);
        }
        return;
    }
    scan_diag_error(t->subject->context->diag, place, "'{%s}' is no member of %s%s", own,
                    own == name ? entity->c_type : "this struct",
                    suggest(t, name, own, &suggestion));
    if (is_exact) {
        propose(t, place, suggestion.near.found);
    }
}

/* name: size bytes between braces. False: no memory. */
static bool check_name(const text *t, const char *name, size_t size)
{
    char *copy = orm_arena_copy(t->subject->context->arena, name, size);
    if (copy == NULL) {
        return false;
    }
    const scan_entity *entity = t->subject->entity;
    bool is_exact;
    if (scan_find_field(entity, copy) == entity->field_count) {
        report_unknown(t, copy);
    } else if (strcmp(t->key, "computed") == 0 &&
               entity->fields[scan_find_field(entity, copy)].computed != NULL) {
        const char *own = written(t, copy);
        scan_diag_error(t->subject->context->diag, place_of(t, own, &is_exact),
                        "'{%s}' is computed itself, which PostgreSQL does not take here; repeat "
                        "its expression",
                        own);
    } else if (!t->may_name) {
        const char *own = written(t, copy);
        scan_diag_error(t->subject->context->diag, place_of(t, own, &is_exact),
                        "a default cannot read a column, on neither engine; remove '{%s}'", own);
    }
    return true;
}

static void report_brace(const text *t, const char *fault)
{
    scan_diag_error(t->subject->context->diag, scan_check_place(t->subject, t->key),
                    "%s in '%s'; double it to mean the brace itself", fault, t->key);
}

/* Statements of the program's own are not within anything. */
static bool is_expression(const char *key)
{
    return strcmp(key, "sqlite_ddl") != 0 && strcmp(key, "postgresql_ddl") != 0;
}

/* What begins with the brace at *at; moves behind it. False: it cannot go on. */
static bool check_brace(const text *t, const char *sql, const char **at)
{
    const char *brace = *at;
    if (brace[0] == brace[1]) {
        *at = brace + 2;
        return true;
    }
    const char *end = brace[0] == '{' ? strchr(brace, '}') : NULL;
    if (end == NULL) {
        report_brace(t, brace[0] == '{' ? "a '{' without its '}'" : "a '}' without its '{'");
        return false;
    }
    *at = end + 1;
    if (is_expression(t->key) && scan_check_is_in_string(sql, brace)) {
        scan_diag_error(t->subject->context->diag, scan_check_place(t->subject, t->key),
                        "'%.*s' stands in a string of '%s', where no column is read; double its "
                        "braces",
                        (int)(end + 1 - brace), brace, t->key);
        return true;
    }
    if (!check_name(t, brace + 1, (size_t)(end - brace) - 1)) {
        scan_diag_no_memory(t->subject->context->diag);
        return false;
    }
    return true;
}

static void check_text(const text *t, const char *sql)
{
    bool going =
        sql != NULL && (!is_expression(t->key) || scan_check_enclosed(t->subject, t->key, sql));
    for (const char *at = sql; going && at[strcspn(at, "{}")] != '\0';) {
        at += strcspn(at, "{}");
        going = check_brace(t, sql, &at);
    }
}

void scan_check_text(const scan_subject *subject, const char *key, const char *sql)
{
    const text any = { .subject = subject, .key = key, .may_name = true };
    check_text(&any, sql);
}

void scan_check_texts(const scan_subject *subject)
{
    const text check = { .subject = subject, .key = "check", .may_name = true };
    const text computed = { .subject = subject, .key = "computed", .may_name = true };
    const text default_sql = { .subject = subject, .key = "default_sql", .may_name = false };
    check_text(&check, subject->field->check);
    check_text(&computed, subject->field->computed);
    const text sqlite = { .subject = subject, .key = "sqlite_default" };
    const text postgresql = { .subject = subject, .key = "postgresql_default" };
    const orm_dialect_name *row = subject->field->default_texts;
    for (; row != NULL && row->dialect != NULL; row++) {
        check_text(strcmp(row->dialect, "sqlite") == 0 ? &sqlite : &postgresql, row->name);
    }
    check_text(&default_sql, subject->field->default_value.sql);
}
