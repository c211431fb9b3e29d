/* Owns what is said of arguments that are not as their key wants them, and of keys that there are
 * not. */
#include "model/apply_report.h"

#include <string.h>

#include "annotation/argument.h"
#include "base/fold.h"
#include "annotation/known.h"
#include "annotation/suggest.h"
#include "base/buffer.h"
#include "diag.h"
#include "model/find.h"
#include "model/model.h"

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

/* The bytes of the names joined by points that a text begins with. */
static size_t path_size(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    size_t size = 0, name = 0;
    do {
        size += name + (name > 0);
        name = strspn(text + size, letters);
        name += name == 0 ? 0
                          : strspn(text + size + name, "0123456789_abcdefghijklmnopqrstuvwxyz"
                                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    } while (name > 0 && text[size + name] == '.');
    return name == 0 ? 0 : size + name;
}

/* The place if nothing but the text in quotes stands there; else one of unknown size. */
static scan_place exactly_quoted(scan_place place, const char *text)
{
    place.size = place.size == strlen(text) + 2 ? place.size : 0;
    return place;
}

/* "" where there is no memory for it. */
static const char *list_text(const orm_buffer *list)
{
    const char *text = orm__buffer_string(list);
    return text == NULL ? "" : text;
}

static const scan_foreign *find_foreign(const scan_application *a, const char *key)
{
    return a->find_foreign == NULL ? NULL : a->find_foreign(key);
}

/* False: the key is not one that people bring along. */
static bool report_foreign(const scan_application *a, const scan_argument *argument)
{
    const scan_foreign *foreign = find_foreign(a, argument->key);
    if (foreign == NULL) {
        return false;
    }
    scan_place place = scan_argument_key_place(a->annotation, argument);
    bool fits = foreign->has_value == (argument->kind != SCAN_VALUE_NONE);
    scan_diag_error(a->context->diag, place, "unknown key '%s' in %s; %s", argument->key, a->macro,
                    foreign->advice);
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->key),
                  fits ? foreign->ours : NULL);
    return true;
}

void scan_apply_report_unknown(const scan_application *a, const scan_argument *argument)
{
    if (a->known_count == 0) {
        scan_diag_error(a->context->diag, scan_argument_key_place(a->annotation, argument),
                        "unknown key '%s' in %s, which takes columns alone", argument->key,
                        a->macro);
        return;
    }
    if (report_foreign(a, argument)) {
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
    bool is_macro = none && scan_find_is_macro_name(argument->key);
    scan_diag_error(a->context->diag, place, "unknown key '%s' in %s%s%s%s", argument->key,
                    a->macro, is_macro ? ", where no macro is expanded" : "",
                    none ? "; it knows " : meant, none ? list_text(&keys) : "");
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->key),
                  suggestion.near.found);
    orm__buffer_fini(&keys);
}

static bool is_word(const scan_argument *argument, const char *word)
{
    return argument->kind == SCAN_VALUE_NAME && orm__fold_is_same(argument->text, word);
}

/* "unique = true" is "unique". */
static void fix_alone(const scan_application *a, const scan_argument *argument, bool is_alone)
{
    scan_place whole = argument->key_place;
    const scan_place *value = &argument->value_place;
    bool is_in_line = whole.line != 0 && whole.line == value->line && value->size > 0 &&
                      value->column > whole.column;
    whole.size = is_in_line ? value->column + value->size - whole.column : 0;
    scan_diag_fix(a->context->diag, whole, is_alone ? argument->key : NULL);
}

