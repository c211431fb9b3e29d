/* Owns the search for declarations and macros of given names. */
#include <string.h>

#include "clang/place.h"
#include "clang/source_text.h"

typedef struct search {
    scan_unit *unit;
    scan_wanted *names;
    size_t count;
    bool is_in_system; /* what is looked into */
    bool has_macro;    /* what looks like a macro of such a name */
} search;

/* name: so many bytes of a text. */
static scan_wanted *find_name(const search *in, const char *name, size_t size)
{
    uint64_t hash = scan_declared_hash_of(name, size);
    size_t low = 0, high = in->count;
    while (low < high) { /* the first that is not before it */
        size_t middle = low + (high - low) / 2;
        bool is_before = in->names[middle].hash < hash;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    for (; low < in->count && in->names[low].hash == hash; low++) {
        const char *known = in->names[low].name;
        if (strncmp(known, name, size) == 0 && known[size] == '\0') {
            return &in->names[low];
        }
    }
    return NULL;
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

/* A macro whose text is its name, and nothing else. */
static bool stands_for_itself(CXCursor macro, const char *name)
{
    CXTranslationUnit tu = clang_Cursor_getTranslationUnit(macro);
    CXToken *tokens = NULL;
    unsigned count = 0;
    clang_tokenize(tu, clang_getCursorExtent(macro), &tokens, &count);
    bool is = count == 2;
    if (is) {
        CXString text = clang_getTokenSpelling(tu, tokens[1]);
        is = strcmp(clang_getCString(text), name) == 0;
        clang_disposeString(text);
    }
    clang_disposeTokens(tu, tokens, count);
    return is;
}

/* What such a macro is can be told without the compiler. */
static bool leaves_alone(CXCursor macro, const scan_wanted *name)
{
    bool needs_arguments = !name->is_called && clang_Cursor_isMacroFunctionLike(macro) != 0;
    return name->is_inner && (needs_arguments || stands_for_itself(macro, name->name));
}

static void look_at(const search *in, CXCursor cursor, bool is_macro)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *text = clang_getCString(spelling);
    scan_wanted *name = text == NULL ? NULL : find_name(in, text, strlen(text));
    bool is_same_space =
        name != NULL &&
        (is_macro ? !leaves_alone(cursor, name) : !name->is_inner && is_tag(kind) == name->is_tag);
    if (name != NULL && !is_macro && !is_tag(kind)) {
        name->is_hidden = name->is_parameter;
    }
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

/* Behind a macro's name in a header of the system's: whether it stands for another function there,
 * which such headers say under conditions that hold on few machines (time, stat, open). */
static bool is_redirection(const char *text, const char *end)
{
    while (text < end && (*text == ' ' || *text == '\t')) {
        text++;
    }
    unsigned size = scan_source_text_name_size(text, (size_t)(end - text));
    bool is_function = size > 1 && ((*text >= 'a' && *text <= 'z') || memcmp(text, "__", 2) == 0);
    return is_function && (text + size == end || text[size] == '\n');
}

/* Whether the text from a macro's name on may define one of the names. A parenthesis right behind
 * it is that of a macro with arguments. */
static bool is_definition(const search *in, const char *text, const char *end)
{
    unsigned size = scan_source_text_name_size(text, (size_t)(end - text));
    const scan_wanted *name = find_name(in, text, size);
    if (name == NULL || !name->is_inner) {
        return name != NULL && !in->is_in_system;
    }
    bool has_arguments = text + size < end && text[size] == '(';
    return has_arguments ? name->is_called : !in->is_in_system || !is_redirection(text + size, end);
}

/* Clang keeps a record of macros only if it is asked to, at a price: first the text says whether
 * there may be one. */
static bool is_defined_in(const search *in, const char *text, const char *end)
{
    for (const char *c = text; (c = memchr(c, '#', (size_t)(end - c))) != NULL;) {
        static const char define[] = "define";
        c = scan_source_text_skip(c + 1, end);
        if ((size_t)(end - c) < sizeof define || memcmp(c, define, sizeof define - 1) != 0) {
            continue;
        }
        c = scan_source_text_skip(c + sizeof define - 1, end);
        if (is_definition(in, c, end)) {
            return true;
        }
    }
    return false;
}

/* Clang finds a place in a file by looking through all that it has read: it is asked only of files
 * whose text has such a name (see scan_place_at). */
static bool is_of_system(scan_unit *unit, CXFile file)
{
    return scan_unit_header_of(unit, file) < 0 &&
           clang_Location_isInSystemHeader(clang_getLocationForOffset(unit->tu, file, 0));
}

static void look_into(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    search *in = data;
    size_t size = 0;
    const char *text = in->has_macro ? NULL : scan_unit_contents(in->unit, file, &size);
    if (text == NULL) {
        return;
    }
    in->is_in_system = depth > 0 && clang_Location_isInSystemHeader(stack[0]);
    in->has_macro = is_defined_in(in, text, text + size);
    if (in->has_macro && !in->is_in_system && is_of_system(in->unit, file)) {
        in->is_in_system = true;
        in->has_macro = is_defined_in(in, text, text + size);
    }
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
