/* What an annotation may be broken with. */
#ifndef TESTS_FUZZ_HEADERS_ODD_H
#define TESTS_FUZZ_HEADERS_ODD_H

#include <stdio.h>

#include "dice.h"

/* A word or a sign that annotations know, or nearly so. */
void odd_print_word(FILE *to, dice *d);
/* One argument, as it may stand in some annotation. */
void odd_print_argument(FILE *to, dice *d);
/* A member of any type, with any arguments, and two that may serve it. */
void odd_print_member(FILE *to, dice *d);

#endif
