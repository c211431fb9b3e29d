/* Tables that no struct maps, as references_table names them. */
#ifndef SCANNER_MODEL_OUTSIDE_H
#define SCANNER_MODEL_OUTSIDE_H

#include "model/apply.h"

/* Reads "table(column, column)" or "schema.table(column)"; names stand as they are, without quotes.
 * In the arena. NULL: it is none, reported at place, or no memory. */
const orm_foreign_table *scan_outside_read(scan_context *context, const char *text,
                                           scan_place place, uint16_t *count_out);

#endif
