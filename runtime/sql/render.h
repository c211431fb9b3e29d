/* Statements on rows as SQL text with numbered parameters: the only place that writes SELECT,
 * INSERT, UPDATE and DELETE. Pure: no value is encoded here; each parameter says where its value
 * comes from. */
#ifndef ORM_SQL_RENDER_H
#define ORM_SQL_RENDER_H

#include <orm/error.h>
#include <orm/meta.h>
#include <orm/query.h>
#include <orm/sys/dialect.h>
#include "base/buffer.h"

/* Where a parameter's value comes from. */
typedef enum orm_sql_source {
    ORM_SQL_MEMBER,  /* the struct's member of .field */
    ORM_SQL_NEXT,    /* the same, and one more: the version that a row gets */
    ORM_SQL_OPERAND, /* .operand, encoded as .field's column; .pattern says as which pattern */
    ORM_SQL_BEYOND,  /* the first blob behind all that begin with .operand */
    ORM_SQL_SPAN,    /* .operand, a number of .field's unit of time, in microseconds */
    ORM_SQL_STORED,  /* .operand, as .field's member would be stored */
    ORM_SQL_NULL_IF, /* what stands for NULL in .field's member, as the column would hold it */
    ORM_SQL_INTEGER  /* .integer */
} orm_sql_source;

typedef struct orm_sql_param {
    orm_sql_source source;
    uint16_t field;              /* all but INTEGER: index in the entity's fields */
    orm_op pattern;              /* OPERAND: LIKE .. CONTAINS, else END */
    const orm_operand *operand;  /* OPERAND to STORED: borrowed from the query */
    const orm_enum_label *label; /* OPERAND: stands for it, of an enum; NULL = the operand itself */
    int64_t integer;
} orm_sql_param;

/* The columns of the entity that was selected last, as text. */
typedef struct orm_sql_columns {
    const orm_entity *entity; /* NULL: none is kept */
    uint64_t hash;            /* of its schema */
    const orm_dialect *dialect;
    orm_buffer text;
} orm_sql_columns;

/* A rendered statement; reused for the next one, so that a warm one allocates nothing. */
typedef struct orm_sql {
    orm_buffer text;
    orm_sql_param *params;
    size_t param_count;
    size_t param_capacity;
    orm_sql_columns columns;
} orm_sql;

void orm__sql_init(orm_sql *sql, const orm_allocator *allocator);
void orm__sql_fini(orm_sql *sql);

/* Each replaces what *sql held. Errors: NO_MEMORY; those of a query: MISUSE (a handle of another
 * entity, a negative limit, a pattern's or an order's misuse), with *error filled. */

/* What an INSERT does with the field that the database generates. */
typedef enum orm_sql_insert_key {
    ORM_SQL_KEY_STORED,   /* stores it like all others; also where no key is generated */
    ORM_SQL_KEY_RETURNED, /* leaves it out; the key comes back as the one row */
    ORM_SQL_KEY_LEFT_OUT  /* leaves it out; the driver tells the key */
} orm_sql_insert_key;

/* INSERT of all fields but those that the database fills in. */
orm_status orm__sql_insert(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_sql_insert_key key, orm_error *error);

/* What is done with a field, as bits: a statement that names its columns has one byte of them for
 * each field of the entity. */
enum orm_sql_mark {
    ORM_SQL_WRITTEN = 1,  /* INSERT names it, UPDATE sets it */
    ORM_SQL_RETURNED = 2, /* it comes back in the one row, as the engine has it then */
    ORM_SQL_TARGET = 4,   /* it is of the key that the row is known by */
    ORM_SQL_RENEWED = 8   /* it is set to what was to be inserted, where the row is there */
};

/* What an INSERT does where the row is there. */
typedef enum orm_sql_conflict {
    ORM_SQL_REFUSE,
    ORM_SQL_IGNORE, /* nothing; without a target whichever key it is that is there */
    ORM_SQL_RENEW   /* sets what is marked and assigned, and counts the version */
} orm_sql_conflict;

/* What a statement on one row does beyond the entity's fixed ones. */
typedef struct orm_sql_row {
    const unsigned char *marks; /* of each field */
    const orm_expr *set;        /* UPDATE, RENEW: what else is set; NULL = nothing */
    orm_sql_conflict conflict;  /* INSERT */
    const char *where;          /* which rows the target's index has, in {member}s; NULL = all */
    orm_arena *arena;           /* for that; NULL where there is none */
    bool tells;                 /* INSERT: behind what comes back, whether the row is a new one;
                                 * of a dialect that can tell */
} orm_sql_row;

/* INSERT of the marked fields. Errors: MISUSE, of assignments. */
orm_status orm__sql_insert_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               const orm_sql_row *what, orm_error *error);

/* SELECT of all fields where the fields of key are the parameters. */
orm_status orm__sql_find(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                         const orm_key *key, orm_error *error);

/* SELECT 1 by the primary key. */
orm_status orm__sql_exists(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error);

/* SELECT of the marked fields where those of the target are the parameters. */
orm_status orm__sql_find_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                             const orm_sql_row *what, orm_error *error);

/* UPDATE of all fields that are no key and not filled in by the database; where there is none,
 * SELECT 1. The version, if there is one, is set to one more where it is what it was. */
orm_status orm__sql_update(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error);

/* The same of the marked fields and of what is assigned; where none is to be set, SELECT of what is
 * to come back, else of 1. The version has to be marked where anything is. Errors: MISUSE, of
 * assignments. */
orm_status orm__sql_update_row(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               const orm_sql_row *what, orm_error *error);

/* DELETE by key; by the version too, if there is one. */
orm_status orm__sql_delete(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           orm_error *error);

/* DELETE by key alone. */
orm_status orm__sql_delete_key(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                               orm_error *error);

/* query: NULL = all rows. */
orm_status orm__sql_select(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                           const orm_query *query, orm_error *error);

/* SELECT of one field. */
orm_status orm__sql_select_field(orm_sql *sql, const orm_dialect *dialect, const orm_handle *column,
                                 const orm_query *query, orm_error *error);

/* SELECT 1 of at most one row that meets a condition; NULL = of any. */
orm_status orm__sql_any(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                        const orm_expr *where, orm_error *error);

orm_status orm__sql_count(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                          const orm_query *query, orm_error *error);

/* What an UPDATE does to which rows. */
typedef struct orm_sql_change {
    const orm_expr *set;
    const orm_expr *where; /* NULL = all rows */
} orm_sql_change;

/* UPDATE of the rows that a condition finds, by a set that is not none; a version counts up.
 * Errors: those of an assignment and of a condition. */
orm_status orm__sql_update_where(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                                 const orm_sql_change *change, orm_error *error);

/* DELETE of such rows. where: NULL = all. */
orm_status orm__sql_delete_where(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                                 const orm_expr *where, orm_error *error);

#endif
