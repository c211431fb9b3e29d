/* Owns the walk over the unit: which declarations of the target's own headers are tables, and where
 * an annotation stands that belongs to none. */
#include <string.h>

#include "clang/annotate.h"
#include "clang/around.h"
#include "clang/converter.h"
#include "clang/cut.h"
#include "clang/lost.h"
#include "clang/map.h"
#include "clang/place.h"
#include "clang/record.h"
#include "model/kind.h"

/* A name for a struct. */
typedef struct alias {
    const char *name;
    CXCursor definition;
} alias;

typedef struct walker {
    scan_unit *unit;
    scan_model *model;
    scan_structs structs;
    scan_list records;  /* scan_record *, in source order */
    scan_list entities; /* scan_entity * */
    scan_list aliases;  /* alias * */
    scan_list foreign;  /* const char *: tables of headers that are merely included */
    scan_list enums;    /* CXCursor *: all of the own headers */
} walker;

static scan_record *find_record(walker *walk, CXCursor definition)
{
    for (size_t i = 0; i < walk->records.count; i++) {
        scan_record *record = walk->records.items[i];
        if (clang_equalCursors(record->cursor, definition)) {
            return record;
        }
    }
    return NULL;
}

static const scan_list *marks_of(void *ctx, CXCursor definition)
{
    const scan_record *record = find_record(ctx, definition);
    return record == NULL ? NULL : &record->marks;
}

static void refuse_marks(walker *walk, const scan_list *marks, const char *where)
{
    for (size_t i = 0; i < marks->count; i++) {
        const scan_mark *mark = marks->items[i];
        scan_diag_error(walk->unit->context->diag, mark->place, "%s on %s: it belongs to %s",
                        scan_annotate_name(mark->kind), where, scan_annotate_home(mark->kind));
    }
}

static void add_record(walker *walk, CXCursor cursor, int header)
{
    scan_record *record = scan_unit_zeroed(walk->unit->context, 1, sizeof *record);
    if (record != NULL) {
        record->cursor = cursor;
        record->header = header;
        scan_annotate_list(walk->unit, cursor, &record->marks);
        (void)scan_unit_add(walk->unit->context, &walk->records, record);
    }
}

/* The definition inherits what stands on a declaration before it: only the lonely one is wrong. */
static void visit_declaration(walker *walk, CXCursor cursor)
{
    scan_list marks = { 0 };
    CXCursor definition = clang_getCursorDefinition(cursor);
    if (clang_Cursor_isNull(definition) ||
        scan_unit_header(walk->unit, clang_getCursorLocation(definition)) < 0) {
        scan_annotate_list(walk->unit, cursor, &marks);
        refuse_marks(walk, &marks, "a struct that these headers do not define");
    }
}

static void add_alias(walker *walk, CXCursor cursor, CXType type)
{
    alias *made = scan_unit_zeroed(walk->unit->context, 1, sizeof *made);
    const char *name = scan_unit_take(walk->unit->context, clang_getCursorSpelling(cursor));
    if (made != NULL && name != NULL) {
        made->name = name;
        made->definition = clang_getCursorDefinition(clang_getTypeDeclaration(type));
        (void)scan_unit_add(walk->unit->context, &walk->aliases, made);
    }
}

/* Annotations in the other places of a typedef are the typedef's. */
static void visit_typedef(walker *walk, CXCursor cursor)
{
    scan_list marks = { 0 };
    CXType type = clang_getCanonicalType(clang_getTypedefDeclUnderlyingType(cursor));
    if (type.kind == CXType_Record) {
        scan_unit_note_deprecated(walk->unit, cursor);
        add_alias(walk, cursor, type);
    }
    scan_annotate_list(walk->unit, cursor, &marks);
    if (marks.count == 0) {
        return;
    }
    CXCursor definition = clang_getCursorDefinition(clang_getTypeDeclaration(type));
    scan_record *record = type.kind == CXType_Record ? find_record(walk, definition) : NULL;
    if (record == NULL) {
        refuse_marks(walk, &marks, "a typedef of no struct that is defined before it");
        return;
    }
    for (size_t i = 0; i < marks.count; i++) {
        (void)scan_unit_add(walk->unit->context, &record->marks, marks.items[i]);
    }
}

