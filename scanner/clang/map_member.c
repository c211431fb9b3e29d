/* Owns the reading of an ORM_MEMBER: what the members on its path are, what it is called, where in
 * the struct it ends. */
#include "clang/map_member.h"

#include <string.h>

#include "clang/around.h"
#include "clang/map_path.h"
#include "clang/place.h"

typedef struct member_reader {
    scan_unit *unit;
    scan_structs *structs;
    CXType type;      /* of the struct that the path has come to */
    const char *name; /* of the entity */
    scan_list parts;  /* scan_path_part *, from the last to the first */
    scan_step *steps;
    size_t first_bit; /* of the member that was moved into last, in that struct */
    scan_field *field;
} member_reader;

/* Of a struct or union without a name the members are those of the outer one. */
static bool has_name(CXCursor member)
{
    CXType type = clang_getCursorType(member);
    return !clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(type));
}

/* From the struct that the path has come to, on to this member or an item of it. Its name with the
 * indexes; NULL: no memory. */
static const char *move_into(member_reader *reader, const scan_path_part *part)
{
    scan_context *context = reader->unit->context;
    CXType type = clang_getCanonicalType(part->type);
    const char *name = scan_unit_take(context, clang_getCursorSpelling(part->member));
    long long bits = name == NULL ? 0 : clang_Type_getOffsetOf(reader->type, name);
    bool is_pointer = type.kind == CXType_Pointer;
    reader->first_bit = (bits > 0 ? (size_t)bits : 0) + 8 * part->skipped;
    reader->type = is_pointer ? clang_getCanonicalType(clang_getPointeeType(type)) : type;
    bool is_item = name != NULL && part->items[0] != '\0';
    return is_item ? scan_unit_text(context, "%s%s", name, part->items) : name;
}

static scan_type describe(const member_reader *reader, const scan_path_part *part)
{
    return part->items[0] == '\0'
               ? scan_members_describe(reader->unit, reader->structs, part->member, reader->name)
               : scan_members_describe_item(reader->unit, reader->structs, part->member, part->type,
                                            reader->name);
}

static bool is_plain(CXType type)
{
    return !clang_isConstQualifiedType(type) && !clang_isVolatileQualifiedType(type);
}

/* A union behind a pointer is no column, but on the way to one of its members. */
static void enter_union(member_reader *reader, const scan_path_part *part, scan_type *type)
{
    CXType own = clang_getCanonicalType(part->type);
    CXCursor declaration = clang_getTypeDeclaration(reader->type);
    if (own.kind == CXType_Pointer && is_plain(own) &&
        !clang_isVolatileQualifiedType(reader->type) &&
        clang_getCursorKind(declaration) == CXCursor_UnionDecl) {
        type->type_class = SCAN_TYPE_STRUCT_POINTER;
        type->nested =
            scan_members_struct(reader->unit, reader->structs, reader->type, reader->name);
    }
}

/* Whether it is not known what the member is. */
static bool is_guess(const member_reader *reader, const scan_path_part *part)
{
    return reader->unit->errors.count > 0 && scan_around_is_guess(reader->unit, part->member);
}

static void read_step(member_reader *reader, const scan_path_part *part)
{
    scan_field *field = reader->field;
    if (!has_name(part->member)) {
        return;
    }
    scan_step *step = &reader->steps[field->step_count++];
    step->name = move_into(reader, part);
    step->first_bit = reader->first_bit;
    field->is_guess = field->is_guess || is_guess(reader, part);
    step->type = describe(reader, part);
    enter_union(reader, part, &step->type);
}

static void read_end(member_reader *reader, const scan_path_part *part)
{
    scan_field *field = reader->field;
    field->member = move_into(reader, part);
    field->first_bit = reader->first_bit;
    field->is_guess = field->is_guess || is_guess(reader, part);
    field->type = describe(reader, part);
}

static bool read_path(member_reader *reader)
{
    size_t count = reader->parts.count;
    reader->steps = scan_unit_zeroed(reader->unit->context, count, sizeof *reader->steps);
    if (reader->steps == NULL) {
        return false;
    }
    reader->field->steps = reader->steps;
    for (size_t i = count; i-- > 1;) {
        read_step(reader, reader->parts.items[i]);
    }
    read_end(reader, reader->parts.items[0]);
    bool is_good = reader->field->member != NULL;
    for (size_t i = 0; i < reader->field->step_count; i++) {
        is_good = is_good && reader->steps[i].name != NULL;
    }
    return is_good;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* The path as it is written, as one name: "st_mtim.tv_sec" is st_mtim_tv_sec, "next[LOCAL]" is
 * next_LOCAL. */
static const char *make_label(scan_unit *unit, const char *written)
{
    char *label = scan_unit_zeroed(unit->context, strlen(written) + 1, 1);
    char *to = label;
    bool is_gap = false;
    for (const char *c = written; label != NULL && *c != '\0'; c++) {
        if (is_name_char(*c) && is_gap && to != label) {
            *to++ = '_';
        }
        is_gap = !is_name_char(*c);
        if (!is_gap) {
            *to++ = *c;
        }
    }
    return label;
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
        scan_place_in_annotation(&mark->source, mark->place, 0, scan_annotate_size(written));
    reader.field->written = written;
    reader.field->label = make_label(unit, written);
    (void)scan_annotate_parse(unit, &arguments, &reader.field->annotation);
    return scan_map_path_read(unit, variable, reader.field->place, written, &reader.parts) &&
           reader.field->label != NULL && read_path(&reader) &&
           scan_unit_add(unit->context, fields, reader.field);
}
