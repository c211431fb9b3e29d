/* Owns the tables of the cards. */
#include "models/cards.h"

#include "models/odd.h"

#define FIELDS(...)    \
    (const uint16_t[]) \
    {                  \
        __VA_ARGS__    \
    }
#define KEY_OF_FIRST { .fields = FIELDS(0), .field_count = 1 }

#define ON_EACH(sqlite, postgresql)                         \
    (const orm_dialect_name[])                              \
    {                                                       \
        { "sqlite", sqlite }, { "postgresql", postgresql }, \
        {                                                   \
            NULL, NULL                                      \
        }                                                   \
    }

#define ENTITY(index_, name_, kind_)                                                         \
    .schema = &cards_schema, .index = (index_), .name = #name_, .kind = ORM_ENTITY_##kind_,  \
    .size = sizeof(struct name_), .align = _Alignof(struct name_), .fields = name_##_fields, \
    .field_count = sizeof name_##_fields / sizeof name_##_fields[0]

#define CARD_ID ON_EACH("CardId", "card_id")
#define CARD_TITLE ON_EACH("Title", "title")
#define CARD_STOCK ON_EACH("Stock", "stock")
#define CARD_HINT ON_EACH("Hint", "hint")
#define CARD_CHANGES ON_EACH("Changes", "changes")
#define CARD_TABLE .table = "card", .tables = ON_EACH("Card", "card_row")

/* ---- cards ---- */

static const orm_field card_fields[] = {
    ODD_FIELD(struct card, id, INT64, INT, .generated = true, .names = CARD_ID),
    ODD_FIELD(struct card, title, TEXT, STRING, .names = CARD_TITLE),
    ODD_FIELD(struct card, stock, INT64, INT, .names = CARD_STOCK),
    ODD_FIELD(struct card, hint, TEXT, STRING, .nullable = true, .redact = true,
              .names = CARD_HINT),
    ODD_FIELD(struct card, changes, INT32, INT, .names = CARD_CHANGES),
};

const orm_entity card_entity = {
    ENTITY(0, card, TABLE),
    CARD_TABLE,
    .primary_key = KEY_OF_FIRST,
    .uniques = &(const orm_key){ .fields = FIELDS(1), .field_count = 1 },
    .unique_count = 1,
    .version = 5,
};

static const orm_field card_title_fields[] = {
    ODD_FIELD(struct card_title, id, INT64, INT, .generated = true, .names = CARD_ID),
    ODD_FIELD(struct card_title, title, TEXT, STRING, .names = CARD_TITLE),
    ODD_FIELD(struct card_title, changes, INT32, INT, .names = CARD_CHANGES),
};

const orm_entity card_title_entity = {
    ENTITY(1, card_title, PART), CARD_TABLE,   .part_of = &card_entity,
    .primary_key = KEY_OF_FIRST, .version = 3,
};

static const orm_field card_stock_fields[] = {
    ODD_FIELD(struct card_stock, id, INT64, INT, .generated = true, .names = CARD_ID),
    ODD_FIELD(struct card_stock, stock, INT64, INT, .names = CARD_STOCK),
};

const orm_entity card_stock_entity = {
    ENTITY(2, card_stock, PART),
    CARD_TABLE,
    .part_of = &card_entity,
    .primary_key = KEY_OF_FIRST,
};

static const orm_field card_hint_fields[] = {
    ODD_FIELD(struct card_hint, title, TEXT, CHARS, .names = CARD_TITLE),
    ODD_FIELD(struct card_hint, hint, TEXT, STRING, .nullable = true, .redact = true,
              .names = CARD_HINT),
};

const orm_entity card_hint_entity = {
    ENTITY(3, card_hint, PART),
    CARD_TABLE,
    .part_of = &card_entity,
    .uniques = &(const orm_key){ .fields = FIELDS(0), .field_count = 1 },
    .unique_count = 1,
};

/* ---- leaves ---- */

#define WEIGHT_DEFAULT                            \
    .default_value = { .kind = ORM_DEFAULT_VALUE, \
                       .value = { .type = ORM_TYPE_INT, .as.integer = 7 } }

static const orm_field leaf_fields[] = {
    ODD_FIELD(struct leaf, id, INT64, INT, .generated = true),
    ODD_FIELD(struct leaf, card_id, INT64, INT, .nullable = false),
    ODD_FIELD(struct leaf, text, TEXT, STRING, .nullable = true),
    ODD_FIELD(struct leaf, pinned, BOOL, BOOL,
              .default_value = { .kind = ORM_DEFAULT_VALUE,
                                 .value = { .type = ORM_TYPE_BOOL, .as.boolean = true } }),
    ODD_FIELD(struct leaf, weight, INT32, INT, WEIGHT_DEFAULT),
};

const orm_entity leaf_entity = {
    ENTITY(4, leaf, TABLE),
    .table = "leaf",
    .primary_key = KEY_OF_FIRST,
    .foreign_keys = &(const orm_foreign_key){ .fields = FIELDS(1),
                                              .target = &card_entity,
                                              .target_fields = FIELDS(0),
                                              .field_count = 1 },
    .foreign_key_count = 1,
};

