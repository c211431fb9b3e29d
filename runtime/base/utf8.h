/* Judging UTF-8. */
#ifndef ORM_BASE_UTF8_H
#define ORM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the character that text begins with, of which size (at least 1) are left; 0: it is none.
 * A NUL is one. */
size_t orm__utf8_size(const char *text, size_t size);

/* True: characters and nothing else. text may be NULL where size is 0. */
bool orm__utf8_is_valid(const char *text, size_t size);

#endif
