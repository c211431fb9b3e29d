/* Computed columns, as a row would compute them. */
#ifndef SCANNER_SQLCHECK_COMPUTED_H
#define SCANNER_SQLCHECK_COMPUTED_H

#include "sqlcheck/inspection.h"

/* Of the entity with this index; reports those whose values no member could hold. */
void scan_computed_try(scan_inspection *in, uint16_t entity);

#endif
