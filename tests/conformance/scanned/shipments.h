/* C types that are columns by converters: of each kind, by value and by pointer. */
#ifndef CONFORMANCE_SCANNED_SHIPMENTS_H
#define CONFORMANCE_SCANNED_SHIPMENTS_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>

/* "12e-2" as text. What its functions make of some exponents: see there. */
struct amount {
    int64_t units;
    int8_t exponent;
};
orm_encode_fn amount_encode;
orm_decode_fn amount_decode;
ORM_CONVERTER(struct amount, encode = amount_encode, decode = amount_decode, kind = text);

/* Without a tag. */
typedef struct {
    int64_t x, y;
} spot;
typedef spot place;
orm_encode_fn spot_encode;
orm_decode_fn spot_decode;
ORM_CONVERTER(spot, encode = spot_encode, decode = spot_decode, kind = text);

/* Several of a fixed size, packed into one blob. */
struct hop {
    uint8_t node[5];
    uint32_t fee;
};
struct route {
    struct hop *hops;
    size_t count;
};
orm_encode_fn route_encode;
orm_decode_fn route_decode;
ORM_CONVERTER(struct route, encode = route_encode, decode = route_decode, kind = blob);

/* A text with its length before it, always behind a pointer. */
struct flexible_text {
    size_t size;
    char bytes[];
};
orm_encode_fn flexible_encode;
orm_decode_fn flexible_decode;
ORM_CONVERTER(struct flexible_text *, encode = flexible_encode, decode = flexible_decode,
              kind = text);

/* What another unit and another number than its own make of an integer. */
typedef int64_t cents;
orm_encode_fn cents_encode;
orm_decode_fn cents_decode;
ORM_CONVERTER(cents, encode = cents_encode, decode = cents_decode, kind = decimal, precision = 9,
              scale = 4);
ORM_CONVERTER(cents, name = as_real, encode = cents_encode, decode = cents_decode, kind = float64);
ORM_CONVERTER(cents, name = as_json, encode = cents_encode, decode = cents_decode, kind = json);
ORM_CONVERTER(cents, name = as_day, encode = cents_encode, decode = cents_decode, kind = date);
ORM_CONVERTER(cents, name = as_time, encode = cents_encode, decode = cents_decode,
              kind = timestamp);
ORM_CONVERTER(cents, name = as_flag, encode = cents_encode, decode = cents_decode, kind = bool);
ORM_CONVERTER(cents, name = as_natural, encode = cents_encode, decode = cents_decode,
              kind = uint64);
ORM_CONVERTER(cents, name = as_uuid, encode = cents_encode, decode = cents_decode, kind = uuid);
ORM_CONVERTER(cents, name = as_small, encode = cents_encode, decode = cents_decode, kind = int16,
              sqlite_type = INT);

struct shipping {
    struct amount net ORM_COLUMN();
    struct amount gross ORM_COLUMN(null_flag = is_net);
    int is_net;
};

struct ORM_TABLE(shipment) shipment {
    int64_t id ORM_COLUMN(primary_key);
    struct amount price ORM_COLUMN(unique, check = "{price} <> '0e0'");
    struct amount *discount ORM_COLUMN();
    struct route route ORM_COLUMN();
    struct flexible_text *note ORM_COLUMN();
    cents exact ORM_COLUMN();
    cents *maybe ORM_COLUMN(converter = as_real);
    struct shipping shipping ORM_COLUMN();
};

/* Names of the type behind pointers, where they are declared and where they are mapped. */
struct ends {
    spot *first;
    place *last;
};
struct ORM_TABLE(stretch) stretch {
    int64_t id ORM_COLUMN(primary_key);
    spot *via ORM_COLUMN();
    place *stop ORM_COLUMN();
    struct ends *ends ORM_COLUMN(columns(first, last));
};
struct bend {
    int64_t id;
    place *at;
    struct ends *ends;
};
ORM_MAP(bend, struct bend)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(at);
    ORM_MEMBER(ends->last);
}

/* One C value in a column of each kind. */
struct ORM_TABLE(kindly) kindly {
    struct flexible_text *key ORM_COLUMN(primary_key);
    cents real ORM_COLUMN(converter = as_real);
    cents json ORM_COLUMN(converter = as_json);
    cents day ORM_COLUMN(converter = as_day);
    cents time ORM_COLUMN(converter = as_time);
    cents flag ORM_COLUMN(converter = as_flag);
    cents natural ORM_COLUMN(converter = as_natural);
    cents uuid ORM_COLUMN(converter = as_uuid);
    cents small ORM_COLUMN(converter = as_small);
};

#endif
