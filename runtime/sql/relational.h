/* The relational model: tables, columns, indexes and constraints as one engine sees them, with
 * types and defaults as SQL text. Entities are lowered to it (sql/lower); DDL reads nothing else
 * (sql/ddl). Plain data in an arena. */
#ifndef ORM_SQL_RELATIONAL_H
#define ORM_SQL_RELATIONAL_H

#include <orm/meta.h>

typedef struct orm_rel_column {
    const char *name;
    const char *type; /* SQL text; a generated key's with its clause */
    bool not_null;
    bool is_key_itself;        /* the type already says PRIMARY KEY */
    const char *default_value; /* SQL text; NULL = none */
    const char *computed;      /* the same */
} orm_rel_column;

/* Columns by name, in order. */
typedef struct orm_rel_names {
    const char **names;
    uint16_t count;
} orm_rel_names;

typedef struct orm_rel_unique {
    const char *name;
    orm_rel_names columns;
} orm_rel_unique;

typedef struct orm_rel_check {
    const char *name;
    const char *condition; /* SQL text */
} orm_rel_check;

typedef struct orm_rel_foreign_key {
    const char *name;
    orm_rel_names columns;
    const char *target_schema; /* as orm_rel_table.schema */
    const char *target_table;
    orm_rel_names target_columns;
    orm_action on_delete, on_update;
    bool deferred_creation; /* part of a cycle: added once both tables exist */
} orm_rel_foreign_key;

typedef struct orm_rel_index {
    const char *name;
    orm_rel_names columns;
    bool is_unique;
    const char *where; /* SQL text; NULL = all rows */
} orm_rel_index;

typedef struct orm_rel_table {
    const char *schema; /* NULL = where the connection creates tables */
    const char *name;
    orm_rel_column *columns;
    uint16_t column_count;
    const char *key_name;
    orm_rel_names key; /* count 0 = none, or said by the column itself */
    orm_rel_unique *uniques;
    uint16_t unique_count;
    orm_rel_check *checks;
    uint16_t check_count;
    orm_rel_foreign_key *foreign_keys;
    uint16_t foreign_key_count;
    orm_rel_index *indexes;
    uint16_t index_count;
    const char **statements; /* SQL texts of the program's own */
    uint16_t statement_count;
    bool is_missing; /* it was looked for: that it is there in spite of that is an error */
} orm_rel_table;

/* The tables of a schema in the order of creation: what is referenced comes first, cycles apart. */
typedef struct orm_rel_schema {
    orm_rel_table *tables;
    uint16_t table_count;
} orm_rel_schema;

#endif
