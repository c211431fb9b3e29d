/* Numbers: the ends of every width, what is refused at them, reals bit by bit. */
#include "models/samples.h"

#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void test_b001_signed_integers_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.i8 = INT8_MIN;
    row.i16 = INT16_MIN;
    row.i32 = INT32_MIN;
    row.i64 = INT64_MIN;
    sample_survives(fx, &row);
    row.i8 = INT8_MAX;
    row.i16 = INT16_MAX;
    row.i32 = INT32_MAX;
    row.i64 = INT64_MAX;
    sample_survives(fx, &row);
}

static void test_b002_unsigned_integers_do_not_wrap(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.u8 = UINT8_MAX;
    row.u16 = UINT16_MAX;
    row.u32 = UINT32_MAX;
    row.u64 = INT64_MAX;
    sample_survives(fx, &row);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT u32 FROM sample"), "4294967295");
}

static void test_b002_uint64_above_int64_max_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const uint64_t large[] = { (uint64_t)INT64_MAX + 1, UINT64_MAX };
    for (size_t i = 0; i < 2; i++) {
        struct sample row = sample_plain();
        row.u64 = large[i];
        assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->table, "sample");
        assert_string_equal(orm_db_error(fx->db)->column, "u64");
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM sample"), "0");
}

static void test_b006_booleans(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.flag = true;
    row.flagged_bool_is_null = false;
    row.flagged_bool = false;
    sample_survives(fx, &row);
    const char *stored = engine_ask(fx, fx->db, "SELECT flag FROM sample");
    assert_string_equal(stored, engine_is_sqlite() ? "1" : "true");
}

static void test_b007_b009_reals_bit_by_bit(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const double numbers[] = { 0.1,    1.0 / 3.0, DBL_MAX, -DBL_MAX,           DBL_MIN,
                               5e-324, -5e-324,   1e23,    9007199254740993.0, DBL_EPSILON };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sample row = sample_plain();
        row.f64 = numbers[i];
        sample_survives(fx, &row);
    }
    const float floats[] = { 0.1F, FLT_MAX, -FLT_MAX, FLT_MIN, 1e-45F, FLT_EPSILON };
    for (size_t i = 0; i < sizeof floats / sizeof floats[0]; i++) {
        struct sample row = sample_plain();
        row.f32 = floats[i];
        sample_survives(fx, &row);
    }
}

/* On SQLite minus zero comes back as the zero that it is equal to. */
static void test_b008_infinity_and_minus_zero(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const double numbers[] = { INFINITY, -INFINITY, -0.0, 0.0 };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sample row = sample_plain();
        row.f64 = row.maybe_real = numbers[i];
        row.f32 = (float)numbers[i];
        sample_survives(fx, &row);
    }
}

/* SQLite would store NULL for it: an error is better than a number that is gone. */
static void test_b008_not_a_number(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.f64 = row.maybe_real = (double)NAN;
    row.f32 = NAN;
    if (engine_is_sqlite()) {
        assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->table, "sample");
        assert_string_equal(orm_db_error(fx->db)->column, "f32");
        row.f32 = 0;
        assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->column, "f64");
        return;
    }
    assert_ok(fx->db, sample_insert(fx->db, &row));
    struct sample found = { .id = 0 };
    assert_ok(fx->db, sample_find(fx->db, row.id, &found, fx->arena));
    assert_true(isnan(found.f64) && isnan(found.maybe_real) && isnan(found.f32));
}

/* The German one has a decimal comma. It is made where the machine does not have it. */
static bool set_comma_locale(void)
{
    static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (setlocale(LC_ALL, names[i]) != NULL) {
            return strcmp(localeconv()->decimal_point, ",") == 0;
        }
    }
    char folder[] = "/tmp/orm-locale-XXXXXX", command[256];
    if (mkdtemp(folder) == NULL) {
        return false;
    }
    (void)snprintf(command, sizeof command,
                   "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >/dev/null 2>&1", folder);
    bool made = system(command) == 0 && setenv("LOCPATH", folder, 1) == 0 &&
                setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 && made && strcmp(localeconv()->decimal_point, ",") == 0;
}

