/* Instants in structs of C and POSIX, and in nanoseconds. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static struct timespec spec_of(int64_t seconds, long nanoseconds)
{
    return (struct timespec){ .tv_sec = (time_t)seconds, .tv_nsec = nanoseconds };
}

static struct moment moment_at(int64_t seconds, long microseconds)
{
    return (struct moment){
        .spec = spec_of(seconds, microseconds * 1000),
        .val = { .tv_sec = (time_t)seconds, .tv_usec = microseconds },
        .maybe = spec_of(seconds, microseconds * 1000),
        .flagged = { .tv_sec = (time_t)seconds, .tv_usec = microseconds },
    };
}

static void assert_same_spec(struct timespec a, struct timespec b)
{
    assert_true(a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec);
}

static void assert_same_val(struct timeval a, struct timeval b)
{
    assert_true(a.tv_sec == b.tv_sec && a.tv_usec == b.tv_usec);
}

static void survives(engine_fixture *fx, const struct moment *row)
{
    struct moment stored = *row, found;
    assert_ok(fx->db, moment_insert(fx->db, &stored));
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, moment_find(fx->db, stored.id, &found, fx->arena));
    assert_same_spec(found.spec, row->spec);
    assert_same_val(found.val, row->val);
    assert_same_spec(found.maybe, row->maybe);
    assert_int_equal(found.flagged_is_null, row->flagged_is_null);
    assert_same_val(found.flagged, row->flagged);
    assert_true(found.ns == row->ns);
}

static void test_b040_structs_of_seconds_and_a_fraction(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    static const struct {
        int64_t seconds;
        long microseconds;
    } times[] = { { 0, 1 },          { 0, 999999 },       { 1700000000, 123456 },
                  { -1, 0 },         { -1, 999999 },      { -2, 1 },
                  { 4294967296, 0 }, { -62135596800, 0 }, { 253402300799, 999999 } };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct moment row = moment_at(times[i].seconds, times[i].microseconds);
        row.ns = times[i].seconds > 9000000000 || times[i].seconds < -9000000000
                     ? 0
                     : times[i].seconds * 1000000000 + times[i].microseconds * 1000;
        survives(fx, &row);
    }
}

/* The same instant, whatever holds it. */
static void test_b041_all_forms_are_one_instant(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct moment row = moment_at(-1, 999999);
    row.ns = -1000;
    assert_ok(fx->db, moment_insert(fx->db, &row));
    assert_string_equal(
        engine_ask(fx, fx->db,
                   engine_is_sqlite()
                       ? "SELECT spec || ',' || val || ',' || ns FROM moment"
                       : "SELECT to_char(spec AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || "
                         "(spec = val) || (spec = ns) FROM moment"),
        engine_is_sqlite() ? "-1,-1,-1" : "1969-12-31 23:59:59.999999truetrue");
}

static void test_b034_a_struct_of_time_can_be_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct moment row = moment_at(5, 0);
    row.maybe = spec_of(0, 0);
    row.flagged = (struct timeval){ .tv_sec = 0 };
    row.flagged_is_null = true;
    survives(fx, &row);
    int64_t count = 0;
    assert_ok(fx->db, moment_count(fx->db,
                                   &(orm_query){ .where = orm_and(orm_is_null(moment_.maybe),
                                                                  orm_eq(moment_.maybe, 0),
                                                                  orm_is_null(moment_.flagged)) },
                                   &count));
    assert_int_equal(count, 1);
}

static void expect_count(engine_fixture *fx, const orm_expr *where, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, moment_count(fx->db, &(orm_query){ .where = where }, &count));
    assert_int_equal(count, expected);
}

/* Operands are in microseconds for a struct, in the unit for an integer. */
static void test_b040_times_compare_and_are_keys(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    for (int i = 1; i <= 3; i++) {
        struct moment row = moment_at(i, 7);
        row.ns = i * INT64_C(1000000000) + 7000;
        assert_ok(fx->db, moment_insert(fx->db, &row));
    }
    struct moment found;
    assert_ok(fx->db, moment_find_by_spec(fx->db, 2000007, &found, fx->arena));
    assert_int_equal(found.val.tv_sec, 2);
    const int64_t list[] = { 1000007, 3000007, 4 };
    expect_count(fx, orm_lt(moment_.spec, 3000007), 2);
    expect_count(fx, orm_in(moment_.val, list, 3), 2);
    expect_count(fx, orm_ge(moment_.ns, INT64_C(2000007000)), 2);
    expect_count(fx, orm_eq(moment_.ns, INT64_C(2000007001)), 0);
    expect_count(fx, orm_lt(moment_.ns, INT64_MAX / 1000 * 1000), 3);
    orm_rows *rows = NULL;
    assert_ok(fx->db,
              moment_select(fx->db, &(orm_query){ .order_by = { orm_desc(moment_.spec) } }, &rows));
    assert_int_equal(moment_next(rows)->spec.tv_sec, 3);
    orm_rows_free(rows);
}

