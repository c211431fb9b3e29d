/* SQL text in its smallest parts: where a parameter is one, and not a character of a quoted text or
 * of a comment. */
#ifndef ORM_SQL_TOKEN_H
#define ORM_SQL_TOKEN_H

#include <orm/sys/dialect.h>

typedef enum orm_token_kind {
    ORM_TOKEN_END,
    ORM_TOKEN_WORD,      /* a name or keyword without quotes, or a number */
    ORM_TOKEN_PARAMETER, /* $1; ?1 where the engine writes them so */
    ORM_TOKEN_QUOTED,    /* a text or a name, with its quotes */
    ORM_TOKEN_BLANK,     /* white space or a comment */
    ORM_TOKEN_SIGN       /* one character that is nothing of the above */
} orm_token_kind;

typedef struct orm_token {
    orm_token_kind kind;
    const char *text; /* in the text that is read */
    size_t size;
    size_t number; /* of a PARAMETER, from 1 */
} orm_token;

/* Reads what stands at *at and moves behind it. What is not closed ends with the text. */
orm_token orm__token_next(const orm_dialect *dialect, const char **at);

/* True for a WORD that is this one, in upper or lower case. word: in lower case. */
bool orm__token_is(const orm_token *token, const char *word);

#endif
