/* Patterns: what they match is the same on both engines, and text that is meant literally is. */
#include "models/odd.h"
#include "support/engine.h"

#include <string.h>

static const char *const labels[] = {
    "abc",
    "ABC",
    "a%c",
    "a_c",
    "a\\c",
    "a*c",
    "a?c",
    "a[b]c",
    "[",
    "]",
    "",
    "%",
    "_",
    "\\",
    ("\xc3\xa4"
     "bc"),
    ("\xc3\x84"
     "bc"),
    "\xf0\x9f\x98\x80",
    "ab\nc",
    "abcabc",
    "a'c",
    "^a",
    "[^a]",
    "a-c",
};

enum { LABELS = sizeof labels / sizeof labels[0] };

static void add_labels(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &odd_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (int64_t i = 0; i < LABELS; i++) {
        struct item row = { .id = i, .label = (char *)labels[i] };
        assert_ok(db, orm_insert(db, &item_entity, &row));
    }
    assert_ok(db, orm_commit(db));
}

/* ---- what matches, said again in plain C ---- */

static size_t character(const char *text)
{
    size_t size = 1;
    while (((unsigned char)text[size] & 0xc0) == 0x80) {
        size++;
    }
    return size;
}

static char fold(char c, bool folds)
{
    return folds && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool matches(const char *text, const char *pattern, bool folds);

/* Whether the pattern matches what is left of text after any number of its bytes. */
static bool matches_some_end(const char *text, const char *pattern, bool folds)
{
    while (!matches(text, pattern, folds)) {
        if (*text++ == '\0') {
            return false;
        }
    }
    return true;
}

static bool matches(const char *text, const char *pattern, bool folds)
{
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '%') {
            return matches_some_end(text, pattern + 1, folds);
        }
        if (*text == '\0') {
            return false;
        }
        if (*pattern == '_') {
            text += character(text);
            continue;
        }
        if (*pattern == '\\') {
            pattern++;
        }
        if (fold(*text++, folds) != fold(*pattern, folds)) {
            return false;
        }
    }
    return *text == '\0';
}

static void assert_found(bool found, bool expected, const char *what, const char *label)
{
    if (found != expected) {
        fail_msg("'%s' %s '%s'", what, found ? "finds" : "does not find", label);
    }
}

/* The database finds exactly the labels that expected says. */
static void assert_finds(engine_fixture *fx, const orm_expr *where, const bool *expected,
                         const char *what)
{
    bool found[LABELS] = { false };
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &(orm_query){ .where = where }, &rows));
    for (struct item *row; (row = orm_rows_next(rows, &item_entity)) != NULL;) {
        found[row->id] = true;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    for (size_t i = 0; i < LABELS; i++) {
        assert_found(found[i], expected[i], what, labels[i]);
    }
}

static const char *const patterns[] = {
    "abc",  "a%c",    "a_c", "a\\%c",  "a\\_c", "a\\\\c", "%",     "_",  "__",
    "",     "a*c",    "a?c", "a[b]c",  "[%",    "%]",     "[",     "]",  "%b%",
    "_bc",  "%\\\\%", "\\%", "\\_",    "\\\\",  "%c%c",   "a'c",   "A%", "\xc3\xa4%",
    "[^a]", "^%",     "a-c", "[a-z]%", "%\nc",  "ab_c",   "a\\bc",
};

static void test_b132_like_tells_case_on_both_engines(void **state)
{
    engine_fixture *fx = *state;
    add_labels(fx->db);
    for (size_t p = 0; p < sizeof patterns / sizeof patterns[0]; p++) {
        bool expected[LABELS];
        for (size_t i = 0; i < LABELS; i++) {
            expected[i] = matches(labels[i], patterns[p], false);
        }
        assert_finds(fx, orm_like(item_.label, patterns[p]), expected, patterns[p]);
    }
}

static void test_b132_ilike_folds_ascii_only(void **state)
{
    engine_fixture *fx = *state;
    add_labels(fx->db);
    for (size_t p = 0; p < sizeof patterns / sizeof patterns[0]; p++) {
        bool expected[LABELS];
        for (size_t i = 0; i < LABELS; i++) {
            expected[i] = matches(labels[i], patterns[p], true);
        }
        assert_finds(fx, orm_ilike(item_.label, patterns[p]), expected, patterns[p]);
    }
}

