/* Judges arguments against the table of known keys and hands the good ones to their setters. Knows
 * no key by itself but for what a positional argument means. */
#include "model/apply.h"

#include <stdint.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "annotation/literal.h"
#include "annotation/suggest.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/apply_relation.h"
#include "model/find.h"
#include "model/model.h"

/* One annotation at work. */
typedef struct application {
    scan_context *context;
    const char *macro; /* "ORM_TABLE" */
    const scan_known *known;
    size_t known_count;
    scan_annotation *annotation;
    bool is_list; /* the arguments stand in a list: a name alone is a member */
    scan_setting setting;
} application;

/* ---- messages ---- */

/* The items of a list as a message has them: "a, b or c". */
static void add_item(orm_buffer *list, const char *glue, const char *item)
{
    orm__buffer_text(list, list->size == 0 ? "" : glue);
    orm__buffer_text(list, item);
}

static void list_words(orm_buffer *list, const scan_word *words)
{
    for (const scan_word *word = words; word->name != NULL; word++) {
        add_item(list, word[1].name == NULL ? " or " : ", ", word->name);
    }
}

static void list_takes(orm_buffer *list, unsigned takes)
{
    static const struct {
        unsigned takes;
        const char *text;
    } values[] = {
        { SCAN_TAKES_PATH, "names joined by a point" },
        { SCAN_TAKES_NAME, "a name" },
        { SCAN_TAKES_STRING, "a string" },
        { SCAN_TAKES_NUMBER, "a number" },
        { SCAN_TAKES_LIST, "a list in parentheses" },
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if ((takes & values[i].takes) != 0) {
            add_item(list, " or ", values[i].text);
        }
    }
}

/* "" where there is no memory for it. */
static const char *list_text(const orm_buffer *list)
{
    const char *text = orm__buffer_string(list);
    return text == NULL ? "" : text;
}

static void report_unknown(const application *a, const scan_argument *argument)
{
    if (a->known_count == 0) {
        scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                        "unknown key '%s' in %s, which takes columns alone", argument->key,
                        a->macro);
        return;
    }
    orm_buffer keys;
    scan_diag_buffer_init(a->context->diag, &keys);
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, argument->key);
    for (size_t i = 0; i < a->known_count; i++) {
        scan_suggest_offer(&suggestion, a->known[i].key);
        add_item(&keys, ", ", a->known[i].key);
    }
    const char *meant = scan_suggest_text(&suggestion);
    bool none = meant[0] == '\0';
    scan_place place = scan_argument_key_place(a->annotation, argument);
    scan_diag_error(a->context->diag, place, "unknown key '%s' in %s%s%s", argument->key, a->macro,
                    none ? "; it knows " : meant, none ? list_text(&keys) : "");
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->key), suggestion.best);
    orm__buffer_fini(&keys);
}

static void report_wrong_kind(const application *a, const scan_known *known,
                              const scan_argument *argument)
{
    scan_place place = scan_argument_value_place(a->annotation, argument);
    if (argument->kind == SCAN_VALUE_NONE) {
        scan_diag_error(a->context->diag, place, "'%s' needs a value; write %s", known->key,
                        known->example);
        return;
    }
    if ((known->takes & ~(unsigned)SCAN_TAKES_NOTHING) == 0) {
        scan_diag_error(a->context->diag, place, "'%s' takes no value; write it alone", known->key);
        return;
    }
    orm_buffer takes;
    scan_diag_buffer_init(a->context->diag, &takes);
    list_takes(&takes, known->takes);
    scan_diag_error(a->context->diag, place, "'%s' takes %s; write for example %s", known->key,
                    list_text(&takes), known->example);
    orm__buffer_fini(&takes);
}

static void report_wrong_word(const application *a, const scan_known *known,
                              const scan_argument *argument)
{
    orm_buffer words;
    scan_diag_buffer_init(a->context->diag, &words);
    list_words(&words, known->words);
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, argument->text);
    for (const scan_word *word = known->words; word->name != NULL; word++) {
        scan_suggest_offer(&suggestion, word->name);
    }
    scan_place place = scan_argument_value_place(a->annotation, argument);
    scan_diag_error(a->context->diag, place, "'%s' cannot be '%s'; write %s%s", known->key,
                    argument->text, list_text(&words), scan_suggest_text(&suggestion));
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->text), suggestion.best);
    orm__buffer_fini(&words);
}

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

static const scan_known *find_known(const application *a, const char *key)
{
    for (size_t i = 0; i < a->known_count; i++) {
        if (strcmp(a->known[i].key, key) == 0) {
            return &a->known[i];
        }
    }
    return NULL;
}

