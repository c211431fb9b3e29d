/* What the generated code declares: the list that rules look at. */
#ifndef SCANNER_CHECK_SYMBOLS_H
#define SCANNER_CHECK_SYMBOLS_H

#include "model/apply.h"

typedef struct scan_symbol {
    const char *text;
    uint64_t hash;             /* of the text: scan_declared_hash */
    const scan_entity *entity; /* NULL = of the target itself */
    size_t order;              /* of adding */
    bool is_made;              /* also where no other table is in the way */
} scan_symbol;

typedef struct scan_symbols {
    scan_context *context;
    scan_symbol *items;
    size_t count;
} scan_symbols;

/* Fills what has nothing but its context, in the order of the entities. False: no memory,
 * reported. */
bool scan_symbols_list(scan_symbols *all, const scan_model *model);

/* Whether the program's type is called so. */
bool scan_symbols_is_type(const scan_symbol *one);

#endif
