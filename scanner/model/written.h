/* What the headers say where an error of the compiler may have cost the declaration. Known only
 * then. */
#ifndef SCANNER_MODEL_WRITTEN_H
#define SCANNER_MODEL_WRITTEN_H

#include "model/apply.h"

/* Whether a name stands in them, outside of annotations. */
bool scan_written_has_word(const scan_context *context, const char *name);

/* Whether a struct, a type or a mapping of this name is defined in them that may have an
 * annotation, by the look of it. */
bool scan_written_has_table(const scan_context *context, const char *name);

/* The same of an enumerator or a constant. */
bool scan_written_has_constant(const scan_context *context, const char *name);

#endif
