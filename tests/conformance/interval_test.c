/* Intervals: months, days and microseconds each come back as they were, whoever has written them.
 */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "support/unit.h"
#include "test_leases.orm.h"

#define AN_HOUR INT64_C(3600000000)

static const orm_interval last = { INT32_MAX, INT32_MAX, INT64_MAX };
static const orm_interval first = { INT32_MIN, INT32_MIN, INT64_MIN };

static void assert_interval(orm_interval a, orm_interval b)
{
    assert_int_equal(a.months, b.months);
    assert_int_equal(a.days, b.days);
    assert_true(a.microseconds == b.microseconds);
}

/* The same span in every member. */
static struct lease lease_of(orm_interval *interval)
{
    return (struct lease){ .period = *interval,
                           .notice = *interval,
                           .grace = interval,
                           .terms = { .period = *interval },
                           .rest = { .count = 36 } };
}

static void survives(engine_fixture *fx, orm_interval interval)
{
    struct lease row = lease_of(&interval), found;
    assert_ok(fx->db, lease_insert(fx->db, &row));
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, lease_find(fx->db, row.id, &found, fx->arena));
    assert_interval(found.period, interval);
    assert_interval(found.notice, interval);
    assert_false(found.notice_is_null);
    assert_non_null(found.grace);
    assert_interval(*found.grace, interval);
    assert_interval(found.terms.period, interval);
    assert_int_equal(found.rest.count, 36);
}

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_leases_schema));
}

static void test_b047_the_parts_of_an_interval_stay_apart(void **state)
{
    engine_fixture *fx = *state;
    static const orm_interval known[] = {
        { 0, 0, 0 },
        { 1, 0, 0 },
        { 0, 30, 0 },
        { 0, 0, 30 * 24 },
        { 12, 365, 1 },
        { -1, 1, -1 },
        { 0, 1, -AN_HOUR },
        { INT32_MAX, 0, 0 },
        { INT32_MIN, 0, 0 },
        { 0, INT32_MAX, 0 },
        { 0, INT32_MIN, 0 },
        { 0, 0, INT64_MAX },
        { 0, 0, INT64_MIN },
        { 0, 0, 24 * AN_HOUR },
        { 11, -31, 999999 },
        { INT32_MAX, INT32_MAX, INT64_MAX - 1 },
        { INT32_MIN, INT32_MIN, INT64_MIN + 1 },
    };
    begin(fx);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        survives(fx, known[i]);
    }
}

static void test_b047_any_interval_comes_back(void **state)
{
    engine_fixture *fx = *state;
    uint64_t seed = 4747;
    begin(fx);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    for (int i = 0; i < 500; i++) {
        survives(fx, (orm_interval){ .months = (int32_t)unit_edge(&seed),
                                     .days = (int32_t)unit_edge(&seed),
                                     .microseconds = (int64_t)unit_edge(&seed) });
    }
    assert_ok(fx->db, orm_commit(fx->db));
}

static void test_b047_b034_an_interval_can_be_null(void **state)
{
    engine_fixture *fx = *state;
    orm_interval none = { 0, 0, 0 };
    struct lease row = lease_of(&none), found;
    begin(fx);
    row.notice_is_null = true;
    row.grace = NULL;
    assert_ok(fx->db, lease_insert(fx->db, &row));
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, lease_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.notice_is_null);
    assert_interval(found.notice, none);
    assert_null(found.grace);
    int64_t count = 0;
    const orm_query null = { .where = orm_and(orm_is_null(lease_.notice), orm_is_null(lease_.grace),
                                              orm_is_not_null(lease_.period)) };
    assert_ok(fx->db, lease_count(fx->db, &null, &count));
    assert_int_equal(count, 1);
}

static void test_b047_an_interval_has_bounds(void **state)
{
    engine_fixture *fx = *state;
    const orm_interval infinite[] = { first, last };
    begin(fx);
    for (size_t i = 0; i < 2; i++) {
        orm_interval interval = infinite[i], none = { 0, 0, 0 };
        struct lease row = lease_of(&none);
        row.notice = interval;
        assert_fails(fx->db, ORM_CONVERSION, lease_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->column, "notice");
        assert_mentions(orm_db_error(fx->db)->message, "an infinite interval");
    }
}

