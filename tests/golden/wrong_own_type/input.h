/* Types of PostgreSQL that do not give back what the member holds; and some that do. */
#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum mood { MOOD_GOOD, MOOD_BAD };

struct amount {
    int64_t sat;
};
orm_encode_fn amount_encode;
orm_decode_fn amount_decode;
ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = int64, postgresql_type = "numeric(20)");

struct ORM_TABLE(parcel) parcel {
    int64_t id            ORM_COLUMN(primary_key, postgresql_type = bigserial);
    double length         ORM_COLUMN(postgresql_type = integer);
    double width          ORM_COLUMN(postgresql_type = float4);
    float height          ORM_COLUMN(postgresql_type = "numeric(10,2)");
    int64_t count         ORM_COLUMN(postgresql_type = text);
    int32_t weight        ORM_COLUMN(postgresql_type = "float(24)");
    bool sent             ORM_COLUMN(postgresql_type = integer);
    enum mood mood        ORM_COLUMN(postgresql_type = smallint);
    int64_t at            ORM_COLUMN(type = timestamp, postgresql_type = "timestamp(3) with time zone");
    time_t since          ORM_COLUMN(type = timestamp, postgresql_type = date);
    int32_t day           ORM_COLUMN(type = date, postgresql_type = timestamp);
    int64_t price         ORM_COLUMN(type = decimal, precision = 10, scale = 2, postgresql_type = "numeric(10, 1)");
    int64_t cost          ORM_COLUMN(type = decimal, precision = 10, scale = 2, postgresql_type = integer);
    uint8_t hash[32]      ORM_COLUMN(postgresql_type = "character varying(64)");
    char json[80]         ORM_COLUMN(type = json, postgresql_type = "\"char\"");
    double point[2]       ORM_COLUMN(postgresql_type = "real[]");
    int32_t numbers[2]    ORM_COLUMN(postgresql_type = integer);
    int32_t number        ORM_COLUMN(postgresql_type = "integer ARRAY[2]");
    char codes[2][8]      ORM_COLUMN(postgresql_type = "char(8)[]");
    struct amount sum     ORM_COLUMN();
    struct amount fee     ORM_COLUMN(postgresql_type = "double precision");
    int64_t total         ORM_COLUMN(readonly, default = 0, postgresql_type = "pg_catalog.numeric");
    char *letter          ORM_COLUMN(postgresql_type = "\"char\"");
    char *transaction     ORM_COLUMN(postgresql_type = "pg_catalog.xid8");
    char owner[64]        ORM_COLUMN(postgresql_type = "regrole[]");
    double open[2]        ORM_COLUMN(sqlite_type = BLOB);

    char *any             ORM_COLUMN(postgresql_type = numeric);
    char flag             ORM_COLUMN(postgresql_type = "\"char\"");
    char *role            ORM_COLUMN(readonly, default = "postgres", postgresql_type = regrole);
    char *word            ORM_COLUMN(postgresql_type = name);
    double rounded        ORM_COLUMN(readonly, default = 0.5, postgresql_type = real);
    time_t second         ORM_COLUMN(type = timestamp, postgresql_type = "timestamp(0)");
    int16_t narrow        ORM_COLUMN(postgresql_type = real);
    int64_t domain        ORM_COLUMN(postgresql_type = "public.numeric");
    char *texts[2]        ORM_COLUMN(sqlite_type = "TEXT COLLATE NOCASE", postgresql_type = "varchar(20)[]");
};
