/* Owns the hand-written tables of these tests. */
#include "world.h"

#define MEMBER(type, name) \
    .member = #name, .layout.offset = offsetof(type, name), .layout.size = sizeof(((type *)0)->name)
#define SCHEMA(list)                    \
    { .meta_version = ORM_META_VERSION, \
      .lock = orm_meta_v1,              \
      .name = "test",                   \
      .entities = list,                 \
      .entity_count = sizeof(list) / sizeof((list)[0]) }
#define FIELDS(list) .fields = list, .field_count = sizeof(list) / sizeof((list)[0])
#define ONE(index) .fields = (const uint16_t[]){ index }, .field_count = 1

/* ---- kinds ---- */

enum color { COLOR_RED, COLOR_CRIMSON = COLOR_RED };

struct thing {
    int64_t id;
    bool flag;
    int16_t small;
    int32_t middle;
    int64_t big;
    uint64_t natural;
    float single;
    double real;
    char *text;
    void *data;
    size_t data_size;
    enum color color;
    int64_t seen_at;
    int64_t made_at;
    int64_t sum;
};

static const orm_enum_label color_labels[] = {
    { .name = "COLOR_RED", .value = COLOR_RED },
    { .name = "it's", .value = COLOR_CRIMSON },
};
static const orm_enum color_enum = { .name = "color", .labels = color_labels, .label_count = 2 };

#define DEFAULT(...) .column.default_value = { .kind = ORM_DEFAULT_VALUE, .value = { __VA_ARGS__ } }

static const orm_field thing_fields[] = {
    { MEMBER(struct thing, id), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "id", .kind = ORM_KIND_INT32, .generated = true } },
    { MEMBER(struct thing, flag), .layout.storage = ORM_STORAGE_BOOL, .column.name = "flag",
      .column.kind = ORM_KIND_BOOL, .column.check = "{flag} OR NOT {flag}",
      DEFAULT(.type = ORM_TYPE_BOOL, .as.boolean = true) },
    { MEMBER(struct thing, small), .layout.storage = ORM_STORAGE_INT, .column.name = "small",
      .column.kind = ORM_KIND_INT16, DEFAULT(.type = ORM_TYPE_INT, .as.integer = INT16_MIN) },
    { MEMBER(struct thing, middle), .layout.storage = ORM_STORAGE_INT, .column.name = "middle",
      .column.kind = ORM_KIND_INT32, DEFAULT(.type = ORM_TYPE_INT, .as.integer = -7) },
    { MEMBER(struct thing, big), .layout.storage = ORM_STORAGE_INT, .column.name = "big",
      .column.kind = ORM_KIND_INT64, DEFAULT(.type = ORM_TYPE_INT, .as.integer = INT64_MIN) },
    { MEMBER(struct thing, natural), .layout.storage = ORM_STORAGE_UINT, .column.name = "natural",
      .column.kind = ORM_KIND_UINT64, DEFAULT(.type = ORM_TYPE_INT, .as.integer = INT64_MAX) },
    { MEMBER(struct thing, single), .layout.storage = ORM_STORAGE_FLOAT, .column.name = "single",
      .column.kind = ORM_KIND_FLOAT32, DEFAULT(.type = ORM_TYPE_REAL, .as.real = -2) },
    { MEMBER(struct thing, real), .layout.storage = ORM_STORAGE_FLOAT, .column.name = "real",
      .column.kind = ORM_KIND_FLOAT64, DEFAULT(.type = ORM_TYPE_REAL, .as.real = 0.1) },
    { MEMBER(struct thing, text), .layout.storage = ORM_STORAGE_STRING, .column.name = "text",
      .column.kind = ORM_KIND_TEXT, .column.nullable = true,
      DEFAULT(.type = ORM_TYPE_TEXT, .size = 4, .as.text = "it's not all of it") },
    { MEMBER(struct thing, data), .layout.storage = ORM_STORAGE_BLOB,
      .layout.length = { .offset = offsetof(struct thing, data_size), .size = sizeof(size_t) },
      .column.name = "data", .column.kind = ORM_KIND_BLOB,
      DEFAULT(.type = ORM_TYPE_BLOB, .size = 2, .as.data = "\0\xff") },
    { MEMBER(struct thing, color), .layout.storage = ORM_STORAGE_UINT, .column.name = "color",
      .column.kind = ORM_KIND_ENUM, .column.labels = &color_enum,
      .column.check = "{color} <> '{{}}'",
      DEFAULT(.type = ORM_TYPE_TEXT, .size = 4, .as.text = "it's") },
    { MEMBER(struct thing, seen_at), .layout.storage = ORM_STORAGE_INT,
      .layout.units_per_second = 1000000, .column.name = "seen_at",
      .column.kind = ORM_KIND_TIMESTAMP, DEFAULT(.type = ORM_TYPE_INT, .as.integer = -1) },
    { MEMBER(struct thing, made_at), .layout.storage = ORM_STORAGE_INT,
      .layout.units_per_second = 1000000, .column.name = "made_at",
      .column.kind = ORM_KIND_TIMESTAMP, .column.default_value.kind = ORM_DEFAULT_NOW },
    { MEMBER(struct thing, sum), .layout.storage = ORM_STORAGE_INT, .column.name = "sum",
      .column.kind = ORM_KIND_INT64,
      .column.default_value = { .kind = ORM_DEFAULT_SQL, .sql = "1 + 1" } },
};

