/* A converter of a struct that does not exist is none of the one that is meant. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdint.h>

struct secret;
struct opaque;
struct secret {
    char text[8] ORM_COLUMN();
};
union number {
    int i;
    float f;
};
typedef struct nowhere nowhere;

orm_encode_fn encode;
orm_decode_fn decode;
ORM_CONVERTER(struct secrte, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(union nmuber, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(nowhere, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(struct elsewhere, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(struct opaque *, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(struct late, encode = encode, decode = decode, kind = blob);
struct late {
    int i;
};

struct ORM_TABLE(user) user {
    int64_t id ORM_COLUMN(primary_key);
    struct secret s ORM_COLUMN();
    struct opaque *o ORM_COLUMN();
    struct late l ORM_COLUMN();
};
