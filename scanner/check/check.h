/* The rules that a resolved model has to keep. Every rule is run; each failure is one message at
 * the very argument or member, saying what to write instead. */
#ifndef SCANNER_CHECK_CHECK_H
#define SCANNER_CHECK_CHECK_H

#include "model/apply.h"

void scan_check_model(scan_context *context, const scan_model *model);

#endif
