/* Owns the tables of the entities that reference each other. */
#include "models/cycle.h"

#include "models/odd.h"

static const uint16_t first_field[] = { 0 }, second_field[] = { 1 };

static const orm_field land_fields[] = {
    ODD_FIELD(struct land, id, INT64, INT, .generated = true),
    { .member = "capital_id",
      .column = { .name = "capital_id", .kind = ORM_KIND_INT64, .nullable = true },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct land, capital_id),
                  .size = sizeof(int64_t),
                  .null_if = &(const orm_value){ .type = ORM_TYPE_INT, .as.integer = 0 } } },
};

const orm_entity land_entity = {
    .schema = &cycle_schema,
    .index = 0,
    .name = "land",
    .table = "land",
    .size = sizeof(struct land),
    .align = _Alignof(struct land),
    .fields = land_fields,
    .field_count = 2,
    .primary_key = { .fields = first_field, .field_count = 1 },
    .foreign_keys = &(const orm_foreign_key){ .fields = second_field,
                                              .target = &town_entity,
                                              .target_fields = first_field,
                                              .field_count = 1,
                                              .on_delete = ORM_ACTION_SET_NULL },
    .foreign_key_count = 1,
};

static const orm_field town_fields[] = {
    ODD_FIELD(struct town, id, INT64, INT, .generated = true),
    ODD_FIELD(struct town, land_id, INT64, INT, .nullable = false),
};

const orm_entity town_entity = {
    .schema = &cycle_schema,
    .index = 1,
    .name = "town",
    .table = "town",
    .size = sizeof(struct town),
    .align = _Alignof(struct town),
    .fields = town_fields,
    .field_count = 2,
    .primary_key = { .fields = first_field, .field_count = 1 },
    .foreign_keys = &(const orm_foreign_key){ .fields = second_field,
                                              .target = &land_entity,
                                              .target_fields = first_field,
                                              .field_count = 1,
                                              .on_delete = ORM_ACTION_RESTRICT },
    .foreign_key_count = 1,
};

#define DEFAULT(...) .default_value = { .kind = ORM_DEFAULT_VALUE, .value = { __VA_ARGS__ } }

/* A timestamp of the statement, in units per second, cut as the rest says. */
#define NOW_FIELD(name_, type_, units, ...)                                               \
    {                                                                                     \
        .member = #name_,                                                                 \
        .column = { .name = #name_,                                                       \
                    .kind = ORM_KIND_TIMESTAMP,                                           \
                    .default_value = { .kind = ORM_DEFAULT_NOW, .value = { __VA_ARGS__ } } }, \
        .layout = { .storage = ORM_STORAGE_INT,                                           \
                    .offset = offsetof(struct preset, name_),                             \
                    .size = sizeof(type_),                                                \
                    .units_per_second = (units) }                                         \
    }

static const orm_field preset_fields[] = {
    ODD_FIELD(struct preset, id, INT64, INT, .nullable = false),
    ODD_FIELD(struct preset, text, TEXT, STRING,
              DEFAULT(.type = ORM_TYPE_TEXT, .size = 20, .as.text = "it's a \"default\" \\ %")),
    ODD_FIELD(struct preset, number, INT64, INT,
              DEFAULT(.type = ORM_TYPE_INT, .as.integer = INT64_MIN)),
    ODD_FIELD(struct preset, real, FLOAT64, FLOAT, DEFAULT(.type = ORM_TYPE_REAL, .as.real = 0.1)),
    ODD_FIELD(struct preset, flag, BOOL, BOOL, DEFAULT(.type = ORM_TYPE_BOOL, .as.boolean = true)),
    { .member = "data",
      .column = { .name = "data",
                  .kind = ORM_KIND_BLOB,
                  DEFAULT(.type = ORM_TYPE_BLOB, .size = 3, .as.data = "\0'\xff") },
      .layout = { .storage = ORM_STORAGE_BLOB,
                  .offset = offsetof(struct preset, data),
                  .size = sizeof(void *),
                  .length = { .offset = offsetof(struct preset, data_size),
                              .size = sizeof(size_t) } } },
    { .member = "at",
      .column = { .name = "at",
                  .kind = ORM_KIND_TIMESTAMP,
                  DEFAULT(.type = ORM_TYPE_TIMESTAMP, .as.integer = 1709208245678901) },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct preset, at),
                  .size = sizeof(int64_t),
                  .units_per_second = 1000000 } },
    NOW_FIELD(made_at, int64_t, 1000000, .type = ORM_TYPE_NULL),
    NOW_FIELD(made_ms, int64_t, 1000, .type = ORM_TYPE_INT, .as.integer = 1000),
    NOW_FIELD(made_s, time_t, 1, .type = ORM_TYPE_INT, .as.integer = 1),
    ODD_FIELD(struct preset, computed, INT32, INT,
              .default_value = { .kind = ORM_DEFAULT_SQL, .sql = "abs(-42)" }),
};

const orm_entity preset_entity = {
    .schema = &cycle_schema,
    .index = 2,
    .name = "preset",
    .table = "preset",
    .size = sizeof(struct preset),
    .align = _Alignof(struct preset),
    .fields = preset_fields,
    .field_count = 11,
    .primary_key = { .fields = first_field, .field_count = 1 },
};

static const orm_field lone_fields[] = {
    ODD_FIELD(struct lone, id, INT64, INT, .generated = true),
};

const orm_entity lone_entity = {
    .schema = &cycle_schema,
    .index = 3,
    .name = "lone",
    .table = "lone",
    .size = sizeof(struct lone),
    .align = _Alignof(struct lone),
    .fields = lone_fields,
    .field_count = 1,
    .primary_key = { .fields = first_field, .field_count = 1 },
};

const orm_schema cycle_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "cycle",
    .entities = (const orm_entity *const[]){ &land_entity, &town_entity, &preset_entity,
                                             &lone_entity },
    .entity_count = 4,
};
