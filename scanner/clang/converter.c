/* Owns the reading of converters: their C type, the declarations of their functions. */
#include "clang/converter.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/suggest.h"
#include "clang/annotate.h"
#include "clang/function.h"
#include "clang/place.h"

/* A converter with clang's idea of its type: all of one type share its identity. */
typedef struct read_converter {
    CXCursor name; /* the typedef; null = the type has a name of its own */
    CXType type;   /* canonical */
    scan_converter *converter;
} read_converter;

/* ---- types ---- */

static bool is_typedef(CXCursor declaration)
{
    return clang_getCursorKind(declaration) == CXCursor_TypedefDecl;
}

static CXType plain(CXType type)
{
    return clang_getUnqualifiedType(clang_getCanonicalType(type));
}

/* Whether two canonical types are one, whatever a pointer says of what it points to. */
static bool is_same(CXType a, CXType b)
{
    if (a.kind == CXType_Pointer && b.kind == CXType_Pointer) {
        return clang_equalTypes(plain(clang_getPointeeType(a)), plain(clang_getPointeeType(b))) !=
               0;
    }
    return clang_equalTypes(a, b) != 0;
}

static bool is_for(const read_converter *read, CXType type)
{
    if (clang_Cursor_isNull(read->name)) {
        return is_same(read->type, plain(type));
    }
    CXCursor declaration = clang_getTypeDeclaration(type);
    while (is_typedef(declaration) && !clang_equalCursors(declaration, read->name)) {
        declaration = clang_getTypeDeclaration(clang_getTypedefDeclUnderlyingType(declaration));
    }
    return is_typedef(declaration);
}

scan_converters scan_converter_match(scan_unit *unit, CXType type)
{
    scan_list found = { 0 };
    for (size_t i = 0; i < unit->converters.count; i++) {
        const read_converter *read = unit->converters.items[i];
        if (is_for(read, type)) {
            (void)scan_unit_add(unit->context, &found, read->converter);
        }
    }
    return (scan_converters){ .items = (scan_converter *const *)found.items, .count = found.count };
}

/* What would be every int, or every char pointer, is no type of the program's: only members that
 * name such a converter may have it. */
static bool is_own_type(CXType type)
{
    CXType canonical = plain(type);
    if (canonical.kind == CXType_Pointer) {
        canonical = plain(clang_getPointeeType(canonical));
    }
    return is_typedef(clang_getTypeDeclaration(type)) || canonical.kind == CXType_Record ||
           canonical.kind == CXType_Enum;
}

/* ---- functions ---- */

static void look_up(scan_unit *unit, const scan_annotation *annotation, const char *key,
                    const char *type, scan_function *function)
{
    const scan_argument *argument = scan_argument_find(annotation, key);
    if (argument == NULL || argument->kind != SCAN_VALUE_NAME) {
        return;
    }
    function->name = argument->text;
    scan_function_find(unit, type, function);
}

static scan_converters list_same(scan_unit *unit, const read_converter *of)
{
    scan_list found = { 0 };
    for (size_t i = 0; i < unit->converters.count; i++) {
        const read_converter *read = unit->converters.items[i];
        if (clang_equalCursors(read->name, of->name) && is_same(read->type, of->type)) {
            (void)scan_unit_add(unit->context, &found, read->converter);
        }
    }
    return (scan_converters){ .items = (scan_converter *const *)found.items, .count = found.count };
}

void scan_converter_list(scan_unit *unit, scan_model *model)
{
    static const char encode[] = "enum orm_status (const struct orm_slot *, struct orm_value *, "
                                 "struct orm_arena *, struct orm_error *)";
    static const char decode[] = "enum orm_status (const struct orm_value *, struct orm_slot *, "
                                 "struct orm_arena *, struct orm_error *)";
    model->converters =
        scan_unit_zeroed(unit->context, unit->converters.count, sizeof(scan_converter *));
    for (size_t i = 0; model->converters != NULL && i < unit->converters.count; i++) {
        const read_converter *read = unit->converters.items[i];
        scan_converter *converter = read->converter;
        look_up(unit, &converter->annotation, "encode", encode, &converter->encode);
        look_up(unit, &converter->annotation, "decode", decode, &converter->decode);
        converter->siblings = list_same(unit, read);
        model->converters[model->converter_count++] = converter;
    }
}

