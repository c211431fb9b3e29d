/* One comparison on its way: an entity, the table that the model makes of it, the table that is
 * there, and the list of what differs. For the files that compare; others call orm_verify. */
#ifndef ORM_MIGRATE_VERIFIER_H
#define ORM_MIGRATE_VERIFIER_H

#include <orm/verify.h>
#include "migrate/live.h"

typedef struct orm_found {
    orm_difference difference;
    struct orm_found *next;
} orm_found;

typedef struct orm_verifier {
    orm_catalog catalog;
    const orm_dialect *dialect;
    orm_arena *arena; /* the caller's: of what is reported */
    orm_error *error;
    orm_status status; /* sticky: what went wrong first */
    const orm_schema *schema;
    const orm_entity *entity;
    const orm_rel_table *model;
    orm_live_table live;
    orm_found *first, **end;
    size_t count;
} orm_verifier;

/* Reports what differs. .entity, .table and .message are made here: the message says where, then
 * what the format says, then what was expected and what was found. Texts are copied. */
ORM_PRINTF(3, 4)
void orm__verifier_report(orm_verifier *v, const orm_difference *difference, const char *format,
                          ...);

/* "a, b" of names, in the catalogue's arena; "" where there is no memory, which is remembered. */
const char *orm__verifier_join(orm_verifier *v, const orm_rel_names *names);

/* A text in the catalogue's arena, the same. */
ORM_PRINTF(2, 3)
const char *orm__verifier_text(orm_verifier *v, const char *format, ...);

/* The live column of the field at this index; column_count = none. */
uint16_t orm__verifier_column(const orm_verifier *v, uint16_t field);

/* Whether the names are columns that are there. */
bool orm__verifier_has(const orm_verifier *v, const orm_rel_names *names);

/* Whether these are the same columns in the same order. */
bool orm__verifier_same_columns(const orm_verifier *v, const orm_rel_names *left,
                                const orm_rel_names *right);

/* Whether no two rows of the live table are alike in these columns. */
bool orm__verifier_is_unique(const orm_verifier *v, const orm_rel_names *columns);

/* Where an expression stands. */
typedef struct orm_expression_of {
    bool has_columns; /* of the live table */
    const char *type; /* that it is cast to; NULL = none */
} orm_expression_of;

/* Whether two SQL expressions are the same one, as far as the engine itself tells. */
bool orm__verifier_same(orm_verifier *v, const orm_expression_of *where, const char *left,
                        const char *right);

/* Whether two texts name one type. */
bool orm__verifier_same_type(orm_verifier *v, const char *left, const char *right);

/* ---- the parts, in the order of the list ---- */

void orm__verify_columns(orm_verifier *v);
void orm__verify_column_type(orm_verifier *v, uint16_t field, uint16_t column);
void orm__verify_column_value(orm_verifier *v, uint16_t field, uint16_t column);
void orm__verify_keys(orm_verifier *v);
void orm__verify_foreign_keys(orm_verifier *v);
void orm__verify_indexes(orm_verifier *v);
void orm__verify_checks(orm_verifier *v);

#endif
