/* Converters of types that are every program's, and annotations that cannot be read. */
#include <orm/annotations.h>
#include <orm/converter.h>

ORM_CONVERTER(int, encode = a, decode = b, kind = text);
ORM_CONVERTER(char *, encode = a, decode = b, kind = text);
ORM_CONVERTER(struct amount, encode = a decode = b, kind = text);

struct ORM_TABLE(payment) payment {
    int id ORM_COLUMN(primary_key);
};
