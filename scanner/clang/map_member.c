/* Owns the reading of an ORM_MEMBER: which members its path goes through, what it is called, where in
 * the struct it ends. */
#include "clang/map_member.h"

#include <string.h>

#include "clang/place.h"

typedef struct member_reader {
    scan_unit *unit;
    scan_structs *structs;
    CXType type;       /* of the struct that the path has come to */
    const char *name;  /* of the entity */
    scan_list members; /* CXCursor *: the declarations in the path, from the last to the first */
    bool has_item;     /* it goes into an array: a[0] */
    scan_step *steps;
    scan_field *field;
} member_reader;

static enum CXChildVisitResult visit_path(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    member_reader *reader = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    reader->has_item = reader->has_item || kind == CXCursor_ArraySubscriptExpr;
    CXCursor named = clang_getCursorReferenced(cursor);
    /* Where the compiler saw an error, a member may be named that no struct has. */
    if (kind == CXCursor_MemberRefExpr && clang_getCursorKind(named) == CXCursor_FieldDecl) {
        scan_context *context = reader->unit->context;
        CXCursor *member = scan_unit_zeroed(context, 1, sizeof *member);
        if (member != NULL) {
            *member = named;
            (void)scan_unit_add(context, &reader->members, member);
        }
    }
    return CXChildVisit_Recurse;
}

/* Of a struct or union without a name the members are those of the outer one. */
static bool has_name(CXCursor member)
{
    CXType type = clang_getCursorType(member);
    return !clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(type));
}

/* From the struct that the path has come to, on to its member of this name. */
static void move_into(member_reader *reader, CXCursor member, const char *name)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(member));
    long long bits = name == NULL ? 0 : clang_Type_getOffsetOf(reader->type, name);
    bool is_pointer = type.kind == CXType_Pointer;
    reader->field->first_bit += bits > 0 ? (size_t)bits : 0;
    reader->type = is_pointer ? clang_getCanonicalType(clang_getPointeeType(type)) : type;
}

/* What lies behind a pointer is counted from its own beginning. */
static void begin_anew(member_reader *reader)
{
    scan_field *field = reader->field;
    field->first_bit = 0;
    field->base = "";
    for (size_t i = 0; i < field->step_count && field->base != NULL; i++) {
        field->base =
            scan_unit_text(reader->unit->context, "%s.%s", field->base, reader->steps[i].name);
    }
}

static void read_step(member_reader *reader, CXCursor member)
{
    scan_field *field = reader->field;
    if (!has_name(member)) {
        return;
    }
    scan_step *step = &reader->steps[field->step_count++];
    step->name = scan_unit_take(reader->unit->context, clang_getCursorSpelling(member));
    move_into(reader, member, step->name);
    step->type = scan_members_describe(reader->unit, reader->structs, member, reader->name);
    if (step->type.type_class == SCAN_TYPE_STRUCT_POINTER) {
        begin_anew(reader);
    }
}

static void read_end(member_reader *reader, CXCursor member)
{
    scan_field *field = reader->field;
    field->member = scan_unit_take(reader->unit->context, clang_getCursorSpelling(member));
    move_into(reader, member, field->member);
    field->type = scan_members_describe(reader->unit, reader->structs, member, reader->name);
    bool is_bits = clang_Cursor_isBitField(member) != 0;
    field->bit_size = is_bits ? (size_t)clang_getFieldDeclBitWidth(member) : 8 * field->type.size;
}

static bool read_path(member_reader *reader)
{
    size_t count = reader->members.count;
    reader->steps = scan_unit_zeroed(reader->unit->context, count, sizeof *reader->steps);
    if (reader->steps == NULL) {
        return false;
    }
    reader->field->steps = reader->steps;
    reader->field->base = "";
    for (size_t i = count; i-- > 1;) {
        const CXCursor *member = reader->members.items[i];
        read_step(reader, *member);
    }
    const CXCursor *last = reader->members.items[0];
    read_end(reader, *last);
    return reader->field->member != NULL && reader->field->base != NULL;
}

/* The path as it is written, as one name: "st_mtim.tv_sec" is st_mtim_tv_sec. */
static const char *make_label(scan_unit *unit, const char *written)
{
    char *label = scan_unit_zeroed(unit->context, strlen(written) + 1, 1);
    char *to = label;
    for (const char *c = written; label != NULL && *c != '\0'; c++) {
        bool is_arrow = c[0] == '-' && c[1] == '>';
        c += is_arrow;
        if (*c != ' ') {
            *to++ = *c == '.' || is_arrow ? '_' : *c;
        }
    }
    return label;
}

/* False: the path leads to no member, reported. */
static bool judge_path(const member_reader *reader, const char *written)
{
    scan_diag *diag = reader->unit->context->diag;
    if (reader->has_item) {
        scan_diag_error(diag, reader->field->place,
                        "'%s' goes into an array; name a member that is one value", written);
    } else if (reader->members.count == 0) {
        scan_diag_error(diag, reader->field->place, "ORM_MEMBER names a member of the struct");
    }
    return !reader->has_item && reader->members.count > 0;
}

bool scan_map_member_read(scan_unit *unit, scan_structs *structs, CXCursor variable,
                          const scan_mapped *of, scan_list *fields)
{
    scan_list marks = { 0 };
    scan_annotate_list(unit, variable, &marks);
    const scan_mark *mark = scan_annotate_find(&marks, SCAN_ANNOTATION_MEMBER);
    member_reader reader = { .unit = unit, .structs = structs, .name = of->name, .type = of->type };
    reader.field = scan_unit_zeroed(unit->context, 1, sizeof *reader.field);
    if (mark == NULL || reader.field == NULL) {
        return false;
    }
    scan_mark arguments = *mark;
    const char *written = scan_annotate_take(unit, &arguments);
    if (written == NULL) {
        return false;
    }
    reader.field->place =
        scan_place_in_annotation(unit, mark->location, 0, scan_annotate_size(written));
    reader.field->label = make_label(unit, written);
    clang_visitChildren(variable, visit_path, &reader);
    return judge_path(&reader, written) && reader.field->label != NULL &&
           scan_annotate_parse(unit, &arguments, &reader.field->annotation) && read_path(&reader) &&
           scan_unit_add(unit->context, fields, reader.field);
}
