/* Bit-fields: what of a type they change. */
#ifndef SCANNER_CLANG_BIT_FIELD_H
#define SCANNER_CLANG_BIT_FIELD_H

#include "clang/unit.h"
#include "model/model.h"

/* The type of a member that is a bit-field; type: without that. */
scan_type scan_bit_field_describe(scan_unit *unit, scan_type type, CXCursor field);

#endif
