/* Owns what is said of arguments that are not as their key wants them, and of keys that there are not. */
#include "model/apply_report.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/fold.h"
#include "annotation/known.h"
#include "annotation/suggest.h"
#include "base/buffer.h"
#include "diag.h"
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
    scan_diag_error(a->context->diag, place, "unknown key '%s' in %s%s%s", argument->key, a->macro,
                    none ? "; it knows " : meant, none ? list_text(&keys) : "");
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->key), suggestion.best);
    orm__buffer_fini(&keys);
}

static bool is_word(const scan_argument *argument, const char *word)
{
    return argument->kind == SCAN_VALUE_NAME && scan_fold_is_same(argument->text, word);
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
                    argument->text, list_text(&words), scan_suggest_text(&suggestion));
    scan_diag_fix(a->context->diag, scan_argument_exactly(place, argument->text), suggestion.best);
    orm__buffer_fini(&words);
}
