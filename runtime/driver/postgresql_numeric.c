/* Owns PostgreSQL's numeric, digits to the base 10000: from it to the decimal number that the
 * server itself would print, every digit of it; and from a decimal of ours to it. */
#include <string.h>

#include "base/decimal.h"
#include "driver/postgresql.h"

enum {
    HEADER_SIZE = 8,
    DIGIT_WIDTH = 4, /* decimal digits in one of the server's */
    LARGEST_DIGIT = 9999,
    SIGN_NEGATIVE = 0x4000,
    SIGN_NAN = 0xC000,
    SIGN_INFINITY = 0xD000,
    SIGN_NEGATIVE_INFINITY = 0xF000
};

typedef struct numeric {
    const unsigned char *digits;
    int count;
    int weight; /* of the first digit: 0 = units */
    unsigned sign;
    int scale; /* decimal places to show */
} numeric;

static numeric read_header(const unsigned char *data)
{
    return (numeric){
        .digits = data + HEADER_SIZE,
        .count = (int)orm__postgresql_read(data, 2),
        .weight = (int16_t)orm__postgresql_read(data + 2, 2),
        .sign = (unsigned)orm__postgresql_read(data + 4, 2),
        .scale = (int)orm__postgresql_read(data + 6, 2),
    };
}

/* The digit of a weight; those that are not stored are zero. */
static unsigned digit_at(const numeric *number, int weight)
{
    int index = number->weight - weight;
    if (index < 0 || index >= number->count) {
        return 0;
    }
    return (unsigned)orm__postgresql_read(number->digits + 2 * index, 2);
}

static const char *special_text(unsigned sign)
{
    switch (sign) {
    case SIGN_NAN:
        return "NaN";
    case SIGN_INFINITY:
        return "Infinity";
    case SIGN_NEGATIVE_INFINITY:
        return "-Infinity";
    default:
        return NULL;
    }
}

size_t orm__postgresql_numeric_size(const unsigned char *data, size_t size)
{
    if (size < HEADER_SIZE) {
        return 0;
    }
    numeric number = read_header(data);
    if (size != HEADER_SIZE + 2 * (size_t)number.count) {
        return 0;
    }
    for (int i = 0; i < number.count; i++) {
        if (orm__postgresql_read(number.digits + 2 * i, 2) > LARGEST_DIGIT) {
            return 0;
        }
    }
    size_t whole = number.weight < 0 ? 1 : ((size_t)number.weight + 1) * DIGIT_WIDTH;
    size_t places = (size_t)number.scale + DIGIT_WIDTH; /* the last digit may be cut */
    return sizeof "-Infinity" + whole + places;
}

static char *write_digit(char *to, unsigned digit)
{
    to[0] = (char)('0' + digit / 1000);
    to[1] = (char)('0' + digit / 100 % 10);
    to[2] = (char)('0' + digit / 10 % 10);
    to[3] = (char)('0' + digit % 10);
    return to + DIGIT_WIDTH;
}

static char *write_whole(char *to, const numeric *number)
{
    char *start = to;
    for (int weight = number->weight; weight >= 0; weight--) {
        to = write_digit(to, digit_at(number, weight));
    }
    char *first = start;
    while (first < to && *first == '0') {
        first++;
    }
    if (first == to) {
        *start = '0';
        return start + 1;
    }
    memmove(start, first, (size_t)(to - first));
    return start + (to - first);
}

static char *write_places(char *to, const numeric *number)
{
    if (number->scale == 0) {
        return to;
    }
    *to++ = '.';
    char *end = to + number->scale;
    for (int weight = -1; to < end; weight--) {
        to = write_digit(to, digit_at(number, weight));
    }
    return end;
}

size_t orm__postgresql_numeric_write(const unsigned char *data, char *text)
{
    numeric number = read_header(data);
    const char *special = special_text(number.sign);
    if (special != NULL) {
        strcpy(text, special);
        return strlen(special);
    }
    char *to = text;
    if (number.sign == SIGN_NEGATIVE) {
        *to++ = '-';
    }
    to = write_whole(to, &number);
    to = write_places(to, &number);
    *to = '\0';
    return (size_t)(to - text);
}

/* ---- writing ---- */

/* The number's decimal digits, with zeros around them so that the point stands between two of the
 * server's digits. */
typedef struct padded {
    char digits[3 * DIGIT_WIDTH + ORM_DECIMAL_SIZE];
    size_t count; /* of the server's digits */
    size_t whole; /* of them in front of the point */
} padded;

static padded pad(const orm_value *decimal)
{
    char text[ORM_DECIMAL_SIZE + 1];
    size_t size = orm__decimal_write(decimal->as.integer, (unsigned)decimal->size, text);
    const char *first = text + (text[0] == '-');
    size_t whole = strcspn(first, "."), places = decimal->size;
    padded made = { .whole = (whole + DIGIT_WIDTH - 1) / DIGIT_WIDTH };
    made.count = made.whole + (places + DIGIT_WIDTH - 1) / DIGIT_WIDTH;
    memset(made.digits, '0', sizeof made.digits);
    memcpy(made.digits + made.whole * DIGIT_WIDTH - whole, first, whole);
    memcpy(made.digits + made.whole * DIGIT_WIDTH, text + size - places, places);
    return made;
}

void orm__postgresql_numeric_append(orm_buffer *out, const orm_value *decimal)
{
    const padded number = pad(decimal);
    orm__postgresql_write(out, number.count, 2);
    orm__postgresql_write(out, number.whole - 1, 2);
    orm__postgresql_write(out, decimal->as.integer < 0 ? SIGN_NEGATIVE : 0, 2);
    orm__postgresql_write(out, decimal->size, 2);
    for (size_t i = 0; i < number.count; i++) {
        const char *digits = number.digits + i * DIGIT_WIDTH;
        int digit = 0;
        for (size_t j = 0; j < DIGIT_WIDTH; j++) {
            digit = digit * 10 + (digits[j] - '0');
        }
        orm__postgresql_write(out, (uint64_t)digit, 2);
    }
}
