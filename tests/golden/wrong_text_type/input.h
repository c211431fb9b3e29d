/* Texts in types of PostgreSQL that give back others, and what to do about each; and some that pass. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>

typedef char *period;
orm_encode_fn period_encode;
orm_decode_fn period_decode;
ORM_CONVERTER(period, encode = period_encode, decode = period_decode, kind = text, postgresql_type = interval);

struct ORM_TABLE(visit) visit {
    int64_t id         ORM_COLUMN(primary_key);
    char *seal         ORM_COLUMN(postgresql_type = bytea);
    char count[12]     ORM_COLUMN(postgresql_type = integer);
    char *object       ORM_COLUMN(size = object_size, postgresql_type = "pg_catalog.oid");
    size_t object_size;
    char *price        ORM_COLUMN(postgresql_type = "numeric(10, 2)");
    char *weight       ORM_COLUMN(postgresql_type = "float(24)");
    char *length       ORM_COLUMN(postgresql_type = "double precision");
    char *open         ORM_COLUMN(postgresql_type = boolean);
    char day[11]       ORM_COLUMN(postgresql_type = date);
    char *at           ORM_COLUMN(postgresql_type = "timestamp(0) with time zone");
    char *note         ORM_COLUMN(postgresql_type = jsonb);
    char *letter       ORM_COLUMN(postgresql_type = "\"char\"");
    char *words        ORM_COLUMN(postgresql_type = "text[]");
    char *marks        ORM_COLUMN(postgresql_type = "uuid[]");
    char *moods        ORM_COLUMN(postgresql_type = "mood ARRAY");
    char *from         ORM_COLUMN(postgresql_type = "time(3) with time zone");
    char *pause        ORM_COLUMN(postgresql_type = "interval day to second");
    char *fee          ORM_COLUMN(postgresql_type = money);
    char *found        ORM_COLUMN(postgresql_type = tsvector);
    char *place        ORM_COLUMN(postgresql_type = point);
    char *days         ORM_COLUMN(postgresql_type = daterange);
    char *transaction  ORM_COLUMN(postgresql_type = xid8);
    char net           ORM_COLUMN(postgresql_type = cidr);

    char digits[33]    ORM_COLUMN(postgresql_type = uuid);
    char *listed       ORM_COLUMN(postgresql_type = "_text");
    char host[64]      ORM_COLUMN(null_if = "10.0.0.1", postgresql_type = inet);
    char guest[64]     ORM_COLUMN(null_if = "", postgresql_type = inet);
    char dashed[37]    ORM_COLUMN(postgresql_type = uuid);
    char *name         ORM_COLUMN(postgresql_type = name);
    char *address      ORM_COLUMN(postgresql_type = inet);
    char *token        ORM_COLUMN(postgresql_type = "UUID");
    char *exact        ORM_COLUMN(postgresql_type = numeric);
    char *bits         ORM_COLUMN(postgresql_type = "bit varying(8)");
    char *numbers      ORM_COLUMN(postgresql_type = int4range);
    char *kept         ORM_COLUMN(postgresql_type = json);
    char *odd          ORM_COLUMN(postgresql_type = "\"bytea[]\"");
    char flag          ORM_COLUMN(postgresql_type = "\"char\"");
    char *made         ORM_COLUMN(readonly, default = "1", postgresql_type = money);
    char *total        ORM_COLUMN(computed = "{id} + 1", postgresql_type = bigint);
    period every       ORM_COLUMN();
    period last        ORM_COLUMN(postgresql_type = time);
};
