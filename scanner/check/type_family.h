/* Which type of PostgreSQL a text names, as far as it matters what the type stores. */
#ifndef SCANNER_CHECK_TYPE_FAMILY_H
#define SCANNER_CHECK_TYPE_FAMILY_H

#include <stdbool.h>

/* Types that are alike in what they store; a set of them is their sum. */
enum {
    SCAN_FAMILY_INTEGER = 1 << 0,
    SCAN_FAMILY_SERIAL = 1 << 1,
    SCAN_FAMILY_OID = 1 << 2,
    SCAN_FAMILY_NUMERIC = 1 << 3,
    SCAN_FAMILY_SINGLE = 1 << 4,
    SCAN_FAMILY_DOUBLE = 1 << 5,
    SCAN_FAMILY_FLOAT = 1 << 6, /* by its modifier one of these two; read as that */
    SCAN_FAMILY_BOOLEAN = 1 << 7,
    SCAN_FAMILY_TEXT = 1 << 8,
    SCAN_FAMILY_PADDED = 1 << 9,     /* drops blanks at the end */
    SCAN_FAMILY_CHARACTER = 1 << 10, /* of one byte */
    SCAN_FAMILY_BYTES = 1 << 11,
    SCAN_FAMILY_DATE = 1 << 12,
    SCAN_FAMILY_TIMESTAMP = 1 << 13,
    SCAN_FAMILY_UUID = 1 << 14,
    SCAN_FAMILY_JSON = 1 << 15, /* keeps the text */
    SCAN_FAMILY_JSONB = 1 << 16,
    SCAN_FAMILY_XML = 1 << 17,     /* keeps the text */
    SCAN_FAMILY_SPELLED = 1 << 18, /* of no kind; gives each value back in a spelling of its own */
    SCAN_FAMILY_LOSSY = 1 << 19,   /* of no kind; takes texts of several values for one */
    SCAN_FAMILY_SYSTEM = 1 << 20,  /* the server's own numbers and names, which it takes likewise */
    SCAN_FAMILY_INTERVAL = 1 << 21,
    SCAN_FAMILY_PARTS = 1 << 22, /* some of an interval */

    SCAN_FAMILY_ANY_INTEGER = SCAN_FAMILY_INTEGER | SCAN_FAMILY_SERIAL,
    SCAN_FAMILY_ANY_TEXT = SCAN_FAMILY_TEXT | SCAN_FAMILY_PADDED
};

typedef struct scan_written_type {
    unsigned family; /* of an array: its items'; 0: none that is known */
    long modifiers[2];
    int modifier_count;
    bool is_array;
} scan_written_type;

scan_written_type scan_type_family_read(const char *type);

#endif
