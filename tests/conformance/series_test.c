/* Arrays: whatever they hold comes back, empty is not NULL, and two may have one count. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

enum { MOST = 6, ROUNDS = 150 };

/* ---- chance: the same on every run, another one with ORM_TEST_SEED ---- */

static uint64_t seed;

static uint64_t chance(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static void start_chance(void)
{
    const char *chosen = getenv("ORM_TEST_SEED");
    seed = chosen == NULL ? 20240229 : strtoull(chosen, NULL, 10) | 1;
}

/* ---- rows ---- */

/* The memory that a row's pointers lead to. */
typedef struct room {
    int8_t i8[MOST];
    int16_t i16[MOST];
    int32_t i32[MOST];
    int64_t i64[MOST], xs[MOST];
    uint64_t u64[MOST];
    bool flags[MOST];
    float f32[MOST];
    double ys[MOST];
    char *tags[MOST];
    uint32_t raw[MOST], words[MOST];
} room;

static const char *const texts[] = { "",
                                     "a",
                                     "\"",
                                     "\\",
                                     "{}",
                                     "{a,b}",
                                     ",",
                                     "NULL",
                                     "null",
                                     "'",
                                     "\n",
                                     "\t\r",
                                     "\x01",
                                     "\x1f",
                                     "\x7f",
                                     " ",
                                     "[1]",
                                     "\\u0041",
                                     "\xc3\xa4",
                                     "\xf0\x9f\x98\x80",
                                     "\xe2\x80\xa8",
                                     "a\"b\\c",
                                     "%s",
                                     "$1" };

static char *some_text(void)
{
    size_t index = (size_t)(chance() % (sizeof texts / sizeof texts[0] + 1));
    return index == sizeof texts / sizeof texts[0] ? NULL : (char *)(uintptr_t)texts[index];
}

static double some_real(void)
{
    static const double edges[] = { 0.0, -0.0, 0.1, 1.0, DBL_MAX, -DBL_MAX, DBL_TRUE_MIN, DBL_MIN };
    uint64_t bits = chance();
    double real;
    memcpy(&real, &bits, sizeof real);
    return chance() % 2 == 0 && isfinite(real) ? real : edges[chance() % 8];
}

static float some_float(void)
{
    static const float edges[] = { 0.0F, -0.0F, 0.1F, FLT_MAX, -FLT_MAX, FLT_TRUE_MIN };
    uint32_t bits = (uint32_t)chance();
    float real;
    memcpy(&real, &bits, sizeof real);
    return chance() % 2 == 0 && isfinite(real) ? real : edges[chance() % 6];
}

static int64_t some_integer(int64_t lowest, int64_t highest)
{
    switch (chance() % 4) {
    case 0:
        return lowest;
    case 1:
        return highest;
    case 2:
        return 0;
    default:
        return (int64_t)(chance() >> 1) % highest * (chance() % 2 == 0 ? 1 : -1);
    }
}

static size_t some_count(void)
{
    return (size_t)(chance() % (MOST + 1));
}

static bool is_null(void)
{
    return chance() % 6 == 0;
}

static void fill_room(room *r)
{
    for (size_t i = 0; i < MOST; i++) {
        r->i8[i] = (int8_t)some_integer(INT8_MIN, INT8_MAX);
        r->i16[i] = (int16_t)some_integer(INT16_MIN, INT16_MAX);
        r->i32[i] = (int32_t)some_integer(INT32_MIN, INT32_MAX);
        r->i64[i] = some_integer(INT64_MIN, INT64_MAX);
        r->xs[i] = some_integer(INT64_MIN, INT64_MAX);
        r->u64[i] = (uint64_t)some_integer(0, INT64_MAX) & INT64_MAX;
        r->flags[i] = chance() % 2 == 0;
        r->f32[i] = some_float();
        r->ys[i] = some_real();
        r->tags[i] = some_text();
        r->raw[i] = (uint32_t)chance();
        r->words[i] = (uint32_t)chance();
    }
}

/* The arrays within the struct. */
static void fill_inside(struct series *row)
{
    for (size_t i = 0; i < 5; i++) {
        if (i < 3) {
            row->point[i] = some_real();
            row->codes[i][0] = (char)('a' + chance() % 26);
            memcpy(row->codes[i] + 1, chance() % 2 == 0 ? "\"\\'\n\xc3\xa4" : "\0\0\0\0\0\0", 7);
        }
        if (i < 4) {
            row->shade[i] = row->shade_is_null ? 0 : some_float();
            row->seen[i] = i < row->seen_count ? (time_t)(chance() % 4000000000U) - 2000000000 : 0;
            row->grid[i] = (uint16_t)chance();
            row->part[i] = i < row->part_count ? (uint16_t)chance() : 0;
            row->packet[i] = i < row->packet_size ? (uint8_t)chance() : 0;
        }
        row->window[i] = i < (size_t)row->window_count ? (int8_t)chance() : 0;
    }
    for (size_t i = 0; i < 2; i++) {
        row->names[i] = some_text();
        row->marks[i] = (struct timespec){ .tv_sec = (time_t)(chance() % 2000000000),
                                           .tv_nsec = (long)(chance() % 1000000) * 1000 };
    }
}

static struct series some_series(room *r)
{
    fill_room(r);
    struct series row = { .i16 = is_null() ? NULL : r->i16, .i32 = r->i32 };
    row.i8 = is_null() ? NULL : r->i8;
    row.i64 = is_null() ? NULL : r->i64;
    row.u64 = is_null() ? NULL : r->u64;
    row.flags = is_null() ? NULL : r->flags;
    row.f32 = is_null() ? NULL : r->f32;
    row.tags = is_null() ? NULL : r->tags;
    row.xs = is_null() ? NULL : r->xs;
    row.ys = is_null() ? NULL : r->ys;
    row.raw = is_null() ? NULL : r->raw;
    row.words = is_null() ? NULL : r->words;
    row.i8_count = (uint8_t)some_count();
    row.i16_count = (int)some_count();
    row.i32_count = some_count();
    row.i64_count = (uint8_t)some_count();
    row.u64_count = (unsigned)some_count();
    row.flag_count = some_count();
    row.f32_count = some_count();
    row.tag_count = some_count();
    row.pair_count = some_count();
    row.raw_size = 4 * some_count();
    row.word_count = (uint16_t)some_count();
    row.shade_is_null = is_null();
    row.window_count = (int8_t)(chance() % 6);
    row.seen_count = (size_t)(chance() % 5);
    row.part_count = (uint8_t)(chance() % 5);
    row.packet_size = (size_t)(chance() % 5);
    fill_inside(&row);
    return row;
}

/* ---- comparing ---- */

static void assert_same_memory(const void *found, const void *expected, size_t size)
{
    assert_int_equal(found == NULL, expected == NULL);
    if (expected != NULL) {
        assert_memory_equal(found, expected, size);
    }
}

static void assert_same_texts(const char *const *found, const char *const *expected, size_t count)
{
    assert_int_equal(found == NULL, expected == NULL);
    for (size_t i = 0; expected != NULL && i < count; i++) {
        assert_int_equal(found[i] == NULL, expected[i] == NULL);
        assert_true(expected[i] == NULL || strcmp(found[i], expected[i]) == 0);
    }
}

/* Of a NULL array the count is 0. */
#define ASSERT_SAME_ARRAY(found, row, items, counted)                                 \
    do {                                                                              \
        assert_true((found)->counted == ((row)->items == NULL ? 0 : (row)->counted)); \
        assert_same_memory((found)->items, (row)->items,                              \
                           (size_t)(row)->counted * sizeof(row)->items[0]);           \
    } while (0)

static void assert_same_inside(const struct series *found, const struct series *row)
{
    assert_memory_equal(found->point, row->point, sizeof row->point);
    assert_int_equal(found->shade_is_null, row->shade_is_null);
    assert_memory_equal(found->shade, row->shade, sizeof row->shade);
    assert_int_equal(found->window_count, row->window_count);
    assert_memory_equal(found->window, row->window, sizeof row->window);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(found->codes[i], row->codes[i]);
    }
    assert_same_texts(found->names, row->names, 2);
    assert_int_equal(found->seen_count, row->seen_count);
    assert_memory_equal(found->seen, row->seen, sizeof row->seen);
    for (size_t i = 0; i < 2; i++) {
        assert_true(found->marks[i].tv_sec == row->marks[i].tv_sec &&
                    found->marks[i].tv_nsec == row->marks[i].tv_nsec);
    }
    assert_memory_equal(found->grid, row->grid, sizeof row->grid);
    assert_int_equal(found->part_count, row->part_count);
    assert_memory_equal(found->part, row->part, sizeof row->part);
    assert_int_equal(found->packet_size, row->packet_size);
    assert_memory_equal(found->packet, row->packet, sizeof row->packet);
}

