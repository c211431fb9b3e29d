/* Counts in messages: "1 byte", "2 bytes". */
#ifndef ORM_BASE_PLURAL_H
#define ORM_BASE_PLURAL_H

#include <stddef.h>

/* What a noun behind the count ends in. Static. */
static inline const char *orm__plural(size_t count)
{
    return count == 1 ? "" : "s";
}

#endif
