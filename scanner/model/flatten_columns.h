/* columns(...): the members of a struct that are columns where it is held. */
#ifndef SCANNER_MODEL_FLATTEN_COLUMNS_H
#define SCANNER_MODEL_FLATTEN_COLUMNS_H

#include "model/flattening.h"

/* Flattens the members that the holder's columns(...) names. scope: of the holder's struct. */
void scan_flatten_columns(scan_flattening *f, const scan_scope *scope, const scan_field *holder);

#endif
