/* Rules for who writes a column (the program, or the database alone), for its version, and for what
 * one engine makes of it. */
#include "check/rules.h"

#include <string.h>

#include "annotation/argument.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/kind.h"
#include "model/model.h"

/* Two keys of one column that exclude each other. */
typedef struct conflict {
    const char *key, *other;
    const char *why; /* what to do about it is to remove the second */
} conflict;

static const conflict conflicts[] = {
    { "primary_key", "computed", "SQLite takes no computed column as a key" },
    { "primary_key", "readonly", "a key is never changed anyhow" },
    { "primary_key", "version", "a key is never changed" },
    { "computed", "version", "the database computes the column for each row" },
    { "readonly", "version", "every update writes a version" },
    { "null_if", "version", "a version is never NULL" },
    { "null_flag", "version", "a version is never NULL" },
    { "null_reads_as", "version", "a version is never NULL" },
    { "computed", "default", "the database computes the column for each row" },
    { "computed", "default_sql", "the database computes the column for each row" },
    { "computed", "sqlite_default", "the database computes the column for each row" },
    { "computed", "postgresql_default", "the database computes the column for each row" },
    { "computed", "validate", "the program stores no value there" },
    { "readonly", "validate", "the program stores no value there" },
    { "version", "validate", "the library counts it" },
    { "computed", "readonly", "nobody but the database writes a computed column anyhow" },
};

static void check_conflicts(const scan_subject *s)
{
    for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++) {
        const conflict *c = &conflicts[i];
        if (scan_check_says(s->field, c->key) && scan_check_says(s->field, c->other)) {
            scan_diag_error(s->context->diag, scan_check_place(s, c->other),
                            "%s; remove '%s' of '%s'", c->why, c->other, s->field->member);
        }
    }
}

static bool has_default(const scan_field *field)
{
    return field->default_value.kind != ORM_DEFAULT_NONE ||
           (orm__entity_name(field->default_texts, NULL, "sqlite") != NULL &&
            orm__entity_name(field->default_texts, NULL, "postgresql") != NULL);
}

bool scan_check_says_default(const scan_field *field)
{
    return has_default(field) || scan_argument_says(&field->annotation, "default") ||
           scan_argument_says(&field->annotation, "default_sql");
}

/* No insert names the column, so something else must fill it. */
static void check_readonly(const scan_subject *s)
{
    const scan_field *field = s->field;
    bool is_filled = field->nullable || scan_check_says_default(field);
    bool is_own = s->entity->kind == ORM_ENTITY_TABLE; /* else its whole is judged */
    if (is_own && field->readonly && !is_filled && !field->primary_key && field->computed == NULL) {
        scan_diag_error(s->context->diag, scan_check_place(s, "readonly"),
                        "no insert writes '%s', and it is NOT NULL; add default, default_sql or "
                        "computed",
                        field->member);
    }
}

/* ---- what is one engine's ---- */

static void check_engine_defaults(const scan_subject *s)
{
    static const char *const keys[] = { "sqlite_default", "postgresql_default" };
    static const char *const dialects[] = { "sqlite", "postgresql" };
    for (size_t i = 0; i < 2; i++) {
        const char *text = orm__entity_name(s->field->default_texts, NULL, dialects[i]);
        scan_check_empty(s, keys[i], text);
        if (text != NULL && s->field->generated) {
            scan_check_generated_default(s, keys[i]);
        }
    }
}

/* ---- the version ---- */

static bool can_be_version(const scan_field *field)
{
    return scan_kind_integer_bits(field->kind) != 0 && field->type.type_class != SCAN_TYPE_ENUM &&
           field->type.type_class != SCAN_TYPE_BOOL && field->group == 0 && !field->primary_key;
}

/* The field before this one that is the version, too; NULL = none. */
static const scan_field *first_version(const scan_subject *s)
{
    const scan_field *first = s->entity->fields;
    while (first < s->field && !(first->version && can_be_version(first))) {
        first++;
    }
    return first < s->field ? first : NULL;
}

static void check_version(const scan_subject *s)
{
    const scan_field *field = s->field;
    scan_diag *diag = s->context->diag;
    if (!field->version || field->primary_key || field->kind == ORM_KIND_NONE) {
        return;
    }
    const scan_field *first = first_version(s);
    if (!can_be_version(field)) {
        scan_diag_error(diag, scan_check_place(s, "version"),
                        "'%s' cannot count the changes of a row; make it an integer in the struct "
                        "itself",
                        field->member);
    } else if (first != NULL) {
        scan_diag_error(diag, scan_check_place(s, "version"),
                        "'%s' is the version of %s already; remove one", first->member,
                        s->entity->c_type);
        scan_diag_note(diag, first->place, "it is said here first");
    }
}

/* The former name is nobody's: a column of that name would be taken for the renamed one. */
static void check_renamed_from(const scan_subject *s)
{
    const char *name = s->field->renamed_from;
    scan_diag *diag = s->context->diag;
    scan_place place = scan_check_place(s, "renamed_from");
    if (name != NULL && name[0] == '\0') {
        scan_diag_error(diag, place, "the former name is empty; write one");
    }
    for (uint16_t i = 0; name != NULL && i < s->entity->field_count; i++) {
        const scan_field *other = &s->entity->fields[i];
        if (other->column != NULL && strcmp(other->column, name) == 0) {
            scan_diag_error(diag, place, "'%s' is what the column of '%s' is called now; %s", name,
                            other->member,
                            other == s->field ? "remove renamed_from" : "name another one");
        }
    }
}

void scan_check_facts(const scan_subject *subject)
{
    check_conflicts(subject);
    check_readonly(subject);
    if (subject->entity->kind != ORM_ENTITY_PART) {
        scan_check_own_types(subject);
    }
    check_engine_defaults(subject);
    check_version(subject);
    check_renamed_from(subject);
}
