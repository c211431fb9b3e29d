/* Entities of every kind: tables, parts of them, a view, the result of a text. */
#ifndef CONFORMANCE_MODELS_CARDS_H
#define CONFORMANCE_MODELS_CARDS_H

#include <orm.h>

/* Table "Card" ("CardId", "Title", ...) on SQLite, card_row (card_id, title, ...) on PostgreSQL. */
struct card {
    int64_t id;
    char *title; /* not NULL, unique */
    int64_t stock;
    char *hint;      /* a secret, NULL = NULL */
    int32_t changes; /* the version */
};

/* Key and version of card, and one column. */
struct card_title {
    int64_t id;
    char *title;
    int32_t changes;
};

/* The key of card without its version. */
struct card_stock {
    int64_t id;
    int64_t stock;
};

/* A unique key of card, not its primary key. */
struct card_hint {
    char title[32];
    char *hint;
};

/* Table "leaf" everywhere. */
struct leaf {
    int64_t id;
    int64_t card_id;
    char *text; /* NULL = NULL */
    bool pinned;
    int32_t weight; /* 7 where nothing is said */
};

/* Its key and what is below; card_id is NOT NULL without a default. */
struct leaf_text {
    int64_t id;
    char *text;
};

struct leaf_whole {
    int64_t id;
    int64_t card_id;
    int64_t weight; /* wider than its column's kind */
};

/* A view that cards_make_views makes. */
struct card_total {
    int64_t card_id; /* the key, as the model says */
    char *title;
    int64_t leaves;
    double mean;
    struct card *card;
};

/* A part of the view. */
struct card_size {
    int64_t card_id;
    int64_t leaves;
};

/* No table. */
struct tally {
    char *word;
    int64_t rows;
};

extern const orm_schema cards_schema;
extern const orm_entity card_entity, card_title_entity, card_stock_entity, card_hint_entity,
    leaf_entity, leaf_text_entity, leaf_whole_entity, card_total_entity, card_size_entity,
    tally_entity;

extern const struct card_columns {
    orm_int_handle id;
    orm_text_handle title;
    orm_int_handle stock;
} card_;

extern const struct card_title_columns {
    orm_int_handle id;
    orm_text_handle title;
} card_title_;

extern const struct leaf_text_columns {
    orm_int_handle id;
    orm_text_handle text;
} leaf_text_;

extern const struct card_total_columns {
    orm_int_handle card_id;
    orm_text_handle title;
    orm_int_handle leaves;
} card_total_;

extern const struct tally_columns {
    orm_int_handle rows;
} tally_;

/* The statement that makes the view, and the one that drops it. */
extern const char *const cards_view_sqlite, *const cards_view_postgresql;

#endif
