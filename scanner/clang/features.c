/* Owns the question whether the headers themselves say which names they want of the system's
 * headers: that counts only before the first of those. Knows such macros by their names. */
#include <string.h>

#include "clang/source_text.h"
#include "clang/unit.h"

typedef struct search {
    scan_unit *unit;
    bool is_found;
} search;

static bool is_word(const char *name, size_t size, const char *word)
{
    return size == strlen(word) && memcmp(name, word, size) == 0;
}

/* _GNU_SOURCE, _XOPEN_SOURCE and such: all systems call theirs so. */
static bool is_feature(const char *name, size_t size)
{
    static const char ending[] = "_SOURCE", wanted[] = "__STDC_WANT_";
    const size_t end = sizeof ending - 1, begin = sizeof wanted - 1;
    return (size > end && name[0] == '_' && memcmp(name + size - end, ending, end) == 0) ||
           (size > begin && memcmp(name, wanted, begin) == 0) ||
           is_word(name, size, "_FILE_OFFSET_BITS") || is_word(name, size, "_TIME_BITS") ||
           is_word(name, size, "__EXTENSIONS__");
}

static const char *skip_blanks(const char *text, const char *end)
{
    while (text < end && (*text == ' ' || *text == '\t')) {
        text++;
    }
    return text;
}

/* Whether the line defines one. */
static bool defines_feature(const char *line, const char *end)
{
    static const char word[] = "define";
    const char *at = skip_blanks(line, end);
    const char *name = at < end && *at == '#' ? skip_blanks(at + 1, end) : end;
    if ((size_t)(end - name) < sizeof word || memcmp(name, word, sizeof word - 1) != 0) {
        return false;
    }
    name = skip_blanks(name + sizeof word - 1, end);
    return is_feature(name, scan_source_text_name_size(name, (size_t)(end - name)));
}

static bool defines_any(const char *text, const char *end)
{
    bool is_found = false;
    while (text != NULL && !is_found) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        is_found = defines_feature(text, line_end == NULL ? end : line_end);
        text = line_end == NULL ? NULL : line_end + 1;
    }
    return is_found;
}

/* Clang is asked only of files that define one whether they are the system's: see scan_place_at. */
static void look_into(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    search *s = data;
    if (s->is_found || (depth > 0 && clang_Location_isInSystemHeader(stack[0]))) {
        return;
    }
    size_t size = 0;
    const char *text = scan_unit_contents(s->unit, file, &size);
    s->is_found =
        text != NULL && defines_any(text, text + size) &&
        !clang_Location_isInSystemHeader(clang_getLocationForOffset(s->unit->tu, file, 0));
}

bool scan_features_are_wanted(scan_unit *unit)
{
    search s = { .unit = unit };
    clang_getInclusions(unit->tu, look_into, &s);
    return s.is_found;
}
