/* Owns what a part has from its whole, and what is wrong with a part by itself. */
#include "model/part.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/find.h"
#include "model/kind.h"
#include "model/model.h"
#include "model/resolve_entity.h"
#include "model/sound.h"

/* ---- which entity it is of ---- */

static bool judge_whole(scan_context *context, const scan_entity *part, const scan_entity *whole,
                        scan_place place)
{
    if (whole->kind == ORM_ENTITY_TABLE || whole->kind == ORM_ENTITY_VIEW) {
        return true;
    }
    if (whole == part) {
        scan_diag_error(context->diag, place, "'%s' is a part of itself; name another table",
                        whole->name);
    } else if (whole->part_argument != NULL) {
        scan_diag_error(context->diag, place, "'%s' is a part itself; name the whole: part_of = %s",
                        whole->name, whole->part_argument->text);
    } else {
        scan_diag_error(context->diag, place, "'%s' is the result of SQL, which has no parts",
                        whole->name);
    }
    return false;
}

static void find_whole(scan_context *context, const scan_model *model, scan_entity *part)
{
    const scan_argument *argument = part->part_argument;
    const scan_reference named = {
        .table = argument->text,
        .place = scan_argument_value_place(&part->annotation, argument),
    };
    scan_entity *whole = scan_resolve_entity(context, model, &named);
    if (whole != NULL && judge_whole(context, part, whole, named.place)) {
        part->part_of = whole;
    }
}

/* ---- what its members do not say of their types ---- */

static bool says(const scan_field *field, const char *key)
{
    return scan_argument_says(&field->annotation, key);
}

/* Where the members are of other types and these do not fit, that is told of the kind. */
static void inherit_type(scan_field *field, const scan_field *own)
{
    if (!says(field, "type") && !says(field, "as")) {
        field->asked = own->asked;
        field->representation = own->representation;
        field->units_per_second =
            says(field, "unit") ? field->units_per_second : own->units_per_second;
    }
    if (!says(field, "precision") && !says(field, "scale")) {
        field->precision = own->precision;
        field->scale = own->scale;
    }
    field->converter_name = says(field, "converter") ? field->converter_name : own->converter_name;
}

/* A member that shows NULL by itself is the only one that can be asked not to. */
static void inherit_null(scan_field *field, const scan_field *own)
{
    bool shows = says(field, "null_if") || says(field, "null_flag") || says(field, "null_reads_as");
    field->not_null = field->not_null || (own->not_null && !shows);
}

/* The members of an ORM_MAP have no names of their own yet, but what is written there. */
static const scan_field *find_alike(const scan_entity *whole, const scan_field *field)
{
    uint16_t i = 0;
    while (i < whole->field_count &&
           !(scan_find_is_same(whole->fields[i].written, field->written) &&
             scan_find_is_same(whole->fields[i].member, field->member))) {
        i++;
    }
    return i < whole->field_count ? &whole->fields[i] : NULL;
}

static void inherit_all(scan_entity *part)
{
    for (uint16_t i = 0; i < part->field_count; i++) {
        const scan_field *own = find_alike(part->part_of, &part->fields[i]);
        if (own != NULL) {
            inherit_type(&part->fields[i], own);
            inherit_null(&part->fields[i], own);
        }
    }
}

void scan_part_find(scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        scan_entity *part = model->entities[i];
        size_t errors = scan_diag_error_count(context->diag);
        if (part->part_argument != NULL) {
            find_whole(context, model, part);
            scan_sound_note(context, errors, &part->is_wrong);
        }
        if (part->part_of != NULL) {
            inherit_all(part);
        }
    }
}

/* ---- columns ---- */

static const scan_field *find_column(const scan_entity *whole, const char *column)
{
    uint16_t i = 0;
    while (i < whole->field_count && !scan_find_is_same(whole->fields[i].column, column)) {
        i++;
    }
    return i < whole->field_count ? &whole->fields[i] : NULL;
}

/* A name that is said is a column's; else the member of the same name is meant. */
const scan_field *scan_part_own(const scan_entity *whole, const scan_field *field)
{
    uint16_t own = scan_find_field(whole, field->member);
    bool has_member = own < whole->field_count && !says(field, "name");
    return has_member ? &whole->fields[own] : find_column(whole, field->column);
}

