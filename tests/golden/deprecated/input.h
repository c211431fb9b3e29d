/* Columns, structs and enumerators that programs should leave alone, and tables must not. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

#define OLD(why) __attribute__((deprecated(why)))

enum tier { TIER_BASIC, TIER_SILVER OLD("sold out"), TIER_GOLD };

struct pos {
    int32_t x ORM_COLUMN() OLD("use lat");
    int32_t lat ORM_COLUMN();
};

struct OLD("use person") ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key) OLD("use uid");
    char *email ORM_COLUMN(unique) OLD("nobody reads it");
    enum tier tier ORM_COLUMN(default = TIER_SILVER);
    struct pos at ORM_COLUMN();
    unsigned bits : 3 ORM_COLUMN() OLD("too few");
    uint8_t *photo ORM_COLUMN(size = photo_size);
    size_t photo_size OLD("a guess");
};
