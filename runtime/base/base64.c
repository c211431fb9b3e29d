/* Owns base64: one text for each sequence of bytes, so that what is read is written the same. */
#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Up to three bytes. */
static void write_group(orm_buffer *out, const unsigned char *byte, size_t count)
{
    uint32_t bits = (uint32_t)byte[0] << 16;
    bits |= count > 1 ? (uint32_t)byte[1] << 8 : 0;
    bits |= count > 2 ? byte[2] : 0;
    char text[4] = { digits[bits >> 18], digits[bits >> 12 & 63], '=', '=' };
    if (count > 1) {
        text[2] = digits[bits >> 6 & 63];
    }
    if (count > 2) {
        text[3] = digits[bits & 63];
    }
    orm__buffer_append(out, text, sizeof text);
}

void orm__base64_write(orm_buffer *out, const void *data, size_t size)
{
    const unsigned char *byte = data;
    for (size_t at = 0; at < size; at += 3) {
        write_group(out, byte + at, size - at < 3 ? size - at : 3);
    }
}

/* Four digits, of which padding may have taken the place of the last ones. False: they are none, or
 * have bits that stand for nothing. */
static bool read_group(const char *text, size_t padding, unsigned char byte[3])
{
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *found = text[i] == '\0' ? NULL : strchr(digits, text[i]);
        if (i < 4 - padding && found == NULL) {
            return false;
        }
        bits = bits << 6 | (i < 4 - padding ? (uint32_t)(found - digits) : 0);
    }
    for (size_t i = 0; i < 3; i++) {
        byte[i] = (unsigned char)(bits >> (16 - 8 * i));
    }
    uint32_t unused = padding == 0 ? 0 : padding == 1 ? 0xFF : 0xFFFF;
    return (bits & unused) == 0;
}

static size_t padding_of(const char *text, size_t size)
{
    size_t padding = 0;
    while (padding < 2 && padding < size && text[size - 1 - padding] == '=') {
        padding++;
    }
    return padding;
}

bool orm__base64_read(const char *text, size_t size, unsigned char *to, size_t *size_out)
{
    size_t padding = padding_of(text, size);
    if (size % 4 != 0) {
        return false;
    }
    for (size_t at = 0; at < size; at += 4) {
        if (!read_group(text + at, at + 4 == size ? padding : 0, to + at / 4 * 3)) {
            return false;
        }
    }
    *size_out = orm__base64_room(size) - padding;
    return true;
}
