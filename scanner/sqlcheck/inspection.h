/* A model whose SQL is being tried: where it is tried, and how what SQLite says of it is told. */
#ifndef SCANNER_SQLCHECK_INSPECTION_H
#define SCANNER_SQLCHECK_INSPECTION_H

#include <stdbool.h>

#include "model/apply.h"
#include "sqlcheck/database.h"
#include "sqlcheck/probe.h"

typedef struct scan_inspection {
    scan_context *context;
    const scan_model *model;
    const orm_schema *schema; /* lowered from the model, entities and fields in its order */
    scan_database database;
    const scan_entity *stand_in; /* what is tried stands in for a table in which something is wrong;
                                    NULL = for none */
    bool is_beside; /* statements are tried beside other errors: keys and rules of the tables may be
                       missing */
    bool has_lost;  /* so may tables, columns, and what other statements would have made */
} scan_inspection;

/* The entity with this index. NULL: no memory. */
scan_probe *scan_inspection_probe(const scan_inspection *in, uint16_t entity);

/* Whether the tables of a schema can be created and then the first be written to; or take a row of
 * defaults, if that is wanted. NULL: yes; else why not, borrowed from the arena or the database. */
const char *scan_inspection_try(scan_inspection *in, const orm_schema *schema, bool with_row);

/* Bytes of a fault that are told. */
int scan_inspection_first_line(const char *fault);

/* Reports a fault of the text that an argument has; place: that of the text. */
void scan_inspection_report_at(const scan_inspection *in, scan_place place, const char *key,
                               const char *fault);

/* The same of a statement of the program's own, unless the fault may follow from another error. */
void scan_inspection_report_statement(const scan_inspection *in, scan_place place,
                                      const char *fault);

/* The same of an argument of a column. */
void scan_inspection_report(const scan_inspection *in, const scan_field *field, const char *key,
                            const char *fault);

#endif
