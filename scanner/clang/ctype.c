/* Owns what the C type of a member means. Classes come from canonical types; names come from the
 * typedef chain, which is walked by declarations: the kinds of sugar differ between libclangs. */
#include "clang/ctype.h"

#include <string.h>

#include "clang/bit_field.h"
#include "clang/converter.h"
#include "clang/described.h"
#include "clang/enumeration.h"
#include "clang/flexible.h"
#include "clang/spelling.h"

static scan_type unsupported(const char *reason)
{
    return (scan_type){ .type_class = SCAN_TYPE_UNSUPPORTED, .reason = reason };
}

static scan_type of_class(scan_type_class type_class)
{
    return (scan_type){ .type_class = type_class, .count = 1 };
}

static bool is_char(enum CXTypeKind kind)
{
    return kind == CXType_Char_S || kind == CXType_Char_U;
}

static bool is_union(CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    return clang_getCursorKind(declaration) == CXCursor_UnionDecl;
}

static const char volatile_reason[] =
    "volatile data cannot be stored: leave out volatile, or store a copy in a struct of your own";

static const char const_reason[] =
    "the library writes the members of a row that it loads: leave out const, or store a copy in a "
    "struct of your own";

static const char flexible_reason[] =
    "a flexible array member does not know its size: use a pointer and a size member, or an "
    "ORM_CONVERTER of pointers to its struct";

/* What has a kind of its own in C and no column to go to. */
static const char *scalar_reason(scan_unit *unit, CXType type)
{
    switch ((int)type.kind) {
    case CXType_LongDouble:
        return "long double has no SQL type: use double";
    case CXType_Int128:
    case CXType_UInt128:
        return "a 128-bit integer has no SQL type: use int64_t or uint8_t[16]";
    case CXType_Complex:
        return "a complex number is not one value: use two members";
    case CXType_Atomic:
        return "the library reads and writes members plainly: leave out _Atomic";
    case CXType_IncompleteArray:
        return flexible_reason;
    case CXType_Record:
        return "a union does not say which of its members holds: leave it out, or give the one to "
               "store ORM_COLUMN()";
    default:
        return scan_unit_text(unit->context,
                              "the type %s has no SQL type: use one that "
                              "docs/type-mapping.md lists",
                              scan_spelling_plain(unit, type));
    }
}

static const char *pointer_reason(scan_unit *unit, CXType pointee)
{
    switch ((int)pointee.kind) {
    case CXType_FunctionProto:
    case CXType_FunctionNoProto:
        return "a function pointer means nothing outside of its process: leave it out";
    case CXType_Record:
        return "a union does not say which of its members holds: leave it out";
    case CXType_Pointer:
        return "a list of pointers is not one value: where it leads to rows, write ORM_HAS_MANY or "
               "ORM_MANY_TO_MANY instead of ORM_COLUMN";
    case CXType_SChar:
        return "a signed char pointer is neither text nor bytes: use char *, uint8_t * or int8_t *";
    case CXType_ConstantArray:
        return scan_unit_text(unit->context,
                              "a pointer to %s may be one value, many or none: use a member of "
                              "that type, or a table of its own",
                              scan_spelling_plain(unit, pointee));
    default:
        return scalar_reason(unit, pointee);
    }
}

static scan_type describe_number(CXType type)
{
    switch ((int)type.kind) {
    case CXType_Bool:
        return of_class(SCAN_TYPE_BOOL);
    case CXType_Char_S:
    case CXType_Char_U:
        return (scan_type){ .type_class = SCAN_TYPE_CHAR,
                            .count = 1,
                            .is_char = true,
                            .char_is_signed = type.kind == CXType_Char_S };
    case CXType_SChar:
    case CXType_Short:
    case CXType_Int:
    case CXType_Long:
    case CXType_LongLong:
    case CXType_WChar:
        return of_class(SCAN_TYPE_INT);
    case CXType_UChar:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
    case CXType_Char16:
    case CXType_Char32:
        return of_class(SCAN_TYPE_UINT);
    case CXType_Float:
    case CXType_Double:
        return of_class(SCAN_TYPE_FLOAT);
    case CXType_Enum:
        return of_class(SCAN_TYPE_ENUM);
    default:
        return unsupported(NULL);
    }
}

