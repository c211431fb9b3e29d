/* Patterns, judged by SQLite's own LIKE, told to tell case and to escape with a backslash. */
#include "world.h"

#include <string.h>

#include "sql/pattern.h"

static void encode(orm_buffer *out, const orm_dialect *dialect, orm_op op, const char *text)
{
    orm_error error;
    orm__buffer_reset(out);
    assert_int_equal(orm__pattern_encode(out, dialect, op, text, &error), ORM_OK);
}

static void expect_pattern(const orm_dialect *dialect, orm_op op, const char *text,
                           const char *expected)
{
    orm_buffer out;
    orm__buffer_init(&out, NULL);
    encode(&out, dialect, op, text);
    assert_string_equal(orm__buffer_string(&out), expected);
    orm__buffer_fini(&out);
}

static void patterns_are_the_operators(void **state)
{
    (void)state;
    expect_pattern(SQLITE, ORM_OP_LIKE, "a%_\\%\\a*?[]^", "a*?%a[*][?][[]]^");
    expect_pattern(POSTGRESQL, ORM_OP_LIKE, "a%_\\%\\a\\\\*", "a%_\\%a\\\\*");
    expect_pattern(SQLITE, ORM_OP_ILIKE, "a%_\\%*", "a%_\\%*");
    expect_pattern(POSTGRESQL, ORM_OP_ILIKE, "a%_\\%*", "a%_\\%*");
}

static void texts_are_taken_literally(void **state)
{
    (void)state;
    expect_pattern(SQLITE, ORM_OP_STARTS_WITH, "a*%\\", "a[*]%\\*");
    expect_pattern(SQLITE, ORM_OP_ENDS_WITH, "[?", "[?");
    expect_pattern(SQLITE, ORM_OP_CONTAINS, "*%", "*%");
    expect_pattern(POSTGRESQL, ORM_OP_STARTS_WITH, "a*%\\_", "a*\\%\\\\\\_%");
    expect_pattern(POSTGRESQL, ORM_OP_ENDS_WITH, "%", "%\\%");
    expect_pattern(POSTGRESQL, ORM_OP_CONTAINS, "x", "%x%");
}

static void a_lone_escape_is_misuse(void **state)
{
    (void)state;
    orm_buffer out;
    orm_error error;
    orm__buffer_init(&out, NULL);
    assert_int_equal(orm__pattern_encode(&out, SQLITE, ORM_OP_LIKE, "a\\", &error), ORM_MISUSE);
    assert_non_null(strstr(error.message, "a\\"));
    assert_int_equal(orm__pattern_encode(&out, POSTGRESQL, ORM_OP_ILIKE, "\\\\\\", &error),
                     ORM_MISUSE);
    assert_int_equal(orm__pattern_encode(&out, SQLITE, ORM_OP_CONTAINS, "a\\", &error), ORM_OK);
    orm__buffer_fini(&out);
}

/* ---- properties ---- */

static void make_random_text(uint64_t *seed, char *text, size_t count, bool may_end_with_escape)
{
    const char *const characters[] = { "a", "A", "b", "%", "_", "\\",       "*",
                                       "?", "[", "]", "^", "-", "\xc3\xa9", "\xf0\x9f\x90\x98" };
    text[0] = '\0';
    while (count-- > 0) {
        const char *c = characters[unit_random(seed) % 14];
        strcat(text, c);
        if (*c == '\\' && !may_end_with_escape) {
            strcat(text, characters[unit_random(seed) % 14]);
        }
    }
}

static bool ask(sqlite3_stmt *question, const char *text, const char *pattern)
{
    sqlite3_bind_text(question, 1, text, -1, SQLITE_STATIC);
    sqlite3_bind_text(question, 2, pattern, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(question), SQLITE_ROW);
    bool answer = sqlite3_column_int(question, 0) != 0;
    sqlite3_reset(question);
    return answer;
}

