/* Creating and dropping tables: what is tried again when others do the same, and what is not. */
#include "handle.h"
#include "shop.orm.h"
#include "support/unit.h"

enum { ATTEMPTS = 5, MOST_STEPS = 3 * ATTEMPTS };

/* An attempt: begin, the script, and how that ends. */
static size_t add_attempt(scripted_step *steps, size_t at, orm_status status)
{
    steps[at++] = (scripted_step){ .op = SCRIPTED_EXEC, .state = ORM_LINK_IN_TRANSACTION };
    steps[at++] =
        (scripted_step){ .op = SCRIPTED_EXEC, .status = status, .state = ORM_LINK_IN_TRANSACTION };
    steps[at++] =
        (scripted_step){ .op = SCRIPTED_EXEC, .sql = status == ORM_OK ? "COMMIT" : "ROLLBACK" };
    return at;
}

/* The script fails that often with this status, where it is tried again. */
static void expect_after(size_t failures, orm_status status, orm_status expected, size_t attempts)
{
    scripted_step steps[MOST_STEPS];
    size_t count = 0;
    for (size_t i = 0; i < attempts; i++) {
        count = add_attempt(steps, count, i < failures ? status : ORM_OK);
    }
    handle h;
    handle_open(&h, steps, count, 0);
    assert_int_equal(orm_create_all(h.db, &shop_schema), expected);
    assert_string_equal(h.script.problem, "");
    assert_int_equal(h.script.next, count);
    assert_int_equal(orm_depth(h.db), 0);
    handle_close(&h);
}

/* What another program has created in the meantime is there when it is tried again. */
static void a_race_is_run_again(void **state)
{
    (void)state;
    expect_after(0, ORM_OK, ORM_OK, 1);
    expect_after(1, ORM_UNIQUE, ORM_OK, 2);
    expect_after(1, ORM_SQL, ORM_OK, 2);
    expect_after(ATTEMPTS - 1, ORM_UNIQUE, ORM_OK, ATTEMPTS);
    expect_after(ATTEMPTS, ORM_UNIQUE, ORM_UNIQUE, ATTEMPTS);
}

static void another_failure_is_none(void **state)
{
    (void)state;
    expect_after(1, ORM_PERMISSION, ORM_PERMISSION, 1);
    expect_after(1, ORM_FULL, ORM_FULL, 1);
}

/* The transaction is the program's: only it can begin it again. */
static void inside_a_transaction_it_is_told(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        { .op = SCRIPTED_EXEC, .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC, .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC, .status = ORM_UNIQUE, .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC, .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC, .sql = "ROLLBACK" },
    };
    handle h;
    handle_open(&h, steps, sizeof steps / sizeof steps[0], 0);
    assert_int_equal(orm_begin(h.db, NULL), ORM_OK);
    assert_int_equal(orm_create_all(h.db, &shop_schema), ORM_UNIQUE);
    assert_int_equal(orm_depth(h.db), 1);
    assert_int_equal(orm_rollback(h.db), ORM_OK);
    assert_int_equal(h.script.next, sizeof steps / sizeof steps[0]);
    handle_close(&h);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_race_is_run_again),
    cmocka_unit_test(another_failure_is_none),
    cmocka_unit_test(inside_a_transaction_it_is_told),
};

UNIT_MAIN(tests)
