/* SQL text as a row of tokens, so far as two texts are to be compared and a CREATE TABLE is to be
 * taken apart: lexemes without blanks, numbers in one piece, quotes taken off. Owns nothing: tokens
 * borrow from the text. */
#ifndef ORM_MIGRATE_TOKEN_H
#define ORM_MIGRATE_TOKEN_H

#include <orm/arena.h>
#include <orm/sys/dialect.h>
#include <stdbool.h>
#include <stddef.h>

typedef enum orm_token_type {
    ORM_TOKEN_END,
    ORM_TOKEN_WORD,   /* a key word, a name without quotes, a parameter */
    ORM_TOKEN_NAME,   /* a name in quotes */
    ORM_TOKEN_STRING, /* a literal text */
    ORM_TOKEN_NUMBER,
    ORM_TOKEN_SIGN /* one character of anything else */
} orm_token_type;

typedef struct orm_token {
    orm_token_type type;
    const char *text; /* without quotes, those inside still doubled */
    size_t size;
} orm_token;

/* A place in a text, where that ends, and whose SQL it is. */
typedef struct orm_tokens {
    const orm_dialect *dialect;
    const char *at, *end;
} orm_tokens;

orm_tokens orm__token_begin(const orm_dialect *dialect, const char *text);

/* Takes the next token; blanks and comments are none. */
orm_token orm__token_next(orm_tokens *tokens);

/* Whether it is this key word, or this one character. */
bool orm__token_is(const orm_token *token, const char *word);
bool orm__token_is_sign(const orm_token *token, char sign);

/* Whether it is a name, in quotes or not, without regard to case. */
bool orm__token_names(const orm_token *token, const char *name);

/* Goes on behind the parenthesis that closes one just taken. Returns where that stands. */
const char *orm__token_skip_group(orm_tokens *tokens);

/* Whether two texts are the same tokens, case of words and parentheses around the whole apart. */
bool orm__token_same(const orm_dialect *dialect, const char *left, const char *right);

/* What stands behind a key word outside of parentheses; NULL = it is not there. Borrowed. */
const char *orm__token_behind(const orm_dialect *dialect, const char *text, const char *word);

/* What a name or a literal says, its quotes no longer doubled. NULL: no memory. */
const char *orm__token_copy(const orm_token *token, orm_arena *arena);

#endif
