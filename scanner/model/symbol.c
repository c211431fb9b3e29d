/* Owns the form that a name has as a part of C names. */
#include "model/symbol.h"

#include <stdbool.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void scan_symbol_make(const char *name, char *symbol)
{
    char *to = symbol;
    if (is_digit(name[0])) {
        *to++ = '_';
    }
    for (const char *c = name; *c != '\0'; c++) {
        *to++ = is_letter(*c) || is_digit(*c) ? *c : '_';
    }
    *to = '\0';
}

char scan_symbol_next(const char **member)
{
    while (**member == ']') {
        ++*member;
    }
    char c = **member;
    *member += c != '\0';
    return c == '.' || c == '[' ? '_' : c;
}

void scan_symbol_append(orm_buffer *to, const char *member)
{
    for (char c = scan_symbol_next(&member); c != '\0'; c = scan_symbol_next(&member)) {
        orm__buffer_char(to, c);
    }
}