static void assert_same_series(const struct series *found, const struct series *row)
{
    bool is_paired = row->xs != NULL || row->ys != NULL;
    ASSERT_SAME_ARRAY(found, row, i8, i8_count);
    ASSERT_SAME_ARRAY(found, row, i16, i16_count);
    ASSERT_SAME_ARRAY(found, row, i32, i32_count);
    ASSERT_SAME_ARRAY(found, row, i64, i64_count);
    ASSERT_SAME_ARRAY(found, row, u64, u64_count);
    ASSERT_SAME_ARRAY(found, row, flags, flag_count);
    ASSERT_SAME_ARRAY(found, row, f32, f32_count);
    ASSERT_SAME_ARRAY(found, row, words, word_count);
    assert_true(found->tag_count == (row->tags == NULL ? 0 : row->tag_count));
    assert_same_texts((const char *const *)found->tags, (const char *const *)row->tags,
                      row->tag_count);
    assert_true(found->pair_count == (is_paired ? row->pair_count : 0));
    assert_same_memory(found->xs, row->xs, row->pair_count * sizeof row->xs[0]);
    assert_same_memory(found->ys, row->ys, row->pair_count * sizeof row->ys[0]);
    assert_true(found->raw_size == (row->raw == NULL ? 0 : row->raw_size));
    assert_same_memory(found->raw, row->raw, row->raw_size);
    assert_same_inside(found, row);
}