/* A struct that is one value to everybody who knows C, or to the library: its tag and members that
 * it has. */
typedef struct known_struct {
    const char *tag;
    scan_type_class type_class;
    const char *members[3];
} known_struct;

static bool is_known(CXType type, const char *tag, const known_struct *known)
{
    bool is = strcmp(tag, known->tag) == 0;
    for (size_t i = 0; is && i < 3 && known->members[i] != NULL; i++) {
        is = clang_Type_getOffsetOf(type, known->members[i]) >= 0;
    }
    return is;
}

/* False: it is none of those. */
static bool describe_struct(CXType type, scan_type *described_out)
{
    static const known_struct known[] = {
        { "timespec", SCAN_TYPE_TIMESPEC, { "tv_sec", "tv_nsec" } },
        { "timeval", SCAN_TYPE_TIMEVAL, { "tv_sec", "tv_usec" } },
        { "orm_interval", SCAN_TYPE_INTERVAL, { "months", "days", "microseconds" } },
    };
    size_t i = 0, count = type.kind == CXType_Record ? sizeof known / sizeof *known : 0;
    CXString name = clang_getCursorSpelling(clang_getTypeDeclaration(type));
    const char *tag = clang_getCString(name);
    while (i < count && !is_known(type, tag, &known[i])) {
        i++;
    }
    clang_disposeString(name);
    if (i < count) {
        *described_out = of_class(known[i].type_class);
    }
    return i < count;
}

static scan_type describe_scalar(CXType type)
{
    scan_type described;
    return describe_struct(type, &described) ? described : describe_number(type);
}

/* What is one value behind a pointer, too. */
static bool is_scalar(CXType type)
{
    scan_type described = describe_scalar(type);
    return described.type_class != SCAN_TYPE_UNSUPPORTED && type.kind != CXType_SChar;
}

static scan_type describe_pointer(scan_unit *unit, CXType type)
{
    CXType pointee = clang_getCanonicalType(clang_getPointeeType(type));
    if (clang_isVolatileQualifiedType(pointee)) {
        return unsupported(volatile_reason);
    }
    if (is_char(pointee.kind)) {
        return of_class(SCAN_TYPE_CHAR_POINTER);
    }
    if (pointee.kind == CXType_UChar || pointee.kind == CXType_Void) {
        return of_class(SCAN_TYPE_BYTE_POINTER);
    }
    if (is_scalar(pointee)) {
        return of_class(SCAN_TYPE_SCALAR_POINTER);
    }
    if (pointee.kind == CXType_Pointer &&
        is_char(clang_getCanonicalType(clang_getPointeeType(pointee)).kind)) {
        return of_class(SCAN_TYPE_TEXT_POINTER);
    }
    bool is_struct = pointee.kind == CXType_Record && !is_union(pointee);
    return is_struct ? of_class(SCAN_TYPE_STRUCT_POINTER)
                     : unsupported(pointer_reason(unit, pointee));
}

static scan_type describe_canonical(scan_unit *unit, CXType type);

/* What may stand in a row; whether it may be an array's item is model/kind_array's to say. */
static bool is_item(const scan_type *type)
{
    switch (type->type_class) {
    case SCAN_TYPE_BOOL:
    case SCAN_TYPE_INT:
    case SCAN_TYPE_UINT:
    case SCAN_TYPE_FLOAT:
    case SCAN_TYPE_ENUM:
    case SCAN_TYPE_CHAR_POINTER:
    case SCAN_TYPE_CHAR_ARRAY:
    case SCAN_TYPE_BYTE_ARRAY:
    case SCAN_TYPE_TIMESPEC:
    case SCAN_TYPE_TIMEVAL:
        return true;
    case SCAN_TYPE_UNSUPPORTED:
    case SCAN_TYPE_BYTE_POINTER:
    case SCAN_TYPE_CHAR:
    case SCAN_TYPE_ARRAY:
    case SCAN_TYPE_TEXT_POINTER:
    case SCAN_TYPE_SCALAR_POINTER:
    case SCAN_TYPE_STRUCT:
    case SCAN_TYPE_STRUCT_POINTER:
    case SCAN_TYPE_CONVERTED:
    case SCAN_TYPE_INTERVAL:
        break;
    }
    return false;
}