static void report_no_column(scan_context *context, const scan_entity *whole,
                             const scan_field *field)
{
    scan_suggestion suggestion;
    if (whole->is_broken || whole->has_lost) {
        return;
    }
    if (says(field, "name")) {
        scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "name"),
                        "%s has no column '%s'; a part has columns of its whole", whole->c_type,
                        field->column);
        scan_diag_note(context->diag, whole->place, "'%s' is here", whole->name);
        return;
    }
    const char *similar = scan_find_similar_field(whole, field->member, &suggestion);
    scan_diag_error(context->diag, field->place, "%s has no column for '%s'%s", whole->c_type,
                    field->member,
                    similar[0] != '\0' ? similar : "; call it as there, or add name = column");
    scan_diag_note(context->diag, whole->place, "'%s' is here", whole->name);
}

static bool is_integer(const scan_field *field)
{
    return scan_kind_integer_bits(field->kind) != 0 && !scan_kind_has_labels(field);
}

static bool has_same_labels(const scan_field *field, const scan_field *own)
{
    bool has = scan_kind_has_labels(field);
    return has == scan_kind_has_labels(own) && (!has || scan_kind_is_numbered_bool(field) ||
                                                field->type.enumeration == own->type.enumeration);
}

static bool has_same_kind(const scan_field *field, const scan_field *own)
{
    if (is_integer(field) && is_integer(own)) {
        return true;
    }
    return field->kind == own->kind && field->element == own->element &&
           field->precision == own->precision && field->scale == own->scale;
}

static void judge_version(scan_context *context, const scan_entity *whole, const scan_field *field,
                          const scan_field *own)
{
    if (field->version && !own->version) {
        scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "version"),
                        "'%s' is not the version of %s; remove that", field->member, whole->c_type);
    }
}

/* False: reported, or the one of the two is what is wrong. */
static bool judge_kind(scan_context *context, const scan_entity *whole, const scan_field *field,
                       const scan_field *own)
{
    if (field->kind == ORM_KIND_NONE || own->kind == ORM_KIND_NONE) {
        return false;
    }
    if (has_same_kind(field, own) && has_same_labels(field, own)) {
        return true;
    }
    if (field->kind != own->kind) {
        scan_diag_error(context->diag, field->place,
                        "'%s' is %s, but the column of %s is %s; give both one type", field->member,
                        orm_kind_name(field->kind), whole->c_type, orm_kind_name(own->kind));
    } else {
        scan_diag_error(context->diag, field->place,
                        "'%s' has another %s than the column of %s; give both one type",
                        field->member,
                        scan_kind_has_labels(field) || scan_kind_has_labels(own)
                            ? "enum"
                            : "element, precision or scale",
                        whole->c_type);
    }
    scan_diag_note(context->diag, own->place, "'%s' is declared here", own->member);
    return false;
}

/* A NULL that is there could not be read: the member says how it looks, or that there is none. */
static void judge_null(scan_context *context, const scan_entity *whole, const scan_field *field,
                       const scan_field *own)
{
    if (own->nullable && !field->nullable && !field->not_null && !field->primary_key) {
        scan_diag_error(context->diag, field->place,
                        "'%s' can be NULL in %s; say how NULL looks here with null_if, null_flag "
                        "or null_reads_as",
                        field->member, whole->c_type);
        scan_diag_note(context->diag, own->place, "'%s' is declared here", own->member);
    }
}

static void take(scan_field *field, const scan_field *own)
{
    field->column = own->column;
    field->column_names = own->column_names;
    field->types = own->types;
    field->kind = is_integer(own) ? own->kind : field->kind;
    field->readonly = field->readonly || own->readonly || own->computed != NULL;
    field->redact = field->redact || own->redact;
    field->validate = field->readonly ? NULL : own->validate;
    field->default_value = own->default_value;
    field->default_texts = own->default_texts;
    field->generated = false;
    field->version = own->version;
}

static void resolve_column(scan_context *context, const scan_entity *whole, scan_field *field)
{
    const scan_field *own = scan_part_own(whole, field);
    if (own == NULL) {
        report_no_column(context, whole, field);
    } else if (judge_kind(context, whole, field, own)) {
        judge_null(context, whole, field, own);
        judge_version(context, whole, field, own);
        take(field, own);
    }
}

/* ---- keys ---- */

