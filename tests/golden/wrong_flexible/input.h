/* Structs that end in an array of no size: what stands behind them in memory is theirs. */
#include <orm/annotations.h>
#include <orm/converter.h>

struct text {
    size_t size;
    char data[];
};
struct packet {
    uint16_t kind;
    struct {
        uint32_t length;
        unsigned char bytes[0];
    } body;
};
struct name {
    int length;
    char name[];
};
struct marked {
    int length ORM_COLUMN();
    char rest[] ORM_COLUMN();
};

orm_encode_fn name_encode;
orm_decode_fn name_decode;
ORM_CONVERTER(struct name, encode = name_encode, decode = name_decode, kind = text);

struct ORM_TABLE(message) message {
    int64_t id ORM_COLUMN(primary_key);
    struct text *text ORM_COLUMN();
    struct packet *packet ORM_COLUMN();
    struct packet *sent ORM_COLUMN(as = bytes);
    struct text *both ORM_COLUMN(columns(size, data));
    struct name *name ORM_COLUMN();
    struct marked *marked ORM_COLUMN();
    char subject[] ORM_COLUMN();
};

struct ORM_TABLE(letter) letter {
    int64_t id ORM_COLUMN(primary_key);
    int length;
    int numbers[0] ORM_COLUMN(count = length);
};

ORM_MAP(text, struct text)
{
    ORM_MEMBER(size, primary_key);
    ORM_MEMBER(data);
}
