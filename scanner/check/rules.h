/* The rules, by what they look at. Each reports what breaks it and goes on. */
#ifndef SCANNER_CHECK_RULES_H
#define SCANNER_CHECK_RULES_H

#include "model/apply.h"

/* A field with what it belongs to: what most rules look at. */
typedef struct scan_subject {
    scan_context *context;
    const scan_model *model;
    const scan_entity *entity;
    const scan_field *field;
} scan_subject;

/* Whether the field's annotation has a key, and where that says its value. */
bool scan_check_says(const scan_field *field, const char *key);
scan_place scan_check_place(const scan_subject *subject, const char *key);

/* What several rules say: the text of a key is empty; a generated key has a default. */
void scan_check_empty(const scan_subject *subject, const char *key, const char *text);
void scan_check_generated_default(const scan_subject *subject, const char *key);

/* Arguments of one column that do not go together, or not with its type. */
void scan_check_column(const scan_subject *subject);

/* Who writes a column, and what does not go with that. */
void scan_check_facts(const scan_subject *subject);

/* Functions that annotations name: that they are declared, and what they must be. */
void scan_check_hooks(scan_context *context, const scan_entity *entity);
void scan_check_validator(const scan_subject *subject);

/* The types that the column has on single engines: that they keep what it holds. */
void scan_check_own_types(const scan_subject *subject);

/* Whether the text that a key says as the column's type on one engine is a type and nothing else;
 * reports why not. */
bool scan_check_type_text(const scan_subject *subject, const char *key, const char *type);

/* Whether the column has a default on every engine, or says one that is wrong. */
bool scan_check_says_default(const scan_field *field);

/* Whether the column says how its NULL looks in C, right or wrong. */
bool scan_check_says_null(const scan_field *field);

/* Auxiliary members: needed, forbidden, used twice. */
void scan_check_auxiliary(const scan_subject *subject);

/* Reports bytes or texts whose length nothing says. */
void scan_check_missing_length(const scan_subject *subject);

/* What is no table of its own: the keys that it says, the relations that it has. */
void scan_check_source(scan_context *context, const scan_entity *entity);

/* Whether a foreign key may lead to the entity. Reported at place. */
bool scan_check_is_target(scan_context *context, const scan_entity *target, scan_place place);

/* Primary keys of an entity; what a reference may point to. */
void scan_check_key(scan_context *context, const scan_entity *entity);
void scan_check_reference(const scan_subject *subject);

/* Whether a row's values in the fields are its alone: all of the primary key or of a unique key is
 * among them; exactly: and nothing else. */
bool scan_check_is_key(scan_context *context, const scan_entity *entity, const uint16_t *fields,
                       uint16_t count, bool exactly);

/* Whether the column can take what on_delete or on_update, which the key is, does to it. Reported
 * at place. */
void scan_check_action(scan_context *context, const scan_field *field, const char *key,
                       orm_action action, scan_place place);

/* That no struct of the model maps a table that is referenced by its name and so many columns.
 * place: where that is. */
void scan_check_outside(scan_context *context, const scan_model *model,
                        const orm_foreign_table *outside, uint16_t count, scan_place place);

/* Relations: what they lead to is a key, of the same kinds; their counts. */
void scan_check_relations(scan_context *context, const scan_entity *entity);

/* {member} in SQL texts: of a column, and in one that may name any, which a key of the subject's
 * field says. */
void scan_check_texts(const scan_subject *subject);
void scan_check_text(const scan_subject *subject, const char *key, const char *sql);

/* Whether an SQL expression ends where it should; reports why not. */
bool scan_check_enclosed(const scan_subject *subject, const char *key, const char *sql);

/* Whether this byte of an SQL expression stands in a string of its. */
bool scan_check_is_in_string(const char *sql, const char *at);

/* Annotations of structs that members hold: that a table has their columns. */
void scan_check_structs(scan_context *context, const scan_model *model);

/* What ORM_TABLE says of several columns: keys, indexes, references, SQL texts. */
void scan_check_table(scan_context *context, const scan_model *model, const scan_entity *entity);

/* A key is one text in the database: two labels of one value would be two keys that C takes for
 * one. Reported at place. */
void scan_check_labels(scan_context *context, const scan_field *field, scan_place place);

/* A column of a kind whose values no two engines compare alike. key: what makes a key of it, and
 * where. */
void scan_check_may_be_key(scan_context *context, const scan_field *field, const char *key,
                           scan_place place);

/* One of two columns of which one holds keys of the other. */
typedef struct scan_side {
    const char *entity; /* "" = the member's name is enough */
    const scan_field *field;
} scan_side;

/* Whether every key of one column fits into the other, and is the same value there. Reported at
 * place. */
void scan_check_values(scan_context *context, scan_place place, const scan_side *from,
                       const scan_side *to);

/* That what converters are given is aligned. */
void scan_check_aligned(scan_context *context, const scan_model *model);

/* Names of columns; those of tables, keys and indexes: what engines take, and that they differ. */
void scan_check_column_names(scan_context *context, const scan_entity *entity);
void scan_check_names(scan_context *context, const scan_model *model);

/* Handles of a table's members in the generated code: that they differ. */
void scan_check_handles(scan_context *context, const scan_entity *entity);

/* Symbols of the generated code: that they differ. */
void scan_check_symbols(scan_context *context, const scan_model *model);

#endif
