/* Members of packed structs that converters are given: some are aligned all the same. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdint.h>

typedef uint32_t color;
typedef uint32_t loose __attribute__((aligned(1)));
orm_encode_fn color_encode;
orm_decode_fn color_decode;
ORM_CONVERTER(color, encode = color_encode, decode = color_decode, kind = int64);
ORM_CONVERTER(loose, encode = color_encode, decode = color_decode, kind = int64);

#pragma pack(push, 1)
struct pen {
    color ink ORM_COLUMN();
    char odd;
};
struct ORM_TABLE() packed {
    int64_t id     ORM_COLUMN(primary_key, assigned);
    color at_eight ORM_COLUMN();
    char odd;
    color at_thirteen ORM_COLUMN();
    loose anywhere    ORM_COLUMN();
    struct pen pen    ORM_COLUMN();
    struct pen *pens  ORM_COLUMN();
};
#pragma pack(pop)

struct ORM_TABLE() aligned {
    int64_t id ORM_COLUMN(primary_key, assigned);
    char odd;
    color color    ORM_COLUMN();
    struct pen pen ORM_COLUMN();
};

struct ORM_TABLE() mixed {
    int64_t id   ORM_COLUMN(primary_key, assigned);
    color inside ORM_COLUMN();
    char odd;
    int64_t outside ORM_COLUMN();
    color last      ORM_COLUMN();
} __attribute__((packed, aligned(8)));
