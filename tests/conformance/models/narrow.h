/* Keys that the database chooses and that do not fit every member; named differently on each engine. */
#ifndef CONFORMANCE_MODELS_NARROW_H
#define CONFORMANCE_MODELS_NARROW_H

#include <orm.h>

/* Table "Coupon" ("CouponId", "Text") on SQLite, coupon_row (coupon_id, text) on PostgreSQL. */
struct coupon {
    uint16_t id;
    char *text; /* not NULL, unique */
};

/* Table "badge" everywhere: the column's kind has no key that the member has not. */
struct badge {
    int16_t id;
    int64_t number; /* unique */
};

/* Table "token" everywhere. */
struct token {
    uint64_t id;
    char code[4];
};

extern const orm_schema narrow_schema;
extern const orm_entity coupon_entity, badge_entity, token_entity;

extern const struct coupon_columns {
    orm_int_handle id;
    orm_text_handle text;
} coupon_;

#endif