/* A column of an existing table, with the language of the database. */
static void test_b132_ilike_folds_ascii_only_in_any_language(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE item (id int8, amount int8, rank int8, weight"
                                       " float8, flag bool, label text COLLATE \"und-x-icu\");"
                                       "INSERT INTO item VALUES (1, 1, 1, 1, true, '\xc3\x84"
                                       "bc')"));
    static const char first[] = "\xc3\x84"
                                "BC",
                      second[] = "\xc3\xa4"
                                 "bc";
    const char *const asked[] = { first, second };
    for (int64_t i = 0; i < 2; i++) {
        int64_t count = -1;
        assert_ok(fx->db,
                  orm_count(fx->db, &item_entity,
                            &(orm_query){ .where = orm_ilike(item_.label, asked[i]) }, &count));
        assert_int_equal(count, 1 - i);
    }
}

/* Text of a user is never a pattern, whatever it holds. */
static void test_b133_literal_text(void **state)
{
    engine_fixture *fx = *state;
    add_labels(fx->db);
    const char *const texts[] = { "a",   "a%", "%",    "_", "\\", "a\\",      "*",
                                  "a?",  "[",  "a[b]", "]", "",   "\xc3\xa4", "bc",
                                  "abc", "'",  "ABC",  "^", "-" };
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        bool starts[LABELS], ends[LABELS], contains[LABELS];
        size_t size = strlen(texts[t]);
        for (size_t i = 0; i < LABELS; i++) {
            size_t whole = strlen(labels[i]);
            starts[i] = strncmp(labels[i], texts[t], size) == 0;
            ends[i] = whole >= size && strcmp(labels[i] + whole - size, texts[t]) == 0;
            contains[i] = strstr(labels[i], texts[t]) != NULL;
        }
        assert_finds(fx, orm_starts_with(item_.label, texts[t]), starts, texts[t]);
        assert_finds(fx, orm_ends_with(item_.label, texts[t]), ends, texts[t]);
        assert_finds(fx, orm_contains(item_.label, texts[t]), contains, texts[t]);
    }
}

static void test_b133_long_literal_text(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    static char text[20001];
    memset(text, '%', sizeof text - 1);
    struct item row = { .id = 1, .label = text };
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    int64_t count = 0;
    assert_ok(fx->db, orm_count(fx->db, &item_entity,
                                &(orm_query){ .where = orm_contains(item_.label, text) }, &count));
    assert_int_equal(count, 1);
}

static void test_b132_a_pattern_that_ends_with_its_escape_is_refused(void **state)
{
    engine_fixture *fx = *state;
    add_labels(fx->db);
    int64_t count = 0;
    assert_fails(fx->db, ORM_MISUSE,
                 orm_count(fx->db, &item_entity,
                           &(orm_query){ .where = orm_like(item_.label, "a\\") }, &count));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_count(fx->db, &item_entity,
                           &(orm_query){ .where = orm_ilike(item_.label, "\\\\\\") }, &count));
}

static void test_a_null_pattern_is_refused(void **state)
{
    engine_fixture *fx = *state;
    add_labels(fx->db);
    const char *none = NULL;
    const orm_expr *const wheres[] = { orm_like(item_.label, none),
                                       orm_starts_with(item_.label, none),
                                       orm_contains(item_.label, none) };
    for (size_t i = 0; i < 3; i++) {
        int64_t count = 77;
        assert_fails(fx->db, ORM_MISUSE,
                     orm_count(fx->db, &item_entity, &(orm_query){ .where = wheres[i] }, &count));
        assert_int_equal(count, 77);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b132_like_tells_case_on_both_engines),
    ENGINE_TEST(test_b132_ilike_folds_ascii_only),
    ENGINE_TEST(test_b132_ilike_folds_ascii_only_in_any_language),
    ENGINE_TEST(test_b132_a_pattern_that_ends_with_its_escape_is_refused),
    ENGINE_TEST(test_b133_literal_text),
    ENGINE_TEST(test_b133_long_literal_text),
    ENGINE_TEST(test_a_null_pattern_is_refused),
};

ENGINE_MAIN(tests)
