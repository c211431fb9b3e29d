/* Members that say something of another one: its length, whether it is NULL, how many rows it
 * points to. */
#ifndef SCANNER_MODEL_AUXILIARY_H
#define SCANNER_MODEL_AUXILIARY_H

#include "model/apply.h"

typedef struct scan_auxiliary {
    const scan_annotation *annotation; /* that names it */
    const char *key;                   /* by which: "size", "count", "null_flag" */
    const char *name;
    const char *of; /* the member that it is for */
} scan_auxiliary;

/* Whether there is such a member that can be it; false: reported, unless a struct that could not be
 * read may have it. */
bool scan_auxiliary_check(scan_context *context, const scan_entity *entity,
                          const scan_auxiliary *auxiliary);

#endif
