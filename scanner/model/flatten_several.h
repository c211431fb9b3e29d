/* Keys of one column at a struct that becomes several, and the other way round. */
#ifndef SCANNER_MODEL_FLATTEN_SEVERAL_H
#define SCANNER_MODEL_FLATTEN_SEVERAL_H

#include "model/apply.h"

/* Reports what a field says that becomes several columns. */
void scan_flatten_check_several(scan_context *context, const scan_entity *entity,
                                const scan_field *field);

/* The same of a field that is one. */
void scan_flatten_check_single(scan_context *context, const scan_field *field);

/* Whether an argument at a struct is about the one member of it that columns(...) names. */
bool scan_flatten_is_of_one(const scan_field *holder, const scan_argument *argument);

#endif
