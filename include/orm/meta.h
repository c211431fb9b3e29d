/* THE CONTRACT: everything that orm-scan writes and the runtime reads.
 *
 * Plain constant data: a schema has entities, an entity has fields. Each field has two halves. The
 * column half holds the facts of SQL and no size; DDL reads nothing else, so it is the same for
 * every target machine. The layout half says where and how the C struct keeps the member, in
 * offsetof/sizeof expressions that the program's own compiler evaluates.
 *
 * Tables written by hand are as good as generated ones. They must be const and outlive every handle
 * that uses them; they may be shared by threads. The runtime checks a schema when a handle first
 * meets it and answers ORM_MISUSE with the reason. */
#ifndef ORM_META_H
#define ORM_META_H

#include <orm/error.h>
#include <orm/export.h>
#include <orm/value.h>
#include <stddef.h>
#include <stdint.h>

ORM_BEGIN_DECLS

/* Generated files check this when they are compiled ... */
#define ORM_META_VERSION 1

/* ... and name this when they are linked: a library with another contract lacks the symbol. */
extern ORM_API const char orm_meta_v1[];

typedef struct orm_schema orm_schema;
typedef struct orm_entity orm_entity;
typedef struct orm_converter orm_converter;     /* orm/converter.h */
typedef struct orm_hook orm_hook;               /* orm/hooks.h */
typedef struct orm_entity_hook orm_entity_hook; /* orm/hooks.h */
typedef struct orm_field orm_field;

/* ---- the column half ---------------------------------------------------------------------- */

/* A name, or an SQL text, that differs per engine: where dialect is that of the handle, name stands
 * instead of the general one. Lists end with a row whose dialect is NULL. */
typedef struct orm_dialect_name {
    const char *dialect; /* "sqlite", "postgresql" */
    const char *name;
} orm_dialect_name;

typedef struct orm_enum_label {
    const char *name; /* as stored: the enumerator's name */
    int64_t value;    /* as in C */
} orm_enum_label;

/* The labels of an enumeration, in source order. Two labels may share a value: the first one is
 * written, all are read. */
typedef struct orm_enum {
    const char *name;
    const orm_enum_label *labels;
    uint16_t label_count;
} orm_enum;

typedef enum orm_default_kind {
    ORM_DEFAULT_NONE = 0,
    ORM_DEFAULT_VALUE, /* .value, as the database stores it: an enum's label is TEXT */
    ORM_DEFAULT_NOW,   /* the time of the statement; for timestamps. See below */
    ORM_DEFAULT_SQL    /* .sql, an expression in the engine's own SQL; {member} is a column */
} orm_default_kind;

/* Of NOW, .value is an INT: the units per second that the time is cut to, 1 or 1000; NULL =
 * microseconds, where the engine has them. A member cannot hold a finer time than it counts
 * (units_per_second), so that its default must be cut too. */
typedef struct orm_default {
    orm_default_kind kind;
    orm_value value;
    const char *sql;
    const orm_dialect_name *engines; /* expressions of single engines, instead of all that */
} orm_default;

typedef struct orm_column {
    const char *name;
    const orm_dialect_name *names; /* NULL = the same on every engine */
    orm_kind kind;
    const orm_dialect_name *types; /* SQL types of single engines, instead of the kind's own */
    bool nullable;                 /* false = NOT NULL */
    bool generated;                /* the database chooses the key; see orm_entity.primary_key */
    uint8_t precision;             /* of DECIMAL: digits, 1 to 18; else 0 */
    uint8_t scale;                 /* of DECIMAL: how many of them stand behind the point */
    const orm_enum *labels; /* of ENUM the texts, of an integer the numbers that it is one of */
    orm_kind element;       /* of ARRAY: what its items are, by themselves no array; else NONE */
    orm_default default_value;
    const char *check;    /* an SQL condition, {member} is a column; NULL = none */
    const char *computed; /* an SQL expression: the database keeps its value here; NULL = none */
    bool readonly;        /* the database fills it in; no INSERT and no UPDATE names it */
    const char *renamed_from; /* what the column was called before; NULL = so from the start */
    bool redact;              /* its values are secrets: no message and no event of a log has one */
} orm_column;

