/* Owns the search for pointers in a struct. */
#include "clang/pointer.h"

#include "clang/flexible.h"

typedef struct search {
    scan_unit *unit;
    const char *found;
} search;

static bool is_plain(const scan_unit *unit, CXCursor declaration)
{
    bool is = false;
    for (size_t i = 0; !is && i < unit->plain_structs.count; i++) {
        is = clang_equalCursors(*(const CXCursor *)unit->plain_structs.items[i], declaration) != 0;
    }
    return is;
}

/* It is not looked into again, however often others hold it. */
static void note_plain(scan_unit *unit, CXCursor declaration)
{
    CXCursor *copy = scan_unit_zeroed(unit->context, 1, sizeof *copy);
    if (copy != NULL) {
        *copy = declaration;
        (void)scan_unit_add(unit->context, &unit->plain_structs, copy);
    }
}

static enum CXVisitorResult visit(CXCursor field, CXClientData data)
{
    search *s = data;
    CXType type = clang_getCanonicalType(clang_getCursorType(field));
    bool is_flexible = scan_flexible_is(type);
    while (type.kind == CXType_ConstantArray) {
        type = clang_getCanonicalType(clang_getArrayElementType(type));
    }
    if (type.kind == CXType_Record) {
        s->found = scan_pointer_find(s->unit, type);
    } else if (type.kind == CXType_Pointer || type.kind == CXType_BlockPointer || is_flexible) {
        s->found = scan_unit_take(s->unit->context, clang_getCursorSpelling(field));
    }
    return s->found == NULL ? CXVisit_Continue : CXVisit_Break;
}

/* Recurses as deep as structs are nested. */
const char *scan_pointer_find(scan_unit *unit, CXType type)
{
    search s = { .unit = unit };
    CXCursor declaration = clang_getTypeDeclaration(type);
    if (!is_plain(unit, declaration)) {
        (void)clang_Type_visitFields(type, visit, &s);
        if (s.found == NULL) {
            note_plain(unit, declaration);
        }
    }
    return s.found;
}