static sqlite3_stmt *prepare(sqlite3 *engine, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(engine, sql, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

/* One character of a text as a pattern that matches it. */
static void append_matching(uint64_t *seed, char c, char *pattern)
{
    const char escaped[] = { '\\', c, '\0' };
    bool ascii = (unsigned char)c < 0x80;
    uint64_t choice = unit_random(seed) % 6;
    const char *wild = choice == 0 ? "_" : choice == 1 ? "%" : escaped;
    strcat(pattern, ascii ? wild : escaped + 1);
}

/* Half of the patterns are sure to match something: the text with some wildcards. */
static void make_pattern(uint64_t *seed, const char *text, char *pattern)
{
    if (unit_random(seed) % 2 == 0) {
        make_random_text(seed, pattern, unit_below(seed, 7), false);
        return;
    }
    pattern[0] = '\0';
    for (const char *c = text; *c != '\0'; c++) {
        append_matching(seed, *c, pattern);
    }
}

/* The two ways to ask the engine; both tell case. */
typedef struct judge {
    sqlite3 *engine;
    sqlite3_stmt *glob, *like;
    sqlite3_stmt *starts_with_long, *ends_with, *contains; /* SQLite's own */
} judge;

/* A form of which ?1 is the column and ?2 the parameter. */
static sqlite3_stmt *prepare_form(sqlite3 *engine, const orm_pattern_form *form)
{
    orm_buffer sql;
    orm__buffer_init(&sql, NULL);
    orm__buffer_text(&sql, "SELECT ");
    for (const char *c = form->text; *c != '\0'; c++) {
        if (*c == '@' || *c == '?') {
            orm__buffer_text(&sql, *c == '@' ? "?1" : "?2");
        } else {
            orm__buffer_char(&sql, *c);
        }
    }
    sqlite3_stmt *statement = prepare(engine, orm__buffer_string(&sql));
    orm__buffer_fini(&sql);
    return statement;
}

static int set_up(void **state)
{
    static judge j;
    j.engine = world_open();
    world_run(j.engine, "PRAGMA case_sensitive_like = ON");
    j.glob = prepare(j.engine, "SELECT ?1 GLOB ?2");
    j.like = prepare(j.engine, "SELECT ?1 LIKE ?2 ESCAPE '\\'");
    j.starts_with_long = prepare_form(j.engine, &orm_dialect_sqlite.starts_with_long);
    j.ends_with = prepare_form(j.engine, &orm_dialect_sqlite.ends_with);
    j.contains = prepare_form(j.engine, &orm_dialect_sqlite.contains);
    *state = &j;
    return 0;
}

static int tear_down(void **state)
{
    judge *j = *state;
    sqlite3_finalize(j->glob);
    sqlite3_finalize(j->like);
    sqlite3_finalize(j->starts_with_long);
    sqlite3_finalize(j->ends_with);
    sqlite3_finalize(j->contains);
    sqlite3_close(j->engine);
    return 0;
}

/* True where both match. */
static bool expect_agreement(const judge *j, const char *text, const char *pattern)
{
    orm_buffer encoded;
    orm__buffer_init(&encoded, NULL);
    encode(&encoded, SQLITE, ORM_OP_LIKE, pattern);
    bool expected = ask(j->like, text, pattern);
    if (ask(j->glob, text, orm__buffer_string(&encoded)) != expected) {
        fail_msg("\"%s\" against \"%s\" as \"%s\"", text, pattern, encoded.text);
    }
    orm__buffer_fini(&encoded);
    return expected;
}

static void globs_match_what_like_matches(void **state)
{
    uint64_t seed = 42;
    int matches = 0;
    for (int i = 0; i < 20000; i++) {
        char text[64], pattern[128];
        make_random_text(&seed, text, unit_below(&seed, 7), true);
        make_pattern(&seed, text, pattern);
        matches += expect_agreement(*state, text, pattern);
    }
    assert_true(matches > 5000);
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

/* The three questions, each with the parameter that it is encoded to. */
typedef struct questions {
    const orm_dialect *dialect;
    sqlite3_stmt *starts_with, *ends_with, *contains;
} questions;

static void expect_as(const questions *asked, const char *text, const char *part)
{
    orm_buffer encoded;
    orm__buffer_init(&encoded, NULL);
    encode(&encoded, asked->dialect, ORM_OP_STARTS_WITH, part);
    assert_int_equal(ask(asked->starts_with, text, encoded.text),
                     strncmp(text, part, strlen(part)) == 0);
    encode(&encoded, asked->dialect, ORM_OP_ENDS_WITH, part);
    assert_int_equal(ask(asked->ends_with, text, encoded.text), ends_with(text, part));
    encode(&encoded, asked->dialect, ORM_OP_CONTAINS, part);
    assert_int_equal(ask(asked->contains, text, encoded.text), strstr(text, part) != NULL);
    orm__buffer_fini(&encoded);
}

static void parts_match_like_c_strings(void **state)
{
    const judge *j = *state;
    const questions sqlite = { SQLITE, j->glob, j->ends_with, j->contains };
    const questions postgresql = { POSTGRESQL, j->like, j->like, j->like };
    uint64_t seed = 11;
    for (int i = 0; i < 5000; i++) {
        char text[64], part[32], whole[128];
        make_random_text(&seed, text, unit_below(&seed, 5), true);
        make_random_text(&seed, part, 1 + unit_random(&seed) % 2, true);
        whole[0] = '\0';
        strcat(strcat(whole, i % 3 == 0 ? part : ""), text);
        strcat(whole, i % 3 == 1 ? part : "");
        expect_as(&sqlite, whole, part);
        expect_as(&postgresql, whole, part);
        assert_int_equal(ask(j->starts_with_long, whole, part),
                         strncmp(whole, part, strlen(part)) == 0);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(patterns_are_the_operators),
    cmocka_unit_test(texts_are_taken_literally),
    cmocka_unit_test(a_lone_escape_is_misuse),
    cmocka_unit_test_setup_teardown(globs_match_what_like_matches, set_up, tear_down),
    cmocka_unit_test_setup_teardown(parts_match_like_c_strings, set_up, tear_down),
};

UNIT_MAIN(tests)
