/* SQL text as tokens: blanks, comments and quotes mean what they mean to an engine, and a text that
 * ends too early ends. */
#include "migrate/token.h"
#include "support/unit.h"

#include <string.h>

static void test_the_same_text(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "a>=0", "  A >= /* no */ 0 -- end" },
        { "\"x\" IN (0, 1)", "[x] in(0,1)" },
        { "`x` = 'a'", "x='a'" },
        { "((a))", "a" },
        { "(a) + (b)", "( (a) + (b) )" },
        { "'a)b'", "('a)b')" },
        { "", "()" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_true(orm__token_same(&orm_dialect_sqlite, pairs[i][0], pairs[i][1]));
        assert_true(orm__token_same(&orm_dialect_sqlite, pairs[i][1], pairs[i][0]));
    }
}

static void test_other_texts(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "a", "b" },          { "'a'", "'A'" },           { "'a'", "a" },
        { "a b", "ab" },       { "(a) + (b)", "a) + (b" }, { "a", "a b" },
        { "1", "1.0" },        { "'it''s'", "'its'" },     { "(a + b) * c", "a + b * c" },
        { "a > 1", "a > 11" }, { "x'00'", "'00'" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_false(orm__token_same(&orm_dialect_sqlite, pairs[i][0], pairs[i][1]));
        assert_false(orm__token_same(&orm_dialect_sqlite, pairs[i][1], pairs[i][0]));
    }
}

/* Any beginning of a text can be read to its end. */
static void test_texts_that_break_off(void **state)
{
    (void)state;
    static const char text[] =
        "CHECK (\"a\"\"b\" IN ('it''s', [x y], `z`) /* c */ AND 1.5e3 > .5) -- d";
    char part[sizeof text];
    for (size_t size = 0; size < sizeof text; size++) {
        memcpy(part, text, size);
        part[size] = '\0';
        orm_tokens tokens = orm__token_begin(&orm_dialect_sqlite, part);
        size_t count = 0;
        while (orm__token_next(&tokens).type != ORM_TOKEN_END) {
            count++;
        }
        assert_true(count <= size);
        assert_true(orm__token_same(&orm_dialect_sqlite, part, part));
    }
}

static void test_what_stands_behind_a_word(void **state)
{
    (void)state;
    assert_string_equal(orm__token_behind(&orm_dialect_sqlite,
                                          "CREATE INDEX i ON t (a, (CASE WHERE x)) where a > 0",
                                          "WHERE"),
                        " a > 0");
    assert_null(orm__token_behind(&orm_dialect_sqlite, "CREATE INDEX \"where\" ON t (a)", "WHERE"));
    assert_null(orm__token_behind(&orm_dialect_sqlite, "ON t ('WHERE", "WHERE"));
}

static void test_names(void **state)
{
    (void)state;
    orm_tokens tokens = orm__token_begin(&orm_dialect_sqlite, "\"it\"\"s\" Plain 'text'");
    orm_token token = orm__token_next(&tokens);
    assert_true(orm__token_names(&token, "it\"s"));
    assert_false(orm__token_names(&token, "it"));
    assert_false(orm__token_names(&token, "it\"\"s"));
    token = orm__token_next(&tokens);
    assert_true(orm__token_names(&token, "plain"));
    assert_true(orm__token_is(&token, "PLAIN"));
    token = orm__token_next(&tokens);
    assert_false(orm__token_names(&token, "text"));
}

static void test_copies_have_single_quotes(void **state)
{
    (void)state;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    orm_tokens tokens = orm__token_begin(&orm_dialect_sqlite, "'it''s \"x\"\"' \"a\"\"b\" ''");
    static const char *const expected[] = { "it's \"x\"\"", "a\"b", "" };
    for (size_t i = 0; i < 3; i++) {
        orm_token token = orm__token_next(&tokens);
        assert_string_equal(orm__token_copy(&token, arena), expected[i]);
    }
    orm_arena_free(arena);
}

/* Only an engine's own quotes are quotes. */
static void test_engines_differ(void **state)
{
    (void)state;
    const orm_dialect *postgresql = &orm_dialect_postgresql;
    assert_false(orm__token_same(postgresql, "a[1]", "a [ 2 ]"));
    assert_true(orm__token_same(postgresql, "a[1]", "a [ 1 ]"));
    assert_true(orm__token_same(postgresql, "$x$it's$x$ /* /* */ */", "$y$it's$y$"));
    assert_true(orm__token_same(postgresql, "E'a\\'' b'", "e'a\\'' b'"));
    assert_false(orm__token_same(postgresql, "E'a\\'' b'", "E'a\\'' c'"));
    assert_true(orm__token_same(&orm_dialect_sqlite, "[a b]", "\"A B\""));
}

static void test_numbers(void **state)
{
    (void)state;
    orm_tokens tokens = orm__token_begin(&orm_dialect_sqlite, ".5 1.5e3 12 a.b");
    static const char *const expected[] = { ".5", "1.5e3", "12", "a", ".", "b" };
    for (size_t i = 0; i < 6; i++) {
        orm_token token = orm__token_next(&tokens);
        assert_int_equal(token.size, strlen(expected[i]));
        assert_memory_equal(token.text, expected[i], token.size);
        assert_int_equal(token.type == ORM_TOKEN_NUMBER, i < 3);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_same_text),
    cmocka_unit_test(test_other_texts),
    cmocka_unit_test(test_texts_that_break_off),
    cmocka_unit_test(test_what_stands_behind_a_word),
    cmocka_unit_test(test_names),
    cmocka_unit_test(test_engines_differ),
    cmocka_unit_test(test_numbers),
    cmocka_unit_test(test_copies_have_single_quotes),
};

UNIT_MAIN(tests)
