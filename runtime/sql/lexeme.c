/* Owns the reading of SQL text: words, parameters, quotes and comments of both engines. */
#include "sql/lexeme.h"

#include <string.h>

#include "base/fold.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
static const char digits[] = "0123456789";
static const char blanks[] = " \t\r\n\f\v";

/* Bytes of the word at text; those of UTF-8 that are not ASCII belong to words. */
static size_t measure_word(const char *text)
{
    size_t size = 0;
    while (text[size] != '\0' && (strchr(letters, text[size]) != NULL ||
                                  strchr(digits, text[size]) != NULL || (text[size] & 0x80) != 0)) {
        size++;
    }
    return size;
}

/* ---- quotes ---- */

/* Up to the closing character, which is doubled inside, or the end of the text. */
static size_t measure_inner(const char *inner, char closing, bool has_escapes)
{
    size_t size = 0;
    while (inner[size] != '\0') {
        bool is_closing = inner[size] == closing;
        bool is_escape = has_escapes && inner[size] == '\\' && inner[size + 1] != '\0';
        if (is_closing && inner[size + 1] != closing) {
            return size;
        }
        size += is_closing || is_escape ? 2 : 1;
    }
    return size;
}

/* opening: how many characters there are before what is in quotes. Returns the size of all. */
static size_t take_quoted(orm_lexeme *lexeme, size_t opening, char closing)
{
    lexeme->is_name = closing != '\'';
    lexeme->inner = lexeme->text + opening;
    lexeme->inner_size = measure_inner(lexeme->inner, closing, opening > 1);
    return opening + lexeme->inner_size + (lexeme->inner[lexeme->inner_size] != '\0');
}

/* $tag$ ... $tag$; 0: there is none. */
static size_t take_dollars(orm_lexeme *lexeme)
{
    const char *text = lexeme->text;
    size_t tag = 1 + measure_word(text + 1);
    if (text[0] != '$' || text[tag] != '$' || (tag > 1 && strchr(digits, text[1]) != NULL)) {
        return 0;
    }
    tag++;
    const char *at = text + tag;
    while (*at != '\0' && strncmp(at, text, tag) != 0) {
        at++;
    }
    lexeme->inner = text + tag;
    lexeme->inner_size = (size_t)(at - lexeme->inner);
    return (size_t)(at - text) + (*at == '\0' ? 0 : tag);
}

static size_t find_quoted(const orm_dialect *dialect, orm_lexeme *lexeme)
{
    const char *text = lexeme->text;
    switch (text[0]) {
    case '\'':
    case '"':
        return take_quoted(lexeme, 1, text[0]);
    case '`':
        return dialect->has_other_quotes ? take_quoted(lexeme, 1, '`') : 0;
    case '[':
        return dialect->has_other_quotes ? take_quoted(lexeme, 1, ']') : 0;
    case 'e':
    case 'E':
        return !dialect->has_other_quotes && text[1] == '\'' ? take_quoted(lexeme, 2, '\'') : 0;
    default:
        return take_dollars(lexeme);
    }
}

/* ---- blanks ---- */

static size_t measure_comment(const char *text, bool nests)
{
    size_t size = 2;
    unsigned depth = 1;
    while (text[size] != '\0' && depth > 0) {
        if (text[size] == '*' && text[size + 1] == '/') {
            depth--;
            size += 2;
        } else if (nests && text[size] == '/' && text[size + 1] == '*') {
            depth++;
            size += 2;
        } else {
            size++;
        }
    }
    return size;
}

static size_t find_blank(const orm_dialect *dialect, const char *text)
{
    if (text[0] == '-' && text[1] == '-') {
        return strcspn(text, "\n");
    }
    if (text[0] == '/' && text[1] == '*') {
        return measure_comment(text, !dialect->has_other_quotes);
    }
    return strspn(text, blanks);
}

/* ---- parameters ---- */

static size_t find_parameter(const orm_dialect *dialect, const char *text, size_t *number_out)
{
    size_t count = strspn(text + 1, digits);
    if ((text[0] != '$' && text[0] != dialect->placeholder) || count == 0 || count > 9) {
        return 0;
    }
    size_t number = 0;
    for (size_t i = 1; i <= count; i++) {
        number = number * 10 + (size_t)(text[i] - '0');
    }
    *number_out = number;
    return count + 1;
}

/* ---- all ---- */

/* Dollars may stand in a name, but not at its beginning. */
static size_t measure_name(const char *text)
{
    size_t size = measure_word(text);
    while (size > 0 && text[size] == '$') {
        size += 1 + measure_word(text + size + 1);
    }
    return size;
}

/* The lexeme's kind and number; its size is what is returned. */
static size_t find_lexeme(const orm_dialect *dialect, orm_lexeme *lexeme)
{
    size_t size = find_blank(dialect, lexeme->text);
    lexeme->kind = ORM_LEXEME_BLANK;
    if (size == 0) {
        size = find_parameter(dialect, lexeme->text, &lexeme->number);
        lexeme->kind = ORM_LEXEME_PARAMETER;
    }
    if (size == 0) {
        size = find_quoted(dialect, lexeme);
        lexeme->kind = ORM_LEXEME_QUOTED;
    }
    if (size == 0) {
        size = measure_name(lexeme->text);
        lexeme->kind = ORM_LEXEME_WORD;
    }
    return size;
}

orm_lexeme orm__lexeme_next(const orm_dialect *dialect, const char **at)
{
    orm_lexeme lexeme = { .kind = ORM_LEXEME_END, .text = *at };
    if (**at == '\0') {
        return lexeme;
    }
    lexeme.size = find_lexeme(dialect, &lexeme);
    if (lexeme.size == 0) {
        lexeme.kind = ORM_LEXEME_SIGN;
        lexeme.size = 1;
    }
    *at += lexeme.size;
    return lexeme;
}

bool orm__lexeme_is(const orm_lexeme *lexeme, const char *word)
{
    return lexeme->kind == ORM_LEXEME_WORD && orm__fold_is_word(lexeme->text, lexeme->size, word);
}
