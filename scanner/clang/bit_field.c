/* Owns what a bit-field makes of its type, and the question whether a compiler other than clang
 * takes the same one for signed. */
#include "clang/bit_field.h"

#include <string.h>

static scan_type unsupported(const char *reason)
{
    return (scan_type){ .type_class = SCAN_TYPE_UNSUPPORTED, .reason = reason };
}

/* Whether the flags make int unsigned in bit-fields, which gcc can do and clang cannot. The last
 * one decides. */
static bool are_unsigned(const scan_request *request)
{
    bool are = false;
    for (size_t i = 0; i < request->flag_count; i++) {
        const char *flag = request->flags[i];
        bool does =
            strcmp(flag, "-funsigned-bitfields") == 0 || strcmp(flag, "-fno-signed-bitfields") == 0;
        bool undoes =
            strcmp(flag, "-fsigned-bitfields") == 0 || strcmp(flag, "-fno-unsigned-bitfields") == 0;
        are = does || (are && !undoes);
    }
    return are;
}

static bool says_signed(scan_unit *unit, CXCursor declaration)
{
    CXToken *tokens = NULL;
    unsigned count = 0;
    bool says = false;
    clang_tokenize(unit->tu, clang_getCursorExtent(declaration), &tokens, &count);
    for (unsigned i = 0; i < count && !says; i++) {
        CXString text = clang_getTokenSpelling(unit->tu, tokens[i]);
        says = strcmp(clang_getCString(text), "signed") == 0;
        clang_disposeString(text);
    }
    clang_disposeTokens(unit->tu, tokens, count);
    return says;
}

/* By the word, in the member or in the typedef that it is of. */
static bool is_explicitly_signed(scan_unit *unit, CXCursor field)
{
    bool is = says_signed(unit, field);
    CXCursor type = clang_getTypeDeclaration(clang_getCursorType(field));
    while (!is && clang_getCursorKind(type) == CXCursor_TypedefDecl) {
        is = says_signed(unit, type);
        type = clang_getTypeDeclaration(clang_getTypedefDeclUnderlyingType(type));
    }
    return is;
}

scan_type scan_bit_field_describe(scan_unit *unit, scan_type type, CXCursor field)
{
    int width = clang_getFieldDeclBitWidth(field);
    bool is_integer = type.type_class == SCAN_TYPE_BOOL || type.type_class == SCAN_TYPE_INT ||
                      type.type_class == SCAN_TYPE_UINT || type.type_class == SCAN_TYPE_ENUM;
    if (type.type_class == SCAN_TYPE_CHAR) {
        return unsupported("whether a bit-field of char is signed differs between compilers: make "
                           "it unsigned, or signed char");
    }
    if (type.type_class == SCAN_TYPE_INT && are_unsigned(unit->request) &&
        !is_explicitly_signed(unit, field)) {
        return unsupported("-funsigned-bitfields makes it unsigned, which clang cannot see: write "
                           "signed or unsigned");
    }
    if (is_integer && (width < 1 || width > 64)) {
        return unsupported("a bit-field has 1 to 64 bits");
    }
    type.bits = is_integer ? (uint8_t)width : 0;
    return type;
}
