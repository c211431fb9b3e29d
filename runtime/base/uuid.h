/* The text of a UUID. */
#ifndef ORM_BASE_UUID_H
#define ORM_BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>

enum { ORM_UUID_SIZE = 16 };

/* Reads 32 hexadecimal digits of either case, with hyphens in the usual places or none, in braces
 * or without. False: it is no such text; bytes may be half-written. */
bool orm__uuid_read(const char *text, size_t size, unsigned char bytes[ORM_UUID_SIZE]);

/* Writes the digits in lower case, with hyphens and a NUL. */
enum { ORM_UUID_TEXT = 36 };
void orm__uuid_write(const unsigned char bytes[ORM_UUID_SIZE], char text[ORM_UUID_TEXT + 1]);

#endif
