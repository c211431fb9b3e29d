/* The question after a function that the headers declare: whoever has read them answers it. */
#ifndef SCANNER_MODEL_FUNCTION_H
#define SCANNER_MODEL_FUNCTION_H

#include "model/model.h"

/* With its name: where is_private. */
#define SCAN_FUNCTION_IS_PRIVATE                                                           \
    "'%s' is static, and the generated code is a file of its own; remove static, or make " \
    "it static inline"

/* Fills all of a function but its name. type: what the compiler calls the type that it must
 * have. */
typedef struct scan_functions {
    void (*find)(void *ctx, const char *type, scan_function *function);
    void *ctx;
} scan_functions;

#endif
