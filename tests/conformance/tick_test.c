/* Instants in structs of C and POSIX as numbers of nanoseconds, milliseconds, seconds. */
#include <inttypes.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct timespec spec_of(int64_t seconds, long nanoseconds)
{
    return (struct timespec){ .tv_sec = (time_t)seconds, .tv_nsec = nanoseconds };
}

static struct tick tick_at(int64_t seconds, long nanoseconds)
{
    return (struct tick){ .at = { spec_of(seconds, nanoseconds) },
                          .coarse = spec_of(seconds, nanoseconds / 1000000 * 1000000),
                          .second = { .tv_sec = (time_t)seconds } };
}

static void assert_same(struct timespec a, struct timespec b)
{
    assert_true(a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec);
}

static void test_b040_numbers_keep_nanoseconds(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    /* The first and the last are what 64 bits hold. */
    static const struct {
        int64_t seconds;
        long nanoseconds;
        int64_t count;
    } times[] = {
        { -9223372037, 145224192, INT64_MIN },
        { -1, 1, -999999999 },
        { -1, 999999999, -1 },
        { 0, 0, 0 },
        { 0, 1, 1 },
        { 1700000000, 123456789, 1700000000123456789 },
        { 9223372036, 854775807, INT64_MAX },
    };
    int64_t count = 0, until_1970 = 0;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        if ((time_t)times[i].seconds != times[i].seconds) { /* more than it counts here */
            continue;
        }
        until_1970 += times[i].count < 1;
        struct tick row = tick_at(times[i].seconds, times[i].nanoseconds), found;
        struct clock_value val = { { .tv_sec = (time_t)times[i].seconds,
                                     .tv_usec = times[i].nanoseconds / 1000 } };
        row.val = i % 2 == 0 ? NULL : &val;
        assert_ok(fx->db, tick_insert(fx->db, &row));
        memset(&found, 0xFF, sizeof found);
        assert_ok(fx->db, tick_find_by_at(fx->db, times[i].count, &found, fx->arena));
        assert_same(found.at.ts, row.at.ts);
        assert_same(found.coarse, row.coarse);
        assert_true(found.second.tv_sec == row.second.tv_sec && found.second.tv_usec == 0);
        assert_int_equal(found.val == NULL, row.val == NULL);
        if (row.val != NULL) {
            assert_memory_equal(&found.val->tv, &val.tv, sizeof val.tv);
        }
    }
    assert_ok(fx->db,
              tick_count(fx->db, &(orm_query){ .where = orm_lt(tick_.at, INT64_C(1)) }, &count));
    assert_int_equal(count, until_1970);
}

static void test_b034_numbers_of_times_can_be_null(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct tick row = tick_at(7, 0), found;
    row.coarse = spec_of(-1, 999000000);
    row.is_open = true;
    assert_ok(fx->db, tick_insert(fx->db, &row));
    assert_ok(fx->db, tick_find(fx->db, row.id, &found, fx->arena));
    assert_same(found.coarse, row.coarse);
    assert_true(found.is_open);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT at FROM tick WHERE coarse IS NULL"),
                        "7000000000");
}

static void test_b044_what_the_unit_cannot_say_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct tick row = tick_at(9223372036, 854775807);
    row.at.ts.tv_nsec++;
    if (sizeof(time_t) == 8) { /* so it counts as far */
        assert_fails(fx->db, ORM_CONVERSION, tick_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->column, "at");
    }
    row = tick_at(1, 0);
    row.coarse.tv_nsec = 1;
    assert_fails(fx->db, ORM_CONVERSION, tick_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "coarse");
    row = tick_at(1, 0);
    row.second.tv_usec = 1;
    assert_fails(fx->db, ORM_CONVERSION, tick_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "second");
    row = tick_at(1, 1000000000);
    assert_fails(fx->db, ORM_CONVERSION, tick_insert(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b034_numbers_of_times_can_be_null),
    ENGINE_TEST(test_b040_numbers_keep_nanoseconds),
    ENGINE_TEST(test_b044_what_the_unit_cannot_say_is_refused),
};

ENGINE_MAIN(tests)
