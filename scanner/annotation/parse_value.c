/* The grammar of values: paths, strings, numbers. */
#include <stdio.h>
#include <string.h>

#include "annotation/literal.h"
#include "annotation/number.h"
#include "annotation/parser.h"

/* Takes size bytes of the pool, a NUL behind them. */
static const char *keep(scan_parser *p, const char *text, size_t size)
{
    char *kept = p->pool;
    memcpy(kept, text, size);
    kept[size] = '\0';
    p->pool += size + 1;
    return kept;
}

/* Past what joins two names of a path. False: the path ends here. */
static bool parse_joint(scan_parser *p)
{
    const scan_lexer *lexer = &p->lexer;
    bool is_arrow = scan_lexer_is_mark(&p->token, '-') && lexer->next < lexer->size &&
                    lexer->text[lexer->next] == '>';
    bool is_joint = is_arrow || scan_lexer_is_mark(&p->token, '.');
    if (is_arrow) {
        scan_parser_advance(p);
    }
    if (is_joint) {
        scan_parser_advance(p);
    }
    return is_joint;
}

static void take_token(scan_parser *p)
{
    memcpy(p->pool, p->token.text, p->token.size);
    p->pool += p->token.size;
    scan_parser_advance(p);
}

/* Whether a member of the item is meant: the token stands between its brackets. */
static bool has_member(const scan_parser *p)
{
    const char *text = p->lexer.text;
    size_t at = p->lexer.next, size = p->lexer.size;
    while (at < size && text[at] != ']') {
        at++;
    }
    at += at < size;
    while (at < size && text[at] == ' ') {
        at++;
    }
    return at < size && (text[at] == '.' || text[at] == '-');
}

/* Where a number would not help: what says a length or NULL is a whole member. */
static bool fail_item(scan_parser *p)
{
    static const char *const auxiliary[] = { "size", "count", "null_flag" };
    const char *key = p->count == 0 ? NULL : p->arguments[p->count - 1].key;
    for (size_t i = 0; key != NULL && i < sizeof auxiliary / sizeof *auxiliary; i++) {
        if (strcmp(auxiliary[i], key) == 0 && !has_member(p)) {
            return scan_parser_fail(
                p, p->token.at,
                "an item of an array cannot be the '%s'; keep it in a member of its own", key);
        }
    }
    return scan_parser_fail_expecting(p, "the number of an item");
}

/* "[0]" behind a name: items of arrays. */
static bool parse_items(scan_parser *p)
{
    while (scan_lexer_is_mark(&p->token, '[')) {
        take_token(p);
        if (p->token.kind != SCAN_TOKEN_NUMBER) {
            return fail_item(p);
        }
        take_token(p);
        if (!scan_lexer_is_mark(&p->token, ']')) {
            return scan_parser_fail_expecting(p, "']'");
        }
        take_token(p);
    }
    return true;
}

/* Names joined by dots, or by arrows, which become dots. NULL: reported. */
const char *scan_parse_value_path(scan_parser *p)
{
    char *text = p->pool;
    for (;;) {
        take_token(p);
        if (!parse_items(p)) {
            return NULL;
        }
        if (!parse_joint(p)) {
            break;
        }
        *p->pool++ = '.';
        if (p->token.kind != SCAN_TOKEN_NAME) {
            (void)scan_parser_fail_expecting(p, "a name after '.'");
            return NULL;
        }
    }
    *p->pool++ = '\0';
    return text;
}

static bool parse_name(scan_parser *p, scan_argument *argument)
{
    argument->text = scan_parse_value_path(p);
    argument->size = argument->text == NULL ? 0 : strlen(argument->text);
    argument->kind = SCAN_VALUE_NAME;
    return argument->text != NULL;
}

/* One literal, appended to the pool. */
static bool parse_literal(scan_parser *p)
{
    const scan_token *token = &p->token;
    size_t open = token->text[0] == '"' ? 1 : 3;
    size_t size = 0, wrong_at = 0;
    const char *wrong = scan_literal_unescape(token->text + open, token->size - open - 1, p->pool,
                                              &size, &wrong_at);
    if (wrong != NULL) {
        return scan_parser_fail(p, token->at + open + wrong_at, "%s", wrong);
    }
    p->pool += size;
    scan_parser_advance(p);
    return true;
}

bool scan_parse_value_string(scan_parser *p, scan_argument *argument)
{
    char *text = p->pool;
    while (p->token.kind == SCAN_TOKEN_STRING) {
        if (!parse_literal(p)) {
            return false;
        }
    }
    argument->kind = SCAN_VALUE_STRING;
    argument->text = text;
    argument->size = (size_t)(p->pool - text);
    *p->pool++ = '\0';
    return true;
}

static bool parse_number(scan_parser *p, scan_argument *argument)
{
    char *text = p->pool;
    size_t at = p->token.at;
    if (p->token.kind == SCAN_TOKEN_MARK) {
        *p->pool++ = p->token.text[0];
        scan_parser_advance(p);
        if (p->token.kind != SCAN_TOKEN_NUMBER && p->token.kind != SCAN_TOKEN_NAME) {
            return scan_parser_fail_expecting(p, "a number or a name after the sign");
        }
    }
    (void)keep(p, p->token.text, p->token.size);
    scan_number number;
    bool is_name = p->token.kind == SCAN_TOKEN_NAME;
    bool has_nul = memchr(p->token.text, '\0', p->token.size) != NULL;
    if (!is_name && (has_nul || !scan_number_read(text, &number))) {
        return scan_parser_fail(p, at, "'%.40s' is no number; write a string in quotes", text);
    }
    argument->kind = SCAN_VALUE_NUMBER;
    argument->text = text;
    argument->size = strlen(text);
    scan_parser_advance(p);
    return true;
}

/* L"x", u"x" and U"x". */
static bool is_prefixed_string(const scan_parser *p)
{
    const scan_token *token = &p->token;
    bool is_letter = token->size == 1 && strchr("LuU", token->text[0]) != NULL;
    size_t next = p->lexer.next;
    return is_letter && next < p->lexer.size && p->lexer.text[next] == '"';
}

bool scan_parse_value(scan_parser *p, scan_argument *argument)
{
    argument->value_at = p->token.at;
    if (scan_lexer_is_mark(&p->token, '\'')) {
        return scan_parser_fail_character(p);
    }
    if (scan_lexer_is_mark(&p->token, '=')) {
        return scan_parser_fail(p, p->token.at, "one '=' is enough; remove this one");
    }
    if (p->token.kind == SCAN_TOKEN_NAME && is_prefixed_string(p)) {
        return scan_parser_fail(p, p->token.at,
                                "a string has no prefix '%c' here; write it in UTF-8: \"...\"",
                                p->token.text[0]);
    }
    if (p->token.kind == SCAN_TOKEN_NAME) {
        return parse_name(p, argument);
    }
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return scan_parse_value_string(p, argument);
    }
    if (p->token.kind == SCAN_TOKEN_NUMBER || scan_lexer_is_mark(&p->token, '-') ||
        scan_lexer_is_mark(&p->token, '+')) {
        return parse_number(p, argument);
    }
    return scan_parser_fail_sql(p, argument, "a name, a number or a string after '='");
}
