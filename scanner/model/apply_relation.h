/* The columns in a relation's annotation, which have no key of their own; part of
 * scan_apply_entity. */
#ifndef SCANNER_MODEL_APPLY_RELATION_H
#define SCANNER_MODEL_APPLY_RELATION_H

#include "model/apply.h"

/* Fills the relation's columns and the name of its link; reports those that are none. *keyed_out:
 * the annotation without them. False: no memory. */
bool scan_apply_columns(scan_context *context, scan_relation *relation, scan_annotation *keyed_out);

#endif
