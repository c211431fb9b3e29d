/* Owns the search for functions by their names. */
#include "clang/function.h"

#include <string.h>

#include "annotation/suggest.h"
#include "clang/parse.h"
#include "clang/place.h"

/* One function being looked for. */
typedef struct function_search {
    scan_unit *unit;
    const char *type;
    scan_function *function;
    scan_suggestion suggestion;
} function_search;

static bool has_type(const function_search *search, CXCursor cursor)
{
    CXString type = clang_getTypeSpelling(clang_getCanonicalType(clang_getCursorType(cursor)));
    bool is_right = strcmp(clang_getCString(type), search->type) == 0;
    clang_disposeString(type);
    return is_right;
}

static void offer(function_search *search, CXCursor cursor)
{
    if (has_type(search, cursor)) {
        scan_suggest_offer(&search->suggestion,
                           scan_unit_take(search->unit->context, clang_getCursorSpelling(cursor)));
    }
}

static enum CXChildVisitResult find_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    function_search *search = data;
    if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl) {
        return CXChildVisit_Continue;
    }
    CXString name = clang_getCursorSpelling(cursor);
    bool is_it = strcmp(clang_getCString(name), search->function->name) == 0;
    clang_disposeString(name);
    if (!is_it) {
        offer(search, cursor);
        return CXChildVisit_Continue;
    }
    search->function->is_declared = true;
    search->function->is_right = has_type(search, cursor);
    search->function->is_private = clang_getCursorLinkage(cursor) == CXLinkage_Internal &&
                                   clang_Cursor_isFunctionInlined(cursor) == 0;
    search->function->place = scan_place_of(search->unit, clang_getCursorLocation(cursor));
    return CXChildVisit_Break;
}

void scan_function_find(scan_unit *unit, const char *type, scan_function *function)
{
    function_search search = { .unit = unit, .type = type, .function = function };
    scan_suggest_init(&search.suggestion, function->name);
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), find_function, &search);
    function->similar = function->is_declared ? NULL : search.suggestion.near.found;
}

static void find(void *ctx, const char *type, scan_function *function)
{
    scan_function_find(ctx, type, function);
}

scan_functions scan_function_in(scan_unit *unit)
{
    return (scan_functions){ .find = find, .ctx = unit };
}
