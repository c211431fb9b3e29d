/* Owns the search for declarations and macros of given names. */
#include <stdlib.h>
#include <string.h>

#include "clang/place.h"
#include "clang/source_text.h"

typedef struct search {
    scan_unit *unit;
    scan_wanted *names;
    size_t count;
    bool has_macro; /* what looks like a macro of such a name */
} search;

static int compare(const void *left, const void *right)
{
    const scan_wanted *a = left, *b = right;
    return scan_declared_compare(a->hash, a->name, b->hash, b->name);
}

static scan_wanted *find_name(const search *in, const char *name)
{
    const scan_wanted key = { .name = name, .hash = scan_declared_hash(name) };
    return bsearch(&key, in->names, in->count, sizeof *in->names, compare);
}

/* The cursor may be of another parse, whose files are others. */
static void take(const search *in, scan_wanted *name, CXCursor cursor)
{
    scan_unit *unit = in->unit;
    CXFile file = NULL;
    unsigned at = 0;
    clang_getExpansionLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &at);
    const char *path = file == NULL ? NULL : scan_unit_take(unit->context, clang_getFileName(file));
    file = path == NULL ? NULL : clang_getFile(unit->tu, path);
    name->is_taken = true;
    if (file != NULL) {
        name->place = scan_place_at(unit, file, at);
    }
}

static bool ends(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

/* What a program may say itself in order not to include the generated header everywhere. */
static bool is_forward(CXCursor cursor, const char *name)
{
    if (clang_getCursorKind(cursor) != CXCursor_VarDecl ||
        clang_Cursor_getStorageClass(cursor) != CX_SC_Extern) {
        return false;
    }
    CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
    CXString spelling = clang_getTypeSpelling(type);
    const char *text = clang_getCString(spelling);
    bool is = (ends(name, "_entity") && strcmp(text, "const struct orm_entity") == 0) ||
              (ends(name, "_schema") && strcmp(text, "const struct orm_schema") == 0) ||
              (ends(name, "_") && ends(text, "_columns"));
    clang_disposeString(spelling);
    return is;
}

static bool is_tag(enum CXCursorKind kind)
{
    return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_EnumDecl;
}

static void look_at(const search *in, CXCursor cursor, bool is_macro)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(spelling);
    scan_wanted *name = text == NULL ? NULL : find_name(in, text);
    bool is_same_space =
        name != NULL && (is_macro || (!name->is_inner && is_tag(kind) == name->is_tag));
    bool is_mere_tag = is_tag(kind) && !clang_isCursorDefinition(cursor);
    if (is_same_space && !name->is_taken && !is_mere_tag && !is_forward(cursor, text)) {
        take(in, name, cursor);
    }
    clang_disposeString(spelling);
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    look_at(data, cursor, false);
    return clang_getCursorKind(cursor) == CXCursor_EnumDecl ? CXChildVisit_Recurse
                                                            : CXChildVisit_Continue;
}

/* ---- macros ---- */

/* Clang keeps a record of macros only if it is asked to, at a price: first the text says whether there may be
 * one. */
static bool is_defined_in(const search *in, const char *text, const char *end)
{
    for (const char *c = text; (c = memchr(c, '#', (size_t)(end - c))) != NULL;) {
        static const char define[] = "define";
        c = scan_source_text_skip(c + 1, end);
        if ((size_t)(end - c) < sizeof define || memcmp(c, define, sizeof define - 1) != 0) {
            continue;
        }
        c = scan_source_text_skip(c + sizeof define - 1, end);
        unsigned size = scan_source_text_name_size(c, (size_t)(end - c));
        const char *name = scan_unit_text(in->unit->context, "%.*s", (int)size, c);
        if (name != NULL && find_name(in, name) != NULL) {
            return true;
        }
    }
    return false;
}

/* Clang finds a place in a file by looking through all that it has read: it is asked only of files whose text has
 * such a name (see scan_place_at). */
static bool is_of_system(scan_unit *unit, CXFile file)
{
    return scan_unit_header_of(unit, file) < 0 &&
           clang_Location_isInSystemHeader(clang_getLocationForOffset(unit->tu, file, 0));
}

static void look_into(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    search *in = data;
    if (in->has_macro || (depth > 0 && clang_Location_isInSystemHeader(stack[0]))) {
        return;
    }
    size_t size = 0;
    const char *text = scan_unit_contents(in->unit, file, &size);
    in->has_macro =
        text != NULL && is_defined_in(in, text, text + size) && !is_of_system(in->unit, file);
}

static enum CXChildVisitResult visit_macro(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(cursor) == CXCursor_MacroDefinition) {
        look_at(data, cursor, true);
    }
    return CXChildVisit_Continue;
}

static void find_macros(search *in)
{
    clang_getInclusions(in->unit->tu, look_into, in);
    CXTranslationUnit tu = in->has_macro ? scan_unit_parse_recorded(in->unit) : NULL;
    if (tu != NULL) {
        clang_visitChildren(clang_getTranslationUnitCursor(tu), visit_macro, in);
        clang_disposeTranslationUnit(tu);
    }
}

static void find(void *ctx, scan_wanted *names, size_t count)
{
    scan_unit *unit = ctx;
    search in = { .unit = unit, .names = names, .count = count };
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), visit, &in);
    find_macros(&in);
}

scan_declared scan_declared_in(scan_unit *unit)
{
    return (scan_declared){ .find = find, .ctx = unit };
}
