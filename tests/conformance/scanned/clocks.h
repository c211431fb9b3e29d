/* Texts whose column has a type of PostgreSQL's that writes its values in its own way, as
 * converters do. */
#ifndef CONFORMANCE_SCANNED_CLOCKS_H
#define CONFORMANCE_SCANNED_CLOCKS_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdint.h>

/* A time of day, as 09:05:00. */
struct clock {
    int hour, minute, second;
};
orm_encode_fn clock_encode;
orm_decode_fn clock_decode;
ORM_CONVERTER(struct clock, encode = clock_encode, decode = clock_decode, kind = text,
              postgresql_type = time);

/* A text with a name of its own. */
typedef char *period;
orm_encode_fn period_encode;
orm_decode_fn period_decode;
ORM_CONVERTER(period, encode = period_encode, decode = period_decode, kind = text);

struct ORM_TABLE(opening) opening {
    int64_t id ORM_COLUMN(primary_key);
    struct clock opens ORM_COLUMN();
    period pause ORM_COLUMN(postgresql_type = interval);
    char *fee ORM_COLUMN(readonly, default = "$1.50", postgresql_type = money);
    char *rate ORM_COLUMN(postgresql_type = numeric);
};

#endif
