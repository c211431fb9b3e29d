/* Owns the counting of an annotation's bytes in its source, and the finding of names in it. Knows
 * C's comments, strings, directives and spliced lines, nothing of what the arguments mean. */
#include "clang/source_text.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool starts_with(const char *c, const char *end, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(end - c) >= size && memcmp(c, text, size) == 0;
}

/* Behind the comment that begins at c. */
static const char *skip_comment(const char *c, const char *end)
{
    bool is_line = c[1] == '/';
    for (c += 2; c < end; c++) {
        if (is_line ? *c == '\n' : *c == '*' && starts_with(c, end, "*/")) {
            return is_line ? c : c + 2;
        }
    }
    return end;
}

/* The next byte that the compiler's stringising would keep. */
static const char *skip_blanks(const char *c, const char *end)
{
    while (c < end) {
        if (is_blank(*c)) {
            c++;
        } else if (*c == '/' && (starts_with(c, end, "//") || starts_with(c, end, "/*"))) {
            c = skip_comment(c, end);
        } else if (*c == '\\' && starts_with(c, end, "\\\n")) {
            c += 2;
        } else {
            break;
        }
    }
    return c;
}

/* Behind the string or character literal that begins at c. */
static const char *skip_literal(const char *c, const char *end)
{
    char quote = *c++;
    while (c < end && *c != quote) {
        c += *c == '\\' && c + 1 < end ? 2 : 1;
    }
    return c < end ? c + 1 : end;
}

bool scan_source_text_enter(scan_source_text *source, const char *prefix)
{
    const char *end = source->text + source->size;
    const char *c = source->text;
    if (!starts_with(c, end, prefix)) {
        return false;
    }
    source->start = c;
    while (c < end && is_name(*c)) {
        c++;
    }
    c = skip_blanks(c, end);
    if (c == end || *c != '(') {
        return false;
    }
    source->text = c + 1;
    source->size = (size_t)(end - source->text);
    return true;
}

const char *scan_source_text_at(const scan_source_text *source, size_t at)
{
    const char *end = source->text + source->size;
    const char *c = source->text;
    int depth = 0;
    for (;;) {
        c = skip_blanks(c, end);
        if (c == end || (depth == 0 && *c == ')')) {
            return c;
        }
        const char *next = *c == '"' || *c == '\'' ? skip_literal(c, end) : c + 1;
        if ((size_t)(next - c) > at) {
            return c + at;
        }
        at -= (size_t)(next - c);
        depth += *c == '(' ? 1 : *c == ')' ? -1 : 0;
        c = next;
    }
}

unsigned scan_source_text_name_size(const char *text, size_t size)
{
    unsigned count = 0;
    while (count < size && is_name(text[count])) {
        count++;
    }
    return count > 0 && text[0] >= '0' && text[0] <= '9' ? 0 : count;
}

const char *scan_source_text_skip(const char *text, const char *end)
{
    return skip_blanks(text, end);
}

/* ---- names ---- */

/* Behind the directive that begins at c: the end of its last line. */
static const char *skip_directive(const char *c, const char *end)
{
    while (c < end && *c != '\n') {
        if (starts_with(c, end, "/*")) {
            c = skip_comment(c, end);
        } else if (starts_with(c, end, "\\\n") || starts_with(c, end, "\\\r\n")) {
            c += c[1] == '\r' ? 3 : 2;
        } else {
            c++;
        }
    }
    return c;
}

/* Behind the blanks and comments at next, knowing of line ends. */
static const char *skip_to_token(scan_source_names *names)
{
    const char *c = skip_blanks(names->next, names->end);
    bool is_next_line = c > names->next && memchr(names->next, '\n', (size_t)(c - names->next));
    names->is_in_line = names->is_in_line && !is_next_line;
    return c;
}

/* Steps over one token that is no name. */
static const char *skip_token(const scan_source_names *names, const char *c)
{
    if (*c == '#' && !names->is_in_line) {
        return skip_directive(c, names->end);
    }
    if (*c == '"' || *c == '\'') {
        return skip_literal(c, names->end);
    }
    do { /* a number with its letters */
        c++;
    } while (c < names->end && is_name(c[-1]) && is_name(*c));
    return c;
}

const char *scan_source_text_step(scan_source_names *names)
{
    names->next = names->next == NULL ? names->text : names->next;
    for (;;) {
        const char *c = skip_to_token(names);
        if (c == names->end) {
            names->next = c;
            return NULL;
        }
        bool is_directive = *c == '#' && !names->is_in_line;
        unsigned size = scan_source_text_name_size(c, (size_t)(names->end - c));
        names->next = size > 0 ? c + size : skip_token(names, c);
        names->is_in_line = true;
        if (!is_directive) {
            return c;
        }
    }
}

bool scan_source_text_find(scan_source_names *names, const char *prefix)
{
    names->before = names->found == NULL ? '\0' : names->found[names->size - 1];
    const char *c = NULL;
    while ((c = scan_source_text_step(names)) != NULL) {
        unsigned size = scan_source_text_name_size(c, (size_t)(names->end - c));
        if (size > 0 && starts_with(c, names->end, prefix)) {
            names->found = c;
            names->size = size;
            return true;
        }
        names->before = names->next[-1];
    }
    return false;
}

/* ---- declarations ---- */

/* What has been read of a declaration. */
typedef struct declaration {
    unsigned depth; /* of braces */
    bool is_body;   /* the outer ones are a function's */
    char before;    /* the last byte of the token before */
} declaration;

/* Whether a token ends it. The braces of extern "C" are none: only C++ sees them. */
static bool ends_with(declaration *of, char c)
{
    bool is_end = c == ';' && of->depth == 0;
    if (c == '{' && (of->depth > 0 || of->before != '"')) {
        of->is_body = of->depth == 0 ? of->before == ')' : of->is_body;
        of->depth++;
    } else if (c == '}' && of->depth > 0) {
        of->depth--;
        is_end = of->depth == 0 && of->is_body;
    }
    return is_end;
}

void scan_source_text_around(const char *text, size_t size, size_t at, size_t *begin_out,
                             size_t *end_out)
{
    scan_source_names tokens = { .text = text, .end = text + size };
    declaration of = { 0 };
    size_t begin = 0, end = 0;
    for (const char *c = NULL; end <= at && (c = scan_source_text_step(&tokens)) != NULL;) {
        bool is_end = ends_with(&of, *c);
        of.before = tokens.next[-1];
        begin = is_end ? end : begin;
        end = is_end ? (size_t)(tokens.next - text) : end;
    }
    *begin_out = end > at ? begin : end;
    *end_out = end > at ? end : size;
}
