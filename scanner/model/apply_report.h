/* One annotation at work, and what is said where it cannot be applied. */
#ifndef SCANNER_MODEL_APPLY_REPORT_H
#define SCANNER_MODEL_APPLY_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "annotation/foreign.h"
#include "annotation/known.h"
#include "model/model.h"

typedef struct scan_application {
    scan_context *context;
    const char *macro;                                    /* "ORM_TABLE" */
    const scan_foreign *(*find_foreign)(const char *key); /* NULL = there is nothing to look up */
    const scan_known *known;
    size_t known_count;
    scan_annotation *annotation;
    bool is_list; /* the arguments stand in a list: a name alone is a member */
    scan_setting setting;
} scan_application;

/* A key that the macro does not have. */
void scan_apply_report_unknown(const scan_application *a, const scan_argument *argument);

/* A value that is not of the kinds that the key takes. */
void scan_apply_report_wrong_kind(const scan_application *a, const scan_known *known,
                                  const scan_argument *argument);

/* False: the key takes names, and this one is true or false, reported. */
bool scan_apply_judge_truth(const scan_application *a, const scan_known *known,
                            const scan_argument *argument);

/* A value that is none of the key's words. */
void scan_apply_report_wrong_word(const scan_application *a, const scan_known *known,
                                  const scan_argument *argument);

#endif
