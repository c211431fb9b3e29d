/* Owns what UTF-8 is: no overlong form, no surrogate, nothing behind U+10FFFF. */
#include "base/utf8.h"

size_t orm__utf8_size(const char *text, size_t size)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] < 0x80) {
        return 1;
    }
    size_t bytes = byte[0] >= 0xF0 ? 4 : byte[0] >= 0xE0 ? 3 : 2;
    if (byte[0] < 0xC2 || byte[0] > 0xF4 || bytes > size) {
        return 0;
    }
    for (size_t i = 1; i < bytes; i++) {
        if ((byte[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    bool is_overlong = (byte[0] == 0xE0 && byte[1] < 0xA0) || (byte[0] == 0xF0 && byte[1] < 0x90);
    bool is_outside = (byte[0] == 0xED && byte[1] > 0x9F) || (byte[0] == 0xF4 && byte[1] > 0x8F);
    return is_overlong || is_outside ? 0 : bytes;
}

bool orm__utf8_is_valid(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t bytes = orm__utf8_size(text + at, size - at);
        if (bytes == 0) {
            return false;
        }
        at += bytes;
    }
    return true;
}
