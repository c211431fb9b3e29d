/* Converters, as few as show every way to them. */
#include <orm/annotations.h>
#include <orm/converter.h>

struct amount {
    int units;
};
typedef unsigned color;
orm_encode_fn amount_encode, color_encode;
orm_decode_fn amount_decode, color_decode;
ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = decimal,
              precision = 9);
ORM_CONVERTER(color, name = plain, encode = color_encode, decode = color_decode, kind = text,
              postgresql_type = "varchar(9)");

struct ORM_TABLE(thing) thing {
    long id ORM_COLUMN(primary_key);
    struct amount total ORM_COLUMN(unique);
    struct amount *maybe ORM_COLUMN();
    color paint ORM_COLUMN(converter = plain);
};
