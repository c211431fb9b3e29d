/* Owns the search for pointers in a struct. */
#include "clang/pointer.h"

#include "clang/flexible.h"

typedef struct search {
    scan_unit *unit;
    const char *found;
} search;

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
    (void)clang_Type_visitFields(type, visit, &s);
    return s.found;
}
