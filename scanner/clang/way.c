/* Owns which structs without a column are looked into, for a length or a flag that lies in them. */
#include "clang/way.h"

#include <string.h>

#include "annotation/argument.h"

/* ---- finding the member ---- */

/* The member of a struct, or of one without a name in it, that a name begins with. */
typedef struct wanted {
    const char *name;
    size_t size;
    CXCursor found;
} wanted;

static enum CXChildVisitResult find_member(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    wanted *search = data;
    if (clang_Cursor_isAnonymousRecordDecl(cursor)) {
        return CXChildVisit_Recurse;
    }
    if (clang_getCursorKind(cursor) != CXCursor_FieldDecl) {
        return CXChildVisit_Continue;
    }
    CXString spelling = clang_getCursorSpelling(cursor);
    const char *name = clang_getCString(spelling);
    bool is_it = strlen(name) == search->size && memcmp(name, search->name, search->size) == 0;
    clang_disposeString(spelling);
    if (is_it) {
        search->found = cursor;
    }
    return is_it ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* ---- describing it ---- */

static scan_member *find_described(const scan_struct *own, const wanted *search)
{
    for (size_t i = 0; i < own->member_count; i++) {
        const char *name = own->members[i].name;
        if (strlen(name) == search->size && memcmp(name, search->name, search->size) == 0) {
            return &own->members[i];
        }
    }
    return NULL;
}

/* The struct whose members are described. */
typedef struct around {
    scan_unit *unit;
    scan_structs *structs;
    CXCursor cursor;
    const scan_struct *own;
} around;

/* point: in the name of what lies in the member. */
static void describe(const around *in, const char *name, const char *point)
{
    wanted search = { .name = name,
                      .size = (size_t)(point - name),
                      .found = clang_getNullCursor() };
    scan_member *member = find_described(in->own, &search);
    bool is_open = member != NULL && member->held == NULL && !member->type.is_qualified;
    if (!is_open || member->type.nested != NULL) {
        return;
    }
    clang_visitChildren(in->cursor, find_member, &search);
    CXType type = clang_getCanonicalType(clang_getCursorType(search.found));
    if (type.kind == CXType_Record) {
        member->type.nested = scan_members_struct(in->unit, in->structs, type, member->name);
    }
}

static bool is_beside(const char *key)
{
    return key != NULL &&
           (strcmp(key, "size") == 0 || strcmp(key, "count") == 0 || strcmp(key, "null_flag") == 0);
}

static void describe_all(const around *in, const scan_annotation *annotation)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const scan_argument *argument = &annotation->arguments[i];
        bool is_name = is_beside(argument->key) && argument->kind == SCAN_VALUE_NAME;
        const char *point = is_name ? strchr(argument->text, '.') : NULL;
        if (point != NULL) {
            describe(in, argument->text, point);
        }
    }
}

void scan_way_describe(scan_unit *unit, scan_structs *structs, CXCursor cursor,
                       const scan_struct *own)
{
    const around in = { .unit = unit, .structs = structs, .cursor = cursor, .own = own };
    for (uint16_t i = 0; i < own->field_count; i++) {
        describe_all(&in, &own->fields[i].annotation);
    }
}
