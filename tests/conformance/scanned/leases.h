/* Spans of time in months, days and microseconds, in every way that a row can have one. */
#ifndef CONFORMANCE_SCANNED_LEASES_H
#define CONFORMANCE_SCANNED_LEASES_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <orm/interval.h>
#include <stdbool.h>
#include <stdint.h>

/* A program's own span: whole hours. */
typedef struct hours {
    int64_t count;
} hours;

orm_encode_fn hours_encode;
orm_decode_fn hours_decode;
ORM_CONVERTER(hours, encode = hours_encode, decode = hours_decode, kind = interval);

struct lease_terms {
    orm_interval period;
};

struct ORM_TABLE(lease) lease {
    int64_t id ORM_COLUMN(primary_key);
    orm_interval period ORM_COLUMN(default = "P1Y2M-3DT4H5M6.789S");
    orm_interval notice ORM_COLUMN(null_flag = notice_is_null);
    bool notice_is_null;
    orm_interval *grace ORM_COLUMN();
    struct lease_terms terms ORM_COLUMN();
    hours rest ORM_COLUMN();
};

#endif
