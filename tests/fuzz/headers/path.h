/* How members are reached in the programs, and the parts of a program. */
#ifndef TESTS_FUZZ_HEADERS_PATH_H
#define TESTS_FUZZ_HEADERS_PATH_H

#include "print.h"

enum { PATH = 256 };

bool path_is_list(const member *m);
bool path_is_pointer(const member *m);
/* picked: as member.picked. */
bool path_is_picked(unsigned picked, unsigned i);
/* The value itself, where path is the member. */
void path_of_value(char value[PATH], const member *m, const char *path);

/* The count of an array. */
void path_of_items(char items[PATH], const member *m, const char *path);
/* A value of a key as its arguments in a call. */
void path_print_argument(FILE *to, const member *m, const char *path);

/* Statements that fill all members but keys, and one that is a key. */
void fill_print(FILE *to, const record *r, const char *prefix, unsigned picked);
void fill_print_value(FILE *to, const member *m, const char *path);

/* Statements that ask for the row that is stored, which is "row". */
void asks_print(FILE *to, const record *r);

/* Statements that require that members are alike. */
void same_print(FILE *to, const record *r, const char *a, const char *b, unsigned picked);

#endif
