/* Quoting, literals and derived names. */
#include "world.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sql/name.h"

static void expect_literal(const orm_dialect *dialect, orm_kind kind, orm_value value,
                           const char *expected)
{
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    orm__name_literal(&buffer, dialect, kind, &value);
    assert_string_equal(orm__buffer_string(&buffer), expected);
    orm__buffer_fini(&buffer);
}

static void expect_both(orm_kind kind, orm_value value, const char *sqlite, const char *postgresql)
{
    expect_literal(SQLITE, kind, value, sqlite);
    expect_literal(POSTGRESQL, kind, value, postgresql);
}

static void identifiers_are_quoted(void **state)
{
    (void)state;
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    orm__name_quote(&buffer, "a \"b\" 'c'; \\");
    assert_string_equal(orm__buffer_string(&buffer), "\"a \"\"b\"\" 'c'; \\\"");
    orm__buffer_fini(&buffer);
}

static void literals_are_the_dialects(void **state)
{
    (void)state;
    expect_both(ORM_KIND_TEXT, orm_value_null(), "NULL", "NULL");
    expect_both(ORM_KIND_BOOL, orm_value_bool(true), "1", "TRUE");
    expect_both(ORM_KIND_BOOL, orm_value_bool(false), "0", "FALSE");
    expect_both(ORM_KIND_INT64, orm_value_int(INT64_MIN), "-9223372036854775808",
                "-9223372036854775808");
    expect_both(ORM_KIND_FLOAT64, orm_value_int(-1), "-1", "-1");
    expect_both(ORM_KIND_TEXT, orm_value_text("it's \\ \"so\"\n"), "'it''s \\ \"so\"\n'",
                "'it''s \\ \"so\"\n'");
    expect_both(ORM_KIND_TEXT, orm_value_text(""), "''", "''");
    expect_both(ORM_KIND_BLOB, orm_value_blob("\0'\xff", 3), "X'0027ff'", "'\\x0027ff'::bytea");
    expect_both(ORM_KIND_BLOB, orm_value_blob("", 0), "X''", "'\\x'::bytea");
}

static void texts_need_no_terminator(void **state)
{
    (void)state;
    expect_literal(SQLITE, ORM_KIND_TEXT,
                   (orm_value){ .type = ORM_TYPE_TEXT, .size = 2, .as.text = "'abc" }, "'''a'");
}

static void reals_stay_real(void **state)
{
    (void)state;
    expect_both(ORM_KIND_FLOAT64, orm_value_real(1), "1.0", "1.0");
    expect_both(ORM_KIND_FLOAT64, orm_value_real(-0.0), "-0.0", "'-0'::float8");
    expect_both(ORM_KIND_FLOAT64, orm_value_real(0.1), "0.10000000000000001",
                "0.10000000000000001");
    expect_both(ORM_KIND_FLOAT64, orm_value_real(1e300), "1.0000000000000001e+300",
                "1.0000000000000001e+300");
    expect_both(ORM_KIND_FLOAT64, orm_value_real(1e22), "1.0e+22", "1.0e+22");
    expect_both(ORM_KIND_FLOAT64, orm_value_real(-(double)INFINITY), "-9e999",
                "-'Infinity'::float8");
    expect_both(ORM_KIND_FLOAT64, orm_value_real((double)NAN), "NULL", "'NaN'::float8");
}

static void timestamps_are_instants(void **state)
{
    (void)state;
    orm_value value = { .type = ORM_TYPE_TIMESTAMP, .as.integer = INT64_C(1700000000123456) };
    expect_both(ORM_KIND_TIMESTAMP, value, "1700000000123456",
                "(timestamptz 'epoch' + interval '472222 hours 800.123456 seconds')");
    value = orm_value_int(-1); /* a plain integer counts microseconds, too */
    expect_both(ORM_KIND_TIMESTAMP, value, "-1",
                "(timestamptz 'epoch' + interval '-1 hours 3599.999999 seconds')");
}

/* Property: what is written reads back as the same bits. */
static void expect_real_survives(double real)
{
    orm_buffer buffer;
    orm__buffer_init(&buffer, NULL);
    const orm_value value = orm_value_real(real);
    orm__name_literal(&buffer, SQLITE, ORM_KIND_FLOAT64, &value);
    const char *text = orm__buffer_string(&buffer);
    assert_int_equal(strspn(text, "+-0123456789.e"), strlen(text));
    const char *saved = setlocale(LC_NUMERIC, NULL);
    char locale[64];
    (void)snprintf(locale, sizeof locale, "%s", saved);
    (void)setlocale(LC_NUMERIC, "C");
    double read = strtod(text, NULL);
    (void)setlocale(LC_NUMERIC, locale);
    assert_memory_equal(&read, &real, sizeof real);
    orm__buffer_fini(&buffer);
}

static void expect_reals_survive(void)
{
    uint64_t seed = 7;
    expect_real_survives(DBL_MAX);
    expect_real_survives(DBL_TRUE_MIN);
    expect_real_survives(1234567.5);
    for (int i = 0; i < 2000; i++) {
        uint64_t bits = unit_random(&seed);
        double real;
        memcpy(&real, &bits, sizeof real);
        if (isfinite(real)) {
            expect_real_survives(real);
        }
    }
}