/* What clang makes of a mapping in which there is an error is not worth a word. */
static void refuse_other(walker *walk, CXCursor cursor)
{
    scan_list marks = { 0 };
    scan_annotate_list(walk->unit, cursor, &marks);
    if (scan_annotate_find(&marks, SCAN_ANNOTATION_MAP) == NULL ||
        !scan_around_has_error_near(walk->unit, cursor)) {
        refuse_marks(walk, &marks, "something that is no struct");
    }
}

static void visit_function(walker *walk, CXCursor cursor, int header)
{
    scan_list marks = { 0 };
    scan_annotate_list(walk->unit, cursor, &marks);
    if (scan_annotate_find(&marks, SCAN_ANNOTATION_MAP) != NULL) {
        add_record(walk, cursor, header);
    } else {
        refuse_marks(walk, &marks, "something that is no struct");
    }
}

/* The model asks for the size of long on the target; the main file says it. */
static enum CXChildVisitResult read_long_size(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    scan_model *model = data;
    model->long_size = (size_t)clang_getEnumConstantDeclValue(cursor);
    return CXChildVisit_Break;
}

static bool is_header(const char *path)
{
    static const char *const endings[] = { "h", "H", "hh", "hpp", "hxx", "h++" };
    const char *name = strrchr(path, '/');
    const char *point = strrchr(name == NULL ? path : name, '.');
    bool is = point == NULL; /* as C++ calls its own */
    for (size_t i = 0; !is && i < sizeof endings / sizeof endings[0]; i++) {
        is = strcmp(point + 1, endings[i]) == 0;
    }
    return is;
}

/* A header that is merely included is another target's to scan. What is included as a text is
 * nobody's. */
static void warn_of_text(walker *walk, const scan_list *marks, const char *name)
{
    const scan_mark *mark = marks->items[0];
    if (mark->place.line != 0 && !is_header(mark->place.file)) {
        scan_diag_warning(
            walk->unit->context->diag, mark->place,
            "'%s' becomes no table: %s is included, and tables are what stands in the "
            "headers given; write it there",
            name, mark->place.file);
    }
}

static void visit_foreign(walker *walk, CXCursor cursor)
{
    scan_list marks = { 0 };
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_struct = kind == CXCursor_StructDecl && clang_isCursorDefinition(cursor);
    if ((!is_struct && kind != CXCursor_FunctionDecl) ||
        clang_Location_isInSystemHeader(clang_getCursorLocation(cursor))) {
        return;
    }
    scan_annotate_list(walk->unit, cursor, &marks);
    if (marks.count > 0) {
        const char *name = scan_unit_take(walk->unit->context, clang_getCursorSpelling(cursor));
        name = is_struct || name == NULL ? name : scan_map_alias(name);
        (void)scan_unit_add(walk->unit->context, &walk->foreign, name);
        warn_of_text(walk, &marks, name == NULL ? "" : name);
    }
}

static void visit_enum(walker *walk, CXCursor cursor)
{
    scan_list marks = { 0 };
    CXCursor *copy = scan_unit_zeroed(walk->unit->context, 1, sizeof *copy);
    scan_annotate_list(walk->unit, cursor, &marks);
    refuse_marks(walk, &marks, "an enum");
    if (copy != NULL && clang_isCursorDefinition(cursor)) {
        *copy = cursor;
        (void)scan_unit_add(walk->unit->context, &walk->enums, copy);
    }
}

static void visit_own(walker *walk, CXCursor cursor, int header)
{
    switch ((int)clang_getCursorKind(cursor)) {
    case CXCursor_StructDecl:
        if (clang_isCursorDefinition(cursor)) {
            add_record(walk, cursor, header);
        } else {
            visit_declaration(walk, cursor);
        }
        break;
    case CXCursor_TypedefDecl:
        visit_typedef(walk, cursor);
        break;
    case CXCursor_FunctionDecl:
        visit_function(walk, cursor, header);
        break;
    case CXCursor_UnionDecl:
        if (clang_isCursorDefinition(cursor)) {
            add_record(walk, cursor, header);
        }
        break;
    case CXCursor_FieldDecl:
        break;
    case CXCursor_EnumDecl:
        visit_enum(walk, cursor);
        break;
    default:
        refuse_other(walk, cursor);
        break;
    }
}

