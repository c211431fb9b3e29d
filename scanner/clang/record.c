/* Owns the reading of one table: its names, its size, its annotation. */
#include "clang/record.h"

#include <string.h>

#include "clang/around.h"
#include "clang/members.h"
#include "clang/place.h"
#include "clang/way.h"
#include "model/sound.h"

/* The tag's name or, of a struct without a tag, its typedef's. A second definition of a tag has
 * lost it, which is reported. */
static bool read_names(scan_unit *unit, const scan_record *record, scan_entity *entity,
                       bool is_guess)
{
    scan_context *context = unit->context;
    CXType type = clang_getCanonicalType(clang_getCursorType(record->cursor));
    const char *spelling = scan_unit_take(context, clang_getTypeSpelling(type));
    if (spelling == NULL) {
        return false;
    }
    if (strchr(spelling, '(') != NULL && !is_guess) {
        scan_diag_error(context->diag, entity->place,
                        "a table needs a struct with a tag, or with a typedef");
    }
    if (strchr(spelling, '(') != NULL) {
        return false;
    }
    entity->c_type = spelling;
    entity->name = strncmp(spelling, "struct ", 7) == 0 ? spelling + 7 : spelling;
    return true;
}

static void read_size(scan_unit *unit, const scan_record *record, scan_entity *entity)
{
    CXType type = clang_getCursorType(record->cursor);
    long long size = clang_Type_getSizeOf(type);
    long long align = clang_Type_getAlignOf(type);
    if (size <= 0 || align <= 0) {
        scan_diag_error(unit->context->diag, entity->place,
                        "'%s' has no members; add one with ORM_COLUMN()", entity->c_type);
        return;
    }
    entity->size = (size_t)size;
    entity->align = (size_t)align;
}

static void read_table_mark(scan_unit *unit, const scan_record *record, scan_entity *entity)
{
    scan_diag *diag = unit->context->diag;
    size_t tables = 0;
    for (size_t i = 0; i < record->marks.count; i++) {
        const scan_mark *mark = record->marks.items[i];
        if (mark->kind != SCAN_ANNOTATION_TABLE) {
            scan_diag_error(diag, mark->place, "%s belongs to %s, not to '%s'",
                            scan_annotate_name(mark->kind), scan_annotate_home(mark->kind),
                            entity->c_type);
        } else if (tables++ > 0) {
            scan_diag_error(diag, mark->place, "'%s' has ORM_TABLE twice: put all into one",
                            entity->c_type);
        } else {
            (void)scan_annotate_parse(unit, mark, &entity->annotation);
        }
    }
}

scan_entity *scan_record_read(scan_unit *unit, scan_structs *structs, const scan_record *record)
{
    size_t errors = scan_unit_error_count(unit);
    size_t all_errors = scan_diag_error_count(unit->context->diag);
    scan_entity *entity = scan_unit_zeroed(unit->context, 1, sizeof *entity);
    if (entity == NULL) {
        return NULL;
    }
    entity->place = scan_place_of(unit, clang_getCursorLocation(record->cursor));
    entity->header = unit->request->headers[record->header].include;
    bool is_guess = unit->lacks_files || scan_around_is_guess(unit, record->cursor);
    if (!read_names(unit, record, entity, is_guess)) {
        return NULL;
    }
    if (!is_guess) {
        read_size(unit, record, entity);
    }
    read_table_mark(unit, record, entity);
    scan_struct own = { .place = entity->place };
    scan_members_read(unit, structs, record->cursor, entity->name, &own);
    scan_way_describe(unit, structs, record->cursor, &own);
    entity->members = own.members;
    entity->member_count = own.member_count;
    entity->fields = own.fields;
    entity->field_count = own.field_count;
    entity->relations = own.relations;
    entity->relation_count = own.relation_count;
    entity->is_broken = is_guess || own.is_broken || scan_unit_error_count(unit) > errors;
    scan_sound_note(unit->context, all_errors, &entity->is_wrong);
    return entity;
}

/* What has columns and is no table. */
typedef struct refusal {
    scan_unit *unit;
    CXCursor cursor;
    bool is_guess; /* it follows from another error */
} refusal;

static const char *why_not(CXCursor cursor)
{
    return clang_getCursorKind(cursor) == CXCursor_UnionDecl
               ? "a union that is in no table: leave it out, or write ORM_COLUMN at the member "
                 "that holds it"
               : "a struct that is no table, nor in one: write ORM_TABLE(...) between \"struct\" "
                 "and its tag, or ORM_COLUMN at the member that holds it";
}

static enum CXChildVisitResult refuse_column(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    refusal *r = data;
    if (clang_Cursor_isAnonymousRecordDecl(cursor)) {
        return CXChildVisit_Recurse;
    }
    if (clang_getCursorKind(cursor) != CXCursor_FieldDecl) {
        return CXChildVisit_Continue;
    }
    scan_list marks = { 0 };
    scan_annotate_list(r->unit, cursor, &marks);
    if (marks.count == 0 || r->is_guess) {
        return CXChildVisit_Continue;
    }
    if (scan_around_has_error_near(r->unit, r->cursor)) { /* that reads the file up to here */
        r->is_guess = true;
        return CXChildVisit_Continue;
    }
    const scan_mark *mark = marks.items[0];
    scan_diag_error(r->unit->context->diag, mark->place, "%s on a member of %s",
                    scan_annotate_name(mark->kind), why_not(r->cursor));
    return CXChildVisit_Break;
}

void scan_record_refuse_columns(scan_unit *unit, CXCursor cursor, bool is_guess)
{
    refusal r = { .unit = unit, .cursor = cursor, .is_guess = is_guess };
    clang_visitChildren(cursor, refuse_column, &r);
}
