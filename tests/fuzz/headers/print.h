/* What is written of a model: its header, and a program that stores its rows. */
#ifndef TESTS_FUZZ_HEADERS_PRINT_H
#define TESTS_FUZZ_HEADERS_PRINT_H

#include <stdio.h>

#include "model.h"

void header_print(FILE *to, const model *m);

/* The program includes NAME.orm.h. */
void program_print(FILE *to, const model *m, const char *name);

/* A template of a form; a and b: the member in the row that was stored, and in that which was
 * read. */
void template_print(FILE *to, const member *m, const char *template, const char *a, const char *b);

/* The header with one token of an annotation lost, doubled or replaced. */
void broken_print(FILE *to, const char *header, uint64_t seed);

#endif
