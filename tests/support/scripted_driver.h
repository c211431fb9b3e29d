/* A driver that plays an engine from a script: each call of prepare, start, fetch and exec has to
 * be the next step of a list, whose answer it gets. For what no real engine does when it is asked
 * to.
 *
 *     static const scripted_step steps[] = {
 *         { .op = SCRIPTED_PREPARE, .sql = "SELECT 1" },
 *         { .op = SCRIPTED_START },
 *         { .op = SCRIPTED_FETCH, .again = 2, .cells = row, .row_count = 1, .column_count = 1 },
 *     };
 *     scripted_driver script;
 *     scripted_init(&script, "sqlite", steps, 3);
 *     orm_options options = { .driver = &script.driver };
 *     ...
 *     assert_string_equal(scripted_problem(&script), ""); */
#ifndef TESTS_SUPPORT_SCRIPTED_DRIVER_H
#define TESTS_SUPPORT_SCRIPTED_DRIVER_H

#include <orm/sys/driver.h>

typedef enum scripted_op {
    SCRIPTED_OPEN, /* may be left out: then it succeeds */
    SCRIPTED_PREPARE,
    SCRIPTED_START,
    SCRIPTED_FETCH,
    SCRIPTED_EXEC
} scripted_op;

typedef struct scripted_step {
    scripted_op op;
    const char *sql;         /* PREPARE, EXEC: the text expected; NULL = any */
    const orm_value *params; /* START: the values expected, compared by content; NULL = any */
    size_t param_count;
    unsigned again;         /* START, FETCH: ORM_AGAIN that many times before the answer */
    const orm_value *cells; /* FETCH: row_count rows of column_count values */
    size_t row_count;
    size_t column_count;
    bool more;            /* FETCH: answer ORM_OK after its rows, not ORM_DONE */
    int64_t changes;      /* FETCH: of the statement, from then on */
    orm_status status;    /* a failure to answer with, after the rows */
    const char *message;  /* of the failure; NULL = "scripted" */
    orm_link_state state; /* of the link from then on */
} scripted_step;

typedef struct scripted_driver {
    orm_driver driver; /* first, so that a link finds its script */
    const scripted_step *steps;
    size_t step_count;
    size_t next;
    unsigned waits; /* ORM_AGAIN answered in the step */
    size_t passed;  /* rows passed in the step */
    orm_link_state state;
    size_t live_links, live_statements;
    char problem[512]; /* the first one; "" = none */
} scripted_driver;

/* steps: borrowed. dialect: "sqlite" or "postgresql". */
void scripted_init(scripted_driver *script, const char *dialect, const scripted_step *steps,
                   size_t step_count);

/* What went otherwise than in the script: "" = every step was asked for, in order, and every link
 * and statement is closed. Borrowed from script. */
const char *scripted_problem(scripted_driver *script);

#endif