static struct series find(engine_fixture *fx, int64_t id)
{
    struct series found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, series_find(fx->db, id, &found, fx->arena));
    return found;
}

static void begin(engine_fixture *fx)
{
    start_chance();
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

/* ---- tests ---- */

static void test_b032_b033_random_arrays_come_back(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static room rooms[ROUNDS];
    static struct series stored[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        stored[i] = some_series(&rooms[i]);
        assert_ok(fx->db, series_insert(fx->db, &stored[i]));
        const struct series found = find(fx, stored[i].id);
        assert_same_series(&found, &stored[i]);
        orm_arena_reset(fx->arena);
    }
    for (size_t window = 0; window <= 7; window += 7) {
        orm_rows *rows = NULL;
        const orm_query all = { .order_by = { orm_asc(series_.id) }, .window = window };
        assert_ok(fx->db, series_select(fx->db, &all, &rows));
        size_t count = 0;
        for (const struct series *row; (row = series_next(rows)) != NULL; count++) {
            assert_same_series(row, &stored[count]);
        }
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        assert_int_equal(count, ROUNDS);
        orm_rows_free(rows);
    }
}

static void test_b032_updates(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    room r;
    struct series row = some_series(&r);
    assert_ok(fx->db, series_insert(fx->db, &row));
    for (int i = 0; i < 30; i++) {
        int64_t id = row.id;
        row = some_series(&r);
        row.id = id;
        assert_ok(fx->db, series_update(fx->db, &row));
        const struct series found = find(fx, id);
        assert_same_series(&found, &row);
    }
    assert_ok(fx->db, series_delete(fx->db, &row));
}

static void test_b032_empty_and_null_are_two(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int32_t none[1] = { 0 };
    char *no_text[1] = { NULL };
    struct series row = { .i32 = none, .tags = no_text };
    assert_ok(fx->db, series_insert(fx->db, &row));
    struct series found = find(fx, row.id);
    assert_non_null(found.i32);
    assert_non_null(found.tags);
    assert_null(found.i64);
    assert_int_equal(found.i32_count + found.tag_count + found.i64_count, 0);
    int64_t count = -1;
    const orm_query missing = { .where = orm_and(orm_is_null(series_.i64),
                                                 orm_is_not_null(series_.tags)) };
    assert_ok(fx->db, series_count(fx->db, &missing, &count));
    assert_int_equal(count, 1);
    row.i32 = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, series_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "i32");
}

/* A NULL item is a NULL pointer; an array of one is no NULL. */
static void test_b032_null_items(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int32_t none[1] = { 0 };
    char *tags[] = { NULL, (char *)"", NULL };
    struct series row = { .i32 = none, .tags = tags, .tag_count = 3 };
    assert_ok(fx->db, series_insert(fx->db, &row));
    const struct series found = find(fx, row.id);
    assert_int_equal(found.tag_count, 3);
    assert_true(found.tags[0] == NULL && found.tags[1][0] == '\0' && found.tags[2] == NULL);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT tags FROM series"),
                        engine_is_sqlite() ? "[null,\"\",null]" : "{NULL,\"\",NULL}");
}

