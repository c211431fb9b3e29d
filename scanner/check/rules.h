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

/* Where a key of the field's annotation says its value. */
scan_place scan_check_place(const scan_subject *subject, const char *key);

/* Arguments of one column that do not go together, or not with its type. */
void scan_check_column(const scan_subject *subject);

/* Who writes a column, and what does not go with that. */
void scan_check_facts(const scan_subject *subject);

/* Auxiliary members: needed, forbidden, used twice. */
void scan_check_auxiliary(const scan_subject *subject);

/* Primary keys of an entity; what a reference may point to. */
void scan_check_key(scan_context *context, const scan_entity *entity);
void scan_check_reference(const scan_subject *subject);

/* {member} in SQL texts. */
void scan_check_texts(const scan_subject *subject);

/* Names of tables, columns, keys and indexes: what engines take, and that they differ. */
void scan_check_names(scan_context *context, const scan_model *model);

/* Symbols of the generated code: that they differ. */
void scan_check_symbols(scan_context *context, const scan_model *model);

#endif
