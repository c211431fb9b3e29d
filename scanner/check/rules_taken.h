/* Names of the generated code that the headers declare themselves. */
#ifndef SCANNER_CHECK_RULES_TAKEN_H
#define SCANNER_CHECK_RULES_TAKEN_H

#include "check/rules.h"
#include "model/declared.h"

/* names has room for scan_check_inner_most behind the count, and is changed. */
void scan_check_taken(scan_context *context, const scan_model *model, scan_wanted *names,
                      size_t count);

/* Where an entity's prefix is said, and what to do about it: "add prefix = name". */
scan_place scan_check_prefix_place(const scan_entity *entity);
const char *scan_check_other_prefix(const scan_entity *entity);

#endif
