/* The grammar of annotations: tokens to arguments. One pool of the arena takes all texts: none is
 * longer than what it was read from, so twice the source has room for each with its NUL. */
#include "annotation/parse.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "annotation/lexer.h"
#include "annotation/literal.h"
#include "annotation/number.h"
#include "model/model.h"

typedef struct parser {
    scan_lexer lexer;
    scan_token token; /* the next one, not yet used */
    char *pool;
    scan_argument *arguments;
    size_t count;
    /* The next one for what stands in a list, and in a list in a list; there is room for all. */
    scan_argument *items, *inner;
    scan_syntax_error *error;
} parser;

static void advance(parser *p)
{
    p->token = scan_lexer_next(&p->lexer);
}

ORM_PRINTF(3, 4) static bool fail(parser *p, size_t at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    p->error->at = at;
    (void)vsnprintf(p->error->message, sizeof p->error->message, format, args);
    va_end(args);
    return false;
}

/* What the next token looks like in a message: enough of it to be found. */
static const char *token_text(const parser *p, char *text, size_t size)
{
    if (p->token.kind == SCAN_TOKEN_END) {
        return "the end";
    }
    int shown = p->token.size < 40 ? (int)p->token.size : 40;
    (void)snprintf(text, size, "'%.*s'", shown, p->token.text);
    return text;
}

static bool fail_expecting(parser *p, const char *expected)
{
    char text[48];
    if (p->token.kind == SCAN_TOKEN_WRONG) {
        return fail(p, p->token.at, "this string has no end; write a closing '\"'");
    }
    return fail(p, p->token.at, "expected %s, found %s", expected,
                token_text(p, text, sizeof text));
}

/* Takes size bytes of the pool, a NUL behind them. */
static const char *keep(parser *p, const char *text, size_t size)
{
    char *kept = p->pool;
    memcpy(kept, text, size);
    kept[size] = '\0';
    p->pool += size + 1;
    return kept;
}

/* Past what joins two names of a path. False: the path ends here. */
static bool parse_joint(parser *p)
{
    const scan_lexer *lexer = &p->lexer;
    bool is_arrow = scan_lexer_is_mark(&p->token, '-') && lexer->next < lexer->size &&
                    lexer->text[lexer->next] == '>';
    bool is_joint = is_arrow || scan_lexer_is_mark(&p->token, '.');
    if (is_arrow) {
        advance(p);
    }
    if (is_joint) {
        advance(p);
    }
    return is_joint;
}

static void take_token(parser *p)
{
    memcpy(p->pool, p->token.text, p->token.size);
    p->pool += p->token.size;
    advance(p);
}

/* Whether a member of the item is meant: the token stands between its brackets. */
static bool has_member(const parser *p)
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
static bool fail_item(parser *p)
{
    static const char *const auxiliary[] = { "size", "count", "null_flag" };
    const char *key = p->count == 0 ? NULL : p->arguments[p->count - 1].key;
    for (size_t i = 0; key != NULL && i < sizeof auxiliary / sizeof *auxiliary; i++) {
        if (strcmp(auxiliary[i], key) == 0 && !has_member(p)) {
            return fail(p, p->token.at,
                        "an item of an array cannot be the '%s'; keep it in a member of its own",
                        key);
        }
    }
    return fail_expecting(p, "the number of an item");
}

/* "[0]" behind a name: items of arrays. */
static bool parse_items(parser *p)
{
    while (scan_lexer_is_mark(&p->token, '[')) {
        take_token(p);
        if (p->token.kind != SCAN_TOKEN_NUMBER) {
            return fail_item(p);
        }
        take_token(p);
        if (!scan_lexer_is_mark(&p->token, ']')) {
            return fail_expecting(p, "']'");
        }
        take_token(p);
    }
    return true;
}

/* Names joined by dots, or by arrows, which become dots. NULL: reported. */
static const char *parse_path(parser *p)
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
            (void)fail_expecting(p, "a name after '.'");
            return NULL;
        }
    }
    *p->pool++ = '\0';
    return text;
}

static bool parse_name(parser *p, scan_argument *argument)
{
    argument->text = parse_path(p);
    argument->size = argument->text == NULL ? 0 : strlen(argument->text);
    argument->kind = SCAN_VALUE_NAME;
    return argument->text != NULL;
}

