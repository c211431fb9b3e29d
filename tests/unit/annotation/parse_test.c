/* The annotation language: what it reads, what it refuses and where. */
#include "annotation/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "annotation/argument.h"
#include "annotation/literal.h"
#include "annotation/number.h"

typedef struct parsed {
    orm_arena *arena;
    scan_annotation annotation;
    scan_syntax_error error;
    bool good;
} parsed;

static parsed parse(const char *text)
{
    parsed p = { .good = false };
    assert_int_equal(orm_arena_new(NULL, &p.arena), ORM_OK);
    p.good = scan_annotation_parse(text, strlen(text), p.arena, &p.annotation, &p.error);
    return p;
}

static void assert_argument(const parsed *p, size_t index, const char *key, scan_value_kind kind,
                            const char *text)
{
    assert_true(p->good);
    assert_true(index < p->annotation.argument_count);
    const scan_argument *argument = &p->annotation.arguments[index];
    if (key == NULL) {
        assert_null(argument->key);
    } else {
        assert_string_equal(argument->key, key);
    }
    assert_int_equal(argument->kind, kind);
    if (text == NULL) {
        assert_null(argument->text);
    } else {
        assert_string_equal(argument->text, text);
        assert_int_equal(argument->size, strlen(text));
    }
}

static void reads_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = { "", " ", "\t\n " };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        parsed p = parse(texts[i]);
        assert_true(p.good);
        assert_int_equal(p.annotation.argument_count, 0);
        orm_arena_free(p.arena);
    }
}

static void reads_each_kind_of_argument(void **state)
{
    (void)state;
    parsed p = parse("primary_key, name=customer_id , references = customer . id,"
                     "default = \"a\\\"b\" \"c\", null_if = - 12, \"Order Details\", min=+0x1Fu,"
                     "max = - INT_MAX");
    assert_int_equal(p.annotation.argument_count, 8);
    assert_argument(&p, 0, "primary_key", SCAN_VALUE_NONE, NULL);
    assert_argument(&p, 1, "name", SCAN_VALUE_NAME, "customer_id");
    assert_argument(&p, 2, "references", SCAN_VALUE_NAME, "customer.id");
    assert_argument(&p, 3, "default", SCAN_VALUE_STRING, "a\"bc");
    assert_argument(&p, 4, "null_if", SCAN_VALUE_NUMBER, "-12");
    assert_argument(&p, 5, NULL, SCAN_VALUE_STRING, "Order Details");
    assert_argument(&p, 6, "min", SCAN_VALUE_NUMBER, "+0x1Fu");
    assert_argument(&p, 7, "max", SCAN_VALUE_NUMBER, "-INT_MAX");
    orm_arena_free(p.arena);
}

static void reads_lists(void **state)
{
    (void)state;
    parsed p = parse("index(a , b.c, where = \"x > 0\"), e(), unique(\"k\", n = -1), last");
    assert_int_equal(p.annotation.argument_count, 4);
    assert_argument(&p, 0, "index", SCAN_VALUE_LIST, NULL);
    assert_argument(&p, 1, "e", SCAN_VALUE_LIST, NULL);
    assert_argument(&p, 3, "last", SCAN_VALUE_NONE, NULL);
    const scan_argument *list = p.annotation.arguments;
    parsed first = { .annotation = { .arguments = list[0].arguments, .argument_count = 3 },
                     .good = list[0].argument_count == 3 && list[1].argument_count == 0 };
    assert_argument(&first, 0, "a", SCAN_VALUE_NONE, NULL);
    assert_argument(&first, 1, "b.c", SCAN_VALUE_NONE, NULL);
    assert_argument(&first, 2, "where", SCAN_VALUE_STRING, "x > 0");
    assert_int_equal(list[0].arguments[1].key_at, 8); /* index(a, */
    assert_int_equal(list[2].argument_count, 2);
    assert_null(list[2].arguments[0].key);
    assert_string_equal(list[2].arguments[1].text, "-1");
    orm_arena_free(p.arena);
}

static void reads_items_of_arrays(void **state)
{
    (void)state;
    parsed p = parse("size = a [ 0 ] . b, index(x[1][22]->y, z), c.d[3] = e");
    assert_int_equal(p.annotation.argument_count, 3);
    assert_argument(&p, 0, "size", SCAN_VALUE_NAME, "a[0].b");
    assert_argument(&p, 1, "index", SCAN_VALUE_LIST, NULL);
    assert_string_equal(p.annotation.arguments[1].arguments[0].key, "x[1][22].y");
    assert_argument(&p, 2, "c.d[3]", SCAN_VALUE_NAME, "e");
    orm_arena_free(p.arena);
}

