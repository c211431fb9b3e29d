/* A long scenario in which everything fails once: each call of the driver, in each way that an
 * engine can answer it, and each allocation. After each failure the tables hold what they must, as
 * an independent connection sees them; nothing leaks; the handle works on.
 *
 * On PostgreSQL a part of it is tried, by a fixed rule; all of it where ORM_TEST_FAULTS is "all".
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "faults/world.h"

static world w; /* of a test that fails it stays as it is */

static void test_b232_the_scenario_without_faults(void **state)
{
    const engine_fixture *fx = *state;
    (void)world_run(&w, fx->url, NULL);
}

static bool tries_all(void)
{
    const char *asked = getenv("ORM_TEST_FAULTS");
    return engine_is_sqlite() || (asked != NULL && strcmp(asked, "all") == 0);
}

/* Those that share a stride differ by their number alone: each call fails in one of them, where not
 * all is tried. */
static const world_plan plans[] = {
    { .status = ORM_BUSY },
    { .status = ORM_SERIALIZATION },
    { .status = ORM_NO_MEMORY },
    { .status = ORM_FULL, .stride = 5, .first = 1 },
    { .status = ORM_TIMEOUT, .stride = 5, .first = 2 },
    { .status = ORM_INTERRUPTED, .stride = 5, .first = 3 },
    { .status = ORM_ENGINE, .stride = 5, .first = 4 },
    { .status = ORM_SCHEMA, .stride = 5, .first = 5 },
    { .status = ORM_FULL, .effect = FAULT_ROLLED_BACK, .stride = 2, .first = 1 },
    { .status = ORM_ENGINE, .effect = FAULT_ROLLED_BACK, .stride = 2, .first = 2 },
    { .status = ORM_CONNECTION, .effect = FAULT_LOST },
    { .status = ORM_CONNECTION, .effect = FAULT_UNANSWERED },
    { .status = ORM_CONNECTION, .effect = FAULT_LOST_AFTER },
};

/* ... and with new handles one call of so many. */
enum { COLD_STRIDE = 7 };

static size_t run_plan(const engine_fixture *fx, world_plan plan, size_t cold_first)
{
    if (tries_all()) {
        plan.stride = 0;
    } else if (plan.is_cold) {
        plan.stride = COLD_STRIDE;
        plan.first = cold_first % COLD_STRIDE + 1;
    }
    return world_run(&w, fx->url, &plan);
}

static void test_b232_each_call_of_the_scenario_fails(void **state)
{
    const engine_fixture *fx = *state;
    size_t attempts = 0;
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        world_plan plan = plans[i];
        attempts += run_plan(fx, plan, 0);
        plan.is_cold = true;
        attempts += run_plan(fx, plan, i);
    }
    print_message("# %zu attempts\n", attempts);
}

static void test_b270_each_allocation_of_the_scenario_fails(void **state)
{
    const engine_fixture *fx = *state;
    size_t attempts = 0;
    for (int i = 0; i < 6; i++) {
        const world_plan plan = { .status = ORM_NO_MEMORY,
                                  .is_memory = true,
                                  .keeps_failing = i % 2 == 1,
                                  .is_wrapped = i / 2 == 1,
                                  .is_cold = i / 2 == 2 };
        attempts += run_plan(fx, plan, (size_t)i);
    }
    print_message("# %zu attempts\n", attempts);
}

/* From the n-th write on the disk is full, or broken: in both kinds of journal. Where not all is
 * tried, each write is one of both. */
static void test_b232_each_write_to_the_disk_fails(void **state)
{
    const engine_fixture *fx = *state;
    const bool all = getenv("ORM_TEST_FAULTS") != NULL;
    char url[600];
    size_t attempts = 0;
    engine_sqlite_only();
    (void)snprintf(url, sizeof url, "%s-journal-only", fx->url);
    for (int i = 0; i < 4; i++) {
        world_plan plan = { .status = i % 2 == 0 ? ORM_FULL : ORM_ENGINE,
                            .disk_code = i % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE,
                            .first = (size_t)i % 2 + 1,
                            .stride = all ? 0 : 2 };
        attempts += world_run(&w, i < 2 ? fx->url : url, &plan);
    }
    assert_int_equal(unlink(url + strlen("sqlite:")), 0);
    print_message("# %zu attempts\n", attempts);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b232_the_scenario_without_faults),
    ENGINE_TEST(test_b232_each_call_of_the_scenario_fails),
    ENGINE_TEST(test_b232_each_write_to_the_disk_fails),
    ENGINE_TEST(test_b270_each_allocation_of_the_scenario_fails),
};

ENGINE_MAIN(tests)