/* ---- the layout half ---------------------------------------------------------------------- */

/* How C keeps a member. Size and signedness of the C type, never of the column. */
typedef enum orm_storage {
    ORM_STORAGE_NONE = 0,
    ORM_STORAGE_BOOL,   /* bool; of an INT16 column its labels are 0 and 1 */
    ORM_STORAGE_INT,    /* signed integer or enum of 1, 2, 4 or 8 bytes */
    ORM_STORAGE_UINT,   /* unsigned integer or enum of 1, 2, 4 or 8 bytes */
    ORM_STORAGE_FLOAT,  /* float or double, by size */
    ORM_STORAGE_STRING, /* char *: NUL-terminated, NULL = SQL NULL */
    ORM_STORAGE_CHARS,  /* char[N]: NUL-terminated within its size */
    ORM_STORAGE_BLOB,   /* pointer and a size member; a NULL pointer = SQL NULL, also with size 0 */
    ORM_STORAGE_BYTES,  /* uint8_t[N]: all N bytes, or as many of them as a size member says */
    ORM_STORAGE_TIMESPEC, /* struct timespec: of TIMESTAMP units_per_second is 1000000, of INT64 it
                           * says what the number counts */
    ORM_STORAGE_TIMEVAL,  /* struct timeval, the same */
    ORM_STORAGE_CHAR,     /* char: a text of one ASCII character, or empty as a NUL */
    ORM_STORAGE_SPAN,  /* char pointer and a size member: a text without its NUL; NULL as of BLOB */
    ORM_STORAGE_ARRAY, /* T[N]: all N items, or as many of them as a count member says */
    ORM_STORAGE_ITEMS, /* pointer to items and a count member; NULL as of BLOB */
    ORM_STORAGE_INTERVAL, /* orm_interval */
    ORM_STORAGE_CONVERTED /* as its converter knows it */
} orm_storage;

/* How a bit-field, which has no address, is read and written. Generated. row: the struct that it is
 * in. A negative number is its two's complement. */
typedef struct orm_access {
    uint64_t (*get)(const void *row);
    bool (*set)(void *row, uint64_t value); /* false: it holds another value now */
} orm_access;

/* A struct inside the struct, or behind a pointer in it, that holds fields. */
typedef struct orm_group {
    const char *member; /* as C spells it, from its parent */
    uint16_t parent; /* 0 = the entity's struct, else 1 + index of the parent group (a lower one) */
    size_t offset;   /* in the parent */
    size_t size;     /* of the nested struct */
    size_t align;    /* of the nested struct: _Alignof */
    bool by_pointer; /* the parent holds a pointer; a NULL pointer = all its columns are NULL */
} orm_group;

/* An integer member beside another one: a blob's size, an array's count, a null flag, a relation's
 * count. size 0 = there is none, or it is a bit-field. */
typedef struct orm_auxiliary {
    size_t offset;            /* in the same group as the field */
    size_t size;              /* of the member: 1, 2, 4 or 8 bytes */
    bool is_signed;           /* of a size, of a count: the member is signed */
    const orm_access *access; /* of a null flag that is a bit-field */
} orm_auxiliary;

/* A function of the program's that sees each value before it is stored: orm/hooks.h. */
typedef orm_status orm_validate_fn(const orm_field *field, const orm_value *value,
                                   orm_error *error);

