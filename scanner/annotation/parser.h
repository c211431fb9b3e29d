/* The state of a parse: the next token, where texts go, and what is wrong. For the files of the
 * grammar. */
#ifndef SCANNER_ANNOTATION_PARSER_H
#define SCANNER_ANNOTATION_PARSER_H

#include <orm/export.h>
#include "annotation/lexer.h"
#include "annotation/parse.h"

typedef struct scan_parser {
    scan_lexer lexer, before; /* behind the next token, and before it */
    scan_token token;         /* the next one, not yet used */
    char *pool;
    scan_argument *arguments;
    size_t count;
    /* The next one for what stands in a list, and in a list in a list; there is room for all. */
    scan_argument *items, *inner;
    orm_arena *arena;
    scan_syntax_error *error; /* of the argument that is being read */
} scan_parser;

void scan_parser_advance(scan_parser *p);

/* False, and the parser's error says why. at: of the text; of the next token if that is wrong. */
ORM_PRINTF(3, 4) bool scan_parser_fail(scan_parser *p, size_t at, const char *format, ...);

/* The same of the next token, which is not what was expected. */
bool scan_parser_fail_expecting(scan_parser *p, const char *expected);

/* The same of a token that begins a character in C. */
bool scan_parser_fail_character(scan_parser *p);

/* The same where the argument may be meant as SQL without quotes. */
bool scan_parser_fail_sql(scan_parser *p, const scan_argument *argument, const char *expected);

/* Names joined by dots, or by arrows, which become dots: the next token is the first. NULL:
 * reported. */
const char *scan_parse_value_path(scan_parser *p);

/* String literals one behind the other: the next token is the first. False: reported. */
bool scan_parse_value_string(scan_parser *p, scan_argument *argument);

/* What stands behind a '='. False: reported. */
bool scan_parse_value(scan_parser *p, scan_argument *argument);

#endif
