/* What clang finds wrong, as diagnostics of the scan. */
#ifndef SCANNER_CLANG_REPORT_H
#define SCANNER_CLANG_REPORT_H

#include "clang/unit.h"

/* Reports all that matters to a scan: errors, and warnings about annotations that clang drops. */
void scan_report_all(scan_unit *unit);

#endif
