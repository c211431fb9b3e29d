/* What columns become: values of every kind, other columns' values, calculations up to the ends of
 * what column and member hold. */
#include "models/odd.h"
#include "models/samples.h"
#include "support/engine.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static struct sample found_sample(engine_fixture *fx, int64_t id)
{
    struct sample found;
    memset(&found, 0, sizeof found);
    assert_ok(fx->db, sample_find(fx->db, id, &found, fx->arena));
    return found;
}

static int64_t add_sample(engine_fixture *fx, struct sample row)
{
    assert_ok(fx->db, sample_insert(fx->db, &row));
    return row.id;
}

/* One row of plain values, in tables of ours. */
static int64_t begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    return add_sample(fx, sample_plain());
}

static orm_status set(engine_fixture *fx, const orm_expr *assignments)
{
    int64_t count = -1;
    orm_status status = orm_update_all(fx->db, &sample_entity, assignments, &count);
    assert_int_equal(count, status == ORM_OK ? 1 : -1);
    return status;
}

/* Refused, and the row is as it was. */
static void assert_refused(engine_fixture *fx, orm_status expected, const orm_expr *assignments,
                           const char *message)
{
    const struct sample before = found_sample(fx, 1);
    assert_fails(fx->db, expected, set(fx, assignments));
    assert_mentions(orm_db_error(fx->db)->message, message);
    const struct sample after = found_sample(fx, 1);
    sample_assert_same(&before, &after);
}

/* ---- values ---- */

static struct sample every_kind(int64_t id)
{
    return (struct sample){ .id = id,
                            .i8 = INT8_MIN,
                            .i16 = INT16_MAX,
                            .i32 = INT32_MIN,
                            .i64 = INT64_MAX,
                            .u8 = UINT8_MAX,
                            .u16 = UINT16_MAX,
                            .u32 = UINT32_MAX,
                            .u64 = INT64_MAX,
                            .flag = true,
                            .f32 = 0.1F,
                            .f64 = 0.1,
                            .text = (char *)"t\xc3\xa4",
                            .code = "1234567",
                            .data = (void *)"a\0b",
                            .data_size = 3,
                            .digest = { 9, 8, 0, 7 },
                            .color = COLOR_BLUE,
                            .level = LEVEL_NONE,
                            .at_us = -1,
                            .at_s = 4102444800,
                            .maybe_int = 5,
                            .maybe_u64 = 6,
                            .maybe_real = 7.5,
                            .maybe_text = (char *)"",
                            .maybe_code = "abc",
                            .maybe_data = (void *)"",
                            .maybe_mood = MOOD_BAD,
                            .maybe_at = 1,
                            .flagged = INT32_MAX,
                            .flagged_bool = true };
}

static void test_values_of_every_kind(void **state)
{
    engine_fixture *fx = *state;
    int64_t id = begin(fx);
    const struct sample wanted = every_kind(id);
    assert_ok(
        fx->db,
        set(fx, orm_sets(orm_set(sample_.i8, wanted.i8), orm_set(sample_.i16, wanted.i16),
                         orm_set(sample_.i32, wanted.i32), orm_set(sample_.i64, wanted.i64),
                         orm_set(sample_.u8, wanted.u8), orm_set(sample_.u16, wanted.u16),
                         orm_set(sample_.u32, wanted.u32), orm_set(sample_.u64, wanted.u64),
                         orm_set(sample_.flag, wanted.flag), orm_set(sample_.f32, wanted.f32),
                         orm_set(sample_.f64, wanted.f64), orm_set(sample_.text, wanted.text))));
    assert_ok(
        fx->db,
        set(fx,
            orm_sets(orm_set(sample_.code, wanted.code),
                     orm_set_bytes(sample_.data, wanted.data, wanted.data_size),
                     orm_set_bytes(sample_.digest, wanted.digest, sizeof wanted.digest),
                     orm_set(sample_.color, wanted.color), orm_set(sample_.level, wanted.level),
                     orm_set(sample_.at_us, wanted.at_us), orm_set(sample_.at_s, wanted.at_s))));
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.maybe_int, wanted.maybe_int),
                                       orm_set(sample_.maybe_u64, wanted.maybe_u64),
                                       orm_set(sample_.maybe_real, wanted.maybe_real),
                                       orm_set(sample_.maybe_text, wanted.maybe_text),
                                       orm_set(sample_.maybe_code, wanted.maybe_code),
                                       orm_set_bytes(sample_.maybe_data, wanted.maybe_data, 0),
                                       orm_set(sample_.maybe_mood, wanted.maybe_mood),
                                       orm_set(sample_.maybe_at, wanted.maybe_at),
                                       orm_set(sample_.flagged, wanted.flagged),
                                       orm_set(sample_.flagged_bool, 1))));
    const struct sample found = found_sample(fx, id);
    sample_assert_same(&found, &wanted);
}

