/* Owns the text of exact decimal numbers. */
#include "base/decimal.h"

int64_t orm__decimal_largest(unsigned precision)
{
    int64_t power = 1;
    for (unsigned i = 0; i < precision; i++) {
        power *= 10;
    }
    return power - 1;
}

size_t orm__decimal_write(int64_t scaled, unsigned scale, char text[ORM_DECIMAL_SIZE + 1])
{
    char backwards[ORM_DECIMAL_SIZE];
    uint64_t rest = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    size_t count = 0, size = 0;
    for (unsigned place = 0; rest != 0 || place <= scale; place++) {
        if (place == scale && scale > 0) {
            backwards[count++] = '.';
        }
        backwards[count++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (scaled < 0) {
        text[size++] = '-';
    }
    while (count > 0) {
        text[size++] = backwards[--count];
    }
    text[size] = '\0';
    return size;
}

/* A number that is being read, digit by digit. */
typedef struct reading {
    int64_t magnitude;
    bool has_point, has_digit;
    unsigned places, scale;
} reading;

static orm_decimal_problem read_digit(reading *r, int digit)
{
    r->has_digit = true;
    if (r->has_point && r->places == r->scale) {
        return digit == 0 ? ORM_DECIMAL_GOOD : ORM_DECIMAL_TOO_FINE;
    }
    r->places += r->has_point;
    if (r->magnitude > orm__decimal_largest(ORM_DECIMAL_PRECISION - 1)) {
        return ORM_DECIMAL_TOO_LARGE;
    }
    r->magnitude = r->magnitude * 10 + digit;
    return ORM_DECIMAL_GOOD;
}

static orm_decimal_problem read_character(reading *r, char c)
{
    if (c == '.' && !r->has_point) {
        r->has_point = true;
        return ORM_DECIMAL_GOOD;
    }
    return c < '0' || c > '9' ? ORM_DECIMAL_NO_NUMBER : read_digit(r, c - '0');
}

orm_decimal_problem orm__decimal_read(const char *text, size_t size, unsigned scale,
                                      int64_t *scaled_out)
{
    reading r = { .scale = scale };
    size_t start = size > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    orm_decimal_problem first = ORM_DECIMAL_GOOD;
    for (size_t i = start; i < size; i++) {
        orm_decimal_problem problem = read_character(&r, text[i]);
        if (problem == ORM_DECIMAL_NO_NUMBER) {
            return problem; /* whatever else is wrong with it */
        }
        first = first == ORM_DECIMAL_GOOD ? problem : first;
    }
    bool ends_with_point = size > 0 && text[size - 1] == '.';
    if (!r.has_digit || ends_with_point) {
        return ORM_DECIMAL_NO_NUMBER;
    }
    while (first == ORM_DECIMAL_GOOD && r.places < scale) {
        r.has_point = true;
        first = read_digit(&r, 0);
    }
    if (first == ORM_DECIMAL_GOOD) {
        *scaled_out = text[0] == '-' ? -r.magnitude : r.magnitude;
    }
    return first;
}