/* Where files are missing, what anything else is may follow from that. */
static enum CXChildVisitResult visit_struct(walker *walk, CXCursor cursor, int header)
{
    bool is_own = header >= 0 && clang_getCursorKind(cursor) == CXCursor_StructDecl;
    if (is_own && clang_isCursorDefinition(cursor)) {
        add_record(walk, cursor, header);
    }
    return is_own ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

static enum CXChildVisitResult visit(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    walker *walk = data;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    int header = scan_unit_header(walk->unit, clang_getCursorLocation(cursor));
    if (walk->unit->lacks_files) {
        return visit_struct(walk, cursor, header);
    }
    if (kind == CXCursor_VarDecl && scan_converter_read(walk->unit, cursor)) {
        return CXChildVisit_Continue;
    }
    if (header >= 0) {
        visit_own(walk, cursor, header);
    } else if (kind == CXCursor_EnumDecl &&
               scan_place_of(walk->unit, clang_getCursorLocation(cursor)).line == 0) {
        clang_visitChildren(cursor, read_long_size, walk->model);
    } else {
        visit_foreign(walk, cursor);
    }
    bool may_hold_structs = kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
    return may_hold_structs && header >= 0 ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

static void list_typedefs(walker *walk, const scan_record *record, scan_entity *entity)
{
    scan_list found = { 0 };
    for (size_t i = 0; i < walk->aliases.count; i++) {
        const alias *one = walk->aliases.items[i];
        if (clang_equalCursors(one->definition, record->cursor)) {
            (void)scan_unit_add(walk->unit->context, &found, one->name);
        }
    }
    entity->typedefs = (const char **)found.items;
    entity->typedef_count = found.count;
}

/* A mapping whose name another has already, which the compiler has said. */
static bool is_second(const walker *walk, const scan_entity *entity)
{
    bool is = false;
    for (size_t i = 0; entity->is_mapped && entity->is_broken && i < walk->entities.count; i++) {
        const scan_entity *before = walk->entities.items[i];
        is = is || (before->is_mapped && strcmp(before->name, entity->name) == 0);
    }
    return is;
}

static void add_entity(walker *walk, const scan_record *record)
{
    bool is_map = clang_getCursorKind(record->cursor) == CXCursor_FunctionDecl;
    scan_entity *entity = is_map ? scan_map_read(walk->unit, &walk->structs, record)
                                 : scan_record_read(walk->unit, &walk->structs, record);
    if (entity != NULL && !is_second(walk, entity)) {
        list_typedefs(walk, record, entity);
        (void)scan_unit_add(walk->unit->context, &walk->entities, entity);
    }
}

static bool is_union(const scan_record *record)
{
    return clang_getCursorKind(record->cursor) == CXCursor_UnionDecl;
}

static bool is_entity(const scan_record *record)
{
    if (is_union(record)) {
        return false;
    }
    return scan_annotate_has_table(&record->marks) ||
           scan_annotate_find(&record->marks, SCAN_ANNOTATION_MAP) != NULL;
}

/* Whether a struct may have lost a member: one that held another. */
static bool has_guess(walker *walk)
{
    bool has = scan_cut_is_any(walk->unit);
    for (size_t i = 0; !has && walk->unit->errors.count > 0 && i < walk->records.count; i++) {
        const scan_record *record = walk->records.items[i];
        has = scan_around_is_guess(walk->unit, record->cursor);
    }
    return has;
}

static void read_records(walker *walk)
{
    bool is_guess = has_guess(walk);
    for (size_t i = 0; i < walk->records.count; i++) {
        const scan_record *record = walk->records.items[i];
        if (is_entity(record)) {
            add_entity(walk, record);
        }
    }
    for (size_t i = 0; !walk->unit->lacks_files && i < walk->records.count; i++) {
        const scan_record *record = walk->records.items[i];
        if (is_entity(record)) {
            continue;
        }
        refuse_marks(walk, &record->marks, is_union(record) ? "a union" : "a struct");
        if (!clang_Cursor_isAnonymousRecordDecl(record->cursor) &&
            !scan_members_is_nested(&walk->structs, record->cursor)) {
            scan_record_refuse_columns(walk->unit, record->cursor, is_guess);
        }
    }
}

/* The enumerations in the order in which they were met, and the one of bools; which have columns
 * shows later (model/enum_list). */
static void list_enums(walker *walk)
{
    scan_model *model = walk->model;
    const scan_list *met = &walk->structs.enums.enums;
    model->enums = scan_unit_zeroed(walk->unit->context, met->count + 1, sizeof *model->enums);
    for (size_t i = 0; model->enums != NULL && i < met->count; i++) {
        model->enums[model->enum_count++] = met->items[i];
    }
    if (model->enums != NULL) {
        model->enums[model->enum_count++] = &scan_kind_bool;
    }
}

/* The model counts in 16 bits. False: reported. */
static bool judge_counts(const walker *walk)
{
    size_t tables = walk->entities.count, enums = walk->structs.enums.enums.count + 1;
    if (tables > UINT16_MAX || enums > UINT16_MAX) {
        scan_diag_error(walk->unit->context->diag, (scan_place){ 0 },
                        "there are more than %d %s; make several targets of the headers",
                        UINT16_MAX, tables > UINT16_MAX ? "tables" : "enumerations");
        return false;
    }
    return true;
}

static bool fill_headers(scan_unit *unit, scan_model *model)
{
    const scan_request *request = unit->request;
    model->name = request->name;
    model->headers = scan_unit_zeroed(unit->context, request->header_count, sizeof *model->headers);
    for (size_t i = 0; model->headers != NULL && i < request->header_count; i++) {
        model->headers[model->header_count++] = request->headers[i].include;
    }
    CXTargetInfo target = clang_getTranslationUnitTargetInfo(unit->tu);
    model->pointer_size = (size_t)clang_TargetInfo_getPointerWidth(target) / 8;
    clang_TargetInfo_dispose(target);
    return model->headers != NULL;
}

/* What an error has cost stands in them all the same. */
static void list_written(scan_unit *unit, scan_context *context)
{
    size_t count = unit->request->header_count;
    scan_written *written = scan_unit_zeroed(context, count, sizeof *written);
    for (size_t i = 0; written != NULL && i < count; i++) {
        written[i].text = scan_cut_contents(unit, unit->files[i], &written[i].size);
    }
    context->written = written;
    context->written_count = written == NULL ? 0 : count;
}

void scan_walk_unit(scan_unit *unit, scan_context *context, scan_model *model)
{
    walker walk = { .unit = unit, .model = model };
    walk.structs = (scan_structs){ .marks_of = marks_of, .ctx = &walk };
    if (!fill_headers(unit, model)) {
        return;
    }
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), visit, &walk);
    scan_converter_list(unit, model);
    read_records(&walk);
    context->lacks_files = unit->lacks_files;
    if (!unit->lacks_files) {
        scan_lost_report(unit, &walk.enums);
    }
    if (walk.entities.count == 0 && scan_diag_error_count(context->diag) == 0) {
        scan_diag_error(context->diag, (scan_place){ 0 },
                        "no struct in the headers of '%s' has ORM_TABLE or ORM_MAP", model->name);
    }
    if (!judge_counts(&walk)) {
        return;
    }
    model->entities = (scan_entity **)walk.entities.items;
    model->entity_count = (uint16_t)walk.entities.count;
    model->foreign = (const char **)walk.foreign.items;
    model->foreign_count = walk.foreign.count;
    model->has_deprecated = unit->has_deprecated;
    if (scan_unit_error_count(unit) > 0) {
        model->has_lost = true;
        list_written(unit, context);
    }
    list_enums(&walk);
    scan_members_list(unit, &walk.structs, model);
}
