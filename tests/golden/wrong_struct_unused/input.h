/* What is annotated in a struct is a column somewhere, or a mistake. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdint.h>

struct deep {
    int d ORM_COLUMN();
};
struct in {
    struct {
        int x ORM_COLUMN(unique);
        int y;
    } q;
    struct deep deep;
    struct {
        int p ORM_COLUMN();
        int r;
    } picked;
    union {
        int u ORM_COLUMN();
        float f;
    } either;
    int z ORM_COLUMN();
};

struct packed {
    int8_t a ORM_COLUMN();
    int8_t b;
};
struct both {
    int8_t a ORM_COLUMN();
    int8_t b;
};
struct converted {
    int c ORM_COLUMN();
};
orm_encode_fn encode;
orm_decode_fn decode;
ORM_CONVERTER(struct converted, encode = encode, decode = decode, kind = text);

struct below {
    int b ORM_COLUMN();
};
struct above {
    struct below below ORM_COLUMN();
    struct below *behind ORM_COLUMN();
    struct {
        union {
            int whole ORM_COLUMN();
            float real;
        } value;
    } wrapped ORM_COLUMN();
    int a ORM_COLUMN();
};

struct ORM_TABLE(t) o {
    struct above picked_of_above ORM_COLUMN(columns(a));
    int64_t id ORM_COLUMN(primary_key);
    struct in i ORM_COLUMN();
    struct in some ORM_COLUMN(columns(picked.p));
    struct packed packed ORM_COLUMN(as = bytes);
    struct both whole ORM_COLUMN(as = bytes);
    struct both split ORM_COLUMN();
    struct converted converted ORM_COLUMN();
};