static void reads_a_list_in_a_list(void **state)
{
    (void)state;
    parsed p = parse("key(a, to = order(x, y.z, w = 1), b = c)");
    assert_int_equal(p.annotation.arguments[0].argument_count, 3);
    const scan_argument *list = p.annotation.arguments[0].arguments;
    parsed outer = { .annotation = { .arguments = p.annotation.arguments[0].arguments,
                                     .argument_count = 3 },
                     .good = true };
    assert_argument(&outer, 0, "a", SCAN_VALUE_NONE, NULL);
    assert_argument(&outer, 1, "to", SCAN_VALUE_LIST, "order");
    assert_argument(&outer, 2, "b", SCAN_VALUE_NAME, "c");
    assert_int_equal(list[1].value_at, 9); /* key(a,to= */
    parsed inner = { .annotation = { .arguments = list[1].arguments, .argument_count = 3 },
                     .good = list[1].argument_count == 3 };
    assert_argument(&inner, 0, "x", SCAN_VALUE_NONE, NULL);
    assert_argument(&inner, 1, "y.z", SCAN_VALUE_NONE, NULL);
    assert_argument(&inner, 2, "w", SCAN_VALUE_NUMBER, "1");
    orm_arena_free(p.arena);
}

static void counts_places_without_blanks(void **state)
{
    (void)state;
    parsed p = parse(" a = \"x y\" , b\t=  -1,c");
    assert_true(p.good);
    const scan_argument *arguments = p.annotation.arguments;
    assert_int_equal(arguments[0].key_at, 0);
    assert_int_equal(arguments[0].value_at, 2); /* a= */
    assert_int_equal(arguments[1].key_at, 8);   /* a="x y", */
    assert_int_equal(arguments[1].value_at, 10);
    assert_int_equal(arguments[2].key_at, 13);
    orm_arena_free(p.arena);
}

static void numbers_end_where_c_ends_them(void **state)
{
    (void)state;
    parsed p = parse("a = 1e-5, b = 2E+3, c = 0x1p-3");
    assert_argument(&p, 0, "a", SCAN_VALUE_NUMBER, "1e-5");
    assert_argument(&p, 1, "b", SCAN_VALUE_NUMBER, "2E+3");
    assert_argument(&p, 2, "c", SCAN_VALUE_NUMBER, "0x1p-3");
    orm_arena_free(p.arena);
    p = parse("a = 1-5");
    assert_false(p.good);
    assert_string_equal(p.error.message, "expected ',', found '-'; a value is one word: give an "
                                         "expression a name with #define");
    orm_arena_free(p.arena);
}

static void unknown_places_are_the_annotation_s(void **state)
{
    (void)state;
    const scan_place nowhere = { .line = 0 }, key = { "a.h", 2, 5, 0 };
    scan_argument argument = { .key = "size", .kind = SCAN_VALUE_NAME, .key_place = nowhere };
    const scan_annotation annotation = { { "a.h", 2, 1, 0 }, &argument, 1 };
    assert_int_equal(scan_argument_value_place(&annotation, &argument).column, 1);
    argument.key_place = key;
    assert_int_equal(scan_argument_place_of(&annotation, "size").column, 5);
    assert_int_equal(scan_argument_place_of(&annotation, "unit").column, 1);
}

static void takes_strings_of_any_content(void **state)
{
    (void)state;
    parsed p = parse("check = u8\"{a} >= 0, (b = ')')\", d = \"\"");
    assert_argument(&p, 0, "check", SCAN_VALUE_STRING, "{a} >= 0, (b = ')')");
    assert_argument(&p, 1, "d", SCAN_VALUE_STRING, "");
    orm_arena_free(p.arena);
    p = parse("name = \"a\\0b\"");
    assert_true(p.good);
    assert_int_equal(p.annotation.arguments[0].size, 3);
    orm_arena_free(p.arena);
}

/* A text, and what is said of it at which byte. */
typedef struct wrong_text {
    const char *text;
    size_t at;
    const char *message;
} wrong_text;

