/* Running statements: waiting, rows in portions, and where failures end up. */
#include "db/run.h"
#include "handle.h"
#include "support/unit.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const orm_value numbers[] = {
    { .type = ORM_TYPE_INT, .as.integer = 1 },
    { .type = ORM_TYPE_INT, .as.integer = 2 },
    { .type = ORM_TYPE_INT, .as.integer = 4 },
};

static orm_statement *prepare(handle *h)
{
    orm_statement *statement = NULL;
    orm_error error;
    assert_int_equal(
        orm__cache_acquire(&h->db->cache, TEXT("SELECT n", NULL, 0), &statement, &error), ORM_OK);
    return statement;
}

static orm_status add_number(void *ctx, const orm_value *values, size_t count)
{
    int64_t *sum = ctx;
    assert_int_equal(count, 1);
    *sum += values[0].as.integer;
    return *sum > 100 ? ORM_CONVERSION : ORM_OK;
}

/* Runs a script of one statement to its end. */
static orm_status run_script(const scripted_step *steps, size_t count, int64_t *sum,
                             orm_error *error)
{
    handle h;
    handle_open(&h, steps, count, 0);
    orm_statement *statement = prepare(&h);
    orm_status status = orm__run_all(h.db, statement, add_number, sum, error);
    if (status < 0 && error->sql != NULL) {
        assert_ptr_equal(error->sql, statement->sql);
    }
    error->sql = status < 0 && error->sql != NULL ? "SELECT n" : NULL;
    orm__cache_release(&h.db->cache, statement);
    assert_string_equal(h.script.problem, "");
    assert_int_equal(h.script.next, count);
    handle_close(&h);
    return status;
}

static void what_is_not_ready_is_asked_again(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE },
        { .op = SCRIPTED_START, .again = 1 },
        { .op = SCRIPTED_FETCH,
          .again = 3,
          .cells = numbers,
          .row_count = 2,
          .column_count = 1,
          .more = true },
        { .op = SCRIPTED_FETCH, .again = 2, .more = true },
        { .op = SCRIPTED_FETCH,
          .again = 1,
          .cells = numbers + 2,
          .row_count = 1,
          .column_count = 1 },
    };
    int64_t sum = 0;
    orm_error error = { .status = ORM_OK };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &sum, &error), ORM_OK);
    assert_int_equal(sum, 7);
}

static void a_failing_start_tells_the_statement(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE },
        { .op = SCRIPTED_START, .status = ORM_BUSY, .message = "locked" },
    };
    int64_t sum = 0;
    orm_error error = { .status = ORM_OK };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &sum, &error), ORM_BUSY);
    unit_assert_error(&error, ORM_BUSY, "locked");
    assert_string_equal(error.sql, "SELECT n");
}

static void a_failing_fetch_tells_the_statement(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE },
        { .op = SCRIPTED_START },
        { .op = SCRIPTED_FETCH,
          .again = 2,
          .cells = numbers,
          .row_count = 3,
          .column_count = 1,
          .status = ORM_CONNECTION,
          .message = "gone",
          .state = ORM_LINK_LOST },
    };
    int64_t sum = 0;
    orm_error error = { .status = ORM_OK };
    assert_int_equal(run_script(steps, COUNT_OF(steps), &sum, &error), ORM_CONNECTION);
    unit_assert_error(&error, ORM_CONNECTION, "gone");
    assert_string_equal(error.sql, "SELECT n");
    assert_int_equal(sum, 7);
}

static void rows_come_in_portions(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE },
        { .op = SCRIPTED_START },
        { .op = SCRIPTED_FETCH, .again = 1, .cells = numbers, .row_count = 3, .column_count = 1 },
    };
    handle h;
    handle_open(&h, steps, COUNT_OF(steps), 0);
    orm_statement *statement = prepare(&h);
    orm_error error = { .status = ORM_OK };
    int64_t sum = 0;
    assert_int_equal(
        statement->prepared->link->driver->start(statement->prepared, NULL, 0, true, &error),
        ORM_OK);
    assert_int_equal(orm__run_fetch(h.db, statement, 1, add_number, &sum, &error), ORM_OK);
    assert_int_equal(sum, 1);
    assert_int_equal(orm__run_fetch(h.db, statement, 1, add_number, &sum, &error), ORM_OK);
    assert_int_equal(sum, 3);
    assert_int_equal(orm__run_fetch(h.db, statement, 9, add_number, &sum, &error), ORM_DONE);
    assert_int_equal(sum, 7);
    orm__cache_release(&h.db->cache, statement);
    handle_close(&h);
}

/* The row function's refusal is the answer, and the statement can be used again. */
static void a_refused_row_ends_it(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_PREPARE },
        { .op = SCRIPTED_START },
        { .op = SCRIPTED_FETCH, .cells = numbers, .row_count = 3, .column_count = 1 },
    };
    handle h;
    handle_open(&h, steps, COUNT_OF(steps), 0);
    orm_statement *statement = prepare(&h);
    orm_error error = { .status = ORM_OK };
    int64_t sum = 100;
    assert_int_equal(orm__run_all(h.db, statement, add_number, &sum, &error), ORM_CONVERSION);
    assert_int_equal(sum, 101);
    orm__cache_release(&h.db->cache, statement);
    assert_false(statement->in_use);
    handle_close(&h);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_not_ready_is_asked_again),
    cmocka_unit_test(a_failing_start_tells_the_statement),
    cmocka_unit_test(a_failing_fetch_tells_the_statement),
    cmocka_unit_test(rows_come_in_portions),
    cmocka_unit_test(a_refused_row_ends_it),
};

UNIT_MAIN(tests)
