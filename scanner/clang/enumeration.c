/* Owns the reading of enumerations. */
#include "clang/enumeration.h"

#include <string.h>

#include "clang/place.h"

typedef struct label_reader {
    scan_unit *unit;
    bool is_signed;
    orm_enum_label *labels; /* NULL: only count */
    size_t count;
} label_reader;

bool scan_enumeration_is_signed(CXType canonical)
{
    CXType type = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical));
    switch ((int)clang_getCanonicalType(type).kind) {
    case CXType_Bool:
    case CXType_Char_U:
    case CXType_UChar:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
        return false;
    default:
        return true;
    }
}

static enum CXChildVisitResult read_label(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    label_reader *reader = data;
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl) {
        return CXChildVisit_Continue;
    }
    if (reader->labels != NULL) {
        orm_enum_label *label = &reader->labels[reader->count];
        label->name = scan_unit_take(reader->unit->context, clang_getCursorSpelling(cursor));
        label->value = reader->is_signed ? clang_getEnumConstantDeclValue(cursor)
                                         : (int64_t)clang_getEnumConstantDeclUnsignedValue(cursor);
    }
    reader->count++;
    return CXChildVisit_Continue;
}

static bool is_taken(const scan_enums *enums, const char *name)
{
    for (size_t i = 0; i < enums->enums.count; i++) {
        const scan_enum *other = enums->enums.items[i];
        if (strcmp(other->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The tag, or the typedef's name; a tag and a typedef may have the same. */
static const char *choose_name(scan_unit *unit, const scan_enums *enums, CXType canonical,
                               const char *fallback)
{
    CXString spelling = clang_getTypeSpelling(canonical);
    const char *text = clang_getCString(spelling);
    const char *name = fallback;
    if (strchr(text, '(') == NULL) {
        name =
            scan_unit_text(unit->context, "%s", strncmp(text, "enum ", 5) == 0 ? text + 5 : text);
    }
    clang_disposeString(spelling);
    return name != NULL && is_taken(enums, name) ? fallback : name;
}

static scan_enum *read_enum(scan_unit *unit, CXCursor definition, CXType canonical)
{
    label_reader reader = { .unit = unit, .is_signed = scan_enumeration_is_signed(canonical) };
    clang_visitChildren(definition, read_label, &reader);
    scan_enum *made = scan_unit_zeroed(unit->context, 1, sizeof *made);
    orm_enum_label *labels = scan_unit_zeroed(unit->context, reader.count, sizeof *labels);
    if (made == NULL || labels == NULL) {
        return NULL;
    }
    if (reader.count > UINT16_MAX) {
        scan_diag_error(unit->context->diag,
                        scan_place_of(unit, clang_getCursorLocation(definition)),
                        "an enumeration of a column has at most %d enumerators", UINT16_MAX);
        return NULL;
    }
    made->label_count = (uint16_t)reader.count;
    made->labels = labels;
    reader.labels = labels;
    reader.count = 0;
    clang_visitChildren(definition, read_label, &reader);
    return made;
}

const scan_enum *scan_enumeration_find(scan_unit *unit, scan_enums *enums, CXType canonical,
                                       const char *fallback)
{
    CXCursor definition = clang_getCursorDefinition(clang_getTypeDeclaration(canonical));
    for (size_t i = 0; i < enums->cursors.count; i++) {
        if (clang_equalCursors(*(CXCursor *)enums->cursors.items[i], definition)) {
            return enums->enums.items[i];
        }
    }
    scan_enum *made = read_enum(unit, definition, canonical);
    CXCursor *key = scan_unit_zeroed(unit->context, 1, sizeof *key);
    if (made == NULL || key == NULL) {
        return NULL;
    }
    *key = definition;
    made->name = choose_name(unit, enums, canonical, fallback);
    bool is_added = made->name != NULL && scan_unit_add(unit->context, &enums->enums, made) &&
                    scan_unit_add(unit->context, &enums->cursors, key);
    return is_added ? made : NULL;
}
