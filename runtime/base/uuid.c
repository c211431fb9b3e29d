/* Owns the text of UUIDs. */
#include "base/uuid.h"

#include <string.h>

enum { DIGITS = 2 * ORM_UUID_SIZE, WITH_HYPHENS = DIGITS + 4 };

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    int digit = found == NULL ? -1 : (int)(found - digits);
    return digit > 15 ? digit - 6 : digit;
}

/* True before the digits 8, 12, 16 and 20. */
static bool is_behind_hyphen(size_t digit)
{
    return digit >= 8 && digit <= 20 && digit % 4 == 0;
}

bool orm__uuid_read(const char *text, size_t size, unsigned char bytes[ORM_UUID_SIZE])
{
    if (size > 2 && text[0] == '{' && text[size - 1] == '}') {
        text++;
        size -= 2;
    }
    if (size != DIGITS && size != WITH_HYPHENS) {
        return false;
    }
    size_t at = 0;
    for (size_t i = 0; i < DIGITS; i++) {
        if (size == WITH_HYPHENS && is_behind_hyphen(i) && text[at++] != '-') {
            return false;
        }
        int digit = digit_of(text[at++]);
        if (digit < 0) {
            return false;
        }
        bytes[i / 2] = (unsigned char)(i % 2 == 0 ? digit << 4 : bytes[i / 2] | digit);
    }
    return true;
}

void orm__uuid_write(const unsigned char bytes[ORM_UUID_SIZE], char text[ORM_UUID_TEXT + 1])
{
    static const char digits[] = "0123456789abcdef";
    char *at = text;
    for (size_t i = 0; i < DIGITS; i++) {
        if (is_behind_hyphen(i)) {
            *at++ = '-';
        }
        *at++ = digits[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15];
    }
    *at = '\0';
}
