/* All kinds at once: whatever a member holds comes back, through insert, update, find and select. A
 * property over random rows in which extremes are frequent. */
#include "models/samples.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 150 };

/* ---- chance: the same on every run ---- */

static uint64_t seed = 88172645463325252U;

static uint64_t chance(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static size_t below(size_t limit)
{
    return (size_t)(chance() % limit);
}

/* Between the two; one of the ends, or something near to zero, in half of the cases. */
static int64_t some_integer(int64_t lowest, int64_t highest)
{
    const int64_t special[] = { lowest, highest, 0, 1, lowest + 1, highest - 1 };
    if (below(2) == 0) {
        return special[below(6)];
    }
    uint64_t span = (uint64_t)highest - (uint64_t)lowest;
    uint64_t offset = span == UINT64_MAX ? chance() : chance() % (span + 1);
    return (int64_t)((uint64_t)lowest + offset);
}

static double some_double(void)
{
    const double special[] = { 0.0,    -0.0,    1.0 / 3.0, DBL_MAX,   -DBL_MAX,    DBL_MIN,
                               5e-324, -5e-324, INFINITY,  -INFINITY, DBL_EPSILON, 0.1 };
    if (below(2) == 0) {
        return special[below(sizeof special / sizeof special[0])];
    }
    uint64_t bits = chance();
    double number;
    memcpy(&number, &bits, sizeof number);
    return isnan(number) ? 1.5 : number;
}

static float some_float(void)
{
    const float special[] = { 0.0F, -0.0F, FLT_MAX, -FLT_MAX, FLT_MIN, 1e-45F, (float)INFINITY };
    if (below(2) == 0) {
        return special[below(sizeof special / sizeof special[0])];
    }
    uint32_t bits = (uint32_t)chance();
    float number;
    memcpy(&number, &bits, sizeof number);
    return isnan(number) ? 1.5F : number;
}

/* ---- random rows ---- */

static const char *const texts[] = {
    "",
    " ",
    "plain",
    "it's",
    "\"double\"",
    "back\\slash",
    "100%",
    "a_b",
    "?",
    "$1",
    ":name",
    "a\nb\tc\r",
    "\xc3\xa4\xc3\xb6\xc3\xbc",
    "\xe4\xb8\xad\xe6\x96\x87",
    "\xf0\x9f\x98\x80",
    "\xf0\xa0\x80\x80",
    "e\xcc\x81",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
    "{1,2}",
    "NULL",
    "\\N",
    "\\x00",
    "\x01\x7f",
};

static char *some_text(void)
{
    return (char *)texts[below(sizeof texts / sizeof texts[0])];
}

static void fill_numbers(struct sample *row)
{
    row->i8 = (int8_t)some_integer(INT8_MIN, INT8_MAX);
    row->i16 = (int16_t)some_integer(INT16_MIN, INT16_MAX);
    row->i32 = (int32_t)some_integer(INT32_MIN, INT32_MAX);
    row->i64 = some_integer(INT64_MIN, INT64_MAX);
    row->u8 = (uint8_t)some_integer(0, UINT8_MAX);
    row->u16 = (uint16_t)some_integer(0, UINT16_MAX);
    row->u32 = (uint32_t)some_integer(0, UINT32_MAX);
    row->u64 = (uint64_t)some_integer(0, INT64_MAX);
    row->flag = below(2) == 0;
    row->f32 = some_float();
    row->f64 = some_double();
    row->at_us = some_integer(-60000000000000000, 250000000000000000);
    row->at_s = (time_t)some_integer(-60000000000, 250000000000);
}

static void fill_optionals(struct sample *row, unsigned char *bytes)
{
    row->maybe_int = (int32_t)some_integer(INT32_MIN, INT32_MAX);
    row->maybe_u64 = below(2) == 0 ? UINT64_MAX : (uint64_t)some_integer(0, INT64_MAX);
    row->maybe_real = below(2) == 0 ? -1.5 : some_double();
    row->maybe_text = below(2) == 0 ? NULL : some_text();
    (void)snprintf(row->maybe_code, sizeof row->maybe_code, "%.3s", below(2) == 0 ? "" : "xyz");
    row->maybe_data = below(2) == 0 ? NULL : bytes;
    row->maybe_data_size = below(256);
    row->maybe_mood = (enum mood)below(3);
    row->maybe_at = below(2) == 0 ? INT64_MIN : some_integer(-1000000, 1000000);
    row->flagged_is_null = below(2) == 0;
    row->flagged = (int32_t)some_integer(INT32_MIN, INT32_MAX);
    row->flagged_bool_is_null = below(2) == 0;
    row->flagged_bool = below(2) == 0;
}

/* bytes: of the blobs. */
static struct sample some_row(unsigned char bytes[256])
{
    static const enum color colors[] = { COLOR_RED, COLOR_GREEN, COLOR_BLUE };
    static const enum level levels[] = { LEVEL_NONE, LEVEL_LOW, LEVEL_HIGH };
    struct sample row = { .id = 0 };
    for (size_t i = 0; i < 256; i++) {
        bytes[i] = (unsigned char)chance();
    }
    fill_numbers(&row);
    fill_optionals(&row, bytes);
    row.text = some_text();
    (void)snprintf(row.code, sizeof row.code, "%.*s", (int)below(8), "sevench");
    row.data = bytes;
    row.data_size = below(257);
    memcpy(row.digest, bytes, sizeof row.digest);
    row.color = colors[below(3)];
    row.level = levels[below(3)];
    return row;
}

/* ---- the properties ---- */

static void test_any_row_survives_insert_and_find(void **state)
{
    engine_fixture *fx = *state;
    unsigned char bytes[256];
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    for (int i = 0; i < ROWS; i++) {
        struct sample row = some_row(bytes);
        sample_survives(fx, &row);
        orm_arena_reset(fx->arena);
    }
}

static void test_any_row_survives_update(void **state)
{
    engine_fixture *fx = *state;
    unsigned char bytes[256];
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample first = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &first));
    for (int i = 0; i < ROWS; i++) {
        struct sample row = some_row(bytes), found = { .id = 0 };
        row.id = first.id;
        assert_ok(fx->db, sample_update(fx->db, &row));
        assert_ok(fx->db, sample_find(fx->db, first.id, &found, fx->arena));
        sample_assert_same(&row, &found);
        orm_arena_reset(fx->arena);
    }
}

