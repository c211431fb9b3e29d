/* Reads numeric literals as C does: decimal, hexadecimal, octal, binary, with suffixes. */
#include "annotation/number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_hexadecimal(const char *text)
{
    return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

static bool is_written_as_real(const char *text)
{
    return strpbrk(text, is_hexadecimal(text) ? ".pP" : ".eE") != NULL;
}

static unsigned base_of(const char **digits)
{
    const char *text = *digits;
    if (text[0] != '0' || text[1] == '\0') {
        return 10;
    }
    if (is_hexadecimal(text)) {
        *digits += 2;
        return 16;
    }
    if (text[1] == 'b' || text[1] == 'B') {
        *digits += 2;
        return 2;
    }
    return 8;
}

static unsigned digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 99;
}

static bool is_integer_suffix(const char *text)
{
    static const char *const suffixes[] = { "",   "u",  "l",  "ul",  "lu",  "ll",  "ull", "llu",
                                            "U",  "L",  "UL", "LU",  "LL",  "ULL", "LLU", "uL",
                                            "Ul", "Lu", "lU", "uLL", "Ull", "LLu", "llU" };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (strcmp(text, suffixes[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The digits as a double, rounded once, however many there are. What overflows is no constant of C
 * in any base; it is one of ours in these two. */
static bool round_integer(const char *text, unsigned base, scan_number *number)
{
    number->real = number->overflow ? strtod(text, NULL) : (double)number->magnitude;
    return !number->overflow || base == 10 || base == 16;
}

static bool read_integer(const char *text, scan_number *number)
{
    const char *digits = text;
    unsigned base = base_of(&digits);
    const char *at = digits;
    for (; digit_of(*at) < base; at++) {
        unsigned digit = digit_of(*at);
        number->overflow |= number->magnitude > (UINT64_MAX - digit) / base;
        number->magnitude = number->magnitude * base + digit;
    }
    return at != digits && is_integer_suffix(at) && round_integer(text, base, number);
}

static bool read_real(const char *text, scan_number *number)
{
    char *end = NULL;
    number->is_real = true;
    number->real = strtod(text, &end);
    if (*end == 'f' || *end == 'F') {
        number->real = (double)strtof(text, NULL); /* a float in C, also where a double takes it */
    }
    bool has_exponent =
        !is_hexadecimal(text) || strpbrk(text, "pP") != NULL; /* strtod needs none */
    return has_exponent && end != text &&
           (*end == '\0' || (strchr("fFlL", *end) != NULL && end[1] == '\0'));
}

bool scan_number_read(const char *text, scan_number *number_out)
{
    scan_number number = { .negative = text[0] == '-' };
    const char *digits = text + (text[0] == '-' || text[0] == '+');
    if (digit_of(digits[0]) > 9 && digits[0] != '.') {
        return false; /* strtod would read "inf" and blanks */
    }
    bool known =
        is_written_as_real(digits) ? read_real(digits, &number) : read_integer(digits, &number);
    if (known) {
        number.negative = number.negative && (number.is_real || number.real > 0); /* -0 is 0 */
        number.real = number.negative ? -number.real : number.real;
        *number_out = number;
    }
    return known;
}

float scan_number_single(const scan_number *number)
{
    if (number->is_real || number->overflow) {
        return (float)number->real;
    }
    return number->negative ? -(float)number->magnitude : (float)number->magnitude;
}
