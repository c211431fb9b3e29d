/* The drivers that tests are made with: they say what went wrong, and only then. */
#include "support/unit.h"

#include "support/chaos_alloc.h"
#include "support/fault_driver.h"
#include "support/scripted_driver.h"

static void ignore_notice(void *ctx, const char *message)
{
    (void)ctx;
    (void)message;
}

static orm_link *open_link(const orm_driver *driver, chaos_alloc *chaos, orm_error *error)
{
    orm_options options = { .driver = driver };
    orm_link_config config = { .url = "sqlite::memory:",
                               .options = &options,
                               .allocator = chaos_allocator(chaos),
                               .notice = ignore_notice };
    orm_link *link = NULL;
    return driver->open(&config, &link, error) == ORM_OK ? link : NULL;
}

static orm_status sum_row(void *ctx, const orm_value *values, size_t count)
{
    (void)count;
    *(int64_t *)ctx += values[0].as.integer;
    return ORM_OK;
}

static const orm_value cells[] = {
    { .type = ORM_TYPE_INT, .as.integer = 1 },
    { .type = ORM_TYPE_INT, .as.integer = 2 },
    { .type = ORM_TYPE_INT, .as.integer = 3 },
};
static const orm_value seven = { .type = ORM_TYPE_INT, .as.integer = 7 };

static const scripted_step steps[] = {
    { .op = SCRIPTED_EXEC, .sql = "BEGIN", .state = ORM_LINK_IN_TRANSACTION },
    { .op = SCRIPTED_PREPARE, .sql = "SELECT ?1", .state = ORM_LINK_IN_TRANSACTION },
    { .op = SCRIPTED_START,
      .params = &seven,
      .param_count = 1,
      .again = 1,
      .state = ORM_LINK_IN_TRANSACTION },
    { .op = SCRIPTED_FETCH,
      .again = 1,
      .cells = cells,
      .row_count = 3,
      .column_count = 1,
      .changes = 9,
      .more = true,
      .state = ORM_LINK_IN_TRANSACTION },
    { .op = SCRIPTED_FETCH, .status = ORM_CONNECTION, .message = "gone", .state = ORM_LINK_LOST },
};

static void a_script_is_played(void **state)
{
    (void)state;
    chaos_alloc chaos;
    scripted_driver script;
    orm_error error;
    int64_t sum = 0;
    const orm_parameter_type type = { .kind = ORM_KIND_INT64 };
    orm_prepared *prepared = NULL;
    chaos_init(&chaos, 0);
    scripted_init(&script, "sqlite", steps, sizeof steps / sizeof steps[0]);
    orm_link *link = open_link(&script.driver, &chaos, &error);
    const orm_driver *driver = link->driver;
    assert_int_equal(driver->exec(link, "BEGIN", &error), ORM_OK);
    assert_int_equal(driver->state(link), ORM_LINK_IN_TRANSACTION);
    assert_int_equal(driver->prepare(link, "SELECT ?1", &type, 1, &prepared, &error), ORM_OK);
    assert_int_equal(driver->start(prepared, &seven, 1, false, &error), ORM_AGAIN);
    assert_int_equal(driver->fetch(prepared, 2, sum_row, &sum, &error), ORM_AGAIN);
    assert_int_equal(driver->fetch(prepared, 2, sum_row, &sum, &error), ORM_OK);
    assert_int_equal(sum, 3);
    assert_int_equal(driver->fetch(prepared, 2, sum_row, &sum, &error), ORM_OK);
    assert_int_equal(sum, 6);
    assert_int_equal(driver->changes(prepared), 9);
    assert_int_equal(driver->fetch(prepared, 2, sum_row, &sum, &error), ORM_CONNECTION);
    unit_assert_error(&error, ORM_CONNECTION, "gone");
    assert_int_equal(driver->state(link), ORM_LINK_LOST);
    driver->reset(prepared);
    driver->finalize(prepared);
    driver->close(link);
    assert_string_equal(scripted_problem(&script), "");
    assert_string_equal(chaos_fault(&chaos), "");
}

static void what_is_not_in_the_script_is_told(void **state)
{
    (void)state;
    chaos_alloc chaos;
    orm_error error;
    chaos_init(&chaos, 0);
    for (int i = 0; i < 3; i++) {
        scripted_driver script;
        scripted_init(&script, "sqlite", steps, 1);
        orm_link *link = open_link(&script.driver, &chaos, &error);
        orm_prepared *prepared = NULL;
        if (i == 0) {
            assert_int_equal(link->driver->exec(link, "COMMIT", &error), ORM_ENGINE);
        } else if (i == 1) {
            assert_int_equal(link->driver->prepare(link, "x", NULL, 0, &prepared, &error),
                             ORM_ENGINE);
        }
        link->driver->close(link);
        assert_string_not_equal(scripted_problem(&script), "");
    }
    assert_string_equal(chaos_fault(&chaos), "");
}

/* Runs until the call that fails; returns how many went through. */
static size_t run_until_fault(fault_driver *fault, chaos_alloc *chaos)
{
    orm_error error = { .status = ORM_OK };
    orm_prepared *prepared = NULL;
    orm_link *link = open_link(&fault->driver, chaos, &error);
    if (link == NULL) {
        return 0;
    }
    const orm_driver *driver = link->driver;
    bool went_through =
        driver->exec(link, "CREATE TABLE t (i)", &error) == ORM_OK &&
        driver->prepare(link, "SELECT i FROM t", NULL, 0, &prepared, &error) == ORM_OK &&
        driver->start(prepared, NULL, 0, false, &error) == ORM_OK &&
        driver->fetch(prepared, 1, NULL, NULL, &error) == ORM_DONE;
    assert_true(went_through || error.status == fault->status);
    size_t done = went_through ? fault->calls : fault->calls - 1;
    assert_true((driver->state(link) == ORM_LINK_LOST) == (done < 5 && fault->loses_link));
    driver->finalize(prepared);
    driver->close(link);
    return done;
}

static void each_call_can_be_made_to_fail(void **state)
{
    (void)state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    for (size_t n = 0; n <= 6; n++) {
        fault_driver fault;
        fault_init(&fault, &orm_driver_sqlite, n, ORM_CONNECTION);
        fault.loses_link = n % 2 == 0;
        assert_int_equal(run_until_fault(&fault, &chaos), n == 0 || n == 6 ? 5 : n - 1);
    }
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_script_is_played),
    cmocka_unit_test(what_is_not_in_the_script_is_told),
    cmocka_unit_test(each_call_can_be_made_to_fail),
};

UNIT_MAIN(tests)
