/* The rules for ORM_TABLE among themselves. */
#ifndef SCANNER_CHECK_RULES_TABLE_H
#define SCANNER_CHECK_RULES_TABLE_H

#include "check/rules.h"

typedef struct scan_table_subject {
    scan_context *context;
    const scan_model *model;
    const scan_entity *entity;
} scan_table_subject;

/* index(...), unique(...), foreign_key(...): targets, kinds, actions, and that no two are the
 * same. */
void scan_check_table_keys(const scan_table_subject *subject);

#endif
