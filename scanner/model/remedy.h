/* What to write instead of a member that is no column where one is wanted. */
#ifndef SCANNER_MODEL_REMEDY_H
#define SCANNER_MODEL_REMEDY_H

#include "model/model.h"

typedef struct scan_remedy {
    const char *column; /* that the name stands for; NULL = none, or there are several. Borrowed */
    char text[256];     /* the end of a message: "'plain' is no column; " */
} scan_remedy;

/* member: one of the entity's members. */
void scan_remedy_find(scan_remedy *remedy, const scan_entity *entity, const char *member);

#endif