typedef struct orm_layout {
    orm_storage storage;
    uint16_t group;           /* 0 = in the struct itself, else 1 + index of the group */
    uint16_t needed_in;       /* as group, on the way: where it is there, NULL is refused; else 0 */
    size_t offset;            /* in the group */
    size_t size;              /* of the member; of CHARS and BYTES the whole array */
    orm_auxiliary length;     /* BLOB, SPAN, also BYTES: the size; ITEMS, also ARRAY: the count */
    orm_auxiliary null_flag;  /* an integer or bool that is non-zero where the column is NULL */
    const orm_value *null_if; /* the member's value that stands for NULL, both ways; NULL = none */
    const orm_value *null_reads_as; /* the member's value after a NULL was read; written as it is */
    const orm_value *unknown; /* the member's value after a label or number was read that the enum
                               * does not have; never written. NULL = an error */
    uint8_t bits; /* of a bit-field that is BOOL, INT or UINT: its width; offset and size are 0 */
    const orm_access *access;  /* of a bit-field */
    uint32_t units_per_second; /* TIMESTAMP, and INT64 of TIMESPEC and TIMEVAL: what the integer
                                  counts (1 = seconds, 1000000 = us) */
    orm_storage item;          /* ARRAY, ITEMS: how C keeps each of them; else NONE */
    size_t item_size; /* ARRAY, ITEMS: bytes of each. BLOB, BYTES: what the length counts, 0 = 1 */
    const orm_converter *converter; /* CONVERTED: what reads and writes the member; else NULL */
    orm_validate_fn *validate;      /* NULL = every value is right */
} orm_layout;

struct orm_field {
    const char *member; /* the path as C spells it: "name", "address.city" */
    orm_column column;
    orm_layout layout;
};

/* ---- entities ----------------------------------------------------------------------------- */

/* A primary key or a unique constraint: fields by index, in the order of the key. */
typedef struct orm_key {
    const char *name; /* of the constraint; NULL = derived from table and columns */
    const uint16_t *fields;
    uint16_t field_count;
} orm_key;

typedef struct orm_index {
    const char *name; /* NULL = derived */
    const uint16_t *fields;
    uint16_t field_count;
    bool is_unique;    /* no two rows of the index are alike; no key that a row is found by */
    const char *where; /* an SQL condition, {member} is a column: only such rows; NULL = all */
} orm_index;

/* A table that no struct maps. */
typedef struct orm_foreign_table {
    const char *schema; /* as orm_entity.table_schema */
    const char *name;
    const char *const *columns; /* a key of it, in the order of the foreign key's fields */
} orm_foreign_table;

typedef enum orm_action {
    ORM_ACTION_NONE = 0, /* NO ACTION */
    ORM_ACTION_RESTRICT,
    ORM_ACTION_CASCADE,
    ORM_ACTION_SET_NULL,
    ORM_ACTION_SET_DEFAULT
} orm_action;

typedef struct orm_foreign_key {
    const char *name; /* NULL = derived */
    const uint16_t *fields;
    const orm_entity *target;         /* NULL = .outside */
    const uint16_t *target_fields;    /* a key of the target, in the order of fields */
    const orm_foreign_table *outside; /* NULL = .target */
    uint16_t field_count;
    orm_action on_delete;
    orm_action on_update;
} orm_foreign_key;

/* A statement of the program's own that belongs to a table: a trigger, an index of a special
 * kind. */
typedef struct orm_table_statement {
    const char *dialect; /* of the one engine that runs it */
    const char *sql;     /* one statement without its end; {member} is a column */
} orm_table_statement;

/* ---- relations ---------------------------------------------------------------------------- */

typedef enum orm_relation_kind {
    ORM_RELATION_NONE = 0,
    ORM_RELATION_BELONGS_TO,  /* the one row whose key the fields hold */
    ORM_RELATION_HAS_ONE,     /* the one row whose target_fields hold the key that is here */
    ORM_RELATION_HAS_MANY,    /* all such rows */
    ORM_RELATION_MANY_TO_MANY /* the rows that the rows of a link lead to */
} orm_relation_kind;

/* The entity between the two ends of a many-to-many. */
typedef struct orm_relation_link {
    const orm_entity *entity;      /* NULL = there is none between */
    const uint16_t *fields;        /* of the link: they hold the relation's fields, one by one */
    const uint16_t *target_fields; /* of the link: they hold the relation's target_fields */
} orm_relation_link;

