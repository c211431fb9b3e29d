/* A time as its text, for columns that hold it so on SQLite and as a timestamp on PostgreSQL. */
#ifndef REAL_MOMENT_H
#define REAL_MOMENT_H

#include <orm/converter.h>

struct moment {
    char text[20]; /* 2021-01-01 00:00:00 */
};

orm_encode_fn moment_encode;
orm_decode_fn moment_decode;
ORM_CONVERTER(struct moment, encode = moment_encode, decode = moment_decode, kind = text);

#endif
