/* SQL text in its smallest parts: where a parameter is one, and not a character of a quoted text or
 * of a comment. */
#ifndef ORM_SQL_LEXEME_H
#define ORM_SQL_LEXEME_H

#include <orm/sys/dialect.h>

typedef enum orm_lexeme_kind {
    ORM_LEXEME_END,
    ORM_LEXEME_WORD,      /* a name or keyword without quotes, or a number */
    ORM_LEXEME_PARAMETER, /* $1; ?1 where the engine writes them so */
    ORM_LEXEME_QUOTED,    /* a text or a name, with its quotes */
    ORM_LEXEME_BLANK,     /* white space or a comment */
    ORM_LEXEME_SIGN       /* one character that is nothing of the above */
} orm_lexeme_kind;

typedef struct orm_lexeme {
    orm_lexeme_kind kind;
    const char *text; /* in the text that is read */
    size_t size;
    size_t number;     /* of a PARAMETER, from 1 */
    const char *inner; /* of a QUOTED what is in the quotes, those inside still doubled */
    size_t inner_size;
    bool is_name; /* of a QUOTED: a name, no text */
} orm_lexeme;

/* Reads what stands at *at and moves behind it. What is not closed ends with the text. */
orm_lexeme orm__lexeme_next(const orm_dialect *dialect, const char **at);

/* True for a WORD that is this one, in upper or lower case. */
bool orm__lexeme_is(const orm_lexeme *lexeme, const char *word);

#endif