/* One literal, appended to the pool. */
static bool parse_literal(parser *p)
{
    const scan_token *token = &p->token;
    size_t open = token->text[0] == '"' ? 1 : 3;
    size_t size = 0, wrong_at = 0;
    const char *wrong = scan_literal_unescape(token->text + open, token->size - open - 1, p->pool,
                                              &size, &wrong_at);
    if (wrong != NULL) {
        return fail(p, token->at + open + wrong_at, "%s", wrong);
    }
    p->pool += size;
    advance(p);
    return true;
}

static bool parse_string(parser *p, scan_argument *argument)
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

static bool parse_number(parser *p, scan_argument *argument)
{
    char *text = p->pool;
    size_t at = p->token.at;
    if (p->token.kind == SCAN_TOKEN_MARK) {
        *p->pool++ = p->token.text[0];
        advance(p);
        if (p->token.kind != SCAN_TOKEN_NUMBER && p->token.kind != SCAN_TOKEN_NAME) {
            return fail_expecting(p, "a number or a name after the sign");
        }
    }
    (void)keep(p, p->token.text, p->token.size);
    scan_number number;
    bool is_name = p->token.kind == SCAN_TOKEN_NAME;
    bool has_nul = memchr(p->token.text, '\0', p->token.size) != NULL;
    if (!is_name && (has_nul || !scan_number_read(text, &number))) {
        return fail(p, at, "'%.40s' is no number; write a string in quotes", text);
    }
    argument->kind = SCAN_VALUE_NUMBER;
    argument->text = text;
    argument->size = strlen(text);
    advance(p);
    return true;
}

/* L"x", u"x" and U"x". */
static bool is_prefixed_string(const parser *p)
{
    const scan_token *token = &p->token;
    bool is_letter = token->size == 1 && strchr("LuU", token->text[0]) != NULL;
    size_t next = p->lexer.next;
    return is_letter && next < p->lexer.size && p->lexer.text[next] == '"';
}

static bool parse_value(parser *p, scan_argument *argument)
{
    argument->value_at = p->token.at;
    if (scan_lexer_is_mark(&p->token, '\'')) {
        return fail(p, p->token.at, "a character is written as a string: \"x\"");
    }
    if (p->token.kind == SCAN_TOKEN_NAME && is_prefixed_string(p)) {
        return fail(p, p->token.at, "a string has no prefix '%c' here; write it in UTF-8: \"...\"",
                    p->token.text[0]);
    }
    if (p->token.kind == SCAN_TOKEN_NAME) {
        return parse_name(p, argument);
    }
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return parse_string(p, argument);
    }
    if (p->token.kind == SCAN_TOKEN_NUMBER || scan_lexer_is_mark(&p->token, '-') ||
        scan_lexer_is_mark(&p->token, '+')) {
        return parse_number(p, argument);
    }
    if (scan_lexer_is_mark(&p->token, '(')) {
        return fail(p, p->token.at,
                    "expected a name, a number or a string, found '('; write SQL "
                    "as a string: default_sql = \"...\"");
    }
    return fail_expecting(p, "a name, a number or a string after '='");
}

/* Past the '=', if there is one. */
static bool parse_assigned(parser *p, scan_argument *argument)
{
    if (!scan_lexer_is_mark(&p->token, '=')) {
        return true;
    }
    advance(p);
    return parse_value(p, argument);
}

static void start_argument(const parser *p, scan_argument *argument)
{
    *argument = (scan_argument){ .kind = SCAN_VALUE_NONE, .key_at = p->token.at };
    argument->value_at = argument->key_at;
}

static bool parse_list(parser *p, scan_argument *list, scan_argument **room);

/* Whether it stands in a list that stands in none. */
static bool is_outer(const parser *p, const scan_argument *item)
{
    return item == p->items;
}

/* "= order(x, y)": the list is the value, after its name. */
static bool parse_named_list(parser *p, scan_argument *item)
{
    size_t value_at = item->value_at;
    bool is_good = parse_list(p, item, &p->inner);
    item->value_at = value_at;
    return is_good;
}

