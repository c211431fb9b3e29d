/* "Did you mean": the closest of the names that were offered. */
#ifndef SCANNER_ANNOTATION_SUGGEST_H
#define SCANNER_ANNOTATION_SUGGEST_H

#include "base/near.h"

typedef struct scan_suggestion {
    orm_near near; /* its .found: the name, or NULL */
    char text[160];
} scan_suggestion;

void scan_suggest_init(scan_suggestion *suggestion, const char *wanted);

/* Offers a candidate; borrowed. NULL is allowed. */
void scan_suggest_offer(scan_suggestion *suggestion, const char *candidate);

/* The end of a message: "; did you mean 'x'?", or "" where nothing offered is close. Borrowed from
 * the suggestion. */
const char *scan_suggest_text(scan_suggestion *suggestion);

#endif