static void reals_survive(void **state)
{
    (void)state;
    expect_reals_survive();
}

static void reals_ignore_the_locale(void **state)
{
    (void)state;
    const char *const locales[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ps_AF.UTF-8" };
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        if (setlocale(LC_ALL, locales[i]) != NULL) {
            expect_reals_survive();
            (void)setlocale(LC_ALL, "C");
            return;
        }
    }
    skip();
}

/* ---- derived names ---- */

static const char *derive(orm_arena *arena, const char *table, const char *first,
                          const char *second)
{
    const char *names[] = { first, second };
    const orm_rel_names columns = { .names = names, .count = second == NULL ? 1 : 2 };
    const char *name = orm__name_derive(POSTGRESQL, arena, table, &columns, "key");
    assert_non_null(name);
    return name;
}

static void short_names_are_plain(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    assert_string_equal(derive(arena, "customer", "email", NULL), "customer_email_key");
    assert_string_equal(derive(arena, "customer", "name", "email"), "customer_name_email_key");
    assert_string_equal(orm__name_derive(POSTGRESQL, arena, "customer", NULL, "pkey"),
                        "customer_pkey");
    orm_arena_free(arena);
}

static void only_names_over_the_limit_are_shortened(void **state)
{
    (void)state;
    const char *exact = "t2345678901234567890123456789012345678901234567890123456789";
    char table[61];
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    (void)snprintf(table, sizeof table, "%.57s", exact);
    const char *name = derive(arena, table, "a", NULL); /* 57 + _a + _key = 63 */
    assert_int_equal(strlen(name), 63);
    assert_memory_equal(name, table, 57);
    (void)snprintf(table, sizeof table, "%.58s", exact);
    assert_int_equal(strlen(derive(arena, table, "a", NULL)), 63);
    assert_null(strstr(derive(arena, table, "a", NULL), table));
    const char *const columns[] = { "a" };
    const orm_rel_names names = { .names = (const char **)(uintptr_t)columns, .count = 1 };
    assert_non_null(strstr(orm__name_derive(SQLITE, arena, table, &names, "key"), "_a_key"));
    orm_arena_free(arena);
}

static void shortened_names_differ_by_their_parts(void **state)
{
    (void)state;
    char base[60];
    memset(base, 'x', sizeof base - 1);
    base[sizeof base - 1] = '\0';
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    assert_string_not_equal(derive(arena, base, "a_b", "c"), derive(arena, base, "a", "b_c"));
    assert_string_not_equal(derive(arena, base, "a_b", NULL), derive(arena, base, "a", "b"));
    assert_string_equal(derive(arena, base, "a", "b"), derive(arena, base, "a", "b"));
    orm_arena_free(arena);
}

/* How many bytes a character has that begins with this one; 0 = none does. */
static size_t character_size(unsigned char first)
{
    return first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
}

static bool is_utf8(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;
    size_t size = 1;
    for (; *c != '\0' && size > 0; c += size) {
        size = character_size(*c);
        for (size_t i = 1; i < size; i++) {
            size = (c[i] & 0xC0) == 0x80 ? size : 0;
        }
    }
    return size > 0;
}

static void append_random_text(uint64_t *seed, char *text, size_t size)
{
    const char *const characters[] = { "a", "_", "\xc3\xa9", "\xe6\xa0\xb9", "\xf0\x9f\x90\x98" };
    text[0] = '\0';
    while (strlen(text) + 5 < size) {
        strcat(text, characters[unit_random(seed) % 5]);
    }
}

/* Property: never over the limit, never half a character, never the same twice. */
static void shortened_names_are_whole_and_distinct(void **state)
{
    (void)state;
    enum { COUNT = 500 };
    const char *names[COUNT];
    orm_arena *arena = NULL;
    uint64_t seed = 3;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    for (int i = 0; i < COUNT; i++) {
        char table[64], column[64];
        append_random_text(&seed, table, 33 + unit_below(&seed, 31));
        append_random_text(&seed, column, 33 + unit_below(&seed, 31));
        names[i] = derive(arena, table, column, NULL);
        assert_true(strlen(names[i]) <= 63);
        assert_true(is_utf8(names[i]));
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(names[i], names[k]);
        }
    }
    orm_arena_free(arena);
}

static void dialects_are_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(orm_dialect_find("sqlite"), SQLITE);
    assert_ptr_equal(orm_dialect_find("postgresql"), POSTGRESQL);
    assert_null(orm_dialect_find("postgres"));
    assert_null(orm_dialect_find(NULL));
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(identifiers_are_quoted),
    cmocka_unit_test(literals_are_the_dialects),
    cmocka_unit_test(texts_need_no_terminator),
    cmocka_unit_test(reals_stay_real),
    cmocka_unit_test(timestamps_are_instants),
    cmocka_unit_test(reals_survive),
    cmocka_unit_test(reals_ignore_the_locale),
    cmocka_unit_test(short_names_are_plain),
    cmocka_unit_test(only_names_over_the_limit_are_shortened),
    cmocka_unit_test(shortened_names_differ_by_their_parts),
    cmocka_unit_test(shortened_names_are_whole_and_distinct),
    cmocka_unit_test(dialects_are_found_by_name),
};

UNIT_MAIN(tests)