static const char *array_reason(scan_unit *unit, const scan_type *item, CXType type)
{
    if (item->type_class == SCAN_TYPE_STRUCT) {
        return scan_unit_text(unit->context,
                              "an array of %s is not one value: make it a table of its own, or one "
                              "column by an ORM_CONVERTER of a typedef of the array",
                              scan_spelling_plain(unit, type));
    }
    return scan_unit_text(unit->context,
                          "an array of %s is not one value: make it a table of its own, or one "
                          "column by an ORM_CONVERTER of a typedef of the array",
                          type.kind == CXType_Pointer         ? "pointers"
                          : type.kind == CXType_ConstantArray ? "arrays"
                                                              : scan_spelling_plain(unit, type));
}

static scan_type describe_array(scan_unit *unit, CXType type)
{
    if (scan_flexible_is(type)) {
        return unsupported(flexible_reason);
    }
    CXType item = clang_getCanonicalType(clang_getArrayElementType(type));
    if (clang_isConstQualifiedType(item)) {
        return unsupported(const_reason);
    }
    bool is_bytes = is_char(item.kind) || item.kind == CXType_UChar;
    scan_type described =
        of_class(is_char(item.kind) ? SCAN_TYPE_CHAR_ARRAY : SCAN_TYPE_BYTE_ARRAY);
    if (!is_bytes) {
        const scan_type of_item = describe_canonical(unit, item);
        described = is_item(&of_item) ? of_class(SCAN_TYPE_ARRAY)
                                      : unsupported(array_reason(unit, &of_item, item));
    }
    if (described.type_class == SCAN_TYPE_UNSUPPORTED) {
        return described;
    }
    described.count = (size_t)clang_getArraySize(type);
    return described;
}

static scan_type describe_canonical(scan_unit *unit, CXType type)
{
    if (type.kind == CXType_Pointer) {
        return describe_pointer(unit, type);
    }
    if (type.kind == CXType_ConstantArray) {
        return describe_array(unit, type);
    }
    scan_type described = describe_scalar(type);
    if (described.type_class != SCAN_TYPE_UNSUPPORTED) {
        return described;
    }
    bool is_struct = type.kind == CXType_Record && !is_union(type);
    return is_struct ? of_class(SCAN_TYPE_STRUCT) : unsupported(scalar_reason(unit, type));
}

/* What the member's own qualifiers forbid; NULL = nothing. */
static const char *qualifier_reason(CXType canonical)
{
    if (clang_isVolatileQualifiedType(canonical)) {
        return volatile_reason;
    }
    if (clang_isConstQualifiedType(canonical)) {
        return const_reason;
    }
    return NULL;
}

/* As written, not canonical: names of typedefs have a meaning of their own. */
static CXType pointee_of(CXType type)
{
    for (CXCursor d = clang_getTypeDeclaration(type);
         clang_getCursorKind(d) == CXCursor_TypedefDecl; d = clang_getTypeDeclaration(type)) {
        type = clang_getTypedefDeclUnderlyingType(d);
    }
    bool is_array = clang_getCanonicalType(type).kind == CXType_ConstantArray;
    return is_array ? clang_getArrayElementType(type) : clang_getPointeeType(type);
}

/* What all types have, whatever their class. fallback: names an enumeration without a name. */
static void complete(scan_unit *unit, scan_enums *enums, CXType type, const char *fallback,
                     scan_type *described)
{
    CXType canonical = clang_getCanonicalType(type);
    long long size = clang_Type_getSizeOf(type);
    described->size = size > 0 ? (size_t)size : 0;
    described->domain = scan_spelling_domain(type);
    if (described->type_class != SCAN_TYPE_UNSUPPORTED) {
        described->pointer_to = scan_spelling_pointer_to(unit, type);
    }
    if (described->is_qualified) { /* a converter writes it, too */
        return;
    }
    described->converters = scan_converter_match(unit, type);
    if (canonical.kind == CXType_Pointer || canonical.kind == CXType_ConstantArray) {
        described->item_converters = scan_converter_match(unit, pointee_of(type));
    }
    if (described->type_class == SCAN_TYPE_ENUM) {
        described->enumeration = scan_enumeration_find(unit, enums, canonical, fallback);
        described->enum_is_signed = scan_enumeration_is_signed(canonical);
    }
}