/* A member that is no column but leads to related rows: a pointer to one or, of HAS_MANY and
 * MANY_TO_MANY, to an array of such pointers with a count beside it. Rows belong together where the
 * fields here and the target_fields there hold the same values, one by one. What the values lead to
 * is a key: of the target for BELONGS_TO, of this entity for HAS_ONE and HAS_MANY, of either end
 * for MANY_TO_MANY. Whatever loads the row sets the pointer to NULL and the count to 0; whatever
 * writes the row passes over both. */
typedef struct orm_relation {
    const char *member; /* as C spells it */
    orm_relation_kind kind;
    const orm_entity *target; /* of the same schema; may be the entity itself */
    const uint16_t *fields;
    uint16_t field_count;
    const uint16_t *target_fields;
    uint16_t target_field_count; /* as field_count, unless there is a link */
    orm_relation_link link;
    size_t offset;       /* of the pointer, in the entity's struct */
    orm_auxiliary count; /* HAS_MANY, MANY_TO_MANY: the count, in the entity's struct */
} orm_relation;

/* What the rows of an entity are. */
typedef enum orm_entity_kind {
    ORM_ENTITY_TABLE = 0, /* of a table, which orm_create_all makes */
    ORM_ENTITY_PART,      /* of a table or view of another entity, and some of its columns */
    ORM_ENTITY_VIEW,      /* of a view that somebody else makes: they are only read */
    ORM_ENTITY_RESULT     /* of an SQL text alone, by the names of its columns */
} orm_entity_kind;

/* The columns of a PART are columns of its whole: as these are named there, of the same kind, own
 * type and labels, written by the database, validated or redacted wherever they are so there.
 * Writing names no others. Its key is the whole's primary key or none, and a unique constraint of
 * it is one of the whole; a version is the whole's version. What makes tables stands in the whole
 * alone: indexes, references, checks, statements, former names. A VIEW has a key at most, to find
 * rows by, and no such thing either; a RESULT has not even that, nor relations. */
struct orm_entity {
    const orm_schema *schema;
    uint16_t index;   /* in schema->entities */
    const char *name; /* as C spells it: "customer" */
    orm_entity_kind kind;
    const orm_entity *part_of; /* PART: the whole, a TABLE or VIEW of the same schema; else NULL */
    const char *table;         /* PART: as of the whole. RESULT: what messages call it */
    const orm_dialect_name *tables; /* NULL = the same on every engine */
    /* The engine's schema that the table is in, where it has schemas; NULL = that which the
     * connection finds first. */
    const char *table_schema;
    const char *renamed_from; /* what the table was called before; NULL = so from the start */
    size_t size;              /* of the struct */
    size_t align;             /* of the struct: _Alignof */
    const orm_field *fields;
    uint16_t field_count;
    const orm_group *groups;
    uint16_t group_count;
    orm_key primary_key; /* field_count 0 = none */
    uint16_t version;    /* 1 + index of the field that counts the row's changes; 0 = none */
    const orm_key *uniques;
    uint16_t unique_count;
    const orm_index *indexes;
    uint16_t index_count;
    const orm_foreign_key *foreign_keys;
    uint16_t foreign_key_count;
    const char *const *checks; /* SQL conditions on several columns, {member} is one */
    uint16_t check_count;
    const orm_table_statement *statements; /* run once, in order, when the table is created */
    uint16_t statement_count;
    const orm_relation *relations;
    uint16_t relation_count;
    const orm_entity_hook *hooks; /* called before and after what is done with a row, in order */
    uint16_t hook_count;
};

struct orm_schema {
    uint32_t meta_version; /* ORM_META_VERSION */
    const char *lock;      /* orm_meta_v1 */
    const char *name;
    uint64_t hash;        /* of all column halves and relations; 0 = the runtime computes it */
    uint64_t layout_hash; /* of the C types of all members; 0 = unknown */
    const orm_entity *const *entities;
    uint16_t entity_count;
};

ORM_END_DECLS

#endif