/* The word that the value is; NULL = none of them, reported. */
static const scan_word *find_word(const application *a, const scan_known *known,
                                  const scan_argument *argument)
{
    for (const scan_word *word = known->words; word->name != NULL; word++) {
        if (strcmp(word->name, argument->text) == 0) {
            return word;
        }
    }
    report_wrong_word(a, known, argument);
    return NULL;
}

/* False: a string that no engine takes, reported. */
static bool judge_string(const application *a, const scan_argument *argument)
{
    bool good =
        argument->kind != SCAN_VALUE_STRING || scan_literal_is_text(argument->text, argument->size);
    if (!good) {
        scan_diag_error(a->context->diag, scan_argument_value_place(a->annotation, argument),
                        "'%s' must be UTF-8 without a NUL byte", argument->key);
    }
    return good;
}

static const scan_argument *find_first(const application *a, const char *key)
{
    const scan_argument *first = a->annotation->arguments;
    while ((a->is_list && first->kind == SCAN_VALUE_NONE) || first->key == NULL ||
           strcmp(first->key, key) != 0) {
        first++;
    }
    return first;
}

/* False: an earlier argument has the key, reported. */
static bool judge_first(const application *a, const scan_known *known,
                        const scan_argument *argument)
{
    const scan_argument *first = find_first(a, argument->key);
    if (first == argument || (known->takes & SCAN_MAY_REPEAT) != 0) {
        return true;
    }
    scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                    "'%s' is said twice; remove one", argument->key);
    scan_diag_note(a->context->diag, scan_argument_key_place(a->annotation, first),
                   "it is said here first");
    return false;
}

static void apply_argument(application *a, const scan_argument *argument)
{
    if (argument->key == NULL) {
        scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument), "%s",
                        a->is_list ? "a string is no member; write its name without quotes"
                                   : "a string alone says nothing here; write name = \"...\"");
        return;
    }
    const scan_known *known = find_known(a, argument->key);
    if (known == NULL) {
        report_unknown(a, argument);
        return;
    }
    if (!judge_first(a, known, argument)) {
        return;
    }
    if ((known->takes & taken_by(argument)) == 0) {
        report_wrong_kind(a, known, argument);
        return;
    }
    const scan_word *word = known->words == NULL ? NULL : find_word(a, known, argument);
    if ((known->words == NULL || word != NULL) && judge_string(a, argument)) {
        a->setting.argument = argument;
        a->setting.word = word == NULL ? 0 : word->value;
        known->set(&a->setting);
    }
}

static void apply_arguments(application *a)
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
    application a = { .context = outer->context,
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

/* The first argument of ORM_TABLE may be the name alone: from here on it is name = ... */
static void name_positional(scan_annotation *annotation)
{
    scan_argument *first = annotation->arguments;
    if (annotation->argument_count == 0) {
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
    if (outside != NULL || scan_argument_find(&field->annotation, "references") != NULL) {
        return;
    }
    const char *key =
        scan_argument_find(&field->annotation, "on_delete") ? "on_delete" : "on_update";
    const scan_argument *argument = scan_argument_find(&field->annotation, key);
    scan_diag_error(context->diag, scan_argument_key_place(&field->annotation, argument),
                    "'%s' needs a reference; add references = entity.member", key);
}

static void apply_field(scan_context *context, scan_entity *entity, scan_field *field)
{
    application a = { .context = context, .annotation = &field->annotation };
    a.macro = scan_find_column_macro(entity);
    a.known = scan_known_column_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity, .field = field };
    apply_arguments(&a);
    drop_half_reference(context, field);
}

static void apply_relation(scan_context *context, scan_entity *entity, scan_relation *relation)
{
    scan_annotation keyed = { 0 };
    application a = { .context = context, .macro = relation->macro, .annotation = &keyed };
    a.known = scan_known_relation_keys(relation->kind, &a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity, .relation = relation };
    if (scan_apply_columns(context, relation, &keyed)) {
        apply_arguments(&a);
    }
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
        nested->is_applied = true;
        apply_fields(context, entity, nested->fields, nested->field_count);
    }
}

void scan_apply_entity(scan_context *context, scan_entity *entity)
{
    application a = { .context = context, .annotation = &entity->annotation };
    a.macro = entity->is_mapped ? "ORM_MAP" : "ORM_TABLE";
    a.known = scan_known_table_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity };
    entity->table = entity->name;
    entity->naming = context->naming;
    name_positional(a.annotation);
    apply_arguments(&a);
    apply_fields(context, entity, entity->fields, entity->field_count);
    for (uint16_t i = 0; i < entity->relation_count; i++) {
        apply_relation(context, entity, &entity->relations[i]);
    }
}

void scan_apply_converter(scan_context *context, scan_converter *converter)
{
    application a = { .context = context,
                      .macro = "ORM_CONVERTER",
                      .annotation = &converter->annotation };
    a.known = scan_known_converter_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .converter = converter };
    apply_arguments(&a);
}