/* The value with the quotes that it lacks, or without those that it has too much. */
static void requote(const scan_application *a, unsigned takes, const scan_argument *argument,
                    orm_buffer *meant)
{
    size_t size = argument->text == NULL ? 0 : path_size(argument->text);
    bool is_path = size > 0 && argument->text[size] == '\0';
    bool is_single = is_path && strchr(argument->text, '.') == NULL;
    bool is_taken = (takes & SCAN_TAKES_PATH) != 0 || (is_single && (takes & SCAN_TAKES_NAME) != 0);
    scan_diag_buffer_init(a->context->diag, meant);
    if (argument->kind == SCAN_VALUE_STRING && is_path && is_taken) {
        orm__buffer_text(meant, argument->text);
    } else if (argument->kind == SCAN_VALUE_NAME && (takes & SCAN_TAKES_STRING) != 0) {
        orm__buffer_format(meant, "\"%s\"", argument->text);
    }
}

static void report_quotes(const scan_application *a, const scan_known *known,
                          const scan_argument *argument, const char *meant)
{
    scan_place place = scan_argument_value_place(a->annotation, argument);
    bool is_string = argument->kind == SCAN_VALUE_STRING;
    scan_diag_error(a->context->diag, place, "'%s' takes %s; write %s = %s", known->key,
                    is_string ? "a name without quotes" : "a string in quotes", known->key, meant);
    scan_diag_fix(a->context->diag,
                  is_string ? exactly_quoted(place, meant)
                            : scan_argument_exactly(place, argument->text),
                  meant);
}

bool scan_apply_judge_truth(const scan_application *a, const scan_known *known,
                            const scan_argument *argument)
{
    bool is_true = is_word(argument, "true");
    if ((known->takes & SCAN_NO_TRUTH) == 0 || (!is_true && !is_word(argument, "false"))) {
        return true;
    }
    bool may_be_alone = (known->takes & SCAN_TAKES_NOTHING) != 0;
    scan_diag_error(a->context->diag, scan_argument_value_place(a->annotation, argument),
                    "'%s' cannot be '%s'; %s", known->key, argument->text,
                    is_true && may_be_alone ? "write it alone" : "leave it out");
    fix_alone(a, argument, is_true && may_be_alone);
    return false;
}

void scan_apply_report_wrong_kind(const scan_application *a, const scan_known *known,
                                  const scan_argument *argument)
{
    scan_place place = scan_argument_value_place(a->annotation, argument);
    if (argument->kind == SCAN_VALUE_NONE) {
        scan_diag_error(a->context->diag, place, "'%s' needs a value; write %s", known->key,
                        known->example);
        return;
    }
    if ((known->takes & SCAN_TAKES_VALUE) == 0) {
        scan_diag_error(a->context->diag, place, "'%s' takes no value; %s", known->key,
                        is_word(argument, "false") ? "leave it out" : "write it alone");
        fix_alone(a, argument, !is_word(argument, "false"));
        return;
    }
    orm_buffer meant;
    requote(a, known->takes, argument, &meant);
    bool is_quote = meant.size > 0;
    if (is_quote) {
        report_quotes(a, known, argument, list_text(&meant));
    }
    orm__buffer_fini(&meant);
    if (is_quote) {
        return;
    }
    const scan_foreign *foreign = find_foreign(a, known->key);
    if (argument->kind == SCAN_VALUE_NUMBER && foreign != NULL) {
        scan_diag_error(a->context->diag, place, "'%s' takes no number; %s", known->key,
                        foreign->advice);
        return;
    }
    orm_buffer takes;
    scan_diag_buffer_init(a->context->diag, &takes);
    list_takes(&takes, known->takes);
    scan_diag_error(a->context->diag, place, "'%s' takes %s; write for example %s", known->key,
                    list_text(&takes), known->example);
    orm__buffer_fini(&takes);
}

/* Types of SQL are no kinds. */
static const char *type_advice(const scan_known *known, const char *meant)
{
    return strcmp(known->key, "type") == 0 && meant[0] == '\0'
               ? "; other types follow from the C type, or are said by sqlite_type and "
                 "postgresql_type"
               : meant;
}

void scan_apply_report_wrong_word(const scan_application *a, const scan_known *known,
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
                    argument->text, list_text(&words),
                    type_advice(known, scan_suggest_text(&suggestion)));
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->text),
                  suggestion.near.found);
    orm__buffer_fini(&words);
}
