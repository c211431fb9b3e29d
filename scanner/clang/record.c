/* Owns the reading of one struct: its names, its size, its members with their annotations. */
#include "clang/record.h"

#include <string.h>

#include "clang/place.h"

typedef struct member_reader {
    scan_unit *unit;
    scan_enums *enums;
    const scan_entity *entity;
    scan_list members; /* scan_member * */
    scan_list fields;  /* scan_field * */
    bool in_union;
} member_reader;

static const char in_union_reason[] =
    "a member of a union may hold what another member means: leave out ORM_COLUMN";

static void add_field(member_reader *reader, const scan_member *member, const scan_list *marks)
{
    scan_unit *unit = reader->unit;
    scan_field *field = scan_unit_zeroed(unit->context, 1, sizeof *field);
    if (field == NULL) {
        return;
    }
    field->member = member->name;
    field->place = member->place;
    field->type = member->type;
    size_t columns = 0;
    for (size_t i = 0; i < marks->count; i++) {
        const scan_mark *mark = marks->items[i];
        if (mark->kind != SCAN_ANNOTATION_COLUMN) {
            scan_diag_error(unit->context->diag, mark->place,
                            "ORM_TABLE belongs to a struct, not to the member '%s'", member->name);
        } else if (columns++ > 0) {
            scan_diag_error(unit->context->diag, mark->place,
                            "'%s' has ORM_COLUMN twice: put all into one", member->name);
        } else if (scan_annotate_parse(unit, mark, &field->annotation)) {
            (void)scan_unit_add(unit->context, &reader->fields, field);
        }
    }
}

static void read_member(member_reader *reader, CXCursor cursor)
{
    scan_unit *unit = reader->unit;
    scan_member *member = scan_unit_zeroed(unit->context, 1, sizeof *member);
    const char *name = scan_unit_take(unit->context, clang_getCursorSpelling(cursor));
    if (member == NULL || name == NULL || name[0] == '\0') {
        return;
    }
    member->name = name;
    member->place = scan_place_of(unit, clang_getCursorLocation(cursor));
    member->type = scan_ctype_describe(unit, reader->enums, cursor, reader->entity->name, name);
    if (reader->in_union) {
        member->type = (scan_type){ .type_class = SCAN_TYPE_UNSUPPORTED,
                                    .reason = in_union_reason,
                                    .size = member->type.size };
    }
    scan_list marks = { 0 };
    scan_annotate_list(unit, cursor, &marks);
    if (scan_unit_add(unit->context, &reader->members, member) && marks.count > 0) {
        add_field(reader, member, &marks);
    }
}

/* Members of a struct or union without a name are members of the outer one; clang shows them only
 * inside of its declaration. */
static enum CXChildVisitResult visit_member(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    member_reader *reader = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_FieldDecl) {
        read_member(reader, cursor);
    } else if (clang_Cursor_isAnonymousRecordDecl(cursor)) {
        bool outside = reader->in_union;
        reader->in_union = outside || kind == CXCursor_UnionDecl;
        clang_visitChildren(cursor, visit_member, reader);
        reader->in_union = outside;
    }
    return CXChildVisit_Continue;
}

static bool copy_members(member_reader *reader, scan_entity *entity)
{
    scan_context *context = reader->unit->context;
    if (reader->fields.count > UINT16_MAX) {
        scan_diag_error(context->diag, entity->place, "'%s' has more than %d columns", entity->name,
                        UINT16_MAX);
        return false;
    }
    entity->members = scan_unit_zeroed(context, reader->members.count, sizeof *entity->members);
    entity->fields = scan_unit_zeroed(context, reader->fields.count, sizeof *entity->fields);
    if (entity->members == NULL || entity->fields == NULL) {
        return false;
    }
    for (size_t i = 0; i < reader->members.count; i++) {
        const scan_member *member = reader->members.items[i];
        entity->members[entity->member_count++] = *member;
    }
    for (size_t i = 0; i < reader->fields.count; i++) {
        const scan_field *field = reader->fields.items[i];
        entity->fields[entity->field_count++] = *field;
    }
    return true;
}

