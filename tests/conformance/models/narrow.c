/* Owns the tables of the entities with narrow keys. */
#include "models/narrow.h"

#include "models/odd.h"

static const uint16_t first_field[] = { 0 }, second_field[] = { 1 };

#define FIRST_IS_KEY { .fields = first_field, .field_count = 1 }

#define ON_EACH(sqlite, postgresql)                         \
    (const orm_dialect_name[])                              \
    {                                                       \
        { "sqlite", sqlite }, { "postgresql", postgresql }, \
        {                                                   \
            NULL, NULL                                      \
        }                                                   \
    }

static const orm_field coupon_fields[] = {
    ODD_FIELD(struct coupon, id, INT32, UINT, .generated = true,
              .names = ON_EACH("CouponId", "coupon_id")),
    ODD_FIELD(struct coupon, text, TEXT, STRING, .nullable = false,
              .names = ON_EACH("Text", "text")),
};

const orm_entity coupon_entity = {
    .schema = &narrow_schema,
    .index = 0,
    .name = "coupon",
    .table = "coupon",
    .tables = ON_EACH("Coupon", "coupon_row"),
    .size = sizeof(struct coupon),
    .align = _Alignof(struct coupon),
    .fields = coupon_fields,
    .field_count = 2,
    .primary_key = FIRST_IS_KEY,
    .uniques = &(const orm_key){ .fields = second_field, .field_count = 1 },
    .unique_count = 1,
};

static const orm_field badge_fields[] = {
    ODD_FIELD(struct badge, id, INT16, INT, .generated = true),
    ODD_FIELD(struct badge, number, INT64, INT, .nullable = false),
};

const orm_entity badge_entity = {
    .schema = &narrow_schema,
    .index = 1,
    .name = "badge",
    .table = "badge",
    .size = sizeof(struct badge),
    .align = _Alignof(struct badge),
    .fields = badge_fields,
    .field_count = 2,
    .primary_key = FIRST_IS_KEY,
    .uniques = &(const orm_key){ .fields = second_field, .field_count = 1 },
    .unique_count = 1,
};

static const orm_field token_fields[] = {
    ODD_FIELD(struct token, id, UINT64, UINT, .generated = true),
    ODD_FIELD(struct token, code, TEXT, CHARS, .nullable = false),
};

const orm_entity token_entity = {
    .schema = &narrow_schema,
    .index = 2,
    .name = "token",
    .table = "token",
    .size = sizeof(struct token),
    .align = _Alignof(struct token),
    .fields = token_fields,
    .field_count = 2,
    .primary_key = FIRST_IS_KEY,
};

const orm_schema narrow_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "narrow",
    .entities = (const orm_entity *const[]){ &coupon_entity, &badge_entity, &token_entity },
    .entity_count = 3,
};

static const orm_path coupon_path = { .entity = &coupon_entity };

const struct coupon_columns coupon_ = {
    .id = { { .path = &coupon_path, .field = 0 } },
    .text = { { .path = &coupon_path, .field = 1 } },
};
