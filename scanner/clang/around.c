/* Owns the question which errors concern a place: those in the same declaration, by its text. What
 * clang takes for a declaration may be what an error has made of it. */
#include "clang/around.h"

#include "clang/place.h"
#include "clang/source_text.h"

/* Whether a declaration in the line of an error begins behind the end of that one's. */
static bool is_next(scan_unit *unit, CXSourceLocation begin, const scan_place *first,
                    const scan_place *error)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    clang_getExpansionLocation(begin, &file, NULL, NULL, &at);
    const char *text = scan_unit_contents(unit, file, &size), *c = NULL;
    if (text == NULL || at > size || error->line != first->line || error->column >= first->column) {
        return false;
    }
    scan_source_names tokens = { .text = text + at - (first->column - error->column),
                                 .end = text + at };
    bool is = false;
    while (!is && (c = scan_source_text_step(&tokens)) != NULL) {
        is = *c == ';' && c > tokens.text;
    }
    return is;
}

static bool has_error(scan_unit *unit, CXCursor cursor)
{
    CXSourceRange extent = clang_getCursorExtent(cursor);
    CXSourceLocation begin = clang_getRangeStart(extent);
    scan_place first = scan_place_of(unit, begin);
    scan_place last = scan_place_of(unit, clang_getRangeEnd(extent));
    for (size_t i = 0; i < unit->errors.count; i++) {
        const scan_place *error = unit->errors.items[i];
        bool is_behind =
            error->line > last.line || (error->line == last.line && error->column >= last.column);
        bool is_near =
            error->line >= first.line && !is_behind && strcmp(error->file, first.file) == 0;
        if (is_near && !is_next(unit, begin, &first, error)) {
            return true;
        }
    }
    return false;
}

/* Clang marks not all such declarations as invalid. */
bool scan_around_is_guess(scan_unit *unit, CXCursor cursor)
{
    return scan_around_is_wrong(unit, cursor) || clang_isInvalidDeclaration(cursor) != 0;
}

bool scan_around_is_wrong(scan_unit *unit, CXCursor cursor)
{
    return unit->errors.count > 0 && has_error(unit, cursor);
}

bool scan_around_has_error(scan_unit *unit, CXFile file, size_t at)
{
    size_t size = 0, begin = 0, end = 0;
    const char *text = scan_unit_contents(unit, file, &size);
    if (text == NULL || at >= size) {
        return false;
    }
    scan_source_text_around(text, size, at, &begin, &end);
    const scan_place from = scan_place_at(unit, file, begin), to = scan_place_at(unit, file, end);
    return scan_diag_has_error(unit->context->diag, &from, &to);
}

bool scan_around_has_error_near(scan_unit *unit, CXCursor cursor)
{
    CXFile file = NULL;
    unsigned at = 0;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &at);
    return scan_around_has_error(unit, file, at);
}
