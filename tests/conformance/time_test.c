/* Timestamps: the instant stays the instant, whatever zones say. */
#include "models/samples.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static void store_time(engine_fixture *fx, int64_t us)
{
    struct sample row = sample_plain();
    row.at_us = us;
    row.maybe_at = us;
    sample_survives(fx, &row);
}

static void test_b040_microseconds(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const int64_t times[] = { 0, 1, 999999, 1000000, 1700000000123456, 1709164800000000 };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        store_time(fx, times[i]);
    }
}

static void test_b041_zones_of_session_and_process_do_not_matter(void **state)
{
    static const char *const zones[] = { "UTC", "America/New_York", "Asia/Kolkata" };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const int64_t summer = 1720000000000001, gap = 1711846800000000, fold = 1729990800000000;
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        assert_int_equal(setenv("TZ", zones[i], 1), 0);
        assert_int_equal(setenv("PGTZ", zones[(i + 1) % 3], 1), 0);
        tzset();
        orm_db *other = engine_open(fx, NULL);
        struct sample row = sample_plain(), found = { .id = 0 };
        row.at_us = summer;
        row.maybe_at = gap;
        row.at_s = (time_t)(fold / 1000000);
        assert_ok(other, sample_insert(other, &row));
        assert_ok(fx->db, sample_find(fx->db, row.id, &found, fx->arena));
        sample_assert_same(&row, &found);
        int64_t count = 0;
        assert_ok(other, sample_count(other, &(orm_query){ .where = orm_eq(sample_.at_us, summer) },
                                      &count));
        assert_int_equal(count, (int64_t)i + 1);
        engine_close(fx, other);
    }
    assert_int_equal(unsetenv("TZ") | unsetenv("PGTZ"), 0);
    tzset();
}

static void test_b041_the_stored_instant_is_right(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    store_time(fx, 1709208245678901); /* 2024-02-29 12:04:05.678901 UTC */
    const char *stored = engine_ask(
        fx, fx->db,
        engine_is_sqlite()
            ? "SELECT at_us FROM sample"
            : "SELECT to_char(at_us AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') FROM sample");
    assert_string_equal(stored,
                        engine_is_sqlite() ? "1709208245678901" : "2024-02-29 12:04:05.678901");
}

/* A column of an existing table without a zone is read and written as UTC. */
static void test_b042_a_timestamp_without_zone_is_not_shifted(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE sample ALTER COLUMN at_us TYPE timestamp "
                                       "USING at_us AT TIME ZONE 'UTC'"));
    assert_int_equal(setenv("PGTZ", "America/New_York", 1), 0);
    orm_db *other = engine_open(fx, NULL);
    assert_int_equal(unsetenv("PGTZ"), 0);
    struct sample row = sample_plain(), found = { .id = 0 };
    row.at_us = 1709208245678901;
    assert_ok(other, sample_insert(other, &row));
    assert_ok(other, sample_find(other, row.id, &found, fx->arena));
    assert_true(found.at_us == row.at_us);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT at_us FROM sample"),
                        "2024-02-29 12:04:05.678901");
}

static void test_b043_before_1970_and_after_2038(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const int64_t times[] = { -1,
                              -999999,
                              -1000001,
                              2147483648000000,
                              -2147483649000000,
                              4102444800000001,
                              -11644473600000001 };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        store_time(fx, times[i]);
    }
    struct sample row = sample_plain();
    row.at_s = -1;
    sample_survives(fx, &row);
    row.at_s = sizeof row.at_s > 4 ? (time_t)INT64_C(4294967296) : INT32_MAX;
    sample_survives(fx, &row);
}

/* Far times are exact where the engine has them, and refused where not. */
static void test_b044_the_ends_of_time(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    store_time(fx, -62135596800000000); /* year 1 */
    store_time(fx, -62167219200000001); /* 1 BC */
    store_time(fx, 253402300800000000); /* year 10000 */
    store_time(fx, INT64_MAX);          /* year 294247 */
    struct sample row = sample_plain();
    row.at_us = INT64_MIN;
    if (engine_is_sqlite()) {
        sample_survives(fx, &row);
    } else {
        assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->column, "at_us");
    }
}

static void test_b044_infinity_is_no_instant(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET at_us = 'infinity'"));
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "at_us");
}

/* Seconds in C, but the database holds a fraction of one: it does not get lost unnoticed. */
static void test_b049_a_fraction_of_the_unit_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    assert_ok(fx->db, sample_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE sample SET at_s = 1500000",
                "UPDATE sample SET at_s = '1970-01-01 00:00:01.5+00'");
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "at_s");
}

static void test_b045_another_form_of_time_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE loose AS SELECT * FROM sample;"
                                       "DROP TABLE sample; ALTER TABLE loose RENAME TO sample;"
                                       "UPDATE sample SET at_us = '2024-02-29 12:00'"));
    struct sample found = { .id = 0 };
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "at_us");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b040_microseconds),
    ENGINE_TEST(test_b041_zones_of_session_and_process_do_not_matter),
    ENGINE_TEST(test_b041_the_stored_instant_is_right),
    ENGINE_TEST(test_b042_a_timestamp_without_zone_is_not_shifted),
    ENGINE_TEST(test_b043_before_1970_and_after_2038),
    ENGINE_TEST(test_b044_the_ends_of_time),
    ENGINE_TEST(test_b044_infinity_is_no_instant),
    ENGINE_TEST(test_b045_another_form_of_time_is_refused),
    ENGINE_TEST(test_b049_a_fraction_of_the_unit_is_refused),
};

ENGINE_MAIN(tests)
