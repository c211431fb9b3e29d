/* Owns what is said of keys of one column where there are several, and what to write instead. */
#include "model/flatten_several.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/flatten_rules.h"

/* A key that stands at a struct of several columns. */
typedef struct misplaced {
    const scan_entity *entity;
    const scan_field *field; /* the struct */
    const scan_argument *argument;
    const char *key;
} misplaced;

static bool is_one_of(const char *key, const char *const *keys)
{
    while (*keys != NULL && strcmp(*keys, key) != 0) {
        keys++;
    }
    return *keys != NULL;
}

/* Of a struct that nobody may annotate, one member with what must be known of its bytes. */
bool scan_flatten_is_of_one(const scan_field *holder, const scan_argument *argument)
{
    static const char *const keys[] = { "size", "count", "type", NULL };
    return holder->written == NULL && holder->columns != NULL &&
           holder->columns->argument_count == 1 && argument->key != NULL &&
           is_one_of(argument->key, keys);
}

/* ---- what to write instead ---- */

/* "b.id, b.n": the members that become columns, each behind the same two texts. */
static void add_members(orm_buffer *to, const misplaced *m, const char *before, const char *joint)
{
    const scan_argument *items = m->field->columns;
    const scan_struct *nested = m->field->type.nested;
    size_t count = items == NULL ? nested->field_count : items->argument_count;
    const char *glue = "";
    for (size_t i = 0; i < count; i++) {
        const char *name = items == NULL ? nested->fields[i].member : items->arguments[i].key;
        if (name != NULL) {
            orm__buffer_format(to, "%s%s%s%s", glue, before, joint, name);
            glue = ", ";
        }
    }
}

static const char *first_member(const misplaced *m)
{
    const scan_argument *items = m->field->columns;
    const scan_struct *nested = m->field->type.nested;
    const char *item = items == NULL || items->argument_count == 0 ? NULL : items->arguments[0].key;
    const char *own = nested->field_count == 0 ? nested->members[0].name : nested->fields[0].member;
    return item == NULL ? own : item;
}

/* The macro of the table. */
static const char *macro_of(const misplaced *m)
{
    return m->entity->is_mapped ? "ORM_MAP" : "ORM_TABLE";
}

/* "struct b" and "b.id": b. */
static void add_target(orm_buffer *to, const misplaced *m)
{
    bool is_said = strcmp(m->key, "references") == 0 && m->argument->text != NULL;
    const char *type = scan_flatten_c_type(m->field->type.nested);
    const char *tag = strchr(type, ' ') == NULL ? type : strchr(type, ' ') + 1;
    const char *name = is_said ? m->argument->text : tag;
    orm__buffer_append(to, name, strcspn(name, "."));
}

static void add_reference(orm_buffer *to, const misplaced *m)
{
    bool is_outside = strcmp(m->key, "references_table") == 0;
    orm__buffer_format(to, "say it in %s: foreign_key(", macro_of(m));
    add_members(to, m, m->field->member, ".");
    if (is_outside) {
        orm__buffer_format(to, ", references_table = \"%s\")",
                           m->argument->text == NULL ? "" : m->argument->text);
        return;
    }
    orm__buffer_text(to, ", references = ");
    add_target(to, m);
    orm__buffer_text(to, "(");
    add_members(to, m, "", "");
    orm__buffer_text(to, ")");
    if (strcmp(m->key, "references") != 0 && m->argument->text != NULL) {
        orm__buffer_format(to, ", %s = %s", m->key, m->argument->text);
    }
    orm__buffer_text(to, ")");
}

/* Whether the table can say it of the columns of one struct. */
static bool is_for_table(const misplaced *m)
{
    static const char *const keys[] = { "unique", "index", "check", "not_null", NULL };
    return is_one_of(m->key, keys);
}

static void advise_table(orm_buffer *to, const misplaced *m)
{
    if (strcmp(m->key, "not_null") == 0) {
        orm__buffer_format(to, "in %s: check = \"{%s.%s} IS NOT NULL\"", macro_of(m),
                           m->field->member, first_member(m));
    } else if (strcmp(m->key, "check") == 0) {
        orm__buffer_format(to, "in %s, where its column is {%s.%s}", macro_of(m), m->field->member,
                           first_member(m));
    } else {
        orm__buffer_format(to, "in %s: %s(", macro_of(m), m->key);
        add_members(to, m, m->field->member, ".");
        orm__buffer_text(to, ")");
    }
}

