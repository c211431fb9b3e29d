/* JSON text without what means nothing in it. */
#ifndef ORM_BASE_JSON_COMPACT_H
#define ORM_BASE_JSON_COMPACT_H

#include <stddef.h>

/* Writes the JSON text without the blanks between its parts, and no NUL behind it; returns how many
 * bytes that are. to: NULL = only counts them. */
size_t orm__json_compact(const char *text, size_t size, char *to);

#endif
