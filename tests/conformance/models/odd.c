/* Owns the tables of the odd entities. */
#include "models/odd.h"

static const uint16_t first_field[] = { 0 };

#define FIRST_IS_KEY { .fields = first_field, .field_count = 1 }

static const orm_field country_fields[] = {
    ODD_FIELD(struct country, code, TEXT, CHARS, .nullable = false),
    ODD_FIELD(struct country, people, INT64, INT, .nullable = false),
};

const orm_entity country_entity = {
    .schema = &odd_schema,
    .index = 0,
    .name = "country",
    .table = "country",
    .size = sizeof(struct country),
    .align = _Alignof(struct country),
    .fields = country_fields,
    .field_count = 2,
    .primary_key = FIRST_IS_KEY,
};

static const orm_field ticket_fields[] = {
    ODD_FIELD(struct ticket, id, INT64, INT, .generated = true),
};

const orm_entity ticket_entity = {
    .schema = &odd_schema,
    .index = 1,
    .name = "ticket",
    .table = "ticket",
    .size = sizeof(struct ticket),
    .align = _Alignof(struct ticket),
    .fields = ticket_fields,
    .field_count = 1,
    .primary_key = FIRST_IS_KEY,
};

static const orm_field item_fields[] = {
    ODD_FIELD(struct item, id, INT64, INT, .nullable = false),
    ODD_FIELD(struct item, amount, INT64, INT, .nullable = false),
    { .member = "rank",
      .column = { .name = "rank", .kind = ORM_KIND_INT64, .nullable = true },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct item, rank),
                  .size = sizeof(int64_t),
                  .null_if = &(const orm_value){ .type = ORM_TYPE_INT,
                                                 .as.integer = INT64_MIN } } },
    ODD_FIELD(struct item, weight, FLOAT64, FLOAT, .nullable = false),
    ODD_FIELD(struct item, flag, BOOL, BOOL, .nullable = false),
    ODD_FIELD(struct item, label, TEXT, STRING, .nullable = true),
};

const orm_entity item_entity = {
    .schema = &odd_schema,
    .index = 2,
    .name = "item",
    .table = "item",
    .size = sizeof(struct item),
    .align = _Alignof(struct item),
    .fields = item_fields,
    .field_count = 6,
    .primary_key = FIRST_IS_KEY,
};

static const orm_field note_fields[] = {
    ODD_FIELD(struct note, number, INT64, INT, .nullable = false),
    ODD_FIELD(struct note, text, TEXT, STRING, .nullable = true),
};

const orm_entity note_entity = {
    .schema = &odd_schema,
    .index = 3,
    .name = "note",
    .table = "note",
    .size = sizeof(struct note),
    .align = _Alignof(struct note),
    .fields = note_fields,
    .field_count = 2,
};

const orm_schema odd_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "odd",
    .entities = (const orm_entity *const[]){ &country_entity, &ticket_entity, &item_entity,
                                             &note_entity },
    .entity_count = 4,
};

static const orm_path country_path = { .entity = &country_entity };
static const orm_path item_path = { .entity = &item_entity };
static const orm_path note_path = { .entity = &note_entity };

const struct country_columns country_ = {
    .code = { { .path = &country_path, .field = 0 } },
    .people = { { .path = &country_path, .field = 1 } },
};

const struct item_columns item_ = {
    .id = { { .path = &item_path, .field = 0 } },
    .amount = { { .path = &item_path, .field = 1 } },
    .rank = { { .path = &item_path, .field = 2 } },
    .weight = { { .path = &item_path, .field = 3 } },
    .flag = { { .path = &item_path, .field = 4 } },
    .label = { { .path = &item_path, .field = 5 } },
};

const struct note_columns note_ = {
    .number = { { .path = &note_path, .field = 0 } },
    .text = { { .path = &note_path, .field = 1 } },
};
