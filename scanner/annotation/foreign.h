/* Keys as other mappers and SQL call them, which are none here or mean something else, and what to
 * write instead. */
#ifndef SCANNER_ANNOTATION_FOREIGN_H
#define SCANNER_ANNOTATION_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct scan_foreign {
    const char *key; /* in any case */
    const char
        *ours; /* the key that takes its place as it stands, with a value or without; NULL = none */
    bool has_value;     /* ours does */
    const char *advice; /* ends the message */
} scan_foreign;

/* NULL: the key is as unknown elsewhere. Static. */
const scan_foreign *scan_foreign_table_key(const char *key);
const scan_foreign *scan_foreign_column_key(const char *key);

#endif
