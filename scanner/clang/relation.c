/* Owns the reading of a relation's member: the struct that its pointer leads to, which may be
 * declared and no more. */
#include "clang/relation.h"

#include <string.h>

#include "clang/around.h"
#include "clang/place.h"
#include "clang/spelling.h"

/* Without the path that clang puts into what has no name. */
static const char *spelling_of(scan_unit *unit, CXType type)
{
    const char *name = scan_spelling_plain(unit, type);
    bool has_path = strstr(name, "(unnamed") != NULL || strstr(name, "(anonymous") != NULL;
    return has_path ? "a pointer to a type without a name" : name;
}

static void read_type(scan_unit *unit, CXCursor cursor, scan_relation *relation)
{
    CXType type = clang_getCursorType(cursor);
    CXType end = clang_getCanonicalType(type);
    relation->spelling = spelling_of(unit, type);
    relation->pointer_to = scan_spelling_pointer_to(unit, type);
    unsigned depth = 0;
    while (end.kind == CXType_Pointer) {
        end = clang_getCanonicalType(clang_getPointeeType(end));
        depth++;
    }
    bool is_struct = end.kind == CXType_Record &&
                     clang_getCursorKind(clang_getTypeDeclaration(end)) == CXCursor_StructDecl;
    const char *name =
        scan_unit_take(unit->context, clang_getTypeSpelling(clang_getUnqualifiedType(end)));
    if (is_struct && name != NULL && strchr(name, '(') == NULL) {
        relation->depth = depth;
        relation->c_type = name;
    }
}

void scan_relation_read(scan_unit *unit, CXCursor cursor, const scan_mark *mark,
                        scan_list *relations)
{
    scan_relation *relation = scan_unit_zeroed(unit->context, 1, sizeof *relation);
    const char *name = scan_unit_take(unit->context, clang_getCursorSpelling(cursor));
    if (relation == NULL || name == NULL) {
        return;
    }
    relation->member = name;
    relation->place = scan_place_of(unit, clang_getCursorLocation(cursor));
    relation->kind = scan_annotate_relation(mark->kind);
    relation->macro = scan_annotate_name(mark->kind);
    read_type(unit, cursor, relation);
    if (scan_around_is_guess(unit, cursor)) {
        return;
    }
    if (clang_isConstQualifiedType(clang_getCanonicalType(clang_getCursorType(cursor)))) {
        scan_diag_error(
            unit->context->diag, relation->place,
            "'%s' is const, but the rows that it leads to are loaded into it: leave out "
            "that const",
            name);
        unit->lone_errors++;
    } else if (scan_annotate_parse(unit, mark, &relation->annotation)) {
        (void)scan_unit_add(unit->context, relations, relation);
    }
}
