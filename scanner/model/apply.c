/* Judges arguments against the table of known keys and hands the good ones to their setters. Knows
 * no key by itself but for what a positional argument means. */
#include "model/apply.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "annotation/literal.h"
#include "annotation/suggest.h"
#include "diag.h"
#include "model/model.h"

/* One annotation at work. */
typedef struct application {
    scan_context *context;
    const char *macro; /* "ORM_TABLE" */
    const scan_known *known;
    size_t known_count;
    scan_annotation *annotation;
    scan_setting setting;
} application;

/* ---- messages ---- */

/* "a, b or c" of what comes in order; each addition returns the new end. */
static size_t add_to_list(char *text, size_t size, size_t used, const char *item, const char *glue)
{
    int written = snprintf(text + used, size - used, "%s%s", used == 0 ? "" : glue, item);
    size_t wanted = used + (written < 0 ? 0 : (size_t)written);
    return wanted < size ? wanted : size - 1;
}

static void list_words(const scan_word *words, char *text, size_t size)
{
    size_t used = 0;
    for (const scan_word *word = words; word->name != NULL; word++) {
        bool last = word[1].name == NULL;
        used = add_to_list(text, size, used, word->name, last ? " or " : ", ");
    }
}

static void list_takes(unsigned takes, char *text, size_t size)
{
    static const struct {
        unsigned takes;
        const char *text;
    } values[] = {
        { SCAN_TAKES_PATH, "names joined by a point" },
        { SCAN_TAKES_NAME, "a name" },
        { SCAN_TAKES_STRING, "a string" },
        { SCAN_TAKES_NUMBER, "a number" },
    };
    size_t used = 0;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if ((takes & values[i].takes) != 0) {
            used = add_to_list(text, size, used, values[i].text, " or ");
        }
    }
}

static void report_unknown(const application *a, const scan_argument *argument)
{
    char keys[400];
    size_t used = 0;
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, argument->key);
    for (size_t i = 0; i < a->known_count; i++) {
        scan_suggest_offer(&suggestion, a->known[i].key);
        used = add_to_list(keys, sizeof keys, used, a->known[i].key, ", ");
    }
    const char *meant = scan_suggest_text(&suggestion);
    bool none = meant[0] == '\0';
    scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                    "unknown key '%s' in %s%s%s", argument->key, a->macro,
                    none ? "; it knows " : meant, none ? keys : "");
}

static void report_wrong_kind(const application *a, const scan_known *known,
                              const scan_argument *argument)
{
    scan_place place = scan_argument_value_place(a->annotation, argument);
    char takes[100];
    list_takes(known->takes, takes, sizeof takes);
    if (argument->kind == SCAN_VALUE_NONE) {
        scan_diag_error(a->context->diag, place, "'%s' needs a value; write %s", known->key,
                        known->example);
    } else if ((known->takes & ~(unsigned)SCAN_TAKES_NOTHING) == 0) {
        scan_diag_error(a->context->diag, place, "'%s' takes no value; write it alone", known->key);
    } else {
        scan_diag_error(a->context->diag, place, "'%s' takes %s; write for example %s", known->key,
                        takes, known->example);
    }
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
    case SCAN_VALUE_NAME:
        break;
    }
    return strchr(argument->text, '.') == NULL ? SCAN_TAKES_NAME : SCAN_TAKES_PATH;
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
    scan_suggestion suggestion;
    scan_suggest_init(&suggestion, argument->text);
    for (const scan_word *word = known->words; word->name != NULL; word++) {
        if (strcmp(word->name, argument->text) == 0) {
            return word;
        }
        scan_suggest_offer(&suggestion, word->name);
    }
    char words[100];
    list_words(known->words, words, sizeof words);
    scan_diag_error(a->context->diag, scan_argument_value_place(a->annotation, argument),
                    "'%s' cannot be '%s'; write %s%s", known->key, argument->text, words,
                    scan_suggest_text(&suggestion));
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

/* False: an earlier argument has the key, reported. */
static bool judge_first(const application *a, const scan_argument *argument)
{
    const scan_argument *first = scan_argument_find(a->annotation, argument->key);
    if (first == argument) {
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
        scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                        "a string alone says nothing here; write name = \"...\"");
        return;
    }
    const scan_known *known = find_known(a, argument->key);
    if (known == NULL) {
        report_unknown(a, argument);
        return;
    }
    if (!judge_first(a, argument)) {
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
    if (field->reference == NULL || field->reference->table != NULL) {
        return;
    }
    field->reference = NULL;
    if (scan_argument_find(&field->annotation, "references") != NULL) {
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
    application a = { .context = context, .macro = "ORM_COLUMN", .annotation = &field->annotation };
    a.known = scan_known_column_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity, .field = field };
    apply_arguments(&a);
    drop_half_reference(context, field);
}

void scan_apply_entity(scan_context *context, scan_entity *entity)
{
    application a = { .context = context, .macro = "ORM_TABLE", .annotation = &entity->annotation };
    a.known = scan_known_table_keys(&a.known_count);
    a.setting = (scan_setting){ .context = context, .entity = entity };
    entity->table = entity->name;
    name_positional(a.annotation);
    apply_arguments(&a);
    for (uint16_t i = 0; i < entity->field_count; i++) {
        apply_field(context, entity, &entity->fields[i]);
    }
}