/* Back to NULL, by the value that means it and by its name. */
static void test_b102_every_way_to_null(void **state)
{
    engine_fixture *fx = *state;
    int64_t id = begin(fx);
    const struct sample plain = found_sample(fx, id);
    const orm_expr *full =
        orm_sets(orm_set(sample_.maybe_int, 1), orm_set(sample_.maybe_real, 1),
                 orm_set(sample_.maybe_text, "x"), orm_set(sample_.flagged, 1),
                 orm_set(sample_.maybe_code, "x"), orm_set(sample_.maybe_mood, MOOD_BAD));
    const orm_expr *named =
        orm_sets(orm_set_null(sample_.maybe_int), orm_set_null(sample_.maybe_real),
                 orm_set_null(sample_.maybe_text), orm_set_null(sample_.flagged),
                 orm_set_null(sample_.maybe_code), orm_set_null(sample_.maybe_mood));
    const orm_expr *meant = orm_sets(
        orm_set(sample_.maybe_int, -1), orm_set(sample_.maybe_real, -1.5),
        orm_set(sample_.maybe_text, (const char *)NULL), orm_set_null(sample_.flagged),
        orm_set(sample_.maybe_code, ""), orm_set(sample_.maybe_mood, MOOD_UNSET),
        orm_set(sample_.maybe_u64, UINT64_MAX), orm_set_bytes(sample_.maybe_data, NULL, 0));
    const orm_expr *const back[] = { named, meant };
    for (size_t i = 0; i < 2; i++) {
        assert_ok(fx->db, set(fx, full));
        assert_ok(fx->db, set(fx, back[i]));
        const struct sample found = found_sample(fx, id);
        sample_assert_same(&found, &plain);
    }
    assert_string_equal(engine_ask(fx, fx->db,
                                   "SELECT count(*) FROM sample WHERE maybe_int IS NULL"
                                   " AND maybe_code IS NULL AND maybe_mood IS NULL"),
                        "1");
    assert_refused(fx, ORM_NOT_NULL, orm_set(sample_.text, (char *)NULL), "sample.text: NULL");
    assert_refused(fx, ORM_NOT_NULL, orm_set_null(sample_.flag), "sample.flag: NULL");
}

/* What no row could be read with is not stored. */
static void test_values_that_do_not_fit(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    const orm_expr *const wrong[] = {
        orm_set(sample_.i8, 128),
        orm_set(sample_.i8, -129),
        orm_set(sample_.i16, 32768),
        orm_set(sample_.i32, INT64_C(2147483648)),
        orm_set(sample_.i64, UINT64_C(1) << 63),
        orm_set(sample_.u8, 256),
        orm_set(sample_.u8, -1),
        orm_set(sample_.u32, -1),
        orm_set(sample_.u64, UINT64_MAX),
        orm_set(sample_.u64, -1),
        orm_set(sample_.flag, 2),
        orm_set(sample_.f32, 0.1),
        orm_set(sample_.f32, 16777217),
        orm_set(sample_.f64, (INT64_C(1) << 53) + 1),
        orm_set(sample_.code, "12345678"),
        orm_set_bytes(sample_.digest, "short", 5),
        orm_set(sample_.color, 1),
        orm_set(sample_.level, 7),
        orm_set(sample_.at_s, INT64_MAX),
        orm_set(sample_.flagged_bool, 3),
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_refused(fx, ORM_CONVERSION, wrong[i], "sample.");
        assert_string_equal(orm_db_error(fx->db)->table, "sample");
        assert_true(orm_db_error(fx->db)->column[0] != '\0');
    }
}

/* ---- calculations ---- */

typedef struct ends {
    const orm_int_handle *column;
    const char *name;
    int64_t low, high;
} ends;

