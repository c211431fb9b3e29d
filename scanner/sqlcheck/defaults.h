/* The defaults of columns, used as a row without a value would use them. */
#ifndef SCANNER_SQLCHECK_DEFAULTS_H
#define SCANNER_SQLCHECK_DEFAULTS_H

#include "sqlcheck/inspection.h"

/* Of the entity with this index; reports what SQLite refuses. */
void scan_defaults_try(scan_inspection *in, uint16_t entity);

#endif
