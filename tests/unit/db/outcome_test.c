/* What is called at ends that real engines seldom have. */
#include "handle.h"
#include "support/unit.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define BEGIN_OK { .op = SCRIPTED_EXEC, .sql = "BEGIN IMMEDIATE", .state = ORM_LINK_IN_TRANSACTION }

typedef struct ends {
    unsigned commits, rollbacks;
} ends;

static void note_commit(orm_db *db, void *ctx)
{
    assert_int_equal(orm_depth(db), 0);
    ((ends *)ctx)->commits++;
}

static void note_rollback(orm_db *db, void *ctx)
{
    assert_int_equal(orm_depth(db), 0);
    ((ends *)ctx)->rollbacks++;
}

/* Begins, waits for both ends, commits; what is called until the handle is closed. */
static ends run_script(const scripted_step *steps, size_t count, orm_status expected)
{
    handle h;
    ends e = { 0, 0 };
    handle_open(&h, steps, count, 0);
    assert_int_equal(orm_begin(h.db, NULL), ORM_OK);
    assert_int_equal(orm_on_commit(h.db, note_commit, &e), ORM_OK);
    assert_int_equal(orm_on_rollback(h.db, note_rollback, &e), ORM_OK);
    assert_int_equal(orm_commit(h.db), expected);
    assert_int_equal(orm_db_error(h.db)->status, expected);
    handle_close(&h);
    return e;
}

static void nobody_knows(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC, .sql = "COMMIT", .status = ORM_CONNECTION, .state = ORM_LINK_LOST },
    };
    ends e = run_script(steps, COUNT_OF(steps), ORM_OUTCOME_UNKNOWN);
    assert_int_equal(e.commits, 0);
    assert_int_equal(e.rollbacks, 0);
}

static void refused(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC, .sql = "COMMIT", .status = ORM_SERIALIZATION },
    };
    ends e = run_script(steps, COUNT_OF(steps), ORM_SERIALIZATION);
    assert_int_equal(e.commits, 0);
    assert_int_equal(e.rollbacks, 1);
}

/* The transaction stays open, and closing rolls it back. */
static void held_up(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC,
          .sql = "COMMIT",
          .status = ORM_BUSY,
          .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC, .sql = "ROLLBACK" },
    };
    ends e = run_script(steps, COUNT_OF(steps), ORM_BUSY);
    assert_int_equal(e.commits, 0);
    assert_int_equal(e.rollbacks, 1);
}

/* An engine that does not roll back: nothing is called, nothing leaks. */
static void neither_of_both(void **state)
{
    (void)state;
    static const scripted_step steps[] = {
        BEGIN_OK,
        { .op = SCRIPTED_EXEC,
          .sql = "COMMIT",
          .status = ORM_BUSY,
          .state = ORM_LINK_IN_TRANSACTION },
        { .op = SCRIPTED_EXEC,
          .sql = "ROLLBACK",
          .status = ORM_ENGINE,
          .state = ORM_LINK_IN_TRANSACTION },
    };
    ends e = run_script(steps, COUNT_OF(steps), ORM_BUSY);
    assert_int_equal(e.commits, 0);
    assert_int_equal(e.rollbacks, 0);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(nobody_knows),
    cmocka_unit_test(refused),
    cmocka_unit_test(held_up),
    cmocka_unit_test(neither_of_both),
};

UNIT_MAIN(tests)