/* What SQL sees. */
static void test_b032_arrays_are_arrays_in_the_database(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int32_t numbers[] = { 1, -2, 3 };
    bool flags[] = { true, false };
    struct series row = {
        .i32 = numbers, .i32_count = 3, .flags = flags, .flag_count = 2, .point = { 0.5, 1, -0.25 }
    };
    assert_ok(fx->db, series_insert(fx->db, &row));
    assert_string_equal(
        engine_ask(fx, fx->db,
                   engine_is_sqlite()
                       ? "SELECT i32 || flags || point || (SELECT sum(value) FROM json_each(i32))"
                         " FROM series"
                       : "SELECT i32::text || flags::text || point::text || i32[1] FROM series"),
        engine_is_sqlite() ? "[1,-2,3][true,false][0.5,1.0,-0.25]2"
                           : "{1,-2,3}{t,f}{0.5,1,-0.25}1");
}

/* PostgreSQL has them; JSON has not, and SQLite takes NaN for NULL. */
static void test_b008_infinities_in_arrays(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const double odd[] = { INFINITY, -INFINITY, NAN };
    int32_t none[1] = { 0 };
    for (size_t i = 0; i < 3; i++) {
        struct series row = { .i32 = none, .point = { 0.0, odd[i], 1.0 } };
        if (engine_is_sqlite()) {
            assert_fails(fx->db, ORM_CONVERSION, series_insert(fx->db, &row));
            assert_string_equal(orm_db_error(fx->db)->table, "series");
            assert_string_equal(orm_db_error(fx->db)->column, "point");
        } else {
            assert_ok(fx->db, series_insert(fx->db, &row));
            const struct series found = find(fx, row.id);
            assert_true(isnan(odd[i]) ? isnan(found.point[1]) != 0 : found.point[1] == odd[i]);
        }
    }
}

static void test_b033_times_in_arrays(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int32_t none[1] = { 0 };
    struct series row = { .i32 = none,
                          .seen = { 0, -1 },
                          .seen_count = 2,
                          .marks = { { .tv_sec = -1, .tv_nsec = 999999000 }, { 0 } } };
    assert_ok(fx->db, series_insert(fx->db, &row));
    const struct series found = find(fx, row.id);
    assert_true(found.seen[0] == 0 && found.seen[1] == -1 && found.seen_count == 2);
    assert_string_equal(engine_ask(fx, fx->db,
                                   engine_is_sqlite()
                                       ? "SELECT seen || marks FROM series"
                                       : "SELECT (seen[2] = '1969-12-31 23:59:59Z')::text ||"
                                         "(marks[1] = '1969-12-31 23:59:59.999999Z') FROM series"),
                        engine_is_sqlite() ? "[0,-1000000][-1,0]" : "truetrue");
}

/* What arrays need is given back, whichever request for it fails. */
static orm_status cycle(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_error error;
    room r;
    start_chance();
    struct series row = some_series(&r), found;
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    if (status == ORM_OK) {
        status = orm_begin(db, NULL);
    }
    if (status == ORM_OK) {
        status = series_insert(db, &row);
    }
    if (status == ORM_OK) {
        status = orm_arena_new(allocator, &arena);
    }
    if (status == ORM_OK) {
        status = series_find(db, row.id, &found, arena);
    }
    if (status == ORM_OK) {
        assert_same_series(&found, &row);
        status = orm_rollback(db);
    }
    orm_arena_free(arena);
    orm_close(db);
    return status;
}

static void test_b270_arrays_without_memory(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_string_equal(chaos_each(cycle, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b032_b033_random_arrays_come_back),
    ENGINE_TEST(test_b032_updates),
    ENGINE_TEST(test_b032_empty_and_null_are_two),
    ENGINE_TEST(test_b032_null_items),
    ENGINE_TEST(test_b032_arrays_are_arrays_in_the_database),
    ENGINE_TEST(test_b008_infinities_in_arrays),
    ENGINE_TEST(test_b033_times_in_arrays),
    ENGINE_TEST(test_b270_arrays_without_memory),
};

ENGINE_MAIN(tests)