static bool parse_item(parser *p, scan_argument *item)
{
    start_argument(p, item);
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return parse_string(p, item);
    }
    if (p->token.kind != SCAN_TOKEN_NAME) {
        return fail_expecting(p, "a name");
    }
    item->key = parse_path(p);
    if (item->key == NULL || !parse_assigned(p, item)) {
        return false;
    }
    bool is_named = item->kind == SCAN_VALUE_NAME && is_outer(p, item);
    return !is_named || !scan_lexer_is_mark(&p->token, '(') || parse_named_list(p, item);
}

static bool fail_in_list(parser *p, const scan_argument *last)
{
    if (scan_lexer_is_mark(&p->token, '(')) {
        return fail(p, p->token.at, "a list cannot stand in a list; close this one first");
    }
    bool bare = last->kind == SCAN_VALUE_NONE;
    return fail_expecting(p, bare ? "',', '=' or ')'" : "',' or ')'");
}

/* From the '(' on to behind the ')'. */
static bool parse_list(parser *p, scan_argument *list, scan_argument **room)
{
    list->kind = SCAN_VALUE_LIST;
    list->value_at = p->token.at;
    list->arguments = *room;
    advance(p);
    if (scan_lexer_is_mark(&p->token, ')')) {
        advance(p);
        return true;
    }
    while (parse_item(p, *room)) {
        (*room)->value_end = p->token.at;
        const scan_argument *last = (*room)++;
        list->argument_count++;
        bool is_end = scan_lexer_is_mark(&p->token, ')');
        if (!is_end && !scan_lexer_is_mark(&p->token, ',')) {
            return fail_in_list(p, last);
        }
        advance(p);
        if (is_end) {
            return true;
        }
    }
    return false;
}

static bool parse_argument(parser *p)
{
    scan_argument *argument = &p->arguments[p->count++];
    start_argument(p, argument);
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return parse_string(p, argument);
    }
    if (p->token.kind != SCAN_TOKEN_NAME) {
        return fail_expecting(p, "a key such as name");
    }
    argument->key = parse_path(p);
    if (argument->key == NULL) {
        return false;
    }
    if (scan_lexer_is_mark(&p->token, '(')) {
        return parse_list(p, argument, &p->items);
    }
    return parse_assigned(p, argument);
}

static bool parse_arguments(parser *p)
{
    if (p->token.kind == SCAN_TOKEN_END) {
        return true;
    }
    while (parse_argument(p)) {
        p->arguments[p->count - 1].value_end = p->token.at;
        if (p->token.kind == SCAN_TOKEN_END) {
            return true;
        }
        if (!scan_lexer_is_mark(&p->token, ',')) {
            bool bare = p->arguments[p->count - 1].kind == SCAN_VALUE_NONE;
            return fail_expecting(p, bare ? "',' or '='" : "','");
        }
        advance(p);
    }
    return false;
}

/* No text has more arguments than this, at any level; *levels_out: how many there may be. */
static size_t count_most(const char *text, size_t size, size_t *levels_out)
{
    size_t marks = 0, lists = 0;
    for (size_t i = 0; i < size; i++) {
        marks += text[i] == ',' || text[i] == '(';
        lists += text[i] == '(';
    }
    *levels_out = size == 0 ? 0 : lists < 2 ? lists + 1 : 3;
    return marks + 1;
}

bool scan_annotation_parse(const char *text, size_t size, orm_arena *arena,
                           scan_annotation *annotation_out, scan_syntax_error *error)
{
    const char *source = size == 0 ? "" : text;
    parser p = { .error = error };
    size_t levels = 0, most = count_most(source, size, &levels);
    p.pool = size > SIZE_MAX / 4 ? NULL : orm_arena_alloc(arena, 2 * size + 1);
    p.arguments = most > SIZE_MAX / 3 / sizeof *p.arguments
                      ? NULL
                      : orm_arena_alloc(arena, levels * most * sizeof *p.arguments);
    if (p.pool == NULL || p.arguments == NULL) {
        return fail(&p, 0, "out of memory");
    }
    p.items = p.arguments + (levels > 1 ? most : 0);
    p.inner = p.items + (levels > 2 ? most : 0);
    scan_lexer_init(&p.lexer, source, size);
    advance(&p);
    if (!parse_arguments(&p)) {
        return false;
    }
    annotation_out->arguments = p.arguments;
    annotation_out->argument_count = p.count;
    return true;
}
