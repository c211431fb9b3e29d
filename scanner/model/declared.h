/* What the headers of a target declare by themselves: generated code cannot have these names. */
#ifndef SCANNER_MODEL_DECLARED_H
#define SCANNER_MODEL_DECLARED_H

#include "model/model.h"

/* A name of the generated code. */
typedef struct scan_wanted {
    const char *name;
    const scan_entity *entity; /* that it is of; NULL = of the target itself */
    bool is_tag;               /* of a struct: a space of its own */
    bool is_taken;             /* a declaration has it, or a macro: found */
    scan_place place;          /* of that */
} scan_wanted;

/* Finds out which of the names are taken. They are sorted by strcmp. */
typedef struct scan_declared {
    void (*find)(void *ctx, scan_wanted *names, size_t count);
    void *ctx;
} scan_declared;

#endif
