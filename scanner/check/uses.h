/* Names that stand in the generated code and are none of its symbols: those of the program's that
 * it writes out, and those of parameters and columns. Only macros can take them. */
#ifndef SCANNER_CHECK_USES_H
#define SCANNER_CHECK_USES_H

#include "model/apply.h"

typedef enum scan_use_kind {
    SCAN_USE_PARAMETER, /* of a generated call */
    SCAN_USE_KEY,       /* the same, named after a column: by_id */
    SCAN_USE_HANDLE,    /* a member of struct PREFIX_columns */
    SCAN_USE_MEMBER,    /* of a struct of the program's, on a path */
    SCAN_USE_TAG,       /* of a type */
    SCAN_USE_TYPE,      /* a typedef's */
    SCAN_USE_ENUMERATOR,
    SCAN_USE_FUNCTION /* of a converter */
} scan_use_kind;

typedef struct scan_use {
    scan_use_kind kind;
    const char *name; /* so many bytes; what comes behind them is something else */
    size_t size;
    const scan_entity *entity; /* that it is of; NULL = of none alone */

    /* of a type: of the member at a path in a struct; NULL: it is not that of a member */
    const char *holder, *path;
    const char *pointer_to; /* as scan_type.pointer_to */

    int64_t value; /* of an enumerator */
} scan_use;

/* What is told each of them; some stand there many times. The use is gone when it returns, a name
 * that is in the arena is not. */
typedef struct scan_use_visitor {
    void (*visit)(void *ctx, const scan_use *use);
    void *ctx;
} scan_use_visitor;

void scan_uses_each(scan_context *context, const scan_model *model, scan_use_visitor visitor);

/* The parameters that are no key's; static. */
const char *const *scan_uses_parameters(size_t *count_out);

/* Whether a parenthesis stands behind the use, so that a macro with arguments replaces it: "T
 * (*)[3]". */
bool scan_uses_is_called(const scan_use *use);

/* Whether it is a parameter of a generated call, of a key's column or not. */
bool scan_uses_is_parameter(const scan_use *use);

#endif
