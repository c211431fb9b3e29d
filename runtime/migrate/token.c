/* Owns the taking of SQL text into tokens. */
#include "migrate/token.h"

#include <ctype.h>
#include <string.h>

/* ---- tokens ---- */

static const char *skip_comment(const char *at)
{
    bool is_line = at[0] == '-';
    const char *end = is_line ? strchr(at, '\n') : strstr(at + 2, "*/");
    if (end == NULL) {
        return at + strlen(at);
    }
    return is_line ? end + 1 : end + 2;
}

static const char *skip_blanks(const char *at)
{
    for (;;) {
        if (isspace((unsigned char)*at)) {
            at++;
        } else if ((at[0] == '-' && at[1] == '-') || (at[0] == '/' && at[1] == '*')) {
            at = skip_comment(at);
        } else {
            return at;
        }
    }
}

/* What quotes: the character that ends it; 0 = this one begins nothing. */
static char closing_of(const orm_tokens *tokens, char opening)
{
    switch (opening) {
    case '\'':
    case '"':
    case '`':
        return opening;
    case '[':
        return tokens->brackets_quote ? ']' : '\0';
    default:
        return '\0';
    }
}

static orm_token take_quoted(orm_tokens *tokens, char closing)
{
    orm_token token = { .type = closing == '\'' ? ORM_TOKEN_STRING : ORM_TOKEN_NAME };
    const char *end = token.text = tokens->at + 1;
    while (*end != '\0' && (*end != closing || end[1] == closing)) {
        end += *end == closing ? 2 : 1;
    }
    token.size = (size_t)(end - token.text);
    tokens->at = *end == '\0' ? end : end + 1;
    return token;
}

static bool is_of_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static orm_token take_run(orm_tokens *tokens, orm_token_type type)
{
    orm_token token = { .type = type, .text = tokens->at };
    const char *end = tokens->at;
    while (is_of_word(*end) || (type == ORM_TOKEN_NUMBER && *end == '.')) {
        end++;
    }
    token.size = (size_t)(end - token.text);
    tokens->at = end;
    return token;
}

orm_tokens orm__token_begin(const char *text, bool brackets_quote)
{
    return (orm_tokens){ text, text + strlen(text), brackets_quote };
}

orm_token orm__token_next(orm_tokens *tokens)
{
    tokens->at = skip_blanks(tokens->at);
    char first = tokens->at < tokens->end ? *tokens->at : '\0';
    char closing = closing_of(tokens, first);
    if (closing != '\0') {
        return take_quoted(tokens, closing);
    }
    bool begins_fraction = first == '.' && isdigit((unsigned char)tokens->at[1]);
    if (isdigit((unsigned char)first) || begins_fraction) {
        return take_run(tokens, ORM_TOKEN_NUMBER);
    }
    if (is_of_word(first)) {
        return take_run(tokens, ORM_TOKEN_WORD);
    }
    orm_token token = { .type = first == '\0' ? ORM_TOKEN_END : ORM_TOKEN_SIGN,
                        .text = tokens->at,
                        .size = first != '\0' };
    tokens->at += token.size;
    return token;
}

/* ---- looking at them ---- */

static bool has_text(const orm_token *token, const char *text, size_t size)
{
    bool is_same = token->size == size;
    for (size_t i = 0; is_same && i < size; i++) {
        is_same = tolower((unsigned char)token->text[i]) == tolower((unsigned char)text[i]);
    }
    return is_same;
}

bool orm__token_is(const orm_token *token, const char *word)
{
    return token->type == ORM_TOKEN_WORD && has_text(token, word, strlen(word));
}

bool orm__token_is_sign(const orm_token *token, char sign)
{
    return token->type == ORM_TOKEN_SIGN && *token->text == sign;
}

bool orm__token_names(const orm_token *token, const char *name)
{
    bool is_name = token->type == ORM_TOKEN_WORD || token->type == ORM_TOKEN_NAME;
    size_t i = 0, k = 0;
    while (is_name && i < token->size && name[k] != '\0' &&
           tolower((unsigned char)token->text[i]) == tolower((unsigned char)name[k])) {
        bool is_doubled = token->type == ORM_TOKEN_NAME && token->text[i] == '"';
        i += is_doubled ? 2 : 1;
        k++;
    }
    return is_name && i >= token->size && name[k] == '\0';
}

const char *orm__token_skip_group(orm_tokens *tokens)
{
    for (unsigned depth = 1;;) {
        orm_token token = orm__token_next(tokens);
        depth += orm__token_is_sign(&token, '(');
        depth -= orm__token_is_sign(&token, ')');
        if (depth == 0 || token.type == ORM_TOKEN_END) {
            return token.text;
        }
    }
}

static bool is_same_token(const orm_token *left, const orm_token *right)
{
    bool are_names = (left->type == ORM_TOKEN_WORD || left->type == ORM_TOKEN_NAME) &&
                     (right->type == ORM_TOKEN_WORD || right->type == ORM_TOKEN_NAME);
    if (are_names) {
        return has_text(left, right->text, right->size);
    }
    return left->type == right->type && left->size == right->size &&
           memcmp(left->text, right->text, left->size) == 0;
}

/* Takes parentheses around the whole off. */
static orm_tokens unwrapped(orm_tokens tokens)
{
    for (;;) {
        orm_tokens ahead = tokens;
        orm_token first = orm__token_next(&ahead);
        if (!orm__token_is_sign(&first, '(')) {
            return tokens;
        }
        orm_tokens inner = ahead;
        inner.end = orm__token_skip_group(&ahead);
        orm_token behind = orm__token_next(&ahead);
        if (behind.type != ORM_TOKEN_END) {
            return tokens;
        }
        tokens = inner;
    }
}

bool orm__token_same(const char *left, const char *right)
{
    orm_tokens a = unwrapped(orm__token_begin(left, true));
    orm_tokens b = unwrapped(orm__token_begin(right, true));
    orm_token x, y;
    do {
        x = orm__token_next(&a);
        y = orm__token_next(&b);
    } while (x.type != ORM_TOKEN_END && is_same_token(&x, &y));
    return x.type == ORM_TOKEN_END && y.type == ORM_TOKEN_END;
}

const char *orm__token_behind(const char *text, const char *word)
{
    orm_tokens tokens = orm__token_begin(text, true);
    for (;;) {
        orm_token token = orm__token_next(&tokens);
        if (token.type == ORM_TOKEN_END) {
            return NULL;
        }
        if (orm__token_is_sign(&token, '(')) {
            (void)orm__token_skip_group(&tokens);
        } else if (orm__token_is(&token, word)) {
            return tokens.at;
        }
    }
}

const char *orm__token_copy(const orm_token *token, orm_arena *arena)
{
    char *copy = orm_arena_copy(arena, token->text, token->size);
    bool is_quoted = token->type == ORM_TOKEN_STRING || token->type == ORM_TOKEN_NAME;
    char quote = token->type == ORM_TOKEN_STRING ? '\'' : '"';
    char *to = copy;
    for (size_t i = 0; copy != NULL && i < token->size; i++) {
        *to++ = token->text[i];
        i += is_quoted && token->text[i] == quote && i + 1 < token->size;
    }
    if (copy != NULL) {
        *to = '\0';
    }
    return copy;
}
