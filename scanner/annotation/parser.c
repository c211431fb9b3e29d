/* Owns the words of what is wrong with the next token. */
#include "annotation/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void scan_parser_advance(scan_parser *p)
{
    p->before = p->lexer;
    p->token = scan_lexer_next(&p->lexer);
}

bool scan_parser_fail(scan_parser *p, size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool is_token = at == p->token.at && p->token.kind != SCAN_TOKEN_END;
    p->error->at = at;
    p->error->size = is_token ? p->token.size : 0;
    p->error->fix[0] = '\0';
    (void)vsnprintf(p->error->message, sizeof p->error->message, format, args);
    va_end(args);
    return false;
}

/* What the next token looks like in a message: enough of it to be found. */
static const char *token_text(const scan_parser *p, char *text, size_t size)
{
    if (p->token.kind == SCAN_TOKEN_END) {
        return "the end";
    }
    int shown = p->token.size < 40 ? (int)p->token.size : 40;
    (void)snprintf(text, size, "'%.*s'", shown, p->token.text);
    return text;
}

bool scan_parser_fail_expecting(scan_parser *p, const char *expected)
{
    char text[48];
    if (p->token.kind == SCAN_TOKEN_WRONG) {
        return scan_parser_fail(p, p->token.at, "this string has no end; write a closing '\"'");
    }
    return scan_parser_fail(p, p->token.at, "expected %s, found %s", expected,
                            token_text(p, text, sizeof text));
}

bool scan_parser_fail_character(scan_parser *p)
{
    const char *text = p->token.text + 1, *end = p->lexer.text + p->lexer.size;
    size_t most = sizeof p->error->fix - 3, size = 0;
    while (text + size < end && size < most && strchr("' \"\\", text[size]) == NULL) {
        size++;
    }
    bool is_whole = size > 0 && text + size < end && text[size] == '\'';
    (void)scan_parser_fail(p, p->token.at, "a character is written as a string: \"%.*s\"",
                           is_whole ? (int)size : 1, is_whole ? text : "x");
    if (is_whole) {
        p->error->size = size + 2;
        (void)snprintf(p->error->fix, sizeof p->error->fix, "\"%.*s\"", (int)size, text);
    }
    return false;
}

/* Whether the next token is what expressions are made of, and no annotation. */
static bool is_operator(const scan_parser *p)
{
    return p->token.kind == SCAN_TOKEN_MARK && strchr("({[<>=!+-*/%&|~^?:", p->token.text[0]);
}

/* The key that takes SQL, where this one may be meant so; NULL = none. */
static const char *sql_key(const char *key)
{
    static const char *const keys[] = {
        "check", "computed",       "default",           "default_sql",
        "where", "sqlite_default", "postgresql_default"
    };
    for (size_t i = 0; key != NULL && i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i], key) == 0) {
            return strcmp(key, "default") == 0 ? "default_sql" : key;
        }
    }
    return NULL;
}

bool scan_parser_fail_sql(scan_parser *p, const scan_argument *argument, const char *expected)
{
    char text[48];
    const char *key = sql_key(argument->key);
    if (!is_operator(p) || argument->key == NULL) {
        return scan_parser_fail_expecting(p, expected);
    }
    if (strcmp(argument->key, "null_flag") == 0 && scan_lexer_is_mark(&p->token, '!')) {
        return scan_parser_fail(p, p->token.at,
                                "a flag is not zero where its column is NULL; one that means the "
                                "opposite cannot be named");
    }
    if (strcmp(argument->key, "references") == 0 && argument->text != NULL &&
        scan_lexer_is_mark(&p->token, '(')) {
        return scan_parser_fail(p, p->token.at,
                                "expected %s, found '('; write references = %.60s.member", expected,
                                argument->text);
    }
    if (key == NULL && argument->kind != SCAN_VALUE_NONE) {
        return scan_parser_fail(p, p->token.at,
                                "expected %s, found %s; a value is one word: give an expression a "
                                "name with #define",
                                expected, token_text(p, text, sizeof text));
    }
    if (key == NULL) {
        return scan_parser_fail_expecting(p, expected);
    }
    return scan_parser_fail(p, p->token.at,
                            "expected %s, found %s; write SQL as a string: %s = \"...\"", expected,
                            token_text(p, text, sizeof text), key);
}
