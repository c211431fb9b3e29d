/* A struct of one's own that is mapped: what its members say holds as far as ORM_MEMBER does not say
 * otherwise. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct ORM_TABLE(city) city {
    int32_t id ORM_COLUMN(primary_key);
    char *pin  ORM_COLUMN(redact, unique, not_null);
};

struct inner {
    int64_t x      ORM_COLUMN(redact, null_if = -1, name = ex, index = by_x);
    int64_t at     ORM_COLUMN(type = timestamp, unit = ms, null_reads_as = 0);
    uint8_t *bytes ORM_COLUMN(size = byte_count, check = "length({bytes}) < 4");
    size_t byte_count;
    int32_t a      ORM_COLUMN(unique = both, default = 1);
    int32_t b      ORM_COLUMN(unique = both, sqlite_name = bee, null_flag = no_b);
    bool no_b;
    uint8_t secret[2] ORM_COLUMN(redact);
};

struct hash { uint8_t bytes[16]; };

struct outer {
    int64_t id           ORM_COLUMN(primary_key, assigned);
    struct hash hash     ORM_COLUMN(unique, type = uuid);
    struct timespec made ORM_COLUMN(as = number, unit = ns);
    int32_t state        ORM_COLUMN(references = city.id, on_delete = cascade);
    int32_t sum          ORM_COLUMN(computed = "{state} + 1");
    struct inner in, *behind, many[2];
    struct inner whole   ORM_COLUMN(prefix = "");
    struct city *city;
    int32_t plain;
};

ORM_MAP(outer, struct outer)
{
    ORM_MEMBER(id);
    ORM_MEMBER(hash.bytes);
    ORM_MEMBER(made);
    ORM_MEMBER(state, on_delete = restrict);
    ORM_MEMBER(sum);
    ORM_MEMBER(in.x);
    ORM_MEMBER(in.at, unit = s);
    ORM_MEMBER(in.bytes);
    ORM_MEMBER(in.a);
    ORM_MEMBER(in.b);
    ORM_MEMBER(in.secret[1]);
    ORM_MEMBER(behind->x, null_if = 0, name = behind_x);
    ORM_MEMBER(behind->a, unique = alone, default = 2);
    ORM_MEMBER(behind->bytes, size = behind.byte_count, check = "{in.x} > 0");
    ORM_MEMBER(many[1].x, index = by_many);
    ORM_MEMBER(many[1].b, sqlite_name = last, unique = of_many);
    ORM_MEMBER(whole);
    ORM_MEMBER(city->id);
    ORM_MEMBER(city->pin);
    ORM_MEMBER(plain);
}
