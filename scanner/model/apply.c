/* Judges arguments against the table of known keys and hands the good ones to their setters. Knows
 * no key by itself but for what a positional argument means. */
#include "model/apply.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "annotation/literal.h"
#include "base/arena.h"
#include "diag.h"
#include "model/apply_relation.h"
#include "model/apply_report.h"
#include "model/model.h"
#include "model/rescope.h"
#include "model/said.h"
#include "model/sound.h"

/* ---- judging ---- */

static unsigned taken_by(const scan_argument *argument)
{
    switch (argument->kind) {
    case SCAN_VALUE_NONE:
        return SCAN_TAKES_NOTHING;
    case SCAN_VALUE_STRING:
        return SCAN_TAKES_STRING;
    case SCAN_VALUE_NUMBER:
        return SCAN_TAKES_NUMBER;
    case SCAN_VALUE_LIST:
        return SCAN_TAKES_LIST;
    case SCAN_VALUE_NAME:
        break;
    }
    return scan_argument_is_path(argument->text) ? SCAN_TAKES_PATH : SCAN_TAKES_NAME;
}

static const scan_known *find_known(const scan_application *a, const char *key)
{
    for (size_t i = 0; i < a->known_count; i++) {
        if (strcmp(a->known[i].key, key) == 0) {
            return &a->known[i];
        }
    }
    return NULL;
}

/* The word that the value is; NULL = none of them, reported. */
static const scan_word *find_word(const scan_application *a, const scan_known *known,
                                  const scan_argument *argument)
{
    for (const scan_word *word = known->words; word->name != NULL; word++) {
        if (strcmp(word->name, argument->text) == 0) {
            return word;
        }
    }
    scan_apply_report_wrong_word(a, known, argument);
    return NULL;
}

/* False: a string that no engine takes, reported. */
static bool judge_string(const scan_application *a, const scan_argument *argument)
{
    bool good =
        argument->kind != SCAN_VALUE_STRING || scan_literal_is_text(argument->text, argument->size);
    if (!good) {
        scan_diag_error(a->context->diag, scan_argument_value_place(a->annotation, argument),
                        "'%s' must be UTF-8 without a NUL byte", argument->key);
    }
    return good;
}

static const scan_argument *find_first(const scan_application *a, const char *key)
{
    const scan_argument *first = a->annotation->arguments;
    while ((a->is_list && first->kind == SCAN_VALUE_NONE) || first->key == NULL ||
           strcmp(first->key, key) != 0) {
        first++;
    }
    return first;
}

/* False: an earlier argument has the key, reported. */
static bool judge_first(const scan_application *a, const scan_known *known,
                        const scan_argument *argument)
{
    const scan_argument *first = find_first(a, argument->key);
    if (first == argument || (known->takes & SCAN_MAY_REPEAT) != 0) {
        return true;
    }
    bool is_key = a->setting.field != NULL &&
                  (strcmp(argument->key, "index") == 0 || strcmp(argument->key, "unique") == 0);
    scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                    "'%s' is said twice; remove one%s%s%s", argument->key,
                    is_key ? ", and say what else there is in ORM_TABLE: " : "",
                    is_key ? argument->key : "", is_key ? "(...)" : "");
    scan_diag_note(a->context->diag, scan_argument_key_place(a->annotation, first),
                   "it is said here first");
    return false;
}

static void apply_argument(scan_application *a, const scan_argument *argument)
{
    if (argument->error != NULL) {
        return;
    }
    if (argument->key == NULL) {
        scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument), "%s",
                        a->is_list ? "a string is no member; write its name without quotes"
                                   : "a string alone says nothing here; write name = \"...\"");
        return;
    }
    const scan_known *known = find_known(a, argument->key);
    if (known == NULL) {
        scan_apply_report_unknown(a, argument);
        return;
    }
    if (!judge_first(a, known, argument)) {
        return;
    }
    if ((known->takes & taken_by(argument)) == 0) {
        scan_apply_report_wrong_kind(a, known, argument);
        return;
    }
    if (!scan_apply_judge_truth(a, known, argument)) {
        return;
    }
    const scan_word *word = known->words == NULL ? NULL : find_word(a, known, argument);
    if ((known->words == NULL || word != NULL) && judge_string(a, argument)) {
        a->setting.argument = argument;
        a->setting.word = word == NULL ? 0 : word->value;
        known->set(&a->setting);
    }
}

