/* The names inside of the generated code, to be looked for in the headers. */
#ifndef SCANNER_CHECK_INNER_NAMES_H
#define SCANNER_CHECK_INNER_NAMES_H

#include "model/apply.h"
#include "model/declared.h"

/* All of them, no two alike. NULL: no memory, reported. */
const scan_wanted *scan_inner_names_list(scan_context *context, const scan_model *model,
                                         size_t *count_out);

#endif
