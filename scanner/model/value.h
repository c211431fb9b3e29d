/* The values of default = ..., null_if = ... and the like: from what is written to what the column
 * or the member holds. Reports what is no constant and what does not fit. */
#ifndef SCANNER_MODEL_VALUE_H
#define SCANNER_MODEL_VALUE_H

#include "annotation/number.h"
#include "model/apply.h"

/* All read the argument of their key for a field whose kind and storage are known. What does not
 * fit is reported and leaves the value NULL. The value borrows from the argument and from the
 * enumeration. */
void scan_value_resolve_default(scan_context *context, scan_field *field);
void scan_value_resolve_null_if(scan_context *context, scan_field *field);
void scan_value_resolve_null_reads_as(scan_context *context, scan_field *field);
void scan_value_resolve_unknown(scan_context *context, scan_field *field);

/* A number: digits, or the name of a constant, with or without a sign. False: it is none, and
 * nothing is reported. */
bool scan_value_evaluate(const scan_context *context, const scan_argument *argument,
                         scan_number *number_out);

/* The bounds of an integer of so many bits, 1 to 64. */
int64_t scan_value_least(bool is_signed, unsigned bits);
uint64_t scan_value_most(bool is_signed, unsigned bits);

#endif
