/* Owns the search for names in the text of the headers. Comments count, which does no harm: what
 * may be there is not missed. */
#include "model/written.h"

#include <string.h>

/* A search at work. */
typedef struct search {
    const char *begin, *at, *end;
    const char *word; /* the one that was found last */
    size_t size;
} search;

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* False: there is none left. */
static bool find_word(search *s)
{
    while (s->at < s->end && !is_name_char(*s->at)) {
        s->at++;
    }
    s->word = s->at;
    while (s->at < s->end && is_name_char(*s->at)) {
        s->at++;
    }
    s->size = (size_t)(s->at - s->word);
    return s->size > 0;
}

static bool is_word(const search *s, const char *name)
{
    return strlen(name) == s->size && memcmp(s->word, name, s->size) == 0;
}

/* What comes next but blanks; 0 = nothing. */
static char next_of(const search *s)
{
    const char *c = s->at;
    while (c < s->end && is_blank(*c)) {
        c++;
    }
    return c < s->end ? *c : '\0';
}

/* The same before the word. */
static char last_of(const search *s)
{
    const char *c = s->word;
    while (c > s->begin && is_blank(c[-1])) {
        c--;
    }
    return c > s->begin ? c[-1] : '\0';
}

static void skip_string(search *s)
{
    s->at++;
    while (s->at < s->end && *s->at != '"' && *s->at != '\n') {
        s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
    }
    s->at += s->at < s->end;
}

static bool enter_annotation(const search *s)
{
    static const char ours[] = "ORM_";
    return s->size > sizeof ours - 1 && memcmp(s->word, ours, sizeof ours - 1) == 0 &&
           s->at < s->end && *s->at == '(';
}

/* Behind the parentheses that begin here, if they end. */
static void skip_arguments(search *s)
{
    const char *begin = s->at;
    size_t depth = 0;
    do {
        depth += *s->at == '(';
        depth -= *s->at == ')';
        if (*s->at == '"') {
            skip_string(s);
        } else {
            s->at++;
        }
    } while (s->at < s->end && depth > 0);
    s->at = depth > 0 ? begin : s->at;
}

/* The next word outside of annotations; of a mapping its name. False: there is none. */
static bool find_outside(search *s, bool *is_mapping_out)
{
    while (find_word(s)) {
        *is_mapping_out = false;
        if (!enter_annotation(s)) {
            return true;
        }
        search inside = *s;
        skip_arguments(s);
        *is_mapping_out = next_of(s) == '{' && find_word(&inside);
        if (*is_mapping_out) {
            s->word = inside.word;
            s->size = inside.size;
            return true;
        }
    }
    return false;
}

/* What is looked for, by the look of it. */
typedef bool looks(const search *s, bool is_mapping);

static bool is_anything(const search *s, bool is_mapping)
{
    (void)s, (void)is_mapping;
    return true;
}

/* "struct name", with nothing between. */
static bool is_bare_tag(const search *s)
{
    static const char word[] = "struct";
    size_t size = sizeof word - 1;
    const char *c = s->word;
    while (c > s->begin && is_blank(c[-1])) {
        c--;
    }
    return (size_t)(c - s->begin) >= size && memcmp(c - size, word, size) == 0;
}

/* A struct that may have an annotation, a type that may, a mapping. */
static bool is_table(const search *s, bool is_mapping)
{
    char next = next_of(s), last = last_of(s);
    bool is_tag = next == '{' && !is_bare_tag(s);
    bool is_type = last == '}' || (last == ')' && next == ';');
    return is_mapping || is_tag || is_type;
}

/* An enumerator, or something with a value. */
static bool is_constant(const search *s, bool is_mapping)
{
    char next = next_of(s);
    return !is_mapping && (next == '=' || next == ',' || next == '}');
}

static bool has(const scan_written *written, const char *name, looks *like)
{
    search s = { .begin = written->text, .at = written->text, .end = written->text };
    bool is_mapping = false, is = false;
    s.end += written->text == NULL ? 0 : written->size;
    while (!is && find_outside(&s, &is_mapping)) {
        is = is_word(&s, name) && like(&s, is_mapping);
    }
    return is;
}

static bool has_any(const scan_context *context, const char *name, looks *like)
{
    bool is = false;
    for (size_t i = 0; !is && i < context->written_count; i++) {
        is = has(&context->written[i], name, like);
    }
    return is;
}

bool scan_written_has_word(const scan_context *context, const char *name)
{
    return has_any(context, name, is_anything);
}

bool scan_written_has_table(const scan_context *context, const char *name)
{
    return has_any(context, name, is_table);
}

bool scan_written_has_constant(const scan_context *context, const char *name)
{
    return has_any(context, name, is_constant);
}
