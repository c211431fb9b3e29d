/* Comparisons whose answer C knows better than the column's type: enums, numbers that the column
 * cannot hold, NaN, texts and patterns longer than an engine's pattern may be. */
#include "models/odd.h"
#include "models/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t count_of(engine_fixture *fx, const orm_entity *entity, const orm_expr *where)
{
    int64_t count = -1;
    assert_ok(fx->db, orm_count(fx->db, entity, &(orm_query){ .where = where }, &count));
    return count;
}

/* ---- enums ---- */

typedef bool (*comparison)(int64_t a, int64_t b);

static bool is_equal(int64_t a, int64_t b)
{
    return a == b;
}

static bool is_less(int64_t a, int64_t b)
{
    return a < b;
}

static bool is_greater(int64_t a, int64_t b)
{
    return a > b;
}

static const struct {
    comparison holds;
    orm_op op, opposite;
} comparisons[] = {
    { is_equal, ORM_OP_EQ, ORM_OP_NE },
    { is_less, ORM_OP_LT, ORM_OP_GE },
    { is_greater, ORM_OP_GT, ORM_OP_LE },
};

static int64_t count_in_c(comparison holds, int64_t number, const int64_t *values, size_t count)
{
    int64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += holds(values[i], number);
    }
    return found;
}

/* Asks with numbers all around the values; each question with its opposite and their negations. */
static void assert_compares_as_in_c(engine_fixture *fx, const orm_entity *entity,
                                    orm_int_handle handle, const int64_t *values, size_t count)
{
    for (int64_t number = -2; number < 10; number++) {
        for (size_t c = 0; c < 3; c++) {
            int64_t expected = count_in_c(comparisons[c].holds, number, values, count);
            orm_expr yes = *orm_eq(handle, number), no = yes;
            yes.op = comparisons[c].op;
            no.op = comparisons[c].opposite;
            assert_int_equal(count_of(fx, entity, &yes), expected);
            assert_int_equal(count_of(fx, entity, &no), (int64_t)count - expected);
            assert_int_equal(count_of(fx, entity, orm_not(&yes)), (int64_t)count - expected);
            assert_int_equal(count_of(fx, entity, orm_not(&no)), expected);
        }
    }
}

static void test_b125_enums_compare_as_in_c(void **state)
{
    engine_fixture *fx = *state;
    static const int64_t colors[] = { COLOR_RED, COLOR_GREEN, COLOR_BLUE, COLOR_GREEN };
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    for (size_t i = 0; i < 4; i++) {
        struct sample row = sample_plain();
        row.color = (enum color)colors[i];
        row.maybe_mood = i == 1 ? MOOD_GOOD : i == 2 ? MOOD_BAD : MOOD_UNSET;
        assert_ok(fx->db, sample_insert(fx->db, &row));
    }
    assert_compares_as_in_c(fx, &sample_entity, sample_.color, colors, 4);
    /* NULL is neither: two rows are found by nothing but a test for NULL */
    assert_int_equal(count_of(fx, &sample_entity, orm_lt(sample_.maybe_mood, MOOD_BAD)), 1);
    assert_int_equal(count_of(fx, &sample_entity, orm_gt(sample_.maybe_mood, MOOD_BAD)), 0);
    assert_int_equal(count_of(fx, &sample_entity, orm_not(orm_gt(sample_.maybe_mood, MOOD_BAD))),
                     2);
    assert_int_equal(count_of(fx, &sample_entity, orm_le(sample_.maybe_mood, MOOD_BAD)), 2);
    assert_int_equal(count_of(fx, &sample_entity, orm_eq(sample_.maybe_mood, MOOD_UNSET)), 2);
    assert_int_equal(count_of(fx, &sample_entity, orm_ne(sample_.maybe_mood, 77)), 2);
}

/* Two names of one number, in an existing table; on PostgreSQL of a native enum. */
struct paint {
    int64_t id;
    int32_t shade;
};

