/* Converters that are not whole, and members that want none or another one. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdint.h>

struct amount {
    int64_t units;
    int8_t exponent;
};
struct other {
    int a, b;
};
struct third {
    int a, b;
};
typedef int32_t color;

orm_encode_fn amount_encode;
orm_decode_fn amount_decode;
int wrong_encode(const struct other *other);

ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = text);
ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = blob);
ORM_CONVERTER(struct other, encode = wrong_encode, decode = other_decode, kind = txt);
ORM_CONVERTER(struct third, encode = amount_decode);
ORM_CONVERTER(color, encode = amount_encode, decode = amount_decode, kind = decimal, scale = 4,
              nmae = x);
ORM_CONVERTER(color, name = red, encode = amount_encode, decode = amount_decode, kind = int64,
              precision = 4);
ORM_CONVERTER(struct amount, name = unread, encode = amount_encode, decode = amount_decode,
              kind = decimal, precision = NO_DIGITS, scale = 2);

static orm_encode_fn hidden_encode;
ORM_CONVERTER(struct third, name = hidden, encode = hidden_encode, decode = amount_decode,
              kind = int64);

struct ORM_TABLE(payment) payment {
    int64_t id ORM_COLUMN(primary_key, converter = none);
    struct amount total ORM_COLUMN(type = blob, default = 0, null_if = 0);
    struct amount fee ORM_COLUMN(prefix = x);
    color paint ORM_COLUMN(converter = rd);
    color tint ORM_COLUMN(size = id);
    color bits : 3 ORM_COLUMN();
    struct third third ORM_COLUMN();
    struct other other ORM_COLUMN(converter = special);
};
