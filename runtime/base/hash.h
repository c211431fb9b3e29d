/* FNV-1a, 64 bit: names of things, not security. */
#ifndef ORM_BASE_HASH_H
#define ORM_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ORM_HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t orm__hash_bytes(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

/* The text with its NUL, so that neighbours cannot run together. NULL hashes as a byte of its
 * own. */
static inline uint64_t orm__hash_text(uint64_t hash, const char *text)
{
    return text == NULL ? orm__hash_bytes(hash, "\xff", 1)
                        : orm__hash_bytes(hash, text, strlen(text) + 1);
}

#endif
