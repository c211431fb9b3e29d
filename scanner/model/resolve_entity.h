/* What a reference leads to. */
#ifndef SCANNER_MODEL_RESOLVE_ENTITY_H
#define SCANNER_MODEL_RESOLVE_ENTITY_H

#include "model/apply.h"

/* The entity that the reference's table names; NULL: there is none, reported. */
scan_entity *scan_resolve_entity(scan_context *context, const scan_model *model,
                                 const scan_reference *reference);

#endif