static const ends integers[] = {
    { &sample_.i8, "i8", INT8_MIN, INT8_MAX },     { &sample_.i16, "i16", INT16_MIN, INT16_MAX },
    { &sample_.i32, "i32", INT32_MIN, INT32_MAX }, { &sample_.i64, "i64", INT64_MIN, INT64_MAX },
    { &sample_.u8, "u8", 0, UINT8_MAX },           { &sample_.u16, "u16", 0, UINT16_MAX },
    { &sample_.u32, "u32", 0, UINT32_MAX },        { &sample_.u64, "u64", 0, INT64_MAX },
};
enum { INTEGERS = sizeof integers / sizeof integers[0] };

static const orm_expr *handle_set(const orm_int_handle *column, orm_expr room[3],
                                  const orm_expr *to)
{
    room[0] = (orm_expr){ .op = ORM_OP_COLUMN, .column = &column->column };
    room[1] = (orm_expr){ .op = ORM_OP_SET, .left = &room[0], .right = to };
    return &room[1];
}

static void assert_number(engine_fixture *fx, const char *column, int64_t expected)
{
    char sql[64], text[32];
    (void)snprintf(sql, sizeof sql, "(SELECT %s FROM sample)", column);
    (void)snprintf(text, sizeof text, "%lld", (long long)expected);
    assert_string_equal(engine_ask(fx, fx->db, sql), text);
}

static void assert_out_of_range(engine_fixture *fx, const orm_expr *assignments)
{
    assert_fails(fx->db, ORM_CONVERSION, set(fx, assignments));
    assert_mentions(orm_db_error(fx->db)->message, "out of range");
    assert_string_equal(orm_db_error(fx->db)->table, "sample");
}

static void put(engine_fixture *fx, const ends *e, int64_t value)
{
    orm_expr room[3];
    const orm_int_handle column = *e->column;
    (void)column;
    assert_ok(fx->db, set(fx, handle_set(e->column, room, orm_set(column, value)->right)));
}

/* Up to the last number that column and member hold, and not one further. */
static void test_b104_integers_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    for (size_t i = 0; i < INTEGERS; i++) {
        const ends *e = &integers[i];
        orm_expr room[3];
        put(fx, e, e->high - 1);
        const orm_expr *up = handle_set(e->column, room, orm_add(*e->column, 1));
        assert_ok(fx->db, set(fx, up));
        assert_number(fx, e->name, e->high);
        assert_out_of_range(fx, up);
        assert_out_of_range(fx, handle_set(e->column, room, orm_mul(*e->column, 2)));
        assert_out_of_range(fx, handle_set(e->column, room, orm_mul(*e->column, INT64_MAX)));
        assert_number(fx, e->name, e->high);
        put(fx, e, e->low + 1);
        const orm_expr *down = handle_set(e->column, room, orm_sub(*e->column, 1));
        assert_ok(fx->db, set(fx, down));
        assert_number(fx, e->name, e->low);
        assert_out_of_range(fx, down);
        assert_number(fx, e->name, e->low);
    }
}

/* The tables of others may have room for more; the member has not. */
static void test_b104_columns_wider_than_their_members(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    engine_exec(fx->db, NULL,
                "ALTER TABLE sample ALTER i8 TYPE bigint, ALTER i16 TYPE bigint,"
                " ALTER u8 TYPE bigint, ALTER f32 TYPE float8");
    const orm_expr *const beyond[] = {
        orm_set_to(sample_.i8, orm_add(sample_.i8, 128)),
        orm_set_to(sample_.i16, orm_sub(sample_.i16, 32769)),
        orm_set_to(sample_.u8, orm_sub(sample_.u8, 1)),
        orm_set_to(sample_.u64, orm_sub(sample_.u64, 1)),
    };
    for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++) {
        assert_out_of_range(fx, beyond[i]);
    }
    assert_ok(fx->db, set(fx, orm_sets(orm_set_to(sample_.i16, orm_add(sample_.i16, 32767)),
                                       orm_set_to(sample_.f32, orm_add(sample_.f32, 0.1)))));
    assert_int_equal(found_sample(fx, 1).i16, 32767);
    assert_true(found_sample(fx, 1).f32 == 0.1F);
}

