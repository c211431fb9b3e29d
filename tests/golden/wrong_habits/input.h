/* What people write who come from elsewhere: SQL, other mappers, plain C. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define NEEDED not_null
#define DIGITS 10
#define TEXT_OF "x"

struct links {
    struct links *next, *previous;
};
struct file {
    int flags, fileno;
    void *lock;
};
struct amount {
    int64_t units;
    int8_t exponent;
};
typedef int32_t coded;
typedef int32_t many_t[2];

orm_encode_fn encode;
orm_decode_fn decode;
ORM_CONVERTER(struct amount, encode = encode, decode = decode, kind = text, name = short_text);
ORM_CONVERTER(coded, encode = encode, decode = decode, kind = text);
ORM_CONVERTER(many_t, encode = encode, decode = decode, kind = blob);

struct ORM_TABLE(s, index(b DESC), index(lower(d)), index("d"), index(b, unique), where = "x",
                 comment = "x", __tablename__ = "t", foreign_key(a(b))) s {
    int64_t id       ORM_COLUMN(primary_key);
    int64_t a        ORM_COLUMN(references = s(id));
    int b            ORM_COLUMN(null_flag = !has_b);
    bool has_b;
    int c            ORM_COLUMN(null_if = NULL, comment = "x");
    char *d          ORM_COLUMN(NEEDED, default = TEXT_OF);
    int64_t e        ORM_COLUMN(type = decimal, precision = DIGITS + 1);
    time_t f         ORM_COLUMN(default = CURRENT_TIMESTAMP);
    time_t g         ORM_COLUMN(type = timestamp, default = "now()");
    time_t h         ORM_COLUMN(type = timestamp, default = CURRENT_TIMESTAMP);
    time_t i         ORM_COLUMN(type = date);
    int j            ORM_COLUMN(index = first, index = second, default = "5");
    char *k          ORM_COLUMN(not_null, null_if = "");
    int l            ORM_COLUMN(null_flag = has_l);
    char *m          ORM_COLUMN(collate = "C", where = "x", ForeignKey("t.id"));
    struct links n   ORM_COLUMN();
    struct file o    ORM_COLUMN();
    struct amount p  ORM_COLUMN();
    struct amount q  ORM_COLUMN(converter = long_text);
    struct amount r  ORM_COLUMN(converter = "short_text");
    const coded t    ORM_COLUMN();
    coded u          ORM_COLUMN(converter = coded);
    const many_t v   ORM_COLUMN();
};

struct row {
    int64_t id;
    struct row *next;
};
ORM_MAP(one, struct row, index(next.id), unique(id))
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(id, name = other);
}
ORM_MAP(pointer, struct row *)
{
    ORM_MEMBER(id, primary_key);
}