static const orm_enum_label shade_labels[] = {
    { .name = "dark", .value = 4 },
    { .name = "black", .value = 4 },
    { .name = "clear", .value = -1 },
    { .name = "white", .value = 8 },
};
static const orm_enum shade_enum = { .name = "shade", .labels = shade_labels, .label_count = 4 };
static const orm_field paint_fields[] = {
    ODD_FIELD(struct paint, id, INT64, INT, .nullable = false),
    ODD_FIELD(struct paint, shade, ENUM, INT, .labels = &shade_enum),
};
static const orm_schema paint_schema;
static const orm_entity paint_entity = {
    .schema = &paint_schema,
    .name = "paint",
    .table = "paint",
    .size = sizeof(struct paint),
    .align = _Alignof(struct paint),
    .fields = paint_fields,
    .field_count = 2,
    .primary_key = { .fields = (const uint16_t[]){ 0 }, .field_count = 1 },
};
static const orm_entity *const paint_entities[] = { &paint_entity };
static const orm_schema paint_schema = { .meta_version = ORM_META_VERSION,
                                         .lock = orm_meta_v1,
                                         .name = "paints",
                                         .entities = paint_entities,
                                         .entity_count = 1 };
static const orm_path paint_path = { .entity = &paint_entity };
static const orm_int_handle paint_shade = { { .path = &paint_path, .field = 1 } };

static void test_labels_that_share_a_value(void **state)
{
    engine_fixture *fx = *state;
    static const int64_t shades[] = { 4, 4, -1, 8, 4 };
    const int asked[] = { 8, 4 };
    engine_exec(fx->db,
                "CREATE TABLE paint (id INTEGER PRIMARY KEY, shade TEXT);"
                "INSERT INTO paint VALUES (1, 'black'), (2, 'dark'), (3, 'clear'), (4, 'white'),"
                " (5, 'black')",
                "CREATE TYPE shade AS ENUM ('white', 'black', 'clear', 'dark');"
                "CREATE TABLE paint (id int8 PRIMARY KEY, shade shade);"
                "INSERT INTO paint VALUES (1, 'black'), (2, 'dark'), (3, 'clear'), (4, 'white'),"
                " (5, 'black')");
    assert_compares_as_in_c(fx, &paint_entity, paint_shade, shades, 5);
    assert_int_equal(count_of(fx, &paint_entity, orm_in(paint_shade, asked, 1)), 1);
    assert_int_equal(count_of(fx, &paint_entity, orm_in(paint_shade, asked, 2)), 4);
    engine_exec(fx->db, NULL, "DROP TABLE paint; DROP TYPE shade");
}

/* ---- numbers that the column cannot hold ---- */

static void add_sample(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &kinds_schema));
    struct sample row = sample_plain();
    row.u64 = 7;
    row.i64 = INT64_MAX;
    row.f64 = 0.5;
    row.at_us = row.at_s = -1;
    row.flag = true;
    assert_ok(db, sample_insert(db, &row));
}

static void assert_always(engine_fixture *fx, const orm_expr *where)
{
    assert_int_equal(count_of(fx, &sample_entity, where), 1);
    assert_int_equal(count_of(fx, &sample_entity, orm_not(where)), 0);
}

static void assert_never(engine_fixture *fx, const orm_expr *where)
{
    assert_int_equal(count_of(fx, &sample_entity, where), 0);
    assert_int_equal(count_of(fx, &sample_entity, orm_not(where)), 1);
}

#define ASSERT_ABOVE_ALL(fx, c, v)       \
    do {                                 \
        assert_always(fx, orm_lt(c, v)); \
        assert_always(fx, orm_le(c, v)); \
        assert_always(fx, orm_ne(c, v)); \
        assert_never(fx, orm_gt(c, v));  \
        assert_never(fx, orm_ge(c, v));  \
        assert_never(fx, orm_eq(c, v));  \
    } while (0)

#define ASSERT_BELOW_ALL(fx, c, v)       \
    do {                                 \
        assert_always(fx, orm_gt(c, v)); \
        assert_always(fx, orm_ge(c, v)); \
        assert_always(fx, orm_ne(c, v)); \
        assert_never(fx, orm_lt(c, v));  \
        assert_never(fx, orm_le(c, v));  \
        assert_never(fx, orm_eq(c, v));  \
    } while (0)

