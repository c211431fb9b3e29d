/* The grammar of annotations: tokens to arguments. One pool of the arena takes all texts: none is
 * longer than what it was read from, so twice the source has room for each with its NUL. */
#include "annotation/parse.h"

#include <stdint.h>
#include <string.h>

#include "annotation/parser.h"

/* Past the '=', if there is one. */
static bool parse_assigned(scan_parser *p, scan_argument *argument)
{
    if (!scan_lexer_is_mark(&p->token, '=')) {
        return true;
    }
    scan_parser_advance(p);
    return scan_parse_value(p, argument);
}

static void start_argument(const scan_parser *p, scan_argument *argument)
{
    *argument = (scan_argument){ .kind = SCAN_VALUE_NONE, .key_at = p->token.at };
    argument->value_at = argument->key_at;
}

static bool parse_list(scan_parser *p, scan_argument *list, scan_argument **room);

/* Whether it stands in a list that stands in none. */
static bool is_outer(const scan_parser *p, const scan_argument *item)
{
    return item == p->items;
}

/* "= order(x, y)": the list is the value, after its name. */
static bool parse_named_list(scan_parser *p, scan_argument *item)
{
    size_t value_at = item->value_at;
    bool is_good = parse_list(p, item, &p->inner);
    item->value_at = value_at;
    return is_good;
}

static bool parse_item(scan_parser *p, scan_argument *item)
{
    start_argument(p, item);
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return scan_parse_value_string(p, item);
    }
    if (p->token.kind != SCAN_TOKEN_NAME) {
        return scan_parser_fail_expecting(p, "a name");
    }
    item->key = scan_parse_value_path(p);
    if (item->key == NULL || !parse_assigned(p, item)) {
        return false;
    }
    bool is_named = item->kind == SCAN_VALUE_NAME && is_outer(p, item);
    return !is_named || !scan_lexer_is_mark(&p->token, '(') || parse_named_list(p, item);
}

/* Whether the list is one of columns, which SQL could say more of. */
static bool is_index(const scan_parser *p)
{
    const char *key = p->arguments[p->count - 1].key;
    return strcmp(key, "index") == 0 || strcmp(key, "unique") == 0;
}

static bool fail_in_list(scan_parser *p, const scan_argument *last)
{
    bool is_name = p->token.kind == SCAN_TOKEN_NAME;
    if (last->kind == SCAN_VALUE_NONE && is_index(p) &&
        (is_name || scan_lexer_is_mark(&p->token, '('))) {
        return scan_parser_fail(p, p->token.at,
                                "names of members stand here alone; an index of an expression, or "
                                "with an order, is said in sqlite_ddl and postgresql_ddl");
    }
    if (scan_lexer_is_mark(&p->token, '(')) {
        return scan_parser_fail(p, p->token.at,
                                "a list cannot stand in a list; close this one first");
    }
    bool bare = last->kind == SCAN_VALUE_NONE;
    return bare ? scan_parser_fail_expecting(p, "',', '=' or ')'")
                : scan_parser_fail_sql(p, last, "',' or ')'");
}

/* The model counts in 16 bits, and keys that members say are counted with those of the table: there
 * are at most 1,600 columns. */
enum { MOST_ARGUMENTS = 60000 };

/* count: of those before. False: reported. */
static bool judge_count(scan_parser *p, size_t count)
{
    return count < MOST_ARGUMENTS ||
           scan_parser_fail(p, p->token.at, "there are more than %d arguments; leave some out",
                            MOST_ARGUMENTS);
}

/* From the '(' on to behind the ')'. */
static bool parse_list(scan_parser *p, scan_argument *list, scan_argument **room)
{
    list->kind = SCAN_VALUE_LIST;
    list->value_at = p->token.at;
    list->arguments = *room;
    scan_parser_advance(p);
    if (scan_lexer_is_mark(&p->token, ')')) {
        scan_parser_advance(p);
        return true;
    }
    while (judge_count(p, list->argument_count) && parse_item(p, *room)) {
        (*room)->value_end = p->token.at;
        const scan_argument *last = (*room)++;
        list->argument_count++;
        bool is_end = scan_lexer_is_mark(&p->token, ')');
        if (!is_end && !scan_lexer_is_mark(&p->token, ',')) {
            return fail_in_list(p, last);
        }
        scan_parser_advance(p);
        if (is_end) {
            return true;
        }
    }
    return false;
}

