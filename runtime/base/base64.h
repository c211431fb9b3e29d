/* Bytes as text: base64 of RFC 4648, with its padding. */
#ifndef ORM_BASE_BASE64_H
#define ORM_BASE_BASE64_H

#include <stdbool.h>

#include "base/buffer.h"

void orm__base64_write(orm_buffer *out, const void *data, size_t size);

/* The bytes that a text of that size can stand for, at most. */
static inline size_t orm__base64_room(size_t size)
{
    return size / 4 * 3;
}

/* Reads what is written so, and nothing else. False: it is no such text; *to may be half-written.
 * to: room for orm__base64_room(size) bytes. */
bool orm__base64_read(const char *text, size_t size, unsigned char *to, size_t *size_out);

#endif