static void test_b104_what_is_null_stays_so(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    const orm_expr *add = orm_sets(orm_set_to(sample_.maybe_int, orm_add(sample_.maybe_int, 1)),
                                   orm_set_to(sample_.maybe_real, orm_mul(sample_.maybe_real, 2)));
    assert_ok(fx->db, set(fx, add));
    assert_int_equal(found_sample(fx, 1).maybe_int, -1);
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.maybe_int, -2),
                                       orm_set(sample_.maybe_real, -0.75))));
    assert_ok(fx->db, set(fx, add)); /* what it gives is what the members show for NULL */
    assert_string_equal(engine_ask(fx, fx->db,
                                   "SELECT count(*) FROM sample WHERE"
                                   " maybe_int IS NULL AND maybe_real IS NULL"),
                        "1");
    assert_int_equal(found_sample(fx, 1).maybe_int, -1);
}

static void test_b104_reals_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db,
              set(fx, orm_sets(orm_set(sample_.f64, DBL_MAX), orm_set(sample_.f32, FLT_MAX))));
    const double least = 4.9406564584124654e-324;
    assert_out_of_range(fx, orm_set_to(sample_.f64, orm_mul(sample_.f64, 2)));
    assert_out_of_range(fx, orm_set_to(sample_.f64, orm_add(sample_.f64, DBL_MAX)));
    assert_out_of_range(fx, orm_set_to(sample_.f32, orm_mul(sample_.f32, 2)));
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.f64, least), orm_set(sample_.f32, 0.5))));
    assert_out_of_range(fx, orm_set_to(sample_.f64, orm_mul(sample_.f64, 0.25)));
    assert_out_of_range(fx, orm_set_to(sample_.f32, orm_mul(sample_.f32, 1e-300)));
    assert_ok(fx->db, set(fx, orm_sets(orm_set_to(sample_.f64, orm_add(sample_.f64, 0.1)),
                                       orm_set_to(sample_.f32, orm_sub(sample_.f32, 0.1)))));
    const struct sample found = found_sample(fx, 1);
    assert_true(found.f64 == least + 0.1 && found.f32 == (float)(0.5 - 0.1));
    assert_ok(fx->db, set(fx, orm_set(sample_.f64, HUGE_VAL)));
    assert_ok(fx->db, set(fx, orm_set_to(sample_.f64, orm_add(sample_.f64, 1))));
    assert_true(isinf(found_sample(fx, 1).f64));
    assert_fails(fx->db, ORM_CONVERSION,
                 set(fx, orm_set_to(sample_.f64, orm_add(sample_.f64, NAN))));
}

/* SQLite would make 1 of 'abc' + 1. */
static void test_b104_what_is_no_number(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE item (id INTEGER PRIMARY KEY, amount, rank,"
                                       " weight, flag, label);"
                                       "INSERT INTO item VALUES (1, 'abc', 3.0, 'x', 1, 'a')"));
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_update_all(fx->db, &item_entity,
                                orm_set_to(item_.amount, orm_add(item_.amount, 1)), NULL));
    assert_mentions(orm_db_error(fx->db)->message, "item: a column of a calculation holds no");
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_update_all(fx->db, &item_entity,
                                orm_set_to(item_.weight, orm_add(item_.weight, 1)), NULL));
    const char *unread[] = { "x'31'", "9007199254740993.0", "2.5", "'7'" };
    for (size_t i = 0; i < sizeof unread / sizeof unread[0]; i++) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "UPDATE item SET amount = %s", unread[i]);
        assert_ok(fx->db, orm_exec(fx->db, sql));
        assert_fails(fx->db, ORM_CONVERSION,
                     orm_update_all(fx->db, &item_entity,
                                    orm_set_to(item_.amount, orm_add(item_.amount, 1)), NULL));
    }
    assert_ok(fx->db, orm_update_all(fx->db, &item_entity,
                                     orm_set_to(item_.rank, orm_add(item_.rank, 1)), NULL));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT typeof(rank) || rank FROM item"),
                        "integer4");
}

/* ---- columns ---- */

