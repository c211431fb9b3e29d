/* Small entities with something special about each, their tables written by hand. */
#ifndef CONFORMANCE_MODELS_ODD_H
#define CONFORMANCE_MODELS_ODD_H

#include <orm.h>

/* A natural key that is not called id. */
struct country {
    char code[3];
    int64_t people;
};

/* Nothing but a generated key. */
struct ticket {
    int64_t id;
};

/* A plain row for questions: every column may be compared, two may be NULL. */
struct item {
    int64_t id;      /* assigned */
    int64_t amount;
    int64_t rank;    /* NULL = INT64_MIN */
    double weight;
    bool flag;
    char *label;     /* NULL = NULL */
};

/* No primary key. */
struct note {
    int64_t number;
    char *text;
};

extern const orm_schema odd_schema;
extern const orm_entity country_entity, ticket_entity, item_entity, note_entity;

extern const struct country_columns {
    orm_text_handle code;
    orm_int_handle people;
} country_;

extern const struct item_columns {
    orm_int_handle id, amount, rank;
    orm_real_handle weight;
    orm_bool_handle flag;
    orm_text_handle label;
} item_;

extern const struct note_columns {
    orm_int_handle number;
    orm_text_handle text;
} note_;

/* What every hand-written table needs. Members and columns have one name here. */
#define ODD_FIELD(type, name_, kind_, storage_, ...)                                              \
    {                                                                                             \
        .member = #name_, .column = { .name = #name_, .kind = ORM_KIND_##kind_, __VA_ARGS__ },    \
        .layout = {.storage = ORM_STORAGE_##storage_,                                             \
                   .offset = offsetof(type, name_),                                               \
                   .size = sizeof(((type *)0)->name_) }                                           \
    }

#endif
