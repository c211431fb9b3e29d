/* The text of a UUID. */
#ifndef ORM_BASE_UUID_H
#define ORM_BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>

enum { ORM_UUID_SIZE = 16 };

/* Reads 32 hexadecimal digits of either case, with hyphens in the usual places or none, in braces
 * or without. False: it is no such text; bytes may be half-written. */
bool orm__uuid_read(const char *text, size_t size, unsigned char bytes[ORM_UUID_SIZE]);

#endif
