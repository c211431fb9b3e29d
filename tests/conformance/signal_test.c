/* Signals: a handler that interrupts what waits does not break the call that waits. */
#include "models/items.h"

#include <signal.h>
#include <sys/time.h>

enum { TICK_US = 5000 };

static volatile sig_atomic_t ticks;

static void tick(int number)
{
    (void)number;
    ticks = ticks + 1;
}

/* As a program's own timer would: system calls are interrupted, not begun again. */
static void start_ticking(void)
{
    const struct sigaction action = { .sa_handler = tick };
    const struct itimerval often = { { .tv_usec = TICK_US }, { .tv_usec = TICK_US } };
    ticks = 0;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
}

static void stop_ticking(void)
{
    const struct itimerval never = { .it_value = { 0 } };
    assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
}

/* From now on reading items takes a while. */
static void slow_items_down(orm_db *db)
{
    engine_exec(db,
                "ALTER TABLE item RENAME TO item_row;"
                "CREATE VIEW item AS SELECT item_row.* FROM item_row, (WITH RECURSIVE n(i) AS"
                " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n)",
                "ALTER TABLE item RENAME TO item_row;"
                "CREATE VIEW item AS SELECT item_row.* FROM item_row, pg_sleep(0.2)");
}

static void test_a_slow_statement_survives_signals(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    slow_items_down(fx->db);
    start_ticking();
    assert_string_equal(items_where(fx, orm_le(item_.id, 3)), "1 2 3");
    for (size_t window = 0; window < 2; window++) {
        orm_rows *rows = NULL;
        int read = 0;
        assert_ok(fx->db,
                  orm_select(fx->db, &item_entity, &(orm_query){ .window = window }, &rows));
        while (orm_rows_next(rows, &item_entity) != NULL) {
            read++;
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        assert_int_equal(read, 10);
        orm_rows_free(rows);
    }
    stop_ticking();
    assert_true(ticks > 3);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_slow_statement_survives_signals),
};

ENGINE_MAIN(tests)