/* Each of the labels that are named is a parameter, and the engines take only so many. */
static void test_comparisons_that_name_many_labels(void **state)
{
    enum { PARAMETERS_MAX = 7000, LABELS = 3 };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    for (int i = 0; i < PARAMETERS_MAX / LABELS; i++) {
        orm_filter_and(filter, orm_ge(sample_.color, COLOR_RED));
    }
    assert_int_equal(count_of(fx, &sample_entity, orm_filter_where(filter)), 0);
    orm_filter_and(filter, orm_ge(sample_.color, COLOR_RED));
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE,
                 sample_count(fx->db, &(orm_query){ .where = orm_filter_where(filter) }, &count));
    assert_mentions(orm_db_error(fx->db)->message, "more than 7000 conditions");
    assert_int_equal(count, 77);
    orm_filter_free(filter);
}

static void test_b125_numbers_beyond_the_column(void **state)
{
    engine_fixture *fx = *state;
    add_sample(fx->db);
    ASSERT_ABOVE_ALL(fx, sample_.u64, UINT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.i64, (uint64_t)INT64_MAX + 1);
    ASSERT_ABOVE_ALL(fx, sample_.i16, UINT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.i16, INT64_MAX);
    ASSERT_BELOW_ALL(fx, sample_.u64, INT64_MIN);
    ASSERT_BELOW_ALL(fx, sample_.at_us, INT64_MIN);
    ASSERT_BELOW_ALL(fx, sample_.at_us, INT64_C(-210866803200000001));
    ASSERT_BELOW_ALL(fx, sample_.at_s, INT64_MIN);
    ASSERT_BELOW_ALL(fx, sample_.at_s, INT64_C(-210866803201));
    ASSERT_BELOW_ALL(fx, sample_.at_s, INT64_C(-210866803200));
    ASSERT_ABOVE_ALL(fx, sample_.at_us, UINT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.at_us, INT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.at_s, INT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.at_s, INT64_MAX / 1000000 + 1);
    ASSERT_ABOVE_ALL(fx, sample_.flag, 2);
    ASSERT_BELOW_ALL(fx, sample_.flag, -1);
    ASSERT_ABOVE_ALL(fx, sample_.f64, UINT64_C(1) << 63);
    ASSERT_ABOVE_ALL(fx, sample_.level, UINT64_MAX);
    ASSERT_ABOVE_ALL(fx, sample_.color, UINT64_MAX);
    assert_never(fx, orm_eq(sample_.f64, UINT64_MAX));
    assert_never(fx, orm_eq(sample_.f64, INT64_C(9007199254740993)));
    assert_always(fx, orm_ne(sample_.f64, INT64_C(9007199254740993)));
}

/* Certain or not: a NULL is found by no comparison, nor by its negation. */
static void test_b126_null_beside_a_number_beyond_the_column(void **state)
{
    engine_fixture *fx = *state;
    add_sample(fx->db);
    const orm_expr *const wheres[] = {
        orm_lt(sample_.maybe_u64, UINT64_MAX), orm_gt(sample_.maybe_u64, UINT64_MAX - 1),
        orm_gt(sample_.maybe_at, INT64_MIN),   orm_le(sample_.maybe_at, UINT64_MAX),
        orm_eq(sample_.flagged, UINT64_MAX),   orm_ne(sample_.flagged_bool, 2),
        orm_lt(sample_.maybe_mood, 100),       orm_gt(sample_.maybe_mood, 100),
        orm_ne(sample_.maybe_mood, 100)
    };
    for (size_t i = 0; i < sizeof wheres / sizeof wheres[0]; i++) {
        assert_int_equal(count_of(fx, &sample_entity, wheres[i]), 0);
        assert_int_equal(count_of(fx, &sample_entity, orm_not(wheres[i])), 0);
    }
}

static void assert_conversion(engine_fixture *fx, const orm_entity *entity, const orm_expr *where,
                              const char *column)
{
    int64_t count = 77;
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_count(fx->db, entity, &(orm_query){ .where = where }, &count));
    assert_string_equal(orm_db_error(fx->db)->table, entity->table);
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_int_equal(count, 77);
}

