/* What every driver test stands on: a link to a fresh database of the engine that the program was
 * started for (value_test sqlite | postgresql), over an allocator that notices leaks and wrong
 * sizes, and the loop that turns start and fetch into one blocking call. */
#ifndef TESTS_DRIVER_ENGINE_H
#define TESTS_DRIVER_ENGINE_H

#include "support/unit.h"

#include <orm/arena.h>
#include <orm/sys/driver.h>

#include "support/chaos_alloc.h"

typedef struct fixture {
    orm_link *link; /* may be closed by the test, which sets it to NULL then */
    chaos_alloc chaos;
    orm_allocator allocator;
    orm_error error;
    char url[512];
    char folder[64];   /* SQLite: where the file is */
    char notices[512]; /* what the driver said, each with a newline */
    orm_arena *arena;  /* of results; malloc'd */
} fixture;

/* The rows that a statement gave, copied. */
typedef struct result {
    size_t rows;
    size_t columns;
    orm_value *cells;
    size_t capacity;
    orm_arena *arena;
    int64_t changes;
} result;

#define DRIVER_TEST(function) \
    cmocka_unit_test_setup_teardown(function, engine_setup, engine_teardown)

#define DRIVER_MAIN(tests)                                                       \
    int main(int argc, char **argv)                                              \
    {                                                                            \
        return engine_main(argc, argv, tests, sizeof(tests) / sizeof(*(tests))); \
    }
int engine_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count);
int engine_setup(void **state);
int engine_teardown(void **state);

bool engine_is_sqlite(void);
/* Of the two the one for this engine. */
const char *engine_pick(const char *sqlite, const char *postgresql);
const orm_driver *engine_driver(void);

/* A further link; options: NULL = defaults. Closed by the test. */
orm_link *engine_open(fixture *f, const char *url, const orm_options *options);
/* The same where it may fail: fills f->error. */
orm_status engine_try_open(fixture *f, const char *url, const orm_options *options,
                           orm_link **link_out);
void engine_close(fixture *f);

/* The URL of a file in the folder of SQLite; borrowed until the next call. */
const char *file_url(const fixture *f, const char *name);

/* Runs a script that has to succeed, or to fail with this status. */
void run(fixture *f, const char *sql);
void run_fails(fixture *f, const char *sql, orm_status expected);
void run_on(fixture *f, orm_link *link, const char *sql);

/* The kinds of parameters, from their values. At most 16. */
const orm_parameter_type *types_of(const orm_value *params, size_t count);

/* Fetches until max rows were passed or the statement is complete, waiting as the driver says. */
orm_status fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx, orm_error *error);

/* An orm_row_fn: adds the row to a result, which is its ctx. */
orm_status keep_row(void *ctx, const orm_value *values, size_t count);

orm_prepared *prepare(fixture *f, const char *sql, const orm_parameter_type *types, size_t count);
void start(fixture *f, orm_prepared *prepared, const orm_value *params, size_t count,
           bool streamed);

/* Prepares, runs, frees. *out: what it gave; lives until the end of the test. */
orm_status query_on(fixture *f, orm_link *link, const char *sql, const orm_parameter_type *types,
                    const orm_value *params, size_t count, result *out);
/* With the types of the values; has to succeed. */
result query(fixture *f, const char *sql, const orm_value *params, size_t count);
/* Has to fail with this status. */
void query_fails(fixture *f, const char *sql, const orm_value *params, size_t count,
                 orm_status expected);
/* The only cell of the result. */
orm_value ask(fixture *f, const char *sql);
int64_t ask_int(fixture *f, const char *sql);

const orm_value *cell(const result *r, size_t row, size_t column);

/* The same type and bytes; a boolean or a timestamp may have become the integer that SQLite
 * keeps. */
void assert_value(const orm_value *actual, const orm_value *expected);
void assert_status(const fixture *f, orm_status actual, orm_status expected);
/* The query gives one text, which is this. */
void assert_answer(fixture *f, orm_link *link, const char *sql, const char *expected);
void assert_state(const orm_link *link, orm_link_state expected);

#endif
