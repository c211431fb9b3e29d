/* Owns the shortest way to write a JSON text: without the blanks between its parts. */
#include "base/json_compact.h"

#include <stdbool.h>

/* Outside of strings; inside of them JSON has none but the first. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

size_t orm__json_compact(const char *text, size_t size, char *to)
{
    bool in_string = false, is_escaped = false;
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (!in_string && is_blank(c)) {
            continue;
        }
        in_string = c == '"' && !is_escaped ? !in_string : in_string;
        is_escaped = in_string && c == '\\' && !is_escaped;
        if (to != NULL) {
            to[kept] = c;
        }
        kept++;
    }
    return kept;
}
