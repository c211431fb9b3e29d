/* Arrays: what their items are. */
#ifndef SCANNER_MODEL_KIND_ARRAY_H
#define SCANNER_MODEL_KIND_ARRAY_H

#include "model/apply.h"

/* ARRAY, with element, item and a timestamp's units filled in. NONE: these are no items of an
 * array, reported. */
orm_kind scan_kind_array(scan_context *context, scan_field *field);

/* Whether the items of an array are bytes in a row, which a blob may hold: no pointers. */
bool scan_kind_has_bytes(const scan_type *type);

/* Whether the length of a blob is said in items of more than a byte. */
bool scan_kind_counts_items(const scan_field *field);

/* The type of one value: of an array that of its items. */
const scan_type *scan_kind_single(const scan_type *type);

#endif