static void test_columns_that_fit(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.i8, -8), orm_set(sample_.u8, 200),
                                       orm_set(sample_.f32, 1.5F), orm_set(sample_.code, "xyz"),
                                       orm_set(sample_.i64, 77))));
    assert_ok(fx->db,
              set(fx, orm_sets(orm_set_to(sample_.i32, orm_col(sample_.i8)),
                               orm_set_to(sample_.i16, orm_col(sample_.u8)),
                               orm_set_to(sample_.u32, orm_col(sample_.i64)),
                               orm_set_to(sample_.f64, orm_col(sample_.f32)),
                               orm_set_to(sample_.text, orm_col(sample_.code)),
                               orm_set_to(sample_.maybe_text, orm_col(sample_.text)),
                               orm_set_to(sample_.data, orm_col(sample_.digest)),
                               orm_set_to(sample_.i64, orm_mul(sample_.i8, orm_col(sample_.u8))))));
    const struct sample found = found_sample(fx, 1);
    assert_true(found.i32 == -8 && found.i16 == 200 && found.u32 == 77 && found.f64 == 1.5);
    assert_string_equal(found.text, "xyz");
    assert_string_equal(found.maybe_text, "plain"); /* as it was before */
    assert_int_equal(found.data_size, 16);
    assert_int_equal(found.i64, -1600);
}

/* Columns of two bytes, whose product has four. */
static void test_calculations_in_the_widest_type(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.i16, 30000), orm_set(sample_.u8, 255))));
    assert_ok(fx->db, set(fx, orm_set_to(sample_.i32, orm_mul(sample_.i16, orm_col(sample_.i16)))));
    assert_number(fx, "i32", 900000000);
    assert_ok(fx->db, set(fx, orm_set_to(sample_.i64, orm_mul(sample_.i32, orm_col(sample_.i32)))));
    assert_number(fx, "i64", INT64_C(810000000000000000));
    assert_out_of_range(fx, orm_set_to(sample_.i64, orm_mul(sample_.i64, orm_col(sample_.i16))));
    assert_ok(fx->db, set(fx, orm_set_to(sample_.f64, orm_mul(sample_.f32, orm_col(sample_.f32)))));
}

static void test_columns_that_may_not_fit(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set(sample_.i64, 300), orm_set(sample_.i8, -1))));
    assert_out_of_range(fx, orm_set_to(sample_.u8, orm_col(sample_.i64)));
    assert_out_of_range(fx, orm_set_to(sample_.u16, orm_col(sample_.i8)));
    const orm_expr *const never[] = {
        orm_set_to(sample_.code, orm_col(sample_.text)),
        orm_set_to(sample_.digest, orm_col(sample_.data)),
        orm_set_to(sample_.f32, orm_col(sample_.f64)),
        orm_set_to(sample_.f64, orm_col(sample_.i8)),
        orm_set_to(sample_.color, orm_col(sample_.level)),
        orm_set_to(sample_.level, orm_col(sample_.i64)),
        orm_set_to(sample_.at_us, orm_col(sample_.at_s)),
        orm_set_to(sample_.at_us, orm_col(sample_.i64)),
        orm_set_to(sample_.flag, orm_col(sample_.i8)),
        orm_set_to(sample_.level, orm_add(sample_.level, 1)),
        orm_set_to(sample_.color, orm_add(sample_.color, 1)),
        orm_set_to(sample_.i64, orm_add(sample_.level, 1)),
        orm_set_to(sample_.f32, orm_add(sample_.f64, 1)),
        orm_set_to(sample_.i64, orm_add(sample_.i64, orm_col(sample_.f64))),
    };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        assert_refused(fx, ORM_MISUSE, never[i], "sample.");
    }
    assert_ok(fx->db, set(fx, orm_set_to(sample_.i64, orm_col(sample_.level))));
    assert_ok(fx->db, set(fx, orm_set_to(sample_.maybe_at, orm_col(sample_.at_us))));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_values_of_every_kind),
    ENGINE_TEST(test_b102_every_way_to_null),
    ENGINE_TEST(test_values_that_do_not_fit),
    ENGINE_TEST(test_b104_integers_at_their_ends),
    ENGINE_TEST(test_b104_columns_wider_than_their_members),
    ENGINE_TEST(test_b104_what_is_null_stays_so),
    ENGINE_TEST(test_b104_reals_at_their_ends),
    ENGINE_TEST(test_b104_what_is_no_number),
    ENGINE_TEST(test_columns_that_fit),
    ENGINE_TEST(test_calculations_in_the_widest_type),
    ENGINE_TEST(test_columns_that_may_not_fit),
};

ENGINE_MAIN(tests)