/* What a database holds that another program has written. */
static void reads(engine_fixture *fx, const char *text, orm_interval expected)
{
    char sql[256];
    struct lease found;
    (void)snprintf(sql, sizeof sql, "UPDATE lease SET notice = '%s'", text);
    assert_ok(fx->db, orm_exec(fx->db, sql));
    assert_ok(fx->db, lease_find(fx->db, 1, &found, fx->arena));
    assert_interval(found.notice, expected);
}

static void insert_one(engine_fixture *fx)
{
    orm_interval none = { 0, 0, 0 };
    struct lease row = lease_of(&none);
    begin(fx);
    assert_ok(fx->db, lease_insert(fx->db, &row));
    assert_int_equal(row.id, 1);
}

static void test_b047_intervals_of_other_programs(void **state)
{
    engine_fixture *fx = *state;
    insert_one(fx);
    reads(fx, "P1Y2M3DT4H5M6.789S", (orm_interval){ 14, 3, INT64_C(14706789000) });
    reads(fx, "P-1Y-2M3DT-4H-5M-6.5S", (orm_interval){ -14, 3, INT64_C(-14706500000) });
    reads(fx, "P2W", (orm_interval){ 0, 14, 0 });
    reads(fx, "PT36H", (orm_interval){ 0, 0, 36 * AN_HOUR });
    if (!engine_is_sqlite()) {
        reads(fx, "1 year 2 mons -3 days +04:05:06.789",
              (orm_interval){ 14, -3, INT64_C(14706789000) });
        reads(fx, "25 hours 30 days", (orm_interval){ 0, 30, 25 * AN_HOUR });
    }
}

/* The text of one engine is what the other one reads. */
static void test_b047_one_text_on_both_engines(void **state)
{
    engine_fixture *fx = *state;
    orm_interval interval = { -14, 40, -1500000 };
    struct lease row = lease_of(&interval);
    begin(fx);
    assert_ok(fx->db, lease_insert(fx->db, &row));
    engine_exec(fx->db, NULL, "SET intervalstyle = 'iso_8601'");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT notice FROM lease)"), "P-1Y-2M40DT-1.5S");
}

static void test_b047_what_is_no_interval(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    static const char *const wrong[] = { "P", "P1", "P1Y-", "PT1.0000001S", "P3000000000M" };
    insert_one(fx);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct lease found;
        char sql[128];
        (void)snprintf(sql, sizeof sql, "UPDATE lease SET notice = '%s'", wrong[i]);
        orm_status status = orm_exec(fx->db, sql);
        assert_true(status == ORM_OK || status == ORM_CHECK);
        if (status == ORM_OK) {
            assert_fails(fx->db, ORM_CONVERSION, lease_find(fx->db, 1, &found, fx->arena));
            assert_string_equal(orm_db_error(fx->db)->column, "notice");
        }
    }
    assert_fails(fx->db, ORM_CHECK, orm_exec(fx->db, "UPDATE lease SET notice = '1 day'"));
    assert_fails(fx->db, ORM_CONVERSION, orm_exec(fx->db, "UPDATE lease SET notice = x'00'"));
}

static void test_b047_the_default_of_an_interval(void **state)
{
    engine_fixture *fx = *state;
    struct lease found;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO lease (terms, rest)"
                                       " VALUES ('P1D', 'PT2H')"));
    assert_ok(fx->db, lease_find(fx->db, 1, &found, fx->arena));
    assert_interval(found.period, (orm_interval){ 14, -3, INT64_C(14706789000) });
    assert_int_equal(found.rest.count, 2);
}

/* On PostgreSQL a month is as long as 30 days, in a text it is not. */
static void test_b047_intervals_do_not_compare(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const orm_text_handle text = { lease_.notice.column };
    const orm_query wrong[] = { { .where = orm_eq(text, "P1M") },
                                { .where = orm_lt(text, "P1M") },
                                { .order_by = { orm_asc(lease_.notice) } } };
    orm_rows *rows = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, lease_select(fx->db, &wrong[i], &rows));
        assert_mentions(orm_db_error(fx->db)->message, "differ in how intervals compare");
    }
}

