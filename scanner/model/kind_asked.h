/* The kinds that an annotation asks for. */
#ifndef SCANNER_MODEL_KIND_ASKED_H
#define SCANNER_MODEL_KIND_ASKED_H

#include "model/apply.h"

/* The kind that the annotation asks for, or plain, which the C type makes by itself. Fills a
 * timestamp's units. NONE: the member cannot hold it, reported. */
orm_kind scan_kind_asked(scan_context *context, scan_field *field, orm_kind plain);

#endif
