/* What a row stores of a struct, and what its columns need beside that, lies apart. */
#ifndef SCANNER_MODEL_OVERLAP_H
#define SCANNER_MODEL_OVERLAP_H

#include "model/apply.h"

/* Reports columns, pointers to columns, lengths and null flags of one entity that share memory with
 * each other. After the entity has been flattened. */
void scan_overlap_check(scan_context *context, const scan_entity *entity);

#endif