static bool has_pointee(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_SCALAR_POINTER || type->type_class == SCAN_TYPE_ARRAY ||
           type->type_class == SCAN_TYPE_TEXT_POINTER;
}

/* What only the name of the type pointed to says: a signed char may be a character, an int8_t is a
 * number; wide characters are numbers to C. */
static scan_type describe_named(scan_type described, CXType type)
{
    bool is_signed_char =
        clang_getCanonicalType(clang_getPointeeType(clang_getCanonicalType(type))).kind ==
        CXType_SChar;
    if (described.type_class != SCAN_TYPE_SCALAR_POINTER && !is_signed_char) {
        return described;
    }
    const char *name = scan_spelling_domain(pointee_of(type));
    if (name != NULL && strcmp(name, "int8_t") == 0) {
        return of_class(SCAN_TYPE_SCALAR_POINTER);
    }
    bool is_wide = name != NULL && (strcmp(name, "wchar_t") == 0 || strcmp(name, "char16_t") == 0 ||
                                    strcmp(name, "char32_t") == 0);
    return is_wide ? unsupported("wide text has no SQL type: use char * with UTF-8, or an "
                                 "ORM_CONVERTER")
                   : described;
}

/* What a pointer points to, or an array holds. NULL: no memory, and the diag knows. */
static const scan_type *describe_pointee(scan_unit *unit, scan_enums *enums, CXType type,
                                         const char *fallback)
{
    CXType pointee = clang_getUnqualifiedType(pointee_of(type));
    scan_type *described = scan_unit_zeroed(unit->context, 1, sizeof *described);
    if (described != NULL) {
        *described = describe_canonical(unit, clang_getCanonicalType(pointee));
        complete(unit, enums, pointee, fallback, described);
    }
    return described;
}

/* field: NULL = it is no member. */
static scan_type describe(scan_unit *unit, scan_enums *enums, CXType type, const CXCursor *field,
                          const char *fallback)
{
    CXType canonical = clang_getCanonicalType(type);
    const char *reason = qualifier_reason(canonical);
    scan_type described = reason != NULL
                              ? unsupported(reason)
                              : describe_named(describe_canonical(unit, canonical), type);
    described.is_qualified = reason != NULL || described.reason == const_reason;
    if (field != NULL && clang_Cursor_isBitField(*field)) {
        described = scan_bit_field_describe(unit, described, *field);
    }
    complete(unit, enums, type, fallback, &described);
    if (has_pointee(&described)) {
        described.pointee = describe_pointee(unit, enums, type, fallback);
    }
    if (has_pointee(&described) && described.pointee == NULL) {
        described = unsupported("there is no memory to describe it");
    }
    return described;
}

scan_type scan_ctype_describe(scan_unit *unit, scan_enums *enums, CXCursor field,
                              const char *entity, const char *member)
{
    CXType type = clang_getCursorType(field);
    bool is_whole = clang_Cursor_isBitField(field) == 0;
    const scan_type *known = is_whole ? scan_described_find(unit, type) : NULL;
    if (known != NULL) {
        return *known;
    }
    const char *fallback = scan_unit_text(unit->context, "%s_%s", entity, member);
    scan_type described = describe(unit, enums, type, &field, fallback);
    if (is_whole) {
        scan_described_keep(unit, type, &described);
    }
    return described;
}

CXType scan_ctype_item(CXType array)
{
    return pointee_of(array);
}

scan_type scan_ctype_describe_item(scan_unit *unit, scan_enums *enums, CXType item,
                                   const char *entity, const char *member)
{
    const char *fallback = scan_unit_text(unit->context, "%s_%s", entity, member);
    return describe(unit, enums, item, NULL, fallback);
}
