/* A converter makes one column of one value: it is not passed by where there are several. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef uint32_t color;
typedef color colors[3];
typedef char *str;
typedef uint8_t mask;
typedef char letter;
enum weekday { MONDAY, TUESDAY };

orm_encode_fn encode;
orm_decode_fn decode;
ORM_CONVERTER(color, encode = encode, decode = decode, kind = text);
ORM_CONVERTER(str, encode = encode, decode = decode, kind = blob);
ORM_CONVERTER(mask, encode = encode, decode = decode, kind = int16);
ORM_CONVERTER(letter, encode = encode, decode = decode, kind = int16);
ORM_CONVERTER(enum weekday, encode = encode, decode = decode, kind = text);
ORM_CONVERTER(struct timespec, encode = encode, decode = decode, kind = text);
ORM_CONVERTER(int64_t, name = only_by_name, encode = encode, decode = decode, kind = text);

struct ORM_TABLE(picture) picture {
    int64_t id              ORM_COLUMN(primary_key);
    color three[3]          ORM_COLUMN();
    colors named            ORM_COLUMN();
    color *counted          ORM_COLUMN(count = count);
    size_t count;
    str texts[2]            ORM_COLUMN();
    str *more_texts         ORM_COLUMN(count = text_count);
    size_t text_count;
    mask masks[4]           ORM_COLUMN();
    mask *more_masks        ORM_COLUMN(size = mask_size);
    size_t mask_size;
    letter letters[8]       ORM_COLUMN();
    letter *word            ORM_COLUMN();
    enum weekday days[2]    ORM_COLUMN();
    struct timespec laps[2] ORM_COLUMN();
    /* these are right */
    color one               ORM_COLUMN();
    color *behind           ORM_COLUMN();
    color bytes[4]          ORM_COLUMN(type = blob);
    mask raw[4]             ORM_COLUMN(type = blob);
    int64_t numbers[4]      ORM_COLUMN();
};