static void test_b047_intervals_are_set(void **state)
{
    engine_fixture *fx = *state;
    struct lease found;
    const orm_interval month = { .months = 1 };
    insert_one(fx);
    const orm_expr *set =
        orm_sets(orm_set(lease_.notice, &month), orm_set(lease_.grace, (orm_interval *)NULL),
                 orm_set_to(lease_.terms, orm_col(lease_.period)));
    int64_t count = 0;
    assert_ok(fx->db, lease_update_all(fx->db, set, &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, lease_find(fx->db, 1, &found, fx->arena));
    assert_interval(found.notice, month);
    assert_null(found.grace);
    assert_interval(found.terms.period, found.period);
}

static void test_b047_intervals_of_texts_of_the_program(void **state)
{
    engine_fixture *fx = *state;
    const orm_interval interval = { 1, -2, 3 };
    const orm_value params[] = { orm_value_interval(interval), orm_value_int(1) };
    const orm_raw set = { .sql = "UPDATE lease SET notice = $1 WHERE id = $2",
                          .params = params,
                          .param_count = 2 };
    const orm_raw ask = { .sql = "SELECT notice FROM lease" };
    orm_value value = orm_value_null();
    struct lease found;
    insert_one(fx);
    assert_ok(fx->db, orm_raw_run(fx->db, &set, NULL));
    assert_ok(fx->db, lease_find(fx->db, 1, &found, fx->arena));
    assert_interval(found.notice, interval);
    assert_ok(fx->db, orm_raw_value(fx->db, &ask, fx->arena, &value));
    if (engine_is_sqlite()) {
        assert_string_equal(value.as.text, "P1M-2DT0.000003S");
    } else {
        assert_int_equal(value.type, ORM_TYPE_INTERVAL);
        assert_interval(orm_value_as_interval(&value), interval);
    }
}

static void test_b047_intervals_without_a_database(void **state)
{
    engine_fixture *fx = *state;
    orm_interval interval = { 14, -3, 1500000 };
    struct lease row = lease_of(&interval), back, copy;
    orm_json json = { .text = NULL };
    orm_field_bits differing;
    const orm_json_options options = { .arena = fx->arena };
    assert_int_equal(orm_to_json(&lease_entity, &row, &options, &json, NULL), ORM_OK);
    assert_mentions(json.text, "\"notice\":\"P1Y2M-3DT1.5S\"");
    memset(&back, 0, sizeof back);
    assert_int_equal(orm_from_json(&lease_entity, &json, &back, &options, NULL), ORM_OK);
    assert_int_equal(orm_compare(&lease_entity, &row, &back, fx->arena, &differing), ORM_OK);
    assert_int_equal(differing.count, 0);
    assert_int_equal(orm_copy(&lease_entity, &row, &copy, fx->arena, NULL), ORM_OK);
    copy.terms.period.days++;
    assert_int_equal(orm_compare(&lease_entity, &row, &copy, fx->arena, &differing), ORM_OK);
    assert_int_equal(differing.count, 1);
    assert_ptr_not_equal(copy.grace, row.grace);
}

static void test_b047_a_live_table_of_intervals(void **state)
{
    engine_fixture *fx = *state;
    const orm_difference *list = NULL;
    size_t count = 9;
    begin(fx);
    assert_ok(fx->db, orm_verify(fx->db, &test_leases_schema, fx->arena, &list, &count));
    assert_int_equal(count, 0);
    if (engine_is_sqlite()) {
        return;
    }
    static const struct {
        const char *type, *why;
    } cases[] = { { "interval year to month", "cut off" },
                  { "interval(3)", "rounded" },
                  { "text", "not read" } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char sql[160];
        (void)snprintf(sql, sizeof sql, "ALTER TABLE lease ALTER notice TYPE %s", cases[i].type);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        assert_ok(fx->db, orm_verify(fx->db, &test_leases_schema, fx->arena, &list, &count));
        assert_int_equal(count, 1);
        assert_int_equal(list[0].severity, ORM_SEVERITY_ERROR);
        assert_mentions(list[0].message, cases[i].why);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b047_a_live_table_of_intervals),
    ENGINE_TEST(test_b047_an_interval_has_bounds),
    ENGINE_TEST(test_b047_any_interval_comes_back),
    ENGINE_TEST(test_b047_b034_an_interval_can_be_null),
    ENGINE_TEST(test_b047_intervals_are_set),
    ENGINE_TEST(test_b047_intervals_do_not_compare),
    ENGINE_TEST(test_b047_intervals_of_other_programs),
    ENGINE_TEST(test_b047_intervals_of_texts_of_the_program),
    ENGINE_TEST(test_b047_intervals_without_a_database),
    ENGINE_TEST(test_b047_one_text_on_both_engines),
    ENGINE_TEST(test_b047_the_default_of_an_interval),
    ENGINE_TEST(test_b047_the_parts_of_an_interval_stay_apart),
    ENGINE_TEST(test_b047_what_is_no_interval),
};

ENGINE_MAIN(tests)