static void assert_wrong(const wrong_text *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        parsed p = parse(cases[i].text);
        assert_false(p.good);
        assert_string_equal(p.error.message, cases[i].message);
        assert_int_equal(p.error.at, cases[i].at);
        orm_arena_free(p.arena);
    }
}

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    static const wrong_text cases[] = {
        { "a,", 2, "expected a key such as name, found the end" },
        { "a(b", 3, "expected ',', '=' or ')', found the end" },
        { "a(b,)", 4, "expected a name, found ')'" },
        { "a(b = 1 c)", 5, "expected ',' or ')', found 'c'" },
        { "a(b(c))", 3, "a list cannot stand in a list; close this one first" },
        { "a(b = c(d = e(f)))", 9, "a list cannot stand in a list; close this one first" },
        { "a(b = \"c\"(d))", 7, "a list cannot stand in a list; close this one first" },
        { "a = b(c)", 3,
          "expected ',', found '('; a value is one word: give an expression a name with #define" },
        { "a(b.)", 4, "expected a name after '.', found ')'" },
        { "a(b[])", 4, "expected the number of an item, found ']'" },
        { "a(b[-1])", 4, "expected the number of an item, found '-'" },
        { "a = b[1", 5, "expected ']', found the end" },
        { "a = b[1]c", 6, "expected ',', found 'c'" },
        { "a() b", 3, "expected ',', found 'b'" },
        { ",a", 0, "expected a key such as name, found ','" },
        { "a b", 1, "expected ',' or '=', found 'b'" },
        { "a =", 2, "expected a name, a number or a string after '=', found the end" },
        { "a = b c", 3, "expected ',', found 'c'" },
        { "a == b", 2, "one '=' is enough; remove this one" },
        { "a = b.", 4, "expected a name after '.', found the end" },
        { "a = b.1", 3, "expected ',', found '.1'" },
        { "a = -\"b\"", 3, "expected a number or a name after the sign, found '\"b\"'" },
        { "12", 0, "expected a key such as name, found '12'" },
        { "a = 12abc", 2, "'12abc' is no number; write a string in quotes" },
        { "a = 08", 2, "'08' is no number; write a string in quotes" },
        { "a = \"x", 2, "this string has no end; write a closing '\"'" },
        { "a = \"x\\q\"", 4, "C knows no such escape; write \\\\ for a backslash" },
        { "a = \"\\xfff\"", 3, "this escape is more than a byte" },
        { "a = \"\\400\"", 3, "this escape is more than a byte" },
        { "a = \"\\ud800\"", 3, "this is no Unicode character" },
        { "a = (1)", 2, "expected a name, a number or a string after '=', found '('" },
        { "default = now()", 11,
          "expected ',', found '('; write SQL as a string: default_sql = \"...\"" },
        { "check = {x} > 0", 6,
          "expected a name, a number or a string after '=', found '{'; write SQL as a string: "
          "check = \"...\"" },
        { "check = x > 0", 7, "expected ',', found '>'; write SQL as a string: check = \"...\"" },
        { "a = 'y'", 2, "a character is written as a string: \"y\"" },
        { "a = ' '", 2, "a character is written as a string: \"x\"" },
        { "'y'", 0, "a character is written as a string: \"y\"" },
        { "a = L\"x\"", 2, "a string has no prefix 'L' here; write it in UTF-8: \"...\"" },
    };
    assert_wrong(cases, sizeof cases / sizeof *cases);
}

static void says_what_to_write_instead(void **state)
{
    (void)state;
    static const wrong_text cases[] = {
        { "references = t(id)", 12, "expected ',', found '('; write references = t.member" },
        { "null_flag = !x", 10,
          "a flag is not zero where its column is NULL; one that means the opposite cannot be "
          "named" },
        { "index(a desc)", 7,
          "names of members stand here alone; an index of an expression, or with an order, is "
          "said in sqlite_ddl and postgresql_ddl" },
    };
    assert_wrong(cases, sizeof cases / sizeof *cases);
}

/* One argument in which there is an error does not hide the others. */
static void reads_on_behind_an_error(void **state)
{
    (void)state;
    parsed p = parse("a = {b, c}, d(e = 'f, g'), \"h\", i = 2 3, j(k), l = ',', m");
    static const bool good[] = { false, false, true, false, true, false, true };
    static const char *const keys[] = { "a", "d", NULL, "i", "j", "l", "m" };
    assert_false(p.good);
    assert_int_equal(p.error.at, 2);
    assert_int_equal(p.annotation.argument_count, sizeof good / sizeof *good);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const scan_argument *argument = &p.annotation.arguments[i];
        assert_int_equal(argument->error == NULL, good[i]);
        assert_true(keys[i] == NULL ? argument->key == NULL : strcmp(argument->key, keys[i]) == 0);
        assert_true(good[i] || (argument->kind == SCAN_VALUE_NONE && argument->text == NULL &&
                                argument->argument_count == 0));
    }
    assert_string_equal(p.annotation.arguments[5].error->fix, "\",\"");
    orm_arena_free(p.arena);
}

static void unescapes_as_c_does(void **state)
{
    (void)state;
    static const char source[] = "\\n\\t\\\\\\\"\\'\\?\\x41\\101\\0\\u00e9\\U0001F600z"
                                 "\\377\\xff\\u0080\\u07ff\\u0800\\U0010ffff";
    static const char expected[] = "\n\t\\\"\'\?\x41\101\0\u00e9\U0001F600z"
                                   "\377\xff\xC2\x80\xDF\xBF\xE0\xA0\x80\xF4\x8F\xBF\xBF";
    char out[sizeof source];
    size_t size = 0, wrong_at = 0;
    assert_null(scan_literal_unescape(source, sizeof source - 1, out, &size, &wrong_at));
    assert_int_equal(size, sizeof expected - 1);
    assert_memory_equal(out, expected, size);
}

