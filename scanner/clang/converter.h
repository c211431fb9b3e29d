/* ORM_CONVERTER: from clang's declarations to the model, and which of them are for a C type. */
#ifndef SCANNER_CLANG_CONVERTER_H
#define SCANNER_CLANG_CONVERTER_H

#include "clang/unit.h"

/* Reads the converter that a variable's declaration stands for; all are read before the first
 * member. False: it is a plain variable. */
bool scan_converter_read(scan_unit *unit, CXCursor variable);

/* Fills the model's list of converters, with what is known of their functions. */
void scan_converter_list(scan_unit *unit, scan_model *model);

/* The converters of a member's type: by the name of a typedef on the way down, or by the type
 * itself. {0} without memory, too; the diag knows. */
scan_converters scan_converter_match(scan_unit *unit, CXType type);

#endif