static void test_b008_nothing_compares_with_nan(void **state)
{
    engine_fixture *fx = *state;
    add_sample(fx->db);
    const double nan = (double)NAN;
    const orm_expr *const wheres[] = { orm_eq(sample_.f64, nan), orm_ne(sample_.f64, nan),
                                       orm_lt(sample_.f64, nan), orm_in(sample_.f64, &nan, 1) };
    for (size_t i = 0; i < 4; i++) {
        assert_conversion(fx, &sample_entity, wheres[i], "f64");
    }
    assert_conversion(fx, &sample_entity, orm_ge(sample_.f32, NAN), "f32");
}

/* ---- long texts ---- */

enum { LONG = 60000 };

static char *make_text(engine_fixture *fx, size_t size, char c)
{
    char *text = orm_arena_alloc(fx->arena, size + 1);
    assert_non_null(text);
    memset(text, c, size);
    text[size] = '\0';
    return text;
}

/* Of a length that SQLite takes no pattern of, on both sides of the border. */
static void test_b133_texts_longer_than_a_pattern(void **state)
{
    static const size_t sizes[] = { 16000, 16666, 16667, 49997, 50001, LONG };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    char *label = make_text(fx, LONG, '*');
    for (uint32_t i = 0, number = 1; i < LONG; i++, number = number * 1664525U + 1013904223U) {
        label[i] = (char)('*' + (number >> 24) % 80); /* no part of it stands in it twice */
    }
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &(struct item){ .id = 1, .label = label }));
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t size = sizes[i];
        char *first = orm_arena_copy(fx->arena, label, size);
        const char *last = label + LONG - size;
        assert_int_equal(count_of(fx, &item_entity, orm_starts_with(item_.label, first)), 1);
        assert_int_equal(count_of(fx, &item_entity, orm_contains(item_.label, first)), 1);
        assert_int_equal(count_of(fx, &item_entity, orm_ends_with(item_.label, last)), 1);
        assert_int_equal(count_of(fx, &item_entity, orm_ends_with(item_.label, first)),
                         size == LONG);
        first[size - 1] ^= 1;
        assert_int_equal(count_of(fx, &item_entity, orm_starts_with(item_.label, first)), 0);
        assert_int_equal(count_of(fx, &item_entity, orm_contains(item_.label, first)), 0);
    }
}

/* The same patterns are too long for both engines. */
static void test_b132_patterns_that_are_too_long(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    char *label = make_text(fx, 50000, 'x');
    char *stars = make_text(fx, 16666, '*');
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &(struct item){ .id = 1, .label = label }));
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &(struct item){ .id = 2, .label = stars }));
    assert_int_equal(count_of(fx, &item_entity, orm_like(item_.label, label)), 1);
    assert_int_equal(count_of(fx, &item_entity, orm_ilike(item_.label, label)), 1);
    assert_int_equal(count_of(fx, &item_entity, orm_like(item_.label, stars)), 1);
    assert_int_equal(count_of(fx, &item_entity, orm_ilike(item_.label, stars)), 1);
    char *longer = make_text(fx, 50001, 'x');
    stars = make_text(fx, 16667, '*');
    assert_conversion(fx, &item_entity, orm_like(item_.label, longer), "label");
    assert_conversion(fx, &item_entity, orm_ilike(item_.label, longer), "label");
    assert_conversion(fx, &item_entity, orm_like(item_.label, stars), "label");
    assert_conversion(fx, &item_entity, orm_ilike(item_.label, stars), "label");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b125_enums_compare_as_in_c),
    ENGINE_TEST(test_labels_that_share_a_value),
    ENGINE_TEST(test_comparisons_that_name_many_labels),
    ENGINE_TEST(test_b125_numbers_beyond_the_column),
    ENGINE_TEST(test_b126_null_beside_a_number_beyond_the_column),
    ENGINE_TEST(test_b008_nothing_compares_with_nan),
    ENGINE_TEST(test_b133_texts_longer_than_a_pattern),
    ENGINE_TEST(test_b132_patterns_that_are_too_long),
};

ENGINE_MAIN(tests)
