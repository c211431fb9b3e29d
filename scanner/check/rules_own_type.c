/* Rules for the types that a column has on single engines instead of its kind's: each keeps what
 * the kind stores there. */
#include "check/own_type.h"
#include "base/plural.h"
#include "check/rules.h"

#include <orm/sys/dialect.h>
#include <stdio.h>

#include "annotation/argument.h"
#include "diag.h"
#include "meta/entity.h"
#include "model/model.h"

/* Whether the type is not the member's own but all its C type's, by their converter. */
static bool is_converters(const scan_field *field)
{
    return field->converter != NULL && field->types == field->converter->types;
}

static scan_place place_of(const scan_subject *s, const char *key)
{
    return is_converters(s->field) ? scan_argument_place_of(&s->field->converter->annotation, key)
                                   : scan_check_place(s, key);
}

/* A STRICT table knows few types, and converts what is stored to them: so the type is the kind's,
 * or ANY. */
static void check_sqlite_type(const scan_subject *s, const char *type)
{
    const scan_field *field = s->field;
    const orm_dialect *dialect = orm_dialect_find("sqlite");
    const char *own = field->kind == ORM_KIND_ARRAY ? dialect->array_of(field->element)
                                                    : dialect->type_of(field->kind);
    if (field->generated) {
        scan_diag_error(
            s->context->diag, place_of(s, "sqlite_type"),
            "a key that SQLite generates has the type INTEGER, and no other, by itself; "
            "remove sqlite_type, or write primary_key, assigned");
    } else if (!scan_own_type_sqlite(type, own)) {
        scan_diag_error(s->context->diag, place_of(s, "sqlite_type"),
                        "SQLite keeps '%s' as %s; write that or ANY, and behind it for example "
                        "COLLATE NOCASE",
                        field->member, own);
    } else {
        (void)scan_check_type_text(s, "sqlite_type", type);
    }
}

/* How many places behind the point the column must have for what the member holds. */
static unsigned places_of(const scan_field *field)
{
    unsigned places = field->kind == ORM_KIND_INTERVAL ? 6 : field->scale;
    for (uint32_t units = field->units_per_second; units > 1 && places < 6; units /= 10) {
        places++;
    }
    return places;
}

static const char *fault_of(const scan_field *field, scan_own_type_verdict verdict)
{
    bool has_texts = field->kind == ORM_KIND_ARRAY && field->element == ORM_KIND_TEXT;
    switch (verdict) {
    case SCAN_OWN_TYPE_FITS:
        break;
    case SCAN_OWN_TYPE_CHANGES:
        return has_texts ? "cuts" : field->kind == ORM_KIND_TEXT ? "does not give back" : "rounds";
    case SCAN_OWN_TYPE_UNREADABLE:
        return "does not give back";
    case SCAN_OWN_TYPE_UNFIT:
        return "is no type for";
    }
    return NULL;
}

static void report_postgresql_type(const scan_subject *s, const char *type,
                                   scan_own_type_verdict verdict)
{
    const scan_field *field = s->field;
    bool is_array = field->kind == ORM_KIND_ARRAY, is_text = field->kind == ORM_KIND_TEXT;
    const orm_kind kind = is_array ? field->element : field->kind;
    bool has_places =
        kind == ORM_KIND_DECIMAL || kind == ORM_KIND_TIMESTAMP || kind == ORM_KIND_INTERVAL;
    char places[48] = "";
    if (has_places && verdict == SCAN_OWN_TYPE_CHANGES) {
        (void)snprintf(places, sizeof places, " with at least %u place%s", places_of(field),
                       orm__plural(places_of(field)));
    }
    scan_diag_error(
        s->context->diag, place_of(s, "postgresql_type"),
        "'%s' %s '%s'%s %s; %s%s%s, or remove postgresql_type", type, fault_of(field, verdict),
        is_converters(field) ? field->converter->c_type : field->member,
        is_array ? ", an array of" : " of kind", orm_kind_name(kind), is_text ? "" : "write ",
        is_text ? scan_own_type_text_remedy(type)
                : scan_own_type_remedy(field->kind, field->element),
        places);
}

/* A shorter spelling would be stored, and could not be read. */
static void check_room(const scan_subject *s, const char *type)
{
    const scan_field *field = s->field;
    bool is_inline = field->kind == ORM_KIND_TEXT && field->storage == ORM_STORAGE_CHARS;
    size_t size = scan_own_type_text_size(type);
    if (is_inline && field->type.size <= size) {
        scan_diag_error(s->context->diag, place_of(s, "postgresql_type"),
                        "'%s' comes back as a text of %zu characters, for which '%s' has no room; "
                        "make it a char[%zu] or a char *",
                        type, size, field->member, size + 1);
    }
}

/* Another spelling of it would be stored, and be read as what is NULL. The empty text is none of a
 * value. */
static void check_null_text(const scan_subject *s, const char *type)
{
    const scan_field *field = s->field;
    bool is_text = field->kind == ORM_KIND_TEXT && field->null_if.type == ORM_TYPE_TEXT;
    if (is_text && field->null_if.size > 0 && scan_own_type_respells(type)) {
        scan_diag_error(
            s->context->diag, scan_check_place(s, "null_if"),
            "'%s' gives other texts back as \"%s\", too: they would be stored, and could not be "
            "read; write null_if = \"\", or use null_flag",
            type, field->null_if.as.text);
    }
}

/* What the database alone writes is not the member's to lose; which texts come back as they are, a
 * converter of texts knows. */
static void check_postgresql_type(const scan_subject *s, const char *type)
{
    const scan_field *field = s->field;
    bool is_only_read = field->readonly || field->computed != NULL;
    bool is_encoded = field->converter != NULL && field->kind == ORM_KIND_TEXT;
    scan_own_type_verdict verdict = scan_own_type_postgresql(type, field->kind, field->element,
                                                             field->storage, places_of(field));
    if (field->generated && !scan_own_type_generates(type)) {
        scan_diag_error(s->context->diag, place_of(s, "postgresql_type"),
                        "PostgreSQL generates keys of type smallint, integer and bigint only; "
                        "write one of these, or primary_key, assigned");
    } else if (verdict != SCAN_OWN_TYPE_FITS &&
               !((is_only_read || is_encoded) && verdict == SCAN_OWN_TYPE_CHANGES)) {
        report_postgresql_type(s, type, verdict);
    } else {
        check_room(s, type);
        check_null_text(s, type);
    }
}

void scan_check_own_types(const scan_subject *s)
{
    const scan_field *field = s->field;
    const char *sqlite_type = orm__entity_name(field->types, NULL, "sqlite");
    const char *postgresql_type = orm__entity_name(field->types, NULL, "postgresql");
    if (sqlite_type != NULL && field->kind != ORM_KIND_NONE) {
        check_sqlite_type(s, sqlite_type);
    }
    scan_check_empty(s, "postgresql_type", postgresql_type);
    if (postgresql_type != NULL && scan_check_type_text(s, "postgresql_type", postgresql_type) &&
        field->kind != ORM_KIND_NONE) {
        check_postgresql_type(s, postgresql_type);
    }
    bool is_now = field->default_value.kind == ORM_DEFAULT_NOW;
    if (postgresql_type != NULL && is_now &&
        orm__entity_name(field->default_texts, NULL, "postgresql") == NULL) {
        scan_diag_error(s->context->diag, scan_check_place(s, "default"),
                        "what now is in a type of your own is yours to say; add "
                        "postgresql_default = \"now() AT TIME ZONE 'UTC'\", for example");
    }
}
