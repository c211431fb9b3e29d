/* A handle on a scripted driver, whose inside the tests of the db layer look at. */
#ifndef TESTS_UNIT_DB_HANDLE_H
#define TESTS_UNIT_DB_HANDLE_H

#include <string.h>

#include "db/db.h"
#include "support/chaos_alloc.h"
#include "support/scripted_driver.h"

typedef struct handle {
    chaos_alloc chaos;
    scripted_driver script;
    orm_db *db;
} handle;

/* A statement's text with its parameters' types. */
#define TEXT(text, parameter_types, count) \
    (&(const orm_statement_text){          \
        .sql = (text), .size = strlen(text), .types = (parameter_types), .param_count = (count) })

/* limit: of the statement cache. steps: borrowed; the state of a cmocka test is none of it. */
void handle_open(handle *h, const scripted_step *steps, size_t step_count, unsigned limit);

/* With a script that prepares whatever it is asked to; script.next counts. */
void handle_open_to_prepare(handle *h, unsigned limit);

/* Closes it: all statements are finalized, all memory is given back. */
void handle_close(handle *h);

#endif
