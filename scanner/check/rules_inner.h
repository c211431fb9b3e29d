/* Names inside of the generated header, which only macros can take. */
#ifndef SCANNER_CHECK_RULES_INNER_H
#define SCANNER_CHECK_RULES_INNER_H

#include "check/rules.h"
#include "model/declared.h"

/* How many there are at most. */
size_t scan_check_inner_most(const scan_model *model);

/* Appends them; some stand there several times. */
void scan_check_inner_add(scan_context *context, const scan_model *model, scan_wanted *names,
                          size_t *count);

/* Reports the macro that has the name, if it does harm. */
void scan_check_inner_report(scan_context *context, const scan_wanted *name);

#endif
