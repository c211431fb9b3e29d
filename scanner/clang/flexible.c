/* Owns the search for flexible array members. */
#include "clang/flexible.h"

bool scan_flexible_is(CXType type)
{
    return type.kind == CXType_IncompleteArray ||
           (type.kind == CXType_ConstantArray && clang_getArraySize(type) == 0);
}

static enum CXVisitorResult keep_last(CXCursor field, CXClientData data)
{
    CXCursor *last = data;
    *last = field;
    return CXVisit_Continue;
}

/* Recurses as deep as structs are nested. */
const char *scan_flexible_find(scan_unit *unit, CXType type)
{
    CXCursor last = clang_getNullCursor();
    (void)clang_Type_visitFields(type, keep_last, &last);
    if (clang_Cursor_isNull(last)) {
        return NULL;
    }
    CXType of_last = clang_getCanonicalType(clang_getCursorType(last));
    if (of_last.kind == CXType_Record) {
        return scan_flexible_find(unit, of_last);
    }
    return scan_flexible_is(of_last) ? scan_unit_take(unit->context, clang_getCursorSpelling(last))
                                     : NULL;
}
