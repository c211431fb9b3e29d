/* The format of pci.ids:
 *
 *     1234  a vendor                      C 12  a class
 *     <tab>1234  its device               <tab>12  its subclass
 *     <tab><tab>1234 5678  a subsystem    <tab><tab>12  a programming interface
 *
 * Lines that are empty or begin with # say nothing. Any other line is an error. */
#ifndef PARSE_H
#define PARSE_H

#include <stdio.h>

#include "list.h"

typedef struct parse_error {
    unsigned line; /* 0: of no line in particular */
    char message[120];
} parse_error;

/* Adds all lines of a file to a list. False: *error says why. */
bool parse_file(FILE *file, struct list *list, parse_error *error);

#endif