static void tells_text_from_bytes(void **state)
{
    (void)state;
    assert_true(scan_literal_is_text("", 0));
    assert_true(scan_literal_is_text("a\u00e9\u20ac\U0001F600", 10));
    static const char *const wrong[] = { "\x80",
                                         "\xC1\x81",
                                         "\xC3",
                                         "\xE0\x80\x80",
                                         "\xED\xA0\x80",
                                         "\xF5\x80\x80\x80",
                                         "\xF4\x90\x80\x80",
                                         "\xF0\x80\x80\x80",
                                         "\xC3(" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(scan_literal_is_text(wrong[i], strlen(wrong[i])));
    }
    assert_false(scan_literal_is_text("a\0b", 3));
}

static void reads_numbers_as_c_does(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_real, negative, overflow;
        uint64_t magnitude;
    } cases[] = {
        { "0", false, false, false, 0 },
        { "-5", false, true, false, 5 },
        { "0x1fULL", false, false, false, 31 },
        { "0b101", false, false, false, 5 },
        { "017", false, false, false, 15 },
        { "18446744073709551615u", false, false, false, UINT64_MAX },
        { "18446744073709551616", false, false, true, 0 },
        { "+1e3", true, false, false, 0 },
        { ".5f", true, false, false, 0 },
        { "0x1p-3", true, false, false, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scan_number number;
        assert_true(scan_number_read(cases[i].text, &number));
        assert_int_equal(number.is_real, cases[i].is_real);
        assert_int_equal(number.negative, cases[i].negative);
        assert_int_equal(number.overflow, cases[i].overflow);
        assert_true(number.overflow || number.magnitude == cases[i].magnitude);
    }
    static const char *const wrong[] = { "",   "-",   "0x",  "0b2", "09", "1uu", "1lul",  "1.5u",
                                         "1e", "inf", "nan", " 1",  "1 ", "--1", "1.2.3", "." };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        scan_number number;
        assert_false(scan_number_read(wrong[i], &number));
    }
}

static void reals_keep_their_value(void **state)
{
    (void)state;
    scan_number number;
    assert_true(scan_number_read("-1.5e2", &number));
    assert_true(number.real < -149.9 && number.real > -150.1);
    assert_true(scan_number_read("0x1p-3", &number));
    assert_true(number.real > 0.12 && number.real < 0.13);
}

static void counts_in_16_bits(void **state)
{
    (void)state;
    enum { MOST = 60000, TEXT = 2 * MOST + 16 };
    static char text[TEXT], list[TEXT + 4];
    for (size_t i = 0; i < MOST; i++) {
        memcpy(text + 2 * i, "a,", 2);
    }
    text[2 * MOST - 1] = '\0';
    (void)snprintf(list, sizeof list, "k(%s)", text);
    parsed all = parse(text), in_list = parse(list);
    assert_true(all.good && in_list.good);
    assert_int_equal(all.annotation.argument_count, MOST);
    assert_int_equal(in_list.annotation.arguments[0].argument_count, MOST);
    strcat(text, ",a");
    (void)snprintf(list, sizeof list, "k(%s)", text);
    parsed more = parse(text), more_in_list = parse(list);
    assert_false(more.good || more_in_list.good);
    assert_int_equal(more.error.at, 2 * MOST);
    assert_int_equal(more_in_list.error.at, 2 * MOST + 2);
    assert_string_equal(more.error.message, "there are more than 60000 arguments; leave some out");
    orm_arena_free(all.arena);
    orm_arena_free(in_list.arena);
    orm_arena_free(more.arena);
    orm_arena_free(more_in_list.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_nothing),
        cmocka_unit_test(reads_each_kind_of_argument),
        cmocka_unit_test(reads_lists),
        cmocka_unit_test(reads_items_of_arrays),
        cmocka_unit_test(reads_a_list_in_a_list),
        cmocka_unit_test(counts_places_without_blanks),
        cmocka_unit_test(numbers_end_where_c_ends_them),
        cmocka_unit_test(unknown_places_are_the_annotation_s),
        cmocka_unit_test(takes_strings_of_any_content),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(says_what_to_write_instead),
        cmocka_unit_test(reads_on_behind_an_error),
        cmocka_unit_test(unescapes_as_c_does),
        cmocka_unit_test(tells_text_from_bytes),
        cmocka_unit_test(reads_numbers_as_c_does),
        cmocka_unit_test(reals_keep_their_value),
        cmocka_unit_test(counts_in_16_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
