/* Rules for the text of a column's type: it is one type and nothing else, so that a table has no
 * column, key or default that only its text knows of. */
#include "check/rules.h"

#include <string.h>

#include "base/fold.h"
#include "diag.h"
#include "model/model.h"

/* Words that begin something else of a column, and what to do about them. */
static const struct {
    const char *word;
    const char *advice;
} constraints[] = {
    { "NOT", "write not_null beside it" },
    { "NULL", "remove it" },
    { "UNIQUE", "write unique beside it" },
    { "PRIMARY", "write primary_key beside it" },
    { "DEFAULT", "write default = ... beside it" },
    { "CHECK", "write check = \"...\" beside it" },
    { "AS", "write computed = \"...\" beside it" },
    { "GENERATED", "write computed = \"...\" beside it" },
    { "CONSTRAINT", "remove it" },
    { "REFERENCES", "write references = ... beside it" },
};

enum { CONSTRAINTS = sizeof constraints / sizeof constraints[0] };

static bool is_word_char(char c)
{
    char folded = orm__fold(c);
    return (folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static size_t word_size(const char *text)
{
    size_t size = 0;
    while (is_word_char(text[size])) {
        size++;
    }
    return size;
}

/* A word outside parentheses. False: it is none of a type's, reported. */
static bool check_word(const scan_subject *s, const char *key, const char *word, size_t size)
{
    size_t at = 0;
    while (at < CONSTRAINTS && !orm__fold_is_word(word, size, constraints[at].word)) {
        at++;
    }
    if (at == CONSTRAINTS) {
        return true;
    }
    scan_diag_error(s->context->diag, scan_check_place(s, key), "%s is no part of a type; %s",
                    constraints[at].word, constraints[at].advice);
    return false;
}

/* What cannot go on at this character, outside quotes; NULL = nothing. */
static const char *fault_at(const char *text, size_t depth)
{
    bool is_comment = strncmp(text, "--", 2) == 0 || strncmp(text, "/*", 2) == 0;
    if (is_comment) {
        return "a comment";
    }
    if (depth == 0 && *text == ')') {
        return "a ')' without its '('";
    }
    return *text == ';' ? "a ';'" : depth == 0 && *text == ',' ? "a ',' outside parentheses" : NULL;
}

/* The bytes of a text in quotes with them; 0: it has no end. */
static size_t quoted_size(const char *text)
{
    const char *end = strchr(text + 1, text[0]);
    return end == NULL ? 0 : (size_t)(end - text) + 1;
}

static void report(const scan_subject *s, const char *key, const char *fault)
{
    scan_diag_error(s->context->diag, scan_check_place(s, key),
                    "%s is no part of a type; '%s' is the type of this one column alone", fault,
                    key);
}

/* The size of what begins here, a word or one character; 0: it is none of a type's, reported. */
static size_t check_next(const scan_subject *s, const char *key, const char *text, size_t depth)
{
    size_t size = word_size(text);
    if (size > 0) {
        return depth > 0 || check_word(s, key, text, size) ? size : 0;
    }
    bool is_quote = *text == '"' || *text == '\'';
    const char *fault = fault_at(text, depth);
    size = is_quote ? quoted_size(text) : 1;
    if (fault != NULL || size == 0) {
        report(s, key, fault != NULL ? fault : "a quote without its end");
        return 0;
    }
    return size;
}

bool scan_check_type_text(const scan_subject *s, const char *key, const char *type)
{
    size_t depth = 0, size = 1;
    while (size > 0 && *type != '\0') {
        size = check_next(s, key, type, depth);
        depth = *type == '(' ? depth + 1 : depth - (*type == ')' && size > 0 ? 1 : 0);
        type += size;
    }
    if (size > 0 && depth > 0) {
        report(s, key, "a '(' without its ')'");
        size = 0;
    }
    return size > 0;
}