static void apply_arguments(scan_application *a)
{
    for (size_t i = 0; i < a->annotation->argument_count; i++) {
        apply_argument(a, &a->annotation->arguments[i]);
    }
}

void scan_apply_items(const scan_setting *outer, const scan_known *known, size_t count)
{
    const scan_argument *list = outer->argument;
    scan_annotation items = { .place = scan_argument_key_place(&outer->entity->annotation, list),
                              .arguments = list->arguments,
                              .argument_count = list->argument_count };
    scan_application a = { .context = outer->context,
                           .macro = list->key,
                           .known = known,
                           .known_count = count,
                           .annotation = &items,
                           .is_list = true,
                           .setting = *outer };
    for (size_t i = 0; i < items.argument_count; i++) {
        if (items.arguments[i].kind != SCAN_VALUE_NONE) {
            apply_argument(&a, &items.arguments[i]);
        }
    }
}

/* ---- entities and fields ---- */

static bool has_error(const scan_annotation *annotation)
{
    bool has = false;
    for (size_t i = 0; !has && i < annotation->argument_count; i++) {
        has = annotation->arguments[i].error != NULL;
    }
    return has;
}

/* The first argument of ORM_TABLE may be the name alone: from here on it is name = ... */
static void name_positional(scan_annotation *annotation)
{
    scan_argument *first = annotation->arguments;
    if (annotation->argument_count == 0 || first->error != NULL) {
        return;
    }
    if (first->key == NULL) {
        first->key = "name";
        first->key_place = first->value_place;
    } else if (first->kind == SCAN_VALUE_NONE) {
        first->text = first->key;
        first->size = strlen(first->key);
        first->kind = SCAN_VALUE_NAME;
        first->key = "name";
        first->value_place = first->key_place;
    }
}

/* Whether a key was meant to make a reference, which then was reported. */
static bool means_reference(const scan_annotation *annotation)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const char *key = annotation->arguments[i].key;
        const scan_foreign *foreign = key == NULL ? NULL : scan_foreign_column_key(key);
        const char *ours = foreign == NULL ? key : foreign->ours;
        if (ours != NULL &&
            (strcmp(ours, "references") == 0 || strcmp(ours, "references_table") == 0)) {
            return true;
        }
    }
    return false;
}

/* An action without a reference is none: reported, unless the reference itself was. */
static void drop_half_reference(scan_context *context, scan_field *field)
{
    const scan_argument *outside = scan_argument_find(&field->annotation, "references_table");
    if (field->reference == NULL) {
        return;
    }
    if (field->reference->table != NULL && outside != NULL) {
        scan_diag_error(context->diag, scan_argument_key_place(&field->annotation, outside),
                        "'references' and 'references_table' exclude each other; remove one");
        field->reference->outside = NULL;
    }
    if (field->reference->table != NULL || field->reference->outside != NULL) {
        return;
    }
    field->reference = NULL;
    if (means_reference(&field->annotation)) {
        return;
    }
    const char *key =
        scan_argument_find(&field->annotation, "on_delete") ? "on_delete" : "on_update";
    const scan_argument *argument = scan_argument_find(&field->annotation, key);
    scan_diag_error(context->diag, scan_argument_key_place(&field->annotation, argument),
                    "'%s' needs a reference; add references = entity.member", key);
}

static void apply_keys(scan_context *context, scan_entity *entity, scan_field *field,
                       const char *macro, scan_annotation *annotation)
{
    scan_application a = { .context = context, .macro = macro, .annotation = annotation };
    a.known = scan_known_column_keys(&a.known_count);
    a.find_foreign = scan_foreign_column_key;
    a.setting = (scan_setting){ .context = context, .entity = entity, .field = field };
    apply_arguments(&a);
}

bool scan_apply_said(scan_context *context, scan_entity *entity, const scan_said *said,
                     scan_field *field)
{
    scan_annotation own = field->annotation, rest;
    if (!scan_said_join(context, said, &field->annotation, &rest)) {
        return false;
    }
    apply_keys(context, entity, field, "ORM_COLUMN", &rest);
    field->redact = field->redact || said->is_secret;
    if (said->field != NULL && (!scan_rescope_said(context, said->way, field) ||
                                (field->written != NULL && !scan_rescope_names(context, field)))) {
        return false;
    }
    apply_keys(context, entity, field, "ORM_MEMBER", &own);
    drop_half_reference(context, field);
    return true;
}