static const orm_entity thing_entity = {
    .schema = &kinds_schema,
    .name = "thing",
    .table = "thing",
    .size = sizeof(struct thing),
    .align = _Alignof(struct thing),
    FIELDS(thing_fields),
    .primary_key = { ONE(0) },
};
static const orm_entity *const kinds_entities[] = { &thing_entity };
const orm_schema kinds_schema = SCHEMA(kinds_entities);

/* ---- odd names ---- */

struct odd {
    int64_t order;
    char *quoted;
    int64_t parent;
    int64_t length;
};

#define NAME_63 "a234567890b234567890c234567890d234567890e234567890f23456789\xc3\xa9_3"

static const orm_field odd_fields[] = {
    { MEMBER(struct odd, order), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "order", .kind = ORM_KIND_INT64 } },
    { MEMBER(struct odd, quoted), .layout.storage = ORM_STORAGE_STRING,
      .column = { .name = "it's \"quoted\"",
                  .kind = ORM_KIND_TEXT,
                  .check = "{quoted} <> 'it''s {{quoted}}'" } },
    { MEMBER(struct odd, parent), .layout.storage = ORM_STORAGE_INT,
      .layout.null_if = &(const orm_value){ .type = ORM_TYPE_INT, .as.integer = 0 },
      .column = { .name = "select",
                  .nullable = true,
                  .kind = ORM_KIND_INT64,
                  .names = (const orm_dialect_name[]){ { "postgresql", "\xe6\xa0\xb9 $1 ?1" },
                                                       { NULL, NULL } } } },
    { MEMBER(struct odd, length), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = NAME_63, .kind = ORM_KIND_INT64 } },
};
static const orm_key odd_uniques[] = {
    { .fields = (const uint16_t[]){ 1, 3 }, .field_count = 2 },
    { .fields = (const uint16_t[]){ 3, 1 }, .field_count = 2 },
};
static const orm_index odd_indexes[] = { { ONE(2) }, { .name = "an \"index\"", ONE(3) } };
static const orm_foreign_key odd_foreign_keys[] = {
    { ONE(2), .target = &odd_entity, .target_fields = (const uint16_t[]){ 0 },
      .on_delete = ORM_ACTION_SET_NULL, .on_update = ORM_ACTION_CASCADE },
};
const orm_entity odd_entity = {
    .schema = &odd_schema,
    .name = "odd",
    .table = "Group \"by\"; --",
    .size = sizeof(struct odd),
    .align = _Alignof(struct odd),
    FIELDS(odd_fields),
    .primary_key = { ONE(0) },
    .uniques = odd_uniques,
    .unique_count = 2,
    .indexes = odd_indexes,
    .index_count = 2,
    .foreign_keys = odd_foreign_keys,
    .foreign_key_count = 1,
};
const orm_path odd_path = { .entity = &odd_entity };
static const orm_entity *const odd_entities[] = { &odd_entity };
const orm_schema odd_schema = SCHEMA(odd_entities);

/* ---- cycles ---- */

struct pair {
    int64_t id;
    int64_t other;
};

static const orm_field pair_fields[] = {
    { MEMBER(struct pair, id), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "id", .kind = ORM_KIND_INT64 } },
    { MEMBER(struct pair, other), .layout.storage = ORM_STORAGE_INT,
      .layout.null_if = &(const orm_value){ .type = ORM_TYPE_INT, .as.integer = 0 },
      .column = { .name = "other", .nullable = true, .kind = ORM_KIND_INT64 } },
};

#define REFERENCE(name) { ONE(1), .target = &name, .target_fields = (const uint16_t[]){ 0 } }

