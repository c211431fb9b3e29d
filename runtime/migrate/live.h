/* A table as it is in a database: the relational model that lowering writes, filled from an
 * engine's catalogue, and beside it what only a live table has. */
#ifndef ORM_MIGRATE_LIVE_H
#define ORM_MIGRATE_LIVE_H

#include "migrate/catalog.h"
#include "sql/relational.h"

typedef enum orm_live_form {
    ORM_LIVE_MISSING,
    ORM_LIVE_TABLE,
    ORM_LIVE_PARTITIONED,
    ORM_LIVE_VIEW,
    ORM_LIVE_FOREIGN, /* a foreign or virtual table */
    ORM_LIVE_OTHER    /* a sequence, an index: orm_live_table.form_text says what */
} orm_live_form;

typedef enum orm_live_generation {
    ORM_LIVE_NOT_GENERATED,
    ORM_LIVE_GENERATED, /* identity, a sequence behind the default, the rowid */
    ORM_LIVE_ALWAYS     /* identity that refuses a key of the program's */
} orm_live_generation;

/* What a column has beside orm_rel_column. Texts are "" where there is nothing to say. */
typedef struct orm_live_column {
    const char *base;      /* the type under domains, without its length: "varchar", "int4" */
    const char *element;   /* of an array the same of its items; NULL = no array */
    int64_t modifier;      /* length of a text, places of a time, -1 = none */
    int64_t digits, scale; /* of a numeric; digits -1 = any */
    const char **labels;   /* of a native enum */
    uint16_t label_count;
    const char *collation; /* NULL = texts are compared and sorted by bytes */
    orm_live_generation generation;
} orm_live_column;

typedef struct orm_live_unique {
    bool is_deferrable;
    bool nulls_are_alike; /* NULLS NOT DISTINCT */
} orm_live_unique;

typedef struct orm_live_index {
    bool is_plain;   /* columns in ascending order in a tree: no expression, no other method */
    bool is_reverse; /* a column descends */
    const char *collation; /* SQLite: that of a column, where it is not by bytes; NULL = none */
} orm_live_index;

typedef struct orm_live_foreign_key {
    bool target_is_visible; /* found without its schema */
    bool is_proven;         /* rows of before keep it, too */
    bool is_deferred;       /* looked at when the transaction ends */
} orm_live_foreign_key;

struct orm_live_table {
    orm_rel_table table; /* .schema: always said; a key that is a column's own stands in .key */
    orm_live_form form;
    const char *form_text;              /* "view", "foreign table" */
    bool takes_writes;                  /* of a view: by itself */
    bool is_strict;                     /* SQLite */
    bool key_is_rowid;                  /* SQLite: the single key column is the rowid */
    const char *created_by;             /* SQLite: the text of CREATE TABLE; NULL = unknown */
    orm_live_column *columns;           /* beside table.columns */
    orm_live_unique *uniques;           /* beside table.uniques */
    orm_live_index *indexes;            /* beside table.indexes */
    orm_live_foreign_key *foreign_keys; /* beside table.foreign_keys */
    bool *checks_are_proven;            /* beside table.checks: rows of before meet them, too */
    bool key_is_deferrable;
};

/* Reads the table that the connection finds under a name; schema NULL = as it finds it. A missing
 * one is ORM_LIVE_MISSING. *live_out lives in the catalogue's arena. Errors: by cause. */
orm_status orm__live_read(const orm_catalog *catalog, const char *schema, const char *name,
                          orm_live_table *live_out);

/* The column of that name; column_count = none. */
uint16_t orm__live_find(const orm_live_table *live, const orm_dialect *dialect, const char *name);

#endif