/* The tag's name or, of a struct without a tag, its typedef's. */
static bool read_names(scan_unit *unit, const scan_record *record, scan_entity *entity)
{
    scan_context *context = unit->context;
    CXType type = clang_getCanonicalType(clang_getCursorType(record->cursor));
    const char *spelling = scan_unit_take(context, clang_getTypeSpelling(type));
    if (spelling == NULL) {
        return false;
    }
    if (strchr(spelling, '(') != NULL) {
        scan_diag_error(context->diag, entity->place,
                        "a table needs a struct with a tag, or with a typedef");
        return false;
    }
    entity->c_type = spelling;
    entity->name = strncmp(spelling, "struct ", 7) == 0 ? spelling + 7 : spelling;
    long long size = clang_Type_getSizeOf(type);
    long long align = clang_Type_getAlignOf(type);
    if (size <= 0 || align <= 0) {
        scan_diag_error(context->diag, entity->place, "'%s' has no size", entity->c_type);
        return false;
    }
    entity->size = (size_t)size;
    entity->align = (size_t)align;
    return true;
}

static bool read_table_mark(scan_unit *unit, const scan_record *record, scan_entity *entity)
{
    scan_diag *diag = unit->context->diag;
    size_t tables = 0;
    bool is_good = true;
    for (size_t i = 0; i < record->marks.count; i++) {
        const scan_mark *mark = record->marks.items[i];
        if (mark->kind != SCAN_ANNOTATION_TABLE) {
            scan_diag_error(diag, mark->place, "ORM_COLUMN belongs to a member, not to '%s'",
                            entity->c_type);
            is_good = false;
        } else if (tables++ > 0) {
            scan_diag_error(diag, mark->place, "'%s' has ORM_TABLE twice: put all into one",
                            entity->c_type);
            is_good = false;
        } else {
            is_good = scan_annotate_parse(unit, mark, &entity->annotation) && is_good;
        }
    }
    return is_good;
}

scan_entity *scan_record_read(scan_unit *unit, scan_enums *enums, const scan_record *record)
{
    scan_entity *entity = scan_unit_zeroed(unit->context, 1, sizeof *entity);
    if (entity == NULL) {
        return NULL;
    }
    entity->place = scan_place_of(unit, clang_getCursorLocation(record->cursor));
    entity->header = unit->request->headers[record->header].include;
    if (!read_names(unit, record, entity)) {
        return NULL;
    }
    bool is_good = read_table_mark(unit, record, entity);
    member_reader reader = { .unit = unit, .enums = enums, .entity = entity };
    clang_visitChildren(record->cursor, visit_member, &reader);
    return copy_members(&reader, entity) && is_good ? entity : NULL;
}

/* What has columns and is no table. */
typedef struct refusal {
    scan_unit *unit;
    const char *why;
} refusal;

static enum CXChildVisitResult refuse_column(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const refusal *r = data;
    if (clang_Cursor_isAnonymousRecordDecl(cursor)) {
        return CXChildVisit_Recurse;
    }
    if (clang_getCursorKind(cursor) != CXCursor_FieldDecl) {
        return CXChildVisit_Continue;
    }
    scan_list marks = { 0 };
    scan_annotate_list(r->unit, cursor, &marks);
    if (marks.count == 0) {
        return CXChildVisit_Continue;
    }
    const scan_mark *mark = marks.items[0];
    scan_diag_error(r->unit->context->diag, mark->place, "%s on a member of %s",
                    scan_annotate_name(mark->kind), r->why);
    return CXChildVisit_Break;
}

void scan_record_refuse_columns(scan_unit *unit, CXCursor cursor)
{
    bool is_union = clang_getCursorKind(cursor) == CXCursor_UnionDecl;
    refusal r = { .unit = unit,
                  .why = is_union ? "a union, which cannot be a table: leave it out"
                                  : "a struct that is no table: write ORM_TABLE(...) between "
                                    "\"struct\" and its tag" };
    clang_visitChildren(cursor, refuse_column, &r);
}
