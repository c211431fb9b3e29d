/* The enumerations whose labels the tables list. */
#ifndef SCANNER_MODEL_ENUM_LIST_H
#define SCANNER_MODEL_ENUM_LIST_H

#include "model/apply.h"

/* Leaves those of the model's enumerations that a column stores by their labels, in their order.
 * After all columns are known. */
void scan_enum_list_keep(scan_context *context, scan_model *model);

#endif
