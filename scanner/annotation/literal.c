/* Unescapes C string literals; universal character names become UTF-8. */
#include "annotation/literal.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

typedef struct reader {
    const char *text;
    size_t size, next;
    char *out;
    size_t written;
} reader;

static int hexadecimal(char c)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    return found == NULL ? -1 : (int)((found - digits) % 16);
}

static char peek(const reader *in)
{
    return in->next < in->size ? in->text[in->next] : '\0';
}

static void put(reader *in, uint32_t byte)
{
    in->out[in->written++] = (char)(unsigned char)byte;
}

static const char *read_octal(reader *in)
{
    uint32_t value = 0;
    for (int digits = 0; digits < 3 && peek(in) >= '0' && peek(in) <= '7'; digits++) {
        value = value * 8 + (uint32_t)(in->text[in->next++] - '0');
    }
    if (value > 255) {
        return "this escape is more than a byte";
    }
    put(in, value);
    return NULL;
}

static const char *read_hexadecimal(reader *in)
{
    uint32_t value = 0;
    size_t start = in->next;
    while (hexadecimal(peek(in)) >= 0) {
        value = value * 16 + (uint32_t)hexadecimal(in->text[in->next++]);
        if (value > 255) {
            return "this escape is more than a byte";
        }
    }
    if (in->next == start) {
        return "\\x needs hexadecimal digits";
    }
    put(in, value);
    return NULL;
}

static void put_utf8(reader *in, uint32_t code)
{
    if (code < 0x80) {
        put(in, code);
        return;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint32_t lead[] = { 0, 0xC0, 0xE0, 0xF0 };
    put(in, lead[more] | code >> (6 * more));
    while (more-- > 0) {
        put(in, 0x80 | (code >> (6 * more) & 0x3F));
    }
}

static const char *read_universal(reader *in, int digits)
{
    uint32_t code = 0;
    for (; digits > 0; digits--) {
        int digit = hexadecimal(peek(in));
        if (digit < 0) {
            return "\\u needs 4 hexadecimal digits and \\U 8";
        }
        code = code << 4 | (uint32_t)digit;
        in->next++;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return "this is no Unicode character";
    }
    put_utf8(in, code);
    return NULL;
}

static const char *read_escape(reader *in)
{
    static const char names[] = "abfnrtv\\'\"?";
    static const char bytes[] = "\a\b\f\n\r\t\v\\'\"?";
    char c = peek(in);
    const char *simple = c == '\0' ? NULL : strchr(names, c);
    if (c >= '0' && c <= '7') {
        return read_octal(in);
    }
    in->next++;
    if (simple != NULL) {
        put(in, (unsigned char)bytes[simple - names]);
        return NULL;
    }
    switch (c) {
    case 'x':
        return read_hexadecimal(in);
    case 'u':
        return read_universal(in, 4);
    case 'U':
        return read_universal(in, 8);
    default:
        return "C knows no such escape; write \\\\ for a backslash";
    }
}

const char *scan_literal_unescape(const char *text, size_t size, char *out, size_t *size_out,
                                  size_t *wrong_at_out)
{
    reader in = { .text = text, .size = size, .out = out };
    while (in.next < in.size) {
        size_t start = in.next++;
        if (text[start] != '\\') {
            put(&in, (unsigned char)text[start]);
            continue;
        }
        const char *wrong = read_escape(&in);
        if (wrong != NULL) {
            *wrong_at_out = start;
            return wrong;
        }
    }
    *size_out = in.written;
    return NULL;
}

bool scan_literal_is_text(const char *text, size_t size)
{
    return memchr(text, '\0', size) == NULL && orm__utf8_is_valid(text, size);
}