/* What is said of the member of an ORM_MEMBER in its own struct. False: no memory, reported. */
static bool find_said(scan_context *context, const scan_entity *entity, const scan_field *field,
                      scan_said *said)
{
    const scan_struct *home = entity->mapped;
    const char *way = "";
    for (size_t i = 0; home != NULL && i < field->step_count; i++) {
        const scan_step *step = &field->steps[i];
        scan_said_enter(said, home, way, step->name, &step->type);
        home = step->type.nested;
        way = scan_rescope_join(context, way, step->name);
        if (way == NULL) {
            return false;
        }
    }
    if (home != NULL) {
        scan_said_enter(said, home, way, field->member, &field->type);
    }
    return true;
}

static void apply_mapped(scan_context *context, scan_entity *entity, scan_field *field)
{
    scan_said *said = orm__arena_zeroed(context->arena, 1, sizeof *said);
    if (said == NULL) {
        scan_diag_no_memory(context->diag);
        return;
    }
    *said = (scan_said){ .way = "", .own = field->annotation };
    field->said = said;
    field->column_prefix = "";
    if (find_said(context, entity, field, said) &&
        scan_said_prefix(context, entity->naming, said, "", field)) {
        (void)scan_apply_said(context, entity, said, field);
    }
}

static void apply_field(scan_context *context, scan_entity *entity, scan_field *field)
{
    size_t errors = scan_diag_error_count(context->diag);
    field->is_wrong = has_error(&field->annotation);
    if (field->written != NULL) {
        apply_mapped(context, entity, field);
    } else {
        apply_keys(context, entity, field, "ORM_COLUMN", &field->annotation);
        drop_half_reference(context, field);
    }
    scan_sound_note(context, errors, &field->is_wrong);
}

static void apply_relation(scan_context *context, scan_entity *entity, scan_relation *relation)
{
    size_t errors = scan_diag_error_count(context->diag);
    scan_annotation keyed = { 0 };
    scan_application a = { .context = context, .macro = relation->macro, .annotation = &keyed };
    a.known = scan_known_relation_keys(relation->kind, &a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity, .relation = relation };
    if (scan_apply_columns(context, relation, &keyed)) {
        apply_arguments(&a);
    }
    scan_sound_note(context, errors, &relation->is_wrong);
}

/* Recurses as deep as the structs are nested; one that leads into itself ends it. */
static void apply_fields(scan_context *context, scan_entity *entity, scan_field *fields,
                         uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        scan_struct *nested = fields[i].type.nested;
        apply_field(context, entity, &fields[i]);
        if (nested != NULL && !nested->is_table && fields[i].columns == NULL) {
            scan_apply_nested(context, entity, nested);
        }
    }
}

void scan_apply_nested(scan_context *context, scan_entity *entity, scan_struct *nested)
{
    if (!nested->is_applied) {
        size_t errors = scan_diag_error_count(context->diag);
        nested->is_applied = true;
        apply_fields(context, entity, nested->fields, nested->field_count);
        scan_sound_note(context, errors, &nested->is_wrong);
    }
}

void scan_apply_entity(scan_context *context, scan_entity *entity)
{
    size_t errors = scan_diag_error_count(context->diag);
    scan_application a = { .context = context, .annotation = &entity->annotation };
    a.macro = entity->is_mapped ? "ORM_MAP" : "ORM_TABLE";
    a.known = scan_known_table_keys(&a.known_count);
    a.find_foreign = scan_foreign_table_key;
    a.setting = (scan_setting){ .context = context, .entity = entity };
    entity->table = entity->name;
    entity->naming = context->naming;
    name_positional(a.annotation);
    entity->is_head_wrong = has_error(a.annotation);
    apply_arguments(&a);
    scan_sound_note(context, errors, &entity->is_head_wrong);
    apply_fields(context, entity, entity->fields, entity->field_count);
    scan_said_check_keys(context, entity);
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        apply_relation(context, entity, &entity->relations[i]);
    }
    scan_sound_note(context, errors, &entity->is_wrong);
}

void scan_apply_converter(scan_context *context, scan_converter *converter)
{
    scan_application a = { .context = context,
                           .macro = "ORM_CONVERTER",
                           .annotation = &converter->annotation };
    a.known = scan_known_converter_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .converter = converter };
    size_t errors = scan_diag_error_count(context->diag);
    apply_arguments(&a);
    scan_sound_note(context, errors, &converter->is_wrong);
}