/* A column of the whole's key that the part lacks; NULL = it has all of them. */
static const scan_field *find_missing_key(const scan_entity *part)
{
    const scan_entity *whole = part->part_of;
    for (uint16_t i = 0; i < whole->field_count; i++) {
        uint16_t j = 0;
        while (whole->fields[i].primary_key && j < part->field_count &&
               scan_part_own(whole, &part->fields[j]) != &whole->fields[i]) {
            j++;
        }
        if (j == part->field_count) {
            return &whole->fields[i];
        }
    }
    return NULL;
}

static void judge_key(scan_context *context, const scan_entity *part, const scan_field *field,
                      const scan_field *missing)
{
    const scan_entity *whole = part->part_of;
    const scan_field *own = scan_part_own(whole, field);
    scan_place place = scan_argument_place_of(&field->annotation, "primary_key");
    if (own == NULL || !field->primary_key) {
        return;
    }
    if (!own->primary_key) {
        scan_diag_error(context->diag, place, "'%s' is not in the primary key of %s; remove that",
                        field->member, whole->c_type);
    } else if (missing != NULL) {
        scan_diag_error(context->diag, place,
                        "'%s' alone is not the primary key of %s; add '%s', or remove that: the "
                        "part is then only read",
                        field->member, whole->c_type, missing->member);
    } else if (field->assigned && own->generated) {
        scan_diag_error(context->diag, scan_argument_place_of(&field->annotation, "assigned"),
                        "the database chooses the key of %s; remove 'assigned'", whole->c_type);
    }
}

/* It has the key of its whole, or none. */
static void resolve_key(scan_context *context, scan_entity *part)
{
    const scan_field *missing = find_missing_key(part);
    for (uint16_t i = 0; i < part->field_count; i++) {
        scan_field *field = &part->fields[i];
        const scan_field *own = scan_part_own(part->part_of, field);
        judge_key(context, part, field, missing);
        field->primary_key = own != NULL && own->primary_key && missing == NULL;
        field->nullable = field->nullable && !field->primary_key;
        field->generated = field->primary_key && own->generated;
    }
}

/* ---- tables ---- */

static void resolve_table(scan_context *context, scan_entity *part)
{
    const scan_entity *whole = part->part_of;
    if (!scan_find_is_same(part->table, part->name) &&
        !scan_find_is_same(part->table, whole->table)) {
        scan_diag_error(context->diag, scan_argument_place_of(&part->annotation, "name"),
                        "a part of %s is in its table '%s'; remove the name", whole->c_type,
                        whole->table);
    }
    part->table = whole->table;
    part->table_names = whole->table_names;
    part->table_schema = whole->table_schema;
}

/* What its members say of a table, in structs that tables hold too. */
static void forget_table(scan_entity *entity)
{
    bool is_part = entity->kind == ORM_ENTITY_PART;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        scan_field *field = &entity->fields[i];
        field->unique = field->index = false;
        field->check = field->computed = field->renamed_from = NULL;
        field->reference = NULL;
        if (!is_part) {
            field->readonly = field->version = field->generated = false;
            field->default_value = (orm_default){ .kind = ORM_DEFAULT_NONE };
            field->default_texts = NULL;
            field->validate = NULL;
        }
        field->primary_key = field->primary_key && entity->kind != ORM_ENTITY_RESULT;
    }
    entity->key_count = entity->reference_count = entity->check_count = entity->statement_count = 0;
}

static void resolve_part(scan_context *context, scan_entity *part)
{
    size_t errors = scan_diag_error_count(context->diag);
    resolve_table(context, part);
    for (uint16_t i = 0; i < part->field_count; i++) {
        if (!part->fields[i].is_guess) {
            resolve_column(context, part->part_of, &part->fields[i]);
        }
    }
    resolve_key(context, part);
    scan_sound_note(context, errors, &part->is_wrong);
}

void scan_part_resolve(scan_context *context, const scan_model *model)
{
    for (uint16_t i = 0; i < model->entity_count; i++) {
        if (model->entities[i]->kind != ORM_ENTITY_TABLE) {
            forget_table(model->entities[i]);
        }
    }
    for (uint16_t i = 0; i < model->entity_count; i++) {
        if (model->entities[i]->part_of != NULL) {
            resolve_part(context, model->entities[i]);
        }
    }
}