/* ---- declarations ---- */

static bool add_converter(scan_unit *unit, CXType type, scan_converter *converter)
{
    read_converter *read = scan_unit_zeroed(unit->context, 1, sizeof *read);
    if (read == NULL) {
        return false;
    }
    CXCursor declaration = clang_getTypeDeclaration(type);
    read->name = is_typedef(declaration) ? declaration : clang_getNullCursor();
    read->type = plain(type);
    read->converter = converter;
    converter->by_pointer = read->type.kind == CXType_Pointer;
    return scan_unit_add(unit->context, &unit->converters, read);
}

/* What is defined under a similar name. */
typedef struct tag_search {
    scan_unit *unit;
    enum CXCursorKind kind; /* of such types */
    scan_suggestion suggestion;
} tag_search;

static enum CXChildVisitResult offer_tag(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    tag_search *search = data;
    if (clang_getCursorKind(cursor) == search->kind && clang_isCursorDefinition(cursor)) {
        scan_suggest_offer(&search->suggestion,
                           scan_unit_take(search->unit->context, clang_getCursorSpelling(cursor)));
    }
    return CXChildVisit_Continue;
}

/* A struct that nothing defines is no member's type, but a misspelled one. */
static void report_undefined(scan_unit *unit, const scan_converter *converter, CXType type)
{
    CXCursor declaration = clang_getTypeDeclaration(clang_getCanonicalType(type));
    const char *tag = scan_unit_take(unit->context, clang_getCursorSpelling(declaration));
    tag_search search = { .unit = unit, .kind = clang_getCursorKind(declaration) };
    if (tag == NULL) {
        return;
    }
    scan_suggest_init(&search.suggestion, tag);
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), offer_tag, &search);
    scan_diag_error(unit->context->diag, converter->place,
                    "'%s' is defined nowhere in these headers%s%s", converter->c_type,
                    search.suggestion.near.found != NULL
                        ? ""
                        : "; include its definition, or write the converter of pointers to it",
                    scan_suggest_text(&search.suggestion));
    const char *end = strstr(converter->c_type, tag);
    if (search.suggestion.near.found != NULL && end != NULL && end[strlen(tag)] == '\0') {
        scan_diag_fix(unit->context->diag, converter->place,
                      scan_unit_text(unit->context, "%.*s%s", (int)(end - converter->c_type),
                                     converter->c_type, search.suggestion.near.found));
    }
}

static void read_mark(scan_unit *unit, CXCursor variable, const scan_mark *mark)
{
    scan_converter *converter = scan_unit_zeroed(unit->context, 1, sizeof *converter);
    scan_mark arguments = *mark;
    const char *written = scan_annotate_take(unit, &arguments);
    if (converter == NULL || written == NULL) {
        return;
    }
    CXType type = clang_getPointeeType(clang_getCursorType(variable));
    converter->c_type = written;
    converter->place =
        scan_place_in_annotation(&mark->source, mark->place, 0, scan_annotate_size(written));
    if (written[0] == '\0') {
        scan_diag_error(unit->context->diag, mark->place,
                        "ORM_CONVERTER names the type first: ORM_CONVERTER(struct amount, "
                        "encode = ..., decode = ..., kind = text)");
        return;
    }
    converter->is_wrong = !scan_annotate_parse(unit, &arguments, &converter->annotation);
    if (!is_own_type(type) && !scan_argument_says(&converter->annotation, "name")) {
        scan_diag_error(unit->context->diag, converter->place,
                        "a converter of '%s' would be that of every such member; give it a name = "
                        "... for those that say converter = ..., or the type a name with typedef",
                        written);
        return;
    }
    if (clang_Type_getSizeOf(type) == CXTypeLayoutError_Incomplete) {
        report_undefined(unit, converter, type);
    } else {
        (void)add_converter(unit, type, converter);
    }
}

bool scan_converter_read(scan_unit *unit, CXCursor variable)
{
    scan_list marks = { 0 };
    scan_annotate_list(unit, variable, &marks);
    const scan_mark *mark = scan_annotate_find(&marks, SCAN_ANNOTATION_CONVERTER);
    if (mark != NULL) {
        read_mark(unit, variable, mark);
    }
    return mark != NULL;
}
