/* Types that random headers use and that are no columns by themselves: what is kept as bytes, and
 * what converters of each sort turn into columns. */
#ifndef TESTS_FUZZ_HEADERS_TYPES_H
#define TESTS_FUZZ_HEADERS_TYPES_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <orm/interval.h>
#include <stdint.h>

typedef struct raw {
    int32_t a;
    double b;
    char c[3];
} raw;

struct amount {
    int64_t units;
    int8_t exponent;
};

/* Behind pointers only. */
struct chars {
    size_t size;
    char bytes[];
};

typedef uint32_t color;
typedef int64_t cents;
enum mood { MOOD_BAD, MOOD_GOOD };
union either {
    int64_t whole;
    uint8_t bytes[16];
};
struct moment {
    int64_t hours;
};

orm_encode_fn amount_encode, chars_encode, color_encode, color_text_encode, cents_encode,
    mood_encode, either_encode, moment_encode;
orm_decode_fn amount_decode, chars_decode, color_decode, color_text_decode, cents_decode,
    mood_decode, either_decode, moment_decode;

ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = text);
ORM_CONVERTER(struct chars *, encode = chars_encode, decode = chars_decode, kind = blob);
ORM_CONVERTER(color, encode = color_encode, decode = color_decode, kind = int64);
ORM_CONVERTER(color, name = written, encode = color_text_encode, decode = color_text_decode,
              kind = json, postgresql_type = json);
ORM_CONVERTER(cents, encode = cents_encode, decode = cents_decode, kind = decimal, precision = 12,
              scale = 2);
ORM_CONVERTER(enum mood, encode = mood_encode, decode = mood_decode, kind = bool);
ORM_CONVERTER(union either, encode = either_encode, decode = either_decode, kind = uuid);
ORM_CONVERTER(struct moment, encode = moment_encode, decode = moment_decode, kind = timestamp);

#endif