/* What the program writes where it cannot write into the struct. False: nothing. */
static bool advise_outside(orm_buffer *to, const misplaced *m)
{
    static const char *const references[] = { "references", "references_table", "on_delete",
                                              "on_update", NULL };
    static const char *const names[] = { "name", "sqlite_name", "postgresql_name", NULL };
    bool is_name = is_one_of(m->key, names), is_reference = is_one_of(m->key, references);
    if (is_reference) {
        add_reference(to, m);
    } else if (is_name) {
        orm__buffer_format(to, "name its column in columns(%s = ...)", first_member(m));
    } else if (is_for_table(m)) {
        orm__buffer_text(to, "say it ");
        advise_table(to, m);
    }
    return is_reference || is_name || is_for_table(m);
}

/* What is said of a table's rows is not said of copies of its columns. */
static void advise_copy(orm_buffer *to, const misplaced *m)
{
    if (!advise_outside(to, m)) {
        orm__buffer_format(to,
                           "and what it copies from %s, which has a table of its own, cannot have "
                           "it: that needs a member beside it",
                           scan_flatten_c_type(m->field->type.nested));
    }
}

/* The struct may be somebody else's. */
static void advise_foreign(orm_buffer *to, const misplaced *m)
{
    if (!advise_outside(to, m)) {
        orm__buffer_format(to, "write an ORM_CONVERTER of %s, which makes one of it",
                           scan_flatten_c_type(m->field->type.nested));
    }
}

/* Other members may hold such a struct, too. */
static void advise_alone(orm_buffer *to, const misplaced *m)
{
    if (is_for_table(m)) {
        orm__buffer_format(to, " for all such members, or for '%s' alone ", m->field->member);
        advise_table(to, m);
    }
}

static void advise(orm_buffer *to, const misplaced *m)
{
    static const char *const key[] = { "primary_key", "assigned", NULL };
    static const char *const length[] = { "size", "count", NULL };
    bool is_pointer = m->field->type.type_class == SCAN_TYPE_STRUCT_POINTER;
    const scan_struct *nested = m->field->type.nested;
    if (is_pointer && is_one_of(m->key, key)) {
        orm__buffer_text(to,
                         "and a primary key is kept in the struct itself, not behind a pointer");
    } else if (is_pointer && strcmp(m->key, "not_null") == 0) {
        (void)advise_outside(to, m);
    } else if (nested->is_table && scan_known_is_of_row(m->key)) {
        advise_copy(to, m);
    } else if (m->field->written != NULL) {
        orm__buffer_format(to, "say it in the ORM_MEMBER of the one: ORM_MEMBER(%s%s%s, %s%s)",
                           m->field->written, is_pointer ? "->" : ".", first_member(m), m->key,
                           m->argument->kind == SCAN_VALUE_NONE ? "" : " = ...");
    } else if (m->field->columns != NULL && is_one_of(m->key, length)) {
        orm__buffer_text(to, "columns(...) that names one member alone can have it; or write an "
                             "ORM_CONVERTER");
    } else if (!nested->is_own) {
        advise_foreign(to, m);
    } else {
        orm__buffer_format(to, "say it in %s", scan_flatten_c_type(nested));
        advise_alone(to, m);
    }
}

/* ---- reporting ---- */

static void report(scan_context *context, const misplaced *m)
{
    scan_place place = scan_argument_key_place(&m->field->annotation, m->argument);
    orm_buffer advice;
    if (scan_diag_has_error(context->diag, &place, &place)) { /* there is no such key */
        return;
    }
    scan_diag_buffer_init(context->diag, &advice);
    advise(&advice, m);
    const char *text = orm__buffer_string(&advice);
    scan_diag_error(context->diag, place,
                    "'%s' is about one column, but '%s' is a struct with columns of its own; %s",
                    m->key, m->field->member, text == NULL ? "" : text);
    orm__buffer_fini(&advice);
}

void scan_flatten_check_several(scan_context *context, const scan_entity *entity,
                                const scan_field *field)
{
    static const char *const own[] = { "prefix", "columns", NULL };
    for (size_t i = 0; i < field->annotation.argument_count; i++) {
        const scan_argument *argument = &field->annotation.arguments[i];
        const misplaced m = { .entity = entity,
                              .field = field,
                              .argument = argument,
                              .key = argument->key == NULL ? "" : argument->key };
        if (!is_one_of(m.key, own) && !scan_flatten_is_of_one(field, argument)) {
            report(context, &m);
        }
    }
}

void scan_flatten_check_single(scan_context *context, const scan_field *field)
{
    static const char *const keys[] = { "prefix", "columns" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const scan_argument *argument = scan_argument_find(&field->annotation, keys[i]);
        if (argument != NULL) {
            scan_diag_error(context->diag, scan_argument_key_place(&field->annotation, argument),
                            "'%s' is one column, and '%s' is for a struct of several; remove it",
                            field->member, keys[i]);
        }
    }
}