static bool parse_argument(scan_parser *p)
{
    scan_argument *argument = &p->arguments[p->count++];
    start_argument(p, argument);
    if (!judge_count(p, p->count - 1)) {
        return false;
    }
    if (p->token.kind == SCAN_TOKEN_STRING) {
        return scan_parse_value_string(p, argument);
    }
    if (scan_lexer_is_mark(&p->token, '\'')) {
        return scan_parser_fail_character(p);
    }
    if (p->token.kind != SCAN_TOKEN_NAME) {
        return scan_parser_fail_expecting(p, "a key such as name");
    }
    argument->key = scan_parse_value_path(p);
    if (argument->key == NULL) {
        return false;
    }
    if (scan_lexer_is_mark(&p->token, '(')) {
        return parse_list(p, argument, &p->items);
    }
    return parse_assigned(p, argument);
}

/* An argument, and that it ends where it should. */
static bool parse_whole(scan_parser *p)
{
    if (!parse_argument(p)) {
        return false;
    }
    scan_argument *argument = &p->arguments[p->count - 1];
    argument->value_end = p->token.at;
    if (p->token.kind == SCAN_TOKEN_END || scan_lexer_is_mark(&p->token, ',')) {
        return true;
    }
    return argument->kind == SCAN_VALUE_NONE ? scan_parser_fail_expecting(p, "',' or '='")
                                             : scan_parser_fail_sql(p, argument, "','");
}

/* How a token changes the number of brackets that are open. */
static int depth_of(const scan_token *token)
{
    bool is_open = scan_lexer_is_mark(token, '(') || scan_lexer_is_mark(token, '{') ||
                   scan_lexer_is_mark(token, '[');
    bool is_close = scan_lexer_is_mark(token, ')') || scan_lexer_is_mark(token, '}') ||
                    scan_lexer_is_mark(token, ']');
    return is_open - is_close;
}

/* To the comma behind the argument that begins where the lexer is, and in which there is an
 * error. */
static void skip_argument(scan_parser *p)
{
    int depth = 0;
    bool is_character = false, is_end = false;
    while (!is_end) {
        scan_parser_advance(p);
        is_character = is_character != scan_lexer_is_mark(&p->token, '\'');
        depth += is_character ? 0 : depth_of(&p->token);
        depth = depth < 0 ? 0 : depth;
        is_end = scan_lexer_is_mark(&p->token, ',') && depth == 0 && !is_character &&
                 p->token.at >= p->error->at;
        is_end = is_end || p->token.kind == SCAN_TOKEN_END;
    }
}

/* False: no memory. */
static bool keep_error(scan_parser *p, const scan_argument *begun)
{
    scan_argument *failed = &p->arguments[p->count - 1];
    scan_syntax_error *kept = orm_arena_alloc(p->arena, sizeof *kept);
    if (kept == NULL) {
        return false;
    }
    *kept = *p->error;
    const char *key = failed->key;
    *failed = *begun;
    failed->key = key;
    failed->value_end = p->token.at;
    failed->error = kept;
    return true;
}

/* From an argument in which there is an error to behind it. False: no memory. */
static bool recover(scan_parser *p, const scan_lexer *start, const scan_argument *begun)
{
    p->lexer = *start;
    skip_argument(p);
    return keep_error(p, begun);
}

static bool fail_memory(scan_parser *p)
{
    p->count = 0;
    return scan_parser_fail(p, 0, "out of memory");
}

/* Goes on behind an argument in which there is an error, so that one run tells all. */
static bool parse_arguments(scan_parser *p)
{
    scan_syntax_error first = { .at = 0 };
    bool is_good = true, is_more = p->token.kind != SCAN_TOKEN_END;
    while (is_more) {
        scan_argument begun;
        const scan_lexer start = p->before;
        start_argument(p, &begun);
        bool is_whole = parse_whole(p);
        first = is_good && !is_whole ? *p->error : first;
        is_good = is_good && is_whole;
        if (!is_whole && !recover(p, &start, &begun)) {
            return fail_memory(p);
        }
        is_more = scan_lexer_is_mark(&p->token, ',') && p->count <= MOST_ARGUMENTS;
        if (is_more) {
            scan_parser_advance(p);
        }
    }
    if (!is_good) {
        *p->error = first;
    }
    return is_good;
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
    scan_parser p = { .arena = arena, .error = error };
    size_t levels = 0, most = count_most(source, size, &levels);
    p.pool = size > SIZE_MAX / 4 ? NULL : orm_arena_alloc(arena, 2 * size + 1);
    p.arguments = most > SIZE_MAX / 3 / sizeof *p.arguments
                      ? NULL
                      : orm_arena_alloc(arena, levels * most * sizeof *p.arguments);
    if (p.pool == NULL || p.arguments == NULL) {
        return scan_parser_fail(&p, 0, "out of memory");
    }
    p.items = p.arguments + (levels > 1 ? most : 0);
    p.inner = p.items + (levels > 2 ? most : 0);
    scan_lexer_init(&p.lexer, source, size);
    scan_parser_advance(&p);
    bool is_good = parse_arguments(&p);
    annotation_out->arguments = p.arguments;
    annotation_out->argument_count = p.count;
    return is_good;
}
