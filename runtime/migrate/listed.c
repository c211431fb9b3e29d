/* Owns the reading of conditions that list values. PostgreSQL writes x IN ('a', 'b') as
 * (x = ANY (ARRAY['a'::text, 'b'::text])), and one of a single value as (x = 'a'::text). */
#include "migrate/listed.h"

#include <string.h>

#include "base/arena.h"
#include "migrate/token.h"

/* ---- tokens without parentheses and casts ---- */

static bool goes_on(const orm_token *token)
{
    static const char *const words[] = { "OR", "AND", "IN", "IS", "NOT", "ANY", "LIKE", "COLLATE" };
    bool is = false;
    for (size_t i = 0; !is && i < sizeof words / sizeof words[0]; i++) {
        is = orm__token_is(token, words[i]);
    }
    return is;
}

/* Behind "::": names of a type, (n). */
static void skip_type(orm_tokens *tokens)
{
    for (;;) {
        orm_tokens ahead = *tokens;
        orm_token token = orm__token_next(&ahead);
        bool is_name = token.type == ORM_TOKEN_WORD || token.type == ORM_TOKEN_NAME ||
                       token.type == ORM_TOKEN_NUMBER || orm__token_is_sign(&token, '.');
        bool is_group = orm__token_is_sign(&token, '(');
        if ((!is_name && !is_group) || goes_on(&token)) {
            return;
        }
        *tokens = ahead;
        if (is_group) {
            (void)orm__token_skip_group(tokens);
        }
    }
}

static bool is_bracket(const orm_token *token)
{
    return token->type == ORM_TOKEN_SIGN && strchr("()[]", *token->text) != NULL;
}

static orm_token next_plain(orm_tokens *tokens)
{
    for (;;) {
        orm_token token = orm__token_next(tokens);
        if (orm__token_is_sign(&token, ':') && *tokens->at == ':') {
            (void)orm__token_next(tokens);
            skip_type(tokens);
        } else if (!is_bracket(&token)) {
            return token;
        }
    }
}

/* ---- the list ---- */

typedef struct reader {
    orm_tokens tokens;
    orm_arena *arena;
    orm_listed listed;
    size_t capacity;
    bool failed; /* no memory */
} reader;

static void add(reader *r, const char *value)
{
    r->failed = r->failed || value == NULL;
    if (!r->failed && r->listed.count < r->capacity) {
        r->listed.values[r->listed.count++] = value;
    }
}

/* A literal, with its sign. False: it is none. */
static bool take_literal(reader *r)
{
    orm_token token = next_plain(&r->tokens);
    const char *from = token.text;
    if (orm__token_is_sign(&token, '-')) {
        token = next_plain(&r->tokens);
        if (token.type != ORM_TOKEN_NUMBER || token.text != from + 1) {
            return false;
        }
        token.text--;
        token.size++;
    }
    bool is = token.type == ORM_TOKEN_NUMBER || token.type == ORM_TOKEN_STRING;
    if (is) {
        add(r, orm__token_copy(&token, r->arena));
    }
    return is;
}

/* IN, or "=" and ANY ARRAY behind it, if they are there. */
static bool take_operator(reader *r, bool *is_many)
{
    orm_token token = next_plain(&r->tokens);
    *is_many = orm__token_is(&token, "IN");
    if (*is_many || !orm__token_is_sign(&token, '=')) {
        return *is_many;
    }
    orm_tokens ahead = r->tokens;
    token = next_plain(&ahead);
    if (orm__token_is(&token, "ANY")) {
        token = next_plain(&ahead);
        *is_many = orm__token_is(&token, "ARRAY");
        r->tokens = ahead;
        return *is_many;
    }
    return true;
}

static bool take_column(reader *r)
{
    orm_token token = next_plain(&r->tokens);
    bool is = token.type == ORM_TOKEN_WORD || token.type == ORM_TOKEN_NAME;
    if (is) {
        r->listed.column = orm__token_copy(&token, r->arena);
        r->failed = r->failed || r->listed.column == NULL;
    }
    return is;
}

static bool take_list(reader *r)
{
    bool is_many = false;
    if (!take_column(r) || !take_operator(r, &is_many) || !take_literal(r)) {
        return false;
    }
    orm_token token = next_plain(&r->tokens);
    while (is_many && orm__token_is_sign(&token, ',')) {
        if (!take_literal(r)) {
            return false;
        }
        token = next_plain(&r->tokens);
    }
    return token.type == ORM_TOKEN_END;
}

static size_t count_commas(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += *text == ',';
    }
    return count;
}

bool orm__listed_read(const orm_dialect *dialect, const char *condition, orm_arena *arena,
                      orm_listed *listed_out, bool *is_out)
{
    size_t most = count_commas(condition) + 1;
    reader r = { .tokens = orm__token_begin(dialect, condition),
                 .arena = arena,
                 .capacity = most < UINT16_MAX ? most : UINT16_MAX };
    r.listed.values = orm__arena_zeroed(arena, r.capacity, sizeof *r.listed.values);
    if (r.listed.values == NULL) {
        return false;
    }
    bool is = take_list(&r);
    if (r.failed) {
        return false;
    }
    *listed_out = r.listed;
    *is_out = is;
    return true;
}

bool orm__listed_has(const orm_listed *listed, const char *value)
{
    uint16_t i = 0;
    while (i < listed->count && strcmp(listed->values[i], value) != 0) {
        i++;
    }
    return i < listed->count;
}
