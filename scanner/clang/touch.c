/* Owns the question what the annotated declarations rest on: those that they name, and what those
 * name in turn. Asked only where clang found an error. */
#include "clang/touch.h"

#include <string.h>

#include "clang/annotate.h"
#include "clang/place.h"

/* A declaration that matters, by its lines. */
typedef struct touched {
    CXCursor cursor;
    scan_place first, last;
} touched;

static enum CXChildVisitResult find_mark(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    scan_list *marks = data;
    return clang_getCursorKind(cursor) == CXCursor_AnnotateAttr && marks->count++ == 0
               ? CXChildVisit_Break
               : CXChildVisit_Recurse;
}

static bool is_annotated(CXCursor cursor)
{
    scan_list marks = { 0 };
    clang_visitChildren(cursor, find_mark, &marks);
    return marks.count > 0;
}

static bool is_known(const scan_unit *unit, CXCursor cursor)
{
    bool is = false;
    for (size_t i = 0; !is && i < unit->touched.count; i++) {
        const touched *known = unit->touched.items[i];
        is = clang_equalCursors(known->cursor, cursor) != 0;
    }
    return is;
}

static void reach(scan_unit *unit, CXCursor cursor);

/* A pointer is as large as any other, whatever it leads to; only one that is annotated leads to
 * columns. */
static bool is_mere_pointer(CXCursor cursor)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    return clang_getCursorKind(cursor) == CXCursor_FieldDecl && type.kind == CXType_Pointer &&
           !is_annotated(cursor);
}

static enum CXChildVisitResult follow(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (is_mere_pointer(cursor)) {
        return CXChildVisit_Continue;
    }
    CXCursor named = clang_getCursorReferenced(cursor);
    if (!clang_Cursor_isNull(named) && !clang_equalCursors(named, cursor)) {
        reach(data, named);
    }
    return CXChildVisit_Recurse;
}

/* Recurses as deep as declarations name each other. */
static void reach(scan_unit *unit, CXCursor cursor)
{
    CXCursor definition = clang_getCursorDefinition(cursor);
    cursor = clang_Cursor_isNull(definition) ? cursor : definition;
    if (clang_getCursorKind(cursor) == CXCursor_EnumConstantDecl) {
        cursor = clang_getCursorSemanticParent(cursor); /* its value follows from those before it */
    }
    if (is_known(unit, cursor)) {
        return;
    }
    touched *one = scan_unit_zeroed(unit->context, 1, sizeof *one);
    if (one == NULL || !scan_unit_add(unit->context, &unit->touched, one)) {
        return;
    }
    CXSourceRange extent = clang_getCursorExtent(cursor);
    one->cursor = cursor;
    one->first = scan_place_of(unit, clang_getRangeStart(extent));
    one->last = scan_place_of(unit, clang_getRangeEnd(extent));
    clang_visitChildren(cursor, follow, unit);
}

static enum CXChildVisitResult reach_annotated(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    scan_unit *unit = data;
    if (scan_unit_header(unit, clang_getCursorLocation(cursor)) >= 0 && is_annotated(cursor)) {
        reach(unit, cursor);
    }
    return CXChildVisit_Continue;
}

static bool is_touched(scan_unit *unit, scan_place place)
{
    if (unit->touched.count == 0) {
        clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), reach_annotated, unit);
    }
    bool is = false;
    for (size_t i = 0; !is && i < unit->touched.count; i++) {
        const touched *one = unit->touched.items[i];
        is = one->first.line != 0 && strcmp(one->first.file, place.file) == 0 &&
             place.line >= one->first.line && place.line <= one->last.line;
    }
    return is;
}

static bool is_about_meaning(CXDiagnostic diagnostic)
{
    CXString category = clang_getDiagnosticCategoryText(diagnostic);
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is_semantic = strcmp(clang_getCString(category), "Semantic Issue") == 0;
    bool is_assembly = strcmp(clang_getCString(category), "Inline Assembly Issue") == 0;
    /* An assertion may say what the program takes its structs for. */
    bool is = (is_semantic || is_assembly) && strncmp(clang_getCString(text), "static", 6) != 0;
    clang_disposeString(category);
    clang_disposeString(text);
    return is && clang_getDiagnosticSeverity(diagnostic) == CXDiagnostic_Error;
}

bool scan_touch_is_harmless(scan_unit *unit, CXDiagnostic diagnostic)
{
    scan_place place = scan_place_of(unit, clang_getDiagnosticLocation(diagnostic));
    return place.line != 0 && is_about_meaning(diagnostic) && !is_touched(unit, place);
}