static void refuses(engine_fixture *fx, struct moment row, const char *column)
{
    assert_fails(fx->db, ORM_CONVERSION, moment_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, column);
}

static void test_b049_nanoseconds_are_not_lost(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct moment row = moment_at(1, 1);
    row.spec.tv_nsec = 1001;
    refuses(fx, row, "spec");
    row.spec.tv_nsec = 1000000000;
    refuses(fx, row, "spec");
    row.spec.tv_nsec = -1000;
    refuses(fx, row, "spec");
    row = moment_at(1, 1);
    row.val.tv_usec = 1000000;
    refuses(fx, row, "val");
    row = moment_at(1, 1);
    row.ns = 1;
    refuses(fx, row, "ns");
    row = moment_at(1, 1);
    row.maybe.tv_sec = (time_t)INT64_MAX;
    if (sizeof(time_t) == 8) { /* so it is further than microseconds reach */
        refuses(fx, row, "maybe");
    }
}

/* Further than nanoseconds reach: the database may hold it, the member cannot. */
static void test_b044_nanoseconds_end_earlier(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct moment row = moment_at(1, 1), found;
    row.ns = INT64_MAX / 1000 * 1000;
    survives(fx, &row);
    row = moment_at(2, 1);
    assert_ok(fx->db, moment_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE moment SET ns = 9223372036854776", /* one more */
                "UPDATE moment SET ns = '2262-04-12 00:00:00+00'");
    assert_fails(fx->db, ORM_CONVERSION, moment_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "ns");
}

/* ---- instants in structs of the program's own ---- */

static struct event event_at(int64_t seconds, long microseconds)
{
    struct event row = { .at.ts = spec_of(seconds, microseconds * 1000),
                         .flagged.tv = { .tv_sec = (time_t)seconds, .tv_usec = microseconds } };
    row.deep.at = row.at;
    row.ns.since_1970 = seconds * 1000000000 + microseconds * 1000;
    return row;
}

static void test_b040_instants_in_wrappers(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    static const int64_t seconds[] = { 1700000000, -1, 1, -2000000000, 9000000000 };
    int64_t count = 0, after_1970 = 0;
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
        if ((time_t)seconds[i] != seconds[i]) { /* further than it counts on this machine */
            continue;
        }
        after_1970 += seconds[i] > 0;
        struct event row = event_at(seconds[i], 999999 - (long)i), found;
        row.maybe = i % 2 == 0 ? &row.at : NULL;
        row.flagged_is_null = i == 3;
        assert_ok(fx->db, event_insert(fx->db, &row));
        memset(&found, 0xFF, sizeof found);
        int64_t us = row.ns.since_1970 / 1000;
        assert_ok(fx->db, event_find_by_at(fx->db, us, &found, fx->arena));
        assert_same_spec(found.at.ts, row.at.ts);
        assert_same_spec(found.deep.at.ts, row.at.ts);
        assert_int_equal(found.maybe == NULL, row.maybe == NULL);
        assert_int_equal(found.flagged_is_null, row.flagged_is_null);
        assert_true(found.flagged_is_null || found.flagged.tv.tv_usec == row.flagged.tv.tv_usec);
        assert_true(found.ns.since_1970 == row.ns.since_1970);
        if (found.maybe != NULL) {
            assert_same_spec(found.maybe->ts, row.at.ts);
        }
    }
    const orm_query later = { .where = orm_gt(event_.deep, 0) };
    assert_ok(fx->db, event_count(fx->db, &later, &count));
    assert_int_equal(count, after_1970);
}

static void test_b040_no_whole_microsecond_in_a_wrapper(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct event row = event_at(1, 1);
    row.ns.since_1970++;
    assert_fails(fx->db, ORM_CONVERSION, event_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "ns");
    row = event_at(1, 1);
    row.at.ts.tv_nsec++;
    assert_fails(fx->db, ORM_CONVERSION, event_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->table, "event");
    assert_string_equal(orm_db_error(fx->db)->column, "at");
    row = event_at(1, 1);
    row.deep.at.ts = spec_of(0, 0);
    assert_ok(fx->db, event_insert(fx->db, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM event WHERE deep IS NULL"),
                        "1");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b040_instants_in_wrappers),
    ENGINE_TEST(test_b040_no_whole_microsecond_in_a_wrapper),
    ENGINE_TEST(test_b034_a_struct_of_time_can_be_null),
    ENGINE_TEST(test_b040_structs_of_seconds_and_a_fraction),
    ENGINE_TEST(test_b040_times_compare_and_are_keys),
    ENGINE_TEST(test_b041_all_forms_are_one_instant),
    ENGINE_TEST(test_b044_nanoseconds_end_earlier),
    ENGINE_TEST(test_b049_nanoseconds_are_not_lost),
};

ENGINE_MAIN(tests)
