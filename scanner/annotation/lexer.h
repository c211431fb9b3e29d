/* The tokens of the annotation language. Knows no grammar; owns nothing. */
#ifndef SCANNER_ANNOTATION_LEXER_H
#define SCANNER_ANNOTATION_LEXER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum scan_token_kind {
    SCAN_TOKEN_END,
    SCAN_TOKEN_NAME,
    SCAN_TOKEN_STRING, /* text spans the quotes too */
    SCAN_TOKEN_NUMBER, /* without a sign; shaped like one, scan_number says whether it is */
    SCAN_TOKEN_MARK,   /* one character of its own: , = . + - or a stray one */
    SCAN_TOKEN_WRONG   /* a string without an end */
} scan_token_kind;

typedef struct scan_token {
    scan_token_kind kind;
    const char *text; /* in the lexer's text */
    size_t size;
    size_t at; /* bytes before it, blanks outside of strings not counted */
} scan_token;

typedef struct scan_lexer {
    const char *text;
    size_t size;
    size_t next;   /* first byte not read */
    size_t blanks; /* bytes skipped so far */
} scan_lexer;

void scan_lexer_init(scan_lexer *lexer, const char *text, size_t size);

/* The next token; END at the end, as often as asked. */
scan_token scan_lexer_next(scan_lexer *lexer);

/* True for the one-character token c. */
bool scan_lexer_is_mark(const scan_token *token, char c);

#endif
