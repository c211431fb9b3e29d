/* The choice of members. Each call adds one to a record. */
#ifndef TESTS_FUZZ_HEADERS_CHOOSE_H
#define TESTS_FUZZ_HEADERS_CHOOSE_H

#include "model.h"

/* A member of this form, without arguments of its own. */
member *choose_named(record *r, dice *d, const form *of);
/* Any column that is no key. */
void choose_column(record *r, dice *d);
void choose_struct(record *r, dice *d, record *value);
/* A part of the primary key; is_alone: the whole of it. */
void choose_key(record *r, dice *d, bool is_alone);
void choose_reference(record *r, dice *d, const record *target, const member *key);
/* A reference to a table that the programs make by themselves. */
void choose_outside(record *r, dice *d);
/* Some of those that the database or the library writes. plain: what they are computed from. */
void choose_special(record *r, dice *d, const member *plain);

#endif
