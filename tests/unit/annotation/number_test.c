/* Numbers in annotations are those of C: what the compiler makes of a text is what is read from it,
 * down to the sign of zero. */
#include "annotation/number.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROUNDS = 200000, DIGITS = 40 };

typedef struct literal {
    const char *text;
    double real;
    float single;
} literal;

#define C(number) { #number, (double)(number), (float)(number) }
/* Integers that no type of C holds: the compiler reads them with a point behind them. */
#define LARGE(digits) { #digits, digits##.0, (float)digits##.0 }

static uint64_t state_of_random = 7;

static unsigned below(unsigned limit)
{
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (unsigned)((state_of_random >> 33) % limit);
}

/* Also by the sign of zero; no literal is a NaN. */
static bool is_same(double a, double b)
{
    return !(a < b) && !(a > b) && signbit(a) == signbit(b);
}

static void check(const char *text, double real, float single)
{
    scan_number number;
    if (!scan_number_read(text, &number)) {
        fail_msg("%s is no number", text);
    }
    float single_read = scan_number_single(&number);
    if (!is_same(number.real, real) || !is_same((double)single_read, (double)single)) {
        fail_msg("%s is %.17g, %.9g, not %.17g, %.9g", text, number.real, (double)single_read, real,
                 (double)single);
    }
}

static void test_literals_are_those_of_the_compiler(void **state)
{
    (void)state;
    const literal literals[] = {
        C(0),
        C(1),
        C(-1),
        C(-0),
        C(0.0),
        C(-0.0),
        C(0.1),
        C(0.1f),
        C(0.1F),
        C(-0.1f),
        C(16777217),
        C(16777217.0f),
        C(16777217.000000001),
        C(1.00000017881393432617187499),
        C(1.00000017881393432617187499f),
        C(9007199254740993),
        C(9007199254740993.0),
        C(-9007199254740993),
        C(9007199791611905),
        C(12345678901234567),
        C(123456789012345678),
        C(1234567890123456789),
        C(-1234567890123456789),
        C(12345678901234567890u),
        C(18446744073709551615u),
        C(9223371761976868863),
        C(0x1F),
        C(0x20000000000001),
        C(0xFFFFFFFFFFFFFBFFu),
        C(0x1.8p3),
        C(0x1.fffffffffffff7p0),
        C(0777),
        C(01777777777777777777777u),
        C(1e22),
        C(1e23),
        C(5e-324),
        C(1.7976931348623157e308),
        C(123456789012345678901234567890.0e-10),
        LARGE(12345678901234567890),
        LARGE(18446744073709551616),
        LARGE(99999999999999999999),
        LARGE(100000000000000000000),
        LARGE(123456789012345678901234567890),
        LARGE(9007199254740993000000000000000000001),
    };
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        /* the largest double is no float */
        bool is_float = literals[i].real < 1e300;
        scan_number number;
        assert_true(scan_number_read(literals[i].text, &number));
        check(literals[i].text, literals[i].real,
              is_float ? literals[i].single : scan_number_single(&number));
    }
}

/* Long runs of 0 and 9 lie close to the middle of two doubles. */
static void draw(char text[DIGITS + 4])
{
    bool is_hexadecimal = below(4) == 0;
    unsigned digits = 1 + below(is_hexadecimal ? 28 : 38), at = 0;
    if (is_hexadecimal) {
        text[at++] = '0';
        text[at++] = 'x';
    }
    text[at++] = (char)('1' + (int)below(9));
    for (unsigned d = 1; d < digits; d++) {
        text[at++] = "0000123456789999"[below(16)];
    }
    text[at] = '\0';
}

static void check_rounding(const char *text)
{
    scan_number number;
    assert_true(scan_number_read(text, &number));
    double expected = strtod(text, NULL);
    if (!is_same(expected, number.real)) {
        fail_msg("%s is %.17g, not %.17g", text, number.real, expected);
    }
}

static void test_whole_numbers_are_rounded_once(void **state)
{
    (void)state;
    char text[DIGITS + 4];
    for (unsigned i = 0; i < ROUNDS; i++) {
        draw(text);
        check_rounding(text);
    }
}

static void test_what_overflows_in_octal_is_no_number(void **state)
{
    (void)state;
    scan_number number;
    assert_false(scan_number_read("02000000000000000000000", &number));
    assert_true(scan_number_read("18446744073709551616", &number) && number.overflow);
    assert_true(scan_number_read("0x10000000000000000", &number) && number.overflow);
}

static void check_is_none(const char *text)
{
    scan_number number = { .magnitude = 5 };
    if (scan_number_read(text, &number)) {
        fail_msg("'%s' is %.17g", text, number.real);
    }
    assert_int_equal(number.magnitude, 5);
}

static void test_what_is_no_literal_of_c_is_no_number(void **state)
{
    (void)state;
    static const char *const texts[] = { "",      "-",     "+",     ".",    "0x",     "0X",
                                         "0b",    "0b2",   "08",    "1e",   "1e+",    "0x1p",
                                         "0x1.8", "0x.p1", "0xp1",  "1ulu", "1lul",   "1lL",
                                         "1.2.3", "1.5u",  "1.5ff", "12a",  "inf",    "-nan",
                                         " 1",    "1 ",    "--1",   "+-1",  "0x1.8f", "1f" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check_is_none(texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals_are_those_of_the_compiler),
        cmocka_unit_test(test_whole_numbers_are_rounded_once),
        cmocka_unit_test(test_what_is_no_literal_of_c_is_no_number),
        cmocka_unit_test(test_what_overflows_in_octal_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