/* With windows of all sizes too: how rows are fetched does not change what they are. */
static void test_any_row_survives_select(void **state)
{
    static struct sample rows[ROWS];
    static unsigned char bytes[ROWS][256];
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = some_row(bytes[i]);
        assert_ok(fx->db, sample_insert(fx->db, &rows[i]));
    }
    assert_ok(fx->db, orm_commit(fx->db));
    const size_t windows[] = { 0, 1, 7, ROWS, 10 * ROWS };
    for (size_t w = 0; w < sizeof windows / sizeof windows[0]; w++) {
        orm_rows *result = NULL;
        assert_ok(fx->db, sample_select(fx->db,
                                        &(orm_query){ .order_by = { orm_asc(sample_.id) },
                                                      .window = windows[w] },
                                        &result));
        size_t count = 0;
        for (struct sample *row; (row = sample_next(result)) != NULL; count++) {
            assert_in_range(count, 0, ROWS - 1);
            assert_true(row->id == rows[count].id);
            sample_assert_same(&rows[count], row);
        }
        assert_int_equal(orm_rows_status(result), ORM_DONE);
        assert_int_equal(count, ROWS);
        orm_rows_free(result);
    }
}

/* A row is found again by each of its values. */
static void test_any_value_finds_its_row(void **state)
{
    engine_fixture *fx = *state;
    unsigned char bytes[256];
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    for (int i = 0; i < ROWS / 3; i++) {
        struct sample row = some_row(bytes);
        assert_ok(fx->db, sample_insert(fx->db, &row));
        const orm_expr *where = orm_and(
            orm_eq(sample_.id, row.id), orm_eq(sample_.i8, row.i8), orm_eq(sample_.i16, row.i16),
            orm_eq(sample_.i32, row.i32), orm_eq(sample_.i64, row.i64), orm_eq(sample_.u8, row.u8),
            orm_eq(sample_.u16, row.u16), orm_eq(sample_.u32, row.u32),
            orm_eq(sample_.u64, row.u64), orm_eq(sample_.flag, row.flag),
            orm_eq(sample_.f32, row.f32), orm_eq(sample_.f64, row.f64),
            orm_eq(sample_.text, row.text), orm_eq(sample_.code, row.code),
            orm_eq_bytes(sample_.data, row.data, row.data_size),
            orm_eq_bytes(sample_.digest, row.digest, sizeof row.digest),
            orm_eq(sample_.color, row.color), orm_eq(sample_.level, row.level),
            orm_eq(sample_.at_us, row.at_us), orm_eq(sample_.at_s, row.at_s),
            orm_eq(sample_.maybe_int, row.maybe_int), orm_eq(sample_.maybe_u64, row.maybe_u64),
            orm_eq(sample_.maybe_real, row.maybe_real), orm_eq(sample_.maybe_text, row.maybe_text),
            orm_eq(sample_.maybe_code, row.maybe_code),
            orm_eq_bytes(sample_.maybe_data, row.maybe_data, row.maybe_data_size),
            orm_eq(sample_.maybe_mood, row.maybe_mood), orm_eq(sample_.maybe_at, row.maybe_at));
        int64_t count = 0;
        assert_ok(fx->db, sample_count(fx->db, &(orm_query){ .where = where }, &count));
        assert_int_equal(count, 1);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_any_row_survives_insert_and_find),
    ENGINE_TEST(test_any_row_survives_update),
    ENGINE_TEST(test_any_row_survives_select),
    ENGINE_TEST(test_any_value_finds_its_row),
};

ENGINE_MAIN(tests)
