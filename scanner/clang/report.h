/* What clang finds wrong, as diagnostics of the scan. */
#ifndef SCANNER_CLANG_REPORT_H
#define SCANNER_CLANG_REPORT_H

#include "clang/unit.h"

/* Reports all that matters to a scan: errors, and warnings about annotations that clang drops. */
void scan_report_all(scan_unit *unit);

/* Reports what is opened and not closed: all else that clang says then follows from that. Each is
 * noted to be cut off. True: there is something. */
bool scan_report_open(scan_unit *unit);

/* As scan_report_all, of headers that were cut (clang/cut): what may follow from that is not
 * reported. */
void scan_report_before_cut(scan_unit *unit);

#endif
