/* The forms that a member can have: how it is declared, filled and compared.
 *
 * Texts are templates: '$' is the member in the row that was stored, '%' the same in the one that
 * was read, '@' its name, '#' its size, '~' its enum. */
#ifndef TESTS_FUZZ_HEADERS_FORM_H
#define TESTS_FUZZ_HEADERS_FORM_H

#include <stddef.h>

typedef enum form_trait {
    FORM_KEY = 1,        /* of a table, unique, or referenced */
    FORM_POINTED = 2,    /* T * is one column that can be NULL */
    FORM_ITEM = 4,       /* of an array */
    FORM_POINTER = 8,    /* NULL is its NULL */
    FORM_COUNTED = 16,   /* has a companion that is 0 where it is NULL */
    FORM_BITS = 32,      /* has no address */
    FORM_FLAGGED = 64,   /* null_flag will do */
    FORM_ENUM = 128,     /* needs an enum */
    FORM_UNPICKED = 256, /* works with its annotation only */
} form_trait;

typedef struct form {
    const char *type;
    const char *suffix;    /* behind the name */
    const char *arguments; /* of its annotation */
    const char *companion; /* members that serve it; NULL = none */
    const char *fill;      /* statements */
    const char *same;      /* a condition */
    const char *null_if;   /* a value of it that the annotation takes; NULL = none, as below */
    const char *reads_as;
    const char *standard; /* its default */
    unsigned traits;
    unsigned least, most; /* its size */
} form;

extern const form forms[];
extern const size_t form_count;

/* A 32-bit integer: what other columns are computed from. */
extern const form form_plain;
extern const form form_double;
/* Integers of which the database makes the keys. */
extern const form form_identities[];
extern const size_t form_identity_count;

#endif
