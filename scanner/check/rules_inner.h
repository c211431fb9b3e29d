/* Names inside of the generated code, which only macros can take. */
#ifndef SCANNER_CHECK_RULES_INNER_H
#define SCANNER_CHECK_RULES_INNER_H

#include "check/rules.h"
#include "model/declared.h"

/* Reports the macro that has the name, if it does harm. */
void scan_check_inner_report(scan_context *context, const scan_model *model,
                             const scan_wanted *name);

#endif
