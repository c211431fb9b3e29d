/* Splits the text of an annotation into tokens. Works on bytes: what is no ASCII belongs to names.
 * Does not judge contents: escapes are annotation/literal's, numbers annotation/number's. */
#include "annotation/lexer.h"

#include <string.h>

void scan_lexer_init(scan_lexer *lexer, const char *text, size_t size)
{
    *lexer = (scan_lexer){ .text = text, .size = size };
}

bool scan_lexer_is_mark(const scan_token *token, char c)
{
    return token->kind == SCAN_TOKEN_MARK && token->text[0] == c;
}

static bool is_blank(char c)
{
    return c != '\0' && strchr(" \t\n\r\v\f", c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static char byte_at(const scan_lexer *lexer, size_t at)
{
    return at < lexer->size ? lexer->text[at] : '\0';
}

/* One past the closing quote, or 0 where there is none. */
static size_t end_of_string(const scan_lexer *lexer, size_t open)
{
    for (size_t at = open + 1; at < lexer->size && lexer->text[at] != '\n'; at++) {
        if (lexer->text[at] == '"') {
            return at + 1;
        }
        if (lexer->text[at] == '\\') {
            at++;
        }
    }
    return 0;
}

static size_t end_of_name(const scan_lexer *lexer, size_t at)
{
    while (is_name_start(byte_at(lexer, at)) || is_digit(byte_at(lexer, at))) {
        at++;
    }
    return at;
}

/* As C's preprocessor reads numbers: 1e-5 and 0x1p+3 are one, and so is 12abc. */
static size_t end_of_number(const scan_lexer *lexer, size_t at)
{
    for (;; at++) {
        char c = byte_at(lexer, at);
        bool sign = (c == '+' || c == '-') && strchr("eEpP", byte_at(lexer, at - 1)) != NULL;
        if (!sign && c != '.' && !is_digit(c) && !is_name_start(c)) {
            return at;
        }
    }
}

static scan_token_kind kind_at(const scan_lexer *lexer, size_t at, size_t *end)
{
    char c = lexer->text[at];
    bool utf8_string = lexer->size - at > 2 && memcmp(lexer->text + at, "u8\"", 3) == 0;
    if (c == '"' || utf8_string) {
        *end = end_of_string(lexer, utf8_string ? at + 2 : at);
        return *end == 0 ? SCAN_TOKEN_WRONG : SCAN_TOKEN_STRING;
    }
    if (is_name_start(c)) {
        *end = end_of_name(lexer, at);
        return SCAN_TOKEN_NAME;
    }
    if (is_digit(c) || (c == '.' && is_digit(byte_at(lexer, at + 1)))) {
        *end = end_of_number(lexer, at + 1);
        return SCAN_TOKEN_NUMBER;
    }
    *end = at + 1;
    return SCAN_TOKEN_MARK;
}

scan_token scan_lexer_next(scan_lexer *lexer)
{
    while (lexer->next < lexer->size && is_blank(lexer->text[lexer->next])) {
        lexer->next++;
        lexer->blanks++;
    }
    scan_token token = { .kind = SCAN_TOKEN_END, .text = lexer->text + lexer->next };
    token.at = lexer->next - lexer->blanks;
    if (lexer->next < lexer->size) {
        size_t end = 0;
        token.kind = kind_at(lexer, lexer->next, &end);
        end = token.kind == SCAN_TOKEN_WRONG ? lexer->size : end;
        token.size = end - lexer->next;
        lexer->next = end;
    }
    return token;
}
