/* Owns the spelling of types. Never takes a name from clang for a type that has none: it holds a
 * path. */
#include "clang/spelling.h"

#include <string.h>

static bool is_typedef(CXCursor declaration)
{
    return clang_getCursorKind(declaration) == CXCursor_TypedefDecl;
}

const char *scan_spelling_domain(CXType type)
{
    static const struct {
        const char *typedef_name, *domain;
    } domains[] = { { "time_t", "time_t" },    { "__time_t", "time_t" }, { "uuid_t", "uuid_t" },
                    { "int8_t", "int8_t" },    { "wchar_t", "wchar_t" }, { "char16_t", "char16_t" },
                    { "char32_t", "char32_t" } };
    for (CXCursor d = clang_getTypeDeclaration(type); is_typedef(d);
         d = clang_getTypeDeclaration(clang_getTypedefDeclUnderlyingType(d))) {
        CXString name = clang_getCursorSpelling(d);
        const char *found = NULL;
        for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++) {
            bool is_it = strcmp(clang_getCString(name), domains[i].typedef_name) == 0;
            found = is_it ? domains[i].domain : found;
        }
        clang_disposeString(name);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* Down the chain of the program's typedefs. True: *type has become a typedef of a system header. */
static bool see_through(CXType *type)
{
    for (;;) {
        CXCursor declaration = clang_getTypeDeclaration(*type);
        if (!is_typedef(declaration)) {
            return false;
        }
        if (clang_Location_isInSystemHeader(clang_getCursorLocation(declaration))) {
            return true;
        }
        *type = clang_getTypedefDeclUnderlyingType(declaration);
    }
}

static const char *plain(scan_unit *unit, CXType type)
{
    if (clang_getCanonicalType(type).kind == CXType_Invalid) { /* libclang 22 reads through NULL */
        return NULL;
    }
    CXType canonical = clang_getUnqualifiedType(clang_getCanonicalType(type));
    if (canonical.kind == CXType_Bool) {
        return "bool";
    }
    const char *name = scan_unit_take(unit->context, clang_getTypeSpelling(canonical));
    bool has_no_name = name == NULL || strchr(name, '(') != NULL;
    return has_no_name && (canonical.kind == CXType_Enum || canonical.kind == CXType_Record) ? NULL
                                                                                             : name;
}

const char *scan_spelling_plain(scan_unit *unit, CXType type)
{
    const char *name = plain(unit, type);
    return name != NULL ? name : "a type without a name";
}

static bool ends_in_star(const char *name)
{
    size_t size = strlen(name);
    return size > 0 && name[size - 1] == '*';
}

/* The name of what a pointer points to or an array holds, and what it is called at the end of a
 * chain. */
static const char *item_name(scan_unit *unit, CXType item)
{
    bool is_const = clang_isConstQualifiedType(clang_getCanonicalType(item)) != 0;
    const char *name =
        see_through(&item)
            ? scan_unit_take(unit->context, clang_getCursorSpelling(clang_getTypeDeclaration(item)))
            : plain(unit, item);
    if (name == NULL || !is_const) {
        return name;
    }
    return scan_unit_text(unit->context, ends_in_star(name) ? "%sconst" : "const %s", name);
}

/* "int (*)[3]", or "char (*)[3][8]" where the items are arrays themselves. */
static const char *pointer_to_array(scan_unit *unit, CXType item, long long count)
{
    CXType canonical = clang_getCanonicalType(item);
    bool is_array = canonical.kind == CXType_ConstantArray;
    const char *name = item_name(unit, is_array ? clang_getArrayElementType(canonical) : item);
    if (name == NULL) {
        return NULL;
    }
    const char *blank = ends_in_star(name) ? "" : " ";
    return is_array ? scan_unit_text(unit->context, "%s%s(*)[%lld][%lld]", name, blank, count,
                                     clang_getArraySize(canonical))
                    : scan_unit_text(unit->context, "%s%s(*)[%lld]", name, blank, count);
}

const char *scan_spelling_pointer_to(scan_unit *unit, CXType type)
{
    CXType canonical = clang_getCanonicalType(type);
    bool is_system = see_through(&type);
    const char *name = NULL;
    if (!is_system && canonical.kind == CXType_Pointer) {
        name = item_name(unit, clang_getPointeeType(type));
        bool is_plain = name != NULL && !clang_isRestrictQualifiedType(canonical);
        return is_plain ? scan_unit_text(unit->context, ends_in_star(name) ? "%s**" : "%s **", name)
                        : NULL;
    }
    if (!is_system && canonical.kind == CXType_ConstantArray) {
        return pointer_to_array(unit, clang_getArrayElementType(type),
                                clang_getArraySize(canonical));
    }
    name = item_name(unit, type);
    return name == NULL ? NULL : scan_unit_text(unit->context, "%s *", name);
}