static const orm_entity chicken_entity, node_entity;
static const orm_foreign_key egg_keys[] = { REFERENCE(chicken_entity) };
static const orm_entity egg_entity = {
    .schema = &cycle_schema,
    .index = 1,
    .name = "egg",
    .table = "egg's \"$orm$\"",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(pair_fields),
    .primary_key = { ONE(0) },
    .foreign_keys = egg_keys,
    .foreign_key_count = 1,
};
static const orm_foreign_key chicken_keys[] = { REFERENCE(egg_entity) };
static const orm_entity chicken_entity = {
    .schema = &cycle_schema,
    .index = 2,
    .name = "chicken",
    .table = "chicken",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(pair_fields),
    .primary_key = { ONE(0) },
    .foreign_keys = chicken_keys,
    .foreign_key_count = 1,
};
static const orm_foreign_key node_keys[] = { REFERENCE(node_entity) };
static const orm_entity node_entity = {
    .schema = &cycle_schema,
    .index = 3,
    .name = "node",
    .table = "node",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(pair_fields),
    .primary_key = { ONE(0) },
    .foreign_keys = node_keys,
    .foreign_key_count = 1,
};
static const orm_foreign_key farm_keys[] = {
    REFERENCE(egg_entity),
    { .name = "farm_chicken",
      ONE(1),
      .target = &chicken_entity,
      .target_fields = (const uint16_t[]){ 0 } },
};
static const orm_entity farm_entity = {
    .schema = &cycle_schema,
    .index = 0,
    .name = "farm",
    .table = "farm",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(pair_fields),
    .primary_key = { ONE(0) },
    .foreign_keys = farm_keys,
    .foreign_key_count = 2,
};
static const orm_entity *const cycle_entities[] = { &farm_entity, &egg_entity, &chicken_entity,
                                                    &node_entity };
const orm_schema cycle_schema = SCHEMA(cycle_entities);

/* ---- bare ---- */

static const orm_field link_fields[] = {
    { MEMBER(struct pair, id), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "left", .kind = ORM_KIND_INT64 } },
    { MEMBER(struct pair, other), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "right", .kind = ORM_KIND_INT64 } },
};
const orm_entity link_entity = {
    .schema = &bare_schema,
    .index = 0,
    .name = "link",
    .table = "link",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(link_fields),
    .primary_key = { .fields = (const uint16_t[]){ 1, 0 }, .field_count = 2 },
};
static const orm_field counter_fields[] = {
    { MEMBER(struct pair, id), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "id", .kind = ORM_KIND_INT64, .generated = true } },
};
const orm_entity counter_entity = {
    .schema = &bare_schema,
    .index = 1,
    .name = "counter",
    .table = "counter",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(counter_fields),
    .primary_key = { ONE(0) },
};
const orm_entity note_entity = {
    .schema = &bare_schema,
    .index = 2,
    .name = "note",
    .table = "note",
    .size = sizeof(struct pair),
    .align = _Alignof(struct pair),
    FIELDS(link_fields),
};
static const orm_entity *const bare_entities[] = { &link_entity, &counter_entity, &note_entity };
const orm_schema bare_schema = SCHEMA(bare_entities);

/* ---- cell ---- */

static const orm_field cell_fields[] = {
    { MEMBER(struct cell, id), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "id", .kind = ORM_KIND_INT64, .generated = true } },
    { MEMBER(struct cell, a), .layout.storage = ORM_STORAGE_INT,
      .layout.null_if = &(const orm_value){ .type = ORM_TYPE_INT, .as.integer = -1 },
      .column = { .name = "a", .kind = ORM_KIND_INT64, .nullable = true } },
    { MEMBER(struct cell, b), .layout.storage = ORM_STORAGE_INT,
      .column = { .name = "b", .kind = ORM_KIND_INT64 } },
    { MEMBER(struct cell, t), .layout.storage = ORM_STORAGE_STRING,
      .column = { .name = "t", .kind = ORM_KIND_TEXT, .nullable = true } },
    { MEMBER(struct cell, r), .layout.storage = ORM_STORAGE_FLOAT,
      .layout.null_if = &(const orm_value){ .type = ORM_TYPE_REAL, .as.real = -2 },
      .column = { .name = "r", .kind = ORM_KIND_FLOAT64, .nullable = true } },
    { MEMBER(struct cell, bytes), .layout.storage = ORM_STORAGE_BLOB,
      .layout.length = { .offset = offsetof(struct cell, bytes_size), .size = sizeof(size_t) },
      .column = { .name = "bytes", .kind = ORM_KIND_BLOB, .nullable = true } },
};
const orm_entity cell_entity = {
    .schema = &cell_schema,
    .name = "cell",
    .table = "cell",
    .size = sizeof(struct cell),
    .align = _Alignof(struct cell),
    FIELDS(cell_fields),
    .primary_key = { ONE(0) },
};
static const orm_path cell_path = { .entity = &cell_entity };
const struct cell_columns cell_ = {
    .id = { { &cell_path, 0 } },
    .a = { { &cell_path, 1 } },
    .b = { { &cell_path, 2 } },
    .t = { { &cell_path, 3 } },
    .r = { { &cell_path, 4 } },
    .bytes = { { &cell_path, 5 } },
};
static const orm_entity *const cell_entities[] = { &cell_entity };
const orm_schema cell_schema = SCHEMA(cell_entities);
