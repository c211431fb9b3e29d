/* Owns the taking of SQL text into tokens. */
#include "migrate/token.h"

#include <string.h>

#include "base/fold.h"
#include "sql/lexeme.h"

/* ---- tokens ---- */

orm_tokens orm__token_begin(const orm_dialect *dialect, const char *text)
{
    return (orm_tokens){ dialect, text, text + strlen(text) };
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number's fraction is lexemes of its own. */
static orm_token take_number(orm_tokens *tokens, const char *from)
{
    while (*tokens->at == '.' || is_digit(*tokens->at)) {
        (void)orm__lexeme_next(tokens->dialect, &tokens->at);
    }
    return (orm_token){ ORM_TOKEN_NUMBER, from, (size_t)(tokens->at - from) };
}

static orm_token take_lexeme(orm_tokens *tokens, const orm_lexeme *lexeme)
{
    bool is_fraction = *lexeme->text == '.' && is_digit(lexeme->text[1]);
    if (is_digit(*lexeme->text) || is_fraction) {
        return take_number(tokens, lexeme->text);
    }
    orm_token token = { ORM_TOKEN_SIGN, lexeme->text, lexeme->size };
    if (lexeme->kind == ORM_LEXEME_QUOTED) {
        token = (orm_token){ lexeme->is_name ? ORM_TOKEN_NAME : ORM_TOKEN_STRING, lexeme->inner,
                             lexeme->inner_size };
    } else if (lexeme->kind != ORM_LEXEME_SIGN) {
        token.type = ORM_TOKEN_WORD;
    }
    return token;
}

orm_token orm__token_next(orm_tokens *tokens)
{
    while (tokens->at < tokens->end) {
        orm_lexeme lexeme = orm__lexeme_next(tokens->dialect, &tokens->at);
        if (lexeme.kind != ORM_LEXEME_BLANK) {
            return take_lexeme(tokens, &lexeme);
        }
    }
    return (orm_token){ ORM_TOKEN_END, tokens->end, 0 };
}

/* ---- looking at them ---- */

bool orm__token_is(const orm_token *token, const char *word)
{
    return token->type == ORM_TOKEN_WORD && orm__fold_is_word(token->text, token->size, word);
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
           orm__fold(token->text[i]) == orm__fold(name[k])) {
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
    bool is_same = left->size == right->size && (are_names || left->type == right->type);
    for (size_t i = 0; is_same && i < left->size; i++) {
        is_same = left->text[i] == right->text[i] ||
                  (are_names && orm__fold(left->text[i]) == orm__fold(right->text[i]));
    }
    return is_same;
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

bool orm__token_same(const orm_dialect *dialect, const char *left, const char *right)
{
    orm_tokens a = unwrapped(orm__token_begin(dialect, left));
    orm_tokens b = unwrapped(orm__token_begin(dialect, right));
    orm_token x, y;
    do {
        x = orm__token_next(&a);
        y = orm__token_next(&b);
    } while (x.type != ORM_TOKEN_END && is_same_token(&x, &y));
    return x.type == ORM_TOKEN_END && y.type == ORM_TOKEN_END;
}

const char *orm__token_behind(const orm_dialect *dialect, const char *text, const char *word)
{
    orm_tokens tokens = orm__token_begin(dialect, text);
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
