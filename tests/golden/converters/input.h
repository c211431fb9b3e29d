/* C types that become columns by functions of the program's: by value, by pointer, by a typedef's name,
 * in structs and behind pointers, one of several by its name. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>

struct amount {
    int64_t units;
    int8_t exponent;
};

/* Several of a fixed size, packed into one blob. */
struct hop {
    uint8_t node[33];
    uint32_t fee;
};
struct route {
    struct hop *hops;
    size_t count;
};

/* A text with its length before it, always by pointer. */
struct text {
    size_t size;
    char bytes[];
};

typedef uint32_t color;
typedef int64_t money;
typedef struct {
    double re, im;
} complex_t;
typedef unsigned char mask_t[8];
typedef struct point {
    int32_t x, y;
} point_t;
typedef point_t spot_t;
enum weekday { MONDAY, TUESDAY };
union either {
    int i;
    float f;
};

orm_encode_fn amount_encode, route_encode, text_encode, color_encode, color_name_encode, money_encode,
    complex_encode, mask_encode, weekday_encode, either_encode, point_encode;
orm_decode_fn amount_decode, route_decode, text_decode, color_decode, color_name_decode, money_decode,
    complex_decode, mask_decode, weekday_decode, either_decode, point_decode;
orm_encode_fn counted_encode, joined_encode, celsius_encode;
orm_decode_fn counted_decode, joined_decode, celsius_decode;

#define MONEY_DIGITS 12
ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = text);
ORM_CONVERTER(struct route, encode = route_encode, decode = route_decode, kind = blob);
ORM_CONVERTER(struct route, name = whole, encode = route_encode, decode = route_decode, kind = blob);
ORM_CONVERTER(struct text *, encode = text_encode, decode = text_decode, kind = text);
ORM_CONVERTER(color, encode = color_encode, decode = color_decode, kind = int32,
              sqlite_type = INT, postgresql_type = bigint);
ORM_CONVERTER(color, name = by_name, encode = color_name_encode, decode = color_name_decode,
              kind = text);
ORM_CONVERTER(money, encode = money_encode, decode = money_decode, kind = decimal,
              precision = MONEY_DIGITS, scale = 2);
ORM_CONVERTER(complex_t, encode = complex_encode, decode = complex_decode, kind = json);
ORM_CONVERTER(mask_t, encode = mask_encode, decode = mask_decode, kind = uint64);
ORM_CONVERTER(enum weekday, encode = weekday_encode, decode = weekday_decode, kind = int16);
ORM_CONVERTER(union either, encode = either_encode, decode = either_decode, kind = uuid);
ORM_CONVERTER(point_t, encode = point_encode, decode = point_decode, kind = text);

/* Of types without a name of the program's: for members that name the converter. */
ORM_CONVERTER(const uint8_t *, name = counted, encode = counted_encode, decode = counted_decode,
              kind = blob);
ORM_CONVERTER(const char **, name = joined, encode = joined_encode, decode = joined_decode,
              kind = text);
ORM_CONVERTER(int, name = celsius, encode = celsius_encode, decode = celsius_decode,
              kind = float64);

typedef color paint; /* a color, too */
struct price {
    struct amount net ORM_COLUMN(unique);
    struct amount gross ORM_COLUMN(null_flag = is_net);
    bool is_net;
};

/* What is one column where it stands is one in columns(...), too. */
struct parts {
    struct hop hop ORM_COLUMN(as = bytes);
    struct amount *fee ORM_COLUMN();
    struct route route ORM_COLUMN(converter = whole);
};

/* By the names that they are declared with. */
struct places {
    point_t *home;
    spot_t *work;
};

/* The same in a struct that is mapped from outside. */
struct journey {
    int64_t id;
    complex_t *turn;
    struct leg {
        spot_t *end;
        point_t *middle;
    } *leg;
    struct places *places;
};
ORM_MAP(journey, struct journey)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(turn);
    ORM_MEMBER(leg->end, index);
    ORM_MEMBER(leg->middle, name = middle);
    ORM_MEMBER(places, columns(home, work));
}

/* How long they are is known to the functions alone. */
struct parcel {
    int64_t id;
    uint8_t *seal;
    const unsigned char *stamp;
    const char **words;
    int heat, weight;
    int32_t *cold;
};
ORM_MAP(parcel, struct parcel)
{
    ORM_MEMBER(seal, primary_key, converter = counted);
    ORM_MEMBER(stamp, converter = counted);
    ORM_MEMBER(words, converter = joined);
    ORM_MEMBER(heat, converter = celsius);
    ORM_MEMBER(weight);
    ORM_MEMBER(cold, converter = celsius);
}

struct ORM_TABLE(payment) payment {
    struct text *id ORM_COLUMN(primary_key);
    struct amount total ORM_COLUMN(not_null, default_sql = "'0'");
    struct amount *fee ORM_COLUMN(index);
    struct route route ORM_COLUMN();
    struct text *note ORM_COLUMN();
    paint front ORM_COLUMN();
    color back ORM_COLUMN(converter = by_name, check = "{back} <> ''");
    uint32_t plain ORM_COLUMN();
    money credit ORM_COLUMN();
    money *debit ORM_COLUMN();
    complex_t phase ORM_COLUMN();
    mask_t mask ORM_COLUMN(unique = mask_of_day);
    enum weekday day ORM_COLUMN(unique = mask_of_day);
    union either either ORM_COLUMN(unique);
    struct price price ORM_COLUMN();
    struct amount only ORM_COLUMN(columns(units));
    struct {
        struct amount wrapped;
    } wrapper ORM_COLUMN();
    complex_t *phases ORM_COLUMN();
    point_t at ORM_COLUMN();
    point_t *from ORM_COLUMN();
    spot_t *to ORM_COLUMN();
    struct places places ORM_COLUMN(columns(home, work = office));
    struct parts picked ORM_COLUMN(columns(hop = picked_hop, fee, route = picked_route));
};
