/* What a seed stands for: enums, structs that are values, tables, and their members. */
#ifndef TESTS_FUZZ_HEADERS_MODEL_H
#define TESTS_FUZZ_HEADERS_MODEL_H

#include <stdbool.h>

#include "dice.h"
#include "form.h"

enum { MAX_MEMBERS = 24, MAX_TABLES = 60, VALUE_COUNT = 5, ENUM_COUNT = 4, MAX_KEY = 3 };

typedef enum shape {
    SHAPE_PLAIN,
    SHAPE_POINTER, /* T *: one column that can be NULL */
    SHAPE_WRAPPED, /* in a struct of one member */
    SHAPE_LIST,    /* T * with a count */
    SHAPE_ROW,     /* T[N] */
    SHAPE_PART,    /* T[N] with a count */
    SHAPE_STRUCT,  /* by value */
    SHAPE_STRUCT_POINTER,
    SHAPE_COMPUTED, /* from the table's plain member */
    SHAPE_READONLY,
    SHAPE_VERSION,
} shape;

typedef enum nulls { NULLS_NONE, NULLS_IF, NULLS_FLAG, NULLS_READS_AS } nulls;

struct record;

typedef struct member {
    const form *form;
    shape shape;
    nulls nulls;
    char name[32];       /* from the struct of the table on: "x3", "base.x3" */
    char own[32];        /* what its own annotation calls it */
    char arguments[768]; /* of its annotation */
    unsigned size;       /* of the form */
    unsigned items;      /* of an array */
    unsigned tag;        /* of its enum */
    bool is_key, can_be_null;
    bool is_unique;               /* alone */
    bool is_in_group;             /* one of those that are unique together */
    bool is_null_only;            /* it is always NULL */
    bool is_outside;              /* references a table that no struct maps */
    const struct member *counter; /* an array whose count this one has; NULL = its own */
    unsigned picked;      /* columns(...): a bit for each member of the struct; 0 = all of them */
    struct record *value; /* of a struct */
    const struct record *target;     /* a part of a foreign key to this table; NULL = none ... */
    const struct member *target_key; /* ... and what it holds */
} member;

typedef struct record {
    char tag[16];
    char name[16];        /* what generated names begin with */
    char arguments[1536]; /* of ORM_TABLE */
    member members[MAX_MEMBERS];
    unsigned count;
    unsigned key[MAX_KEY]; /* of a table: which members are its key */
    unsigned key_count;
    bool is_mapped, has_identity;
    bool is_in_base;  /* while it is made: members go into a struct in it */
    bool is_used;     /* a value: some table has it */
    bool is_unmarked; /* a value: its members have no annotations */
} record;

typedef struct model {
    record values[VALUE_COUNT];
    record unmarked; /* struct raw, which is declared elsewhere */
    record tables[MAX_TABLES];
    unsigned table_count;
} model;

/* The model of a seed. */
void model_make(model *m, uint64_t seed, unsigned table_count);

/* The name without its path. */
const char *member_leaf(const member *m);

/* Behind the text in a buffer of this size; ends the program where it does not fit. */
void text_add(char *text, size_t size, const char *format, ...);

#endif