static void test_b010_the_locale_does_not_matter(void **state)
{
    engine_fixture *fx = *state;
    if (!set_comma_locale()) {
        skip();
    }
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const double numbers[] = { 1234567.5, -0.25, 1e-7, DBL_MAX, 5e-324 };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sample row = sample_plain();
        row.f64 = numbers[i];
        row.maybe_real = -numbers[i];
        row.f32 = 0.5F;
        sample_survives(fx, &row);
    }
    const char *stored = engine_ask(fx, fx->db, "SELECT f64 FROM sample WHERE id = 2");
    assert_string_equal(stored, "-0.25");
    (void)setlocale(LC_ALL, "C");
}

static void test_b026_enums_by_name_and_as_number(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    row.color = COLOR_BLUE;
    row.level = LEVEL_NONE;
    row.maybe_mood = MOOD_BAD;
    sample_survives(fx, &row);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT color FROM sample"), "COLOR_BLUE");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT level FROM sample"), "-1");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT maybe_mood FROM sample"), "MOOD_BAD");
    row.color = (enum color)6;
    assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "color");
}

static void test_b034_null_and_zero_are_two_values(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample null = sample_plain(); /* every optional column is NULL */
    sample_survives(fx, &null);
    struct sample zero = sample_plain();
    zero.maybe_int = 0;
    zero.maybe_u64 = 0;
    zero.maybe_real = 0;
    zero.maybe_text = (char *)"";
    zero.maybe_data = (void *)"";
    zero.maybe_mood = MOOD_GOOD;
    zero.maybe_at = 0;
    zero.flagged_is_null = zero.flagged_bool_is_null = false;
    sample_survives(fx, &zero);
    assert_string_equal(
        engine_ask(fx, fx->db,
                   "SELECT count(*) FROM sample WHERE maybe_int IS NULL AND maybe_u64 IS NULL"
                   " AND maybe_real IS NULL AND maybe_text IS NULL AND maybe_code IS NULL"
                   " AND maybe_data IS NULL AND maybe_mood IS NULL AND maybe_at IS NULL"
                   " AND flagged IS NULL AND flagged_bool IS NULL"),
        "1");
    assert_string_equal(
        engine_ask(fx, fx->db,
                   "SELECT count(*) FROM sample WHERE maybe_int = 0 AND maybe_real = 0"
                   " AND maybe_text = '' AND flagged = 0"),
        "1");
}

/* Bits of a mask, the sign bit too. */
static void test_b039_all_bits_survive(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    for (unsigned bit = 0; bit < 64; bit++) {
        struct sample row = sample_plain();
        uint64_t mask = UINT64_C(1) << bit;
        memcpy(&row.i64, &mask, sizeof mask);
        uint32_t low = (uint32_t)mask;
        memcpy(&row.i32, &low, sizeof low);
        row.u32 = low;
        sample_survives(fx, &row);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b001_signed_integers_at_their_ends),
    ENGINE_TEST(test_b002_unsigned_integers_do_not_wrap),
    ENGINE_TEST(test_b002_uint64_above_int64_max_is_refused),
    ENGINE_TEST(test_b006_booleans),
    ENGINE_TEST(test_b007_b009_reals_bit_by_bit),
    ENGINE_TEST(test_b008_infinity_and_minus_zero),
    ENGINE_TEST(test_b008_not_a_number),
    ENGINE_TEST(test_b010_the_locale_does_not_matter),
    ENGINE_TEST(test_b026_enums_by_name_and_as_number),
    ENGINE_TEST(test_b034_null_and_zero_are_two_values),
    ENGINE_TEST(test_b039_all_bits_survive),
};

ENGINE_MAIN(tests)