static const orm_field leaf_text_fields[] = {
    ODD_FIELD(struct leaf_text, id, INT64, INT, .generated = true),
    ODD_FIELD(struct leaf_text, text, TEXT, STRING, .nullable = true),
};

const orm_entity leaf_text_entity = {
    ENTITY(5, leaf_text, PART),
    .table = "leaf",
    .part_of = &leaf_entity,
    .primary_key = KEY_OF_FIRST,
};

static const orm_field leaf_whole_fields[] = {
    ODD_FIELD(struct leaf_whole, id, INT64, INT, .generated = true),
    ODD_FIELD(struct leaf_whole, card_id, INT64, INT, .nullable = false),
    ODD_FIELD(struct leaf_whole, weight, INT32, INT, WEIGHT_DEFAULT),
};

const orm_entity leaf_whole_entity = {
    ENTITY(6, leaf_whole, PART),
    .table = "leaf",
    .part_of = &leaf_entity,
    .primary_key = KEY_OF_FIRST,
};

/* ---- what is written by nobody ---- */

static const orm_field card_total_fields[] = {
    ODD_FIELD(struct card_total, card_id, INT64, INT, .nullable = false),
    ODD_FIELD(struct card_total, title, TEXT, STRING, .nullable = false),
    ODD_FIELD(struct card_total, leaves, INT64, INT, .nullable = false),
    ODD_FIELD(struct card_total, mean, FLOAT64, FLOAT, .nullable = false),
};

const orm_entity card_total_entity = {
    ENTITY(7, card_total, VIEW),
    .table = "card_total",
    .primary_key = KEY_OF_FIRST,
    .relations = &(const orm_relation){ .member = "card",
                                        .kind = ORM_RELATION_BELONGS_TO,
                                        .target = &card_entity,
                                        .fields = FIELDS(0),
                                        .field_count = 1,
                                        .target_fields = FIELDS(0),
                                        .target_field_count = 1,
                                        .offset = offsetof(struct card_total, card) },
    .relation_count = 1,
};

static const orm_field card_size_fields[] = {
    ODD_FIELD(struct card_size, card_id, INT64, INT, .nullable = false),
    ODD_FIELD(struct card_size, leaves, INT64, INT, .nullable = false),
};

const orm_entity card_size_entity = {
    ENTITY(8, card_size, PART),
    .table = "card_total",
    .part_of = &card_total_entity,
    .primary_key = KEY_OF_FIRST,
};

static const orm_field tally_fields[] = {
    ODD_FIELD(struct tally, word, TEXT, STRING, .nullable = true),
    ODD_FIELD(struct tally, rows, INT64, INT, .nullable = false),
};

const orm_entity tally_entity = {
    ENTITY(9, tally, RESULT),
    .table = "tally",
};

const orm_schema cards_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "cards",
    .entities = (const orm_entity *const[]){ &card_entity, &card_title_entity, &card_stock_entity,
                                             &card_hint_entity, &leaf_entity, &leaf_text_entity,
                                             &leaf_whole_entity, &card_total_entity,
                                             &card_size_entity, &tally_entity },
    .entity_count = 10,
};

/* ---- columns ---- */

static const orm_path card_path = { .entity = &card_entity };
static const orm_path card_title_path = { .entity = &card_title_entity };
static const orm_path leaf_text_path = { .entity = &leaf_text_entity };
static const orm_path card_total_path = { .entity = &card_total_entity };
static const orm_path tally_path = { .entity = &tally_entity };

const struct card_columns card_ = {
    .id = { { .path = &card_path, .field = 0 } },
    .title = { { .path = &card_path, .field = 1 } },
    .stock = { { .path = &card_path, .field = 2 } },
};

const struct card_title_columns card_title_ = {
    .id = { { .path = &card_title_path, .field = 0 } },
    .title = { { .path = &card_title_path, .field = 1 } },
};

const struct leaf_text_columns leaf_text_ = {
    .id = { { .path = &leaf_text_path, .field = 0 } },
    .text = { { .path = &leaf_text_path, .field = 1 } },
};

const struct card_total_columns card_total_ = {
    .card_id = { { .path = &card_total_path, .field = 0 } },
    .title = { { .path = &card_total_path, .field = 1 } },
    .leaves = { { .path = &card_total_path, .field = 2 } },
};

const struct tally_columns tally_ = {
    .rows = { { .path = &tally_path, .field = 1 } },
};

/* ---- the view ---- */

const char *const cards_view_sqlite =
    "CREATE VIEW card_total AS SELECT c.\"CardId\" AS card_id, c.\"Title\" AS title,"
    " count(l.id) AS leaves, coalesce(avg(l.weight), 0.0) AS mean, 'x' AS surplus"
    " FROM \"Card\" AS c LEFT JOIN leaf AS l ON l.card_id = c.\"CardId\" GROUP BY c.\"CardId\"";
const char *const cards_view_postgresql =
    "CREATE VIEW card_total AS SELECT c.card_id, c.title, count(l.id) AS leaves,"
    " CAST(coalesce(avg(l.weight), 0) AS double precision) AS mean, 'x' AS surplus"
    " FROM card_row AS c LEFT JOIN leaf AS l ON l.card_id = c.card_id GROUP BY c.card_id";
