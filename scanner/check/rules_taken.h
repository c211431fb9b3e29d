/* Names of the generated code that the headers declare themselves. */
#ifndef SCANNER_CHECK_RULES_TAKEN_H
#define SCANNER_CHECK_RULES_TAKEN_H

#include "check/rules.h"
#include "check/symbols.h"
#include "model/declared.h"

/* all: sorted, those alike side by side. */
void scan_check_taken(const scan_symbols *all, const scan_model *model);

/* Where an entity's prefix is said, and what to do about it: "add prefix = name". */
scan_place scan_check_prefix_place(const scan_entity *entity);
const char *scan_check_other_prefix(const scan_entity *entity);

#endif
