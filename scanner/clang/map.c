/* Owns the reading of mappings: which struct an ORM_MAP is of, and what stands in its body. */
#include "clang/map.h"

#include <string.h>

#include "clang/annotate.h"
#include "clang/around.h"
#include "clang/cut.h"
#include "clang/map_member.h"
#include "clang/place.h"
#include "clang/typo.h"
#include "model/sound.h"

/* ---- finding them ---- */

/* The functions that ORM_MAP makes. */
typedef struct finder {
    scan_unit *unit;
    scan_list functions; /* CXCursor * */
} finder;

static enum CXChildVisitResult find_map(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    finder *found = data;
    scan_unit *unit = found->unit;
    scan_list marks = { 0 };
    if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl ||
        scan_unit_header(unit, clang_getCursorLocation(cursor)) < 0) {
        return CXChildVisit_Continue;
    }
    scan_annotate_list(unit, cursor, &marks);
    if (scan_annotate_find(&marks, SCAN_ANNOTATION_MAP) != NULL) {
        CXCursor *function = scan_unit_zeroed(unit->context, 1, sizeof *function);
        if (function != NULL) {
            *function = cursor;
            (void)scan_unit_add(unit->context, &found->functions, function);
        }
    }
    return CXChildVisit_Continue;
}

static finder find_maps(scan_unit *unit)
{
    finder found = { .unit = unit };
    clang_visitChildren(clang_getTranslationUnitCursor(unit->tu), find_map, &found);
    return found;
}

bool scan_map_is_any(scan_unit *unit)
{
    return find_maps(unit).functions.count > 0;
}

const char *scan_map_alias(const char *function)
{
    static const char prefix[] = "orm_map_";
    size_t size = sizeof prefix - 1;
    return strncmp(function, prefix, size) == 0 ? function + size : function;
}

/* ---- what clang finds wrong in them ---- */

static bool is_within(CXSourceRange range, CXSourceLocation location)
{
    CXFile first_file = NULL, file = NULL;
    unsigned first = 0, last = 0, at = 0;
    clang_getExpansionLocation(clang_getRangeStart(range), &first_file, NULL, NULL, &first);
    clang_getExpansionLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &last);
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    return file != NULL && first_file != NULL && clang_File_isEqual(file, first_file) &&
           at >= first && at <= last;
}

static bool is_in_map(const finder *maps, CXSourceLocation location)
{
    bool is_in = false;
    for (size_t i = 0; !is_in && i < maps->functions.count; i++) {
        const CXCursor *function = maps->functions.items[i];
        is_in = is_within(clang_getCursorExtent(*function), location);
    }
    return is_in;
}

/* Whether a macro of ours stands there. */
static bool is_ours(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    const char *text = scan_unit_contents(unit, file, &size);
    return text != NULL && at + 4 < size && memcmp(text + at, "ORM_", 4) == 0;
}

static const char only_members[] = "nothing but ORM_MEMBER(...) stands in ORM_MAP";

/* That the struct which is mapped is not defined, or is none, is told where it is named, and what
 * is there twice without its bodies. */
static bool is_told(const char *text)
{
    static const char *const begins[] = {
        "incomplete definition of type 'const ",
        "redefinition of ",
        "member reference base type 'const ",
    };
    size_t i = 0;
    while (i < sizeof begins / sizeof *begins && strncmp(text, begins[i], strlen(begins[i])) != 0) {
        i++;
    }
    return i < sizeof begins / sizeof *begins;
}

/* Heads have been read before, without bodies. known: how many errors were noted then. */
static bool is_known(const scan_unit *unit, const scan_place *place, size_t known)
{
    bool is = false;
    for (size_t i = 0; !is && i < known; i++) {
        const scan_place *error = unit->errors.items[i];
        is = error->line == place->line && error->column == place->column &&
             strcmp(error->file, place->file) == 0;
    }
    return is;
}

static void report(scan_unit *unit, CXDiagnostic diagnostic, size_t known)
{
    CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
    const char *text = scan_unit_take_message(unit->context, diagnostic);
    const scan_place place = scan_place_of_argument(unit, location);
    const scan_place expanded = scan_place_of(unit, location);
    if (is_known(unit, &expanded, known) || scan_typo_report(unit, location) || text == NULL) {
        return;
    }
    scan_unit_note_error(unit, expanded);
    if (is_told(text)) {
        return;
    }
    scan_diag_error(unit->context->diag, place, "%s", text);
    if (!is_ours(unit, location)) {
        scan_diag_note(unit->context->diag, place, "%s", only_members);
    }
}

void scan_map_report(scan_unit *unit)
{
    const finder maps = find_maps(unit);
    size_t known = unit->errors.count;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
        if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error ||
            !is_in_map(&maps, location)) {
            /* none of a mapping */
        } else if (scan_cut_is_before(unit, location)) {
            report(unit, diagnostic, known);
        } else {
            scan_unit_note_error(unit, scan_place_of(unit, location));
        }
        clang_disposeDiagnostic(diagnostic);
    }
}

/* ---- the struct ---- */

/* One mapping at work. */
typedef struct map_reader {
    scan_unit *unit;
    scan_structs *structs;
    const scan_record *record;
    scan_entity *entity;
    scan_place type_place;
    scan_list fields; /* scan_field * */
    bool is_good, has_body;
} map_reader;

static bool refuse(map_reader *reader, const char *format, const char *what)
{
    scan_diag_error(reader->unit->context->diag, reader->type_place, format, what);
    return false;
}

static CXType type_of(const map_reader *reader)
{
    CXType pointer = clang_getCursorType(clang_Cursor_getArgument(reader->record->cursor, 0));
    CXType type = clang_getPointeeType(clang_getCanonicalType(pointer));
    if (type.kind == CXType_Invalid) { /* no type was written: libclang 22 must not be asked more */
        return type;
    }
    return clang_getUnqualifiedType(clang_getCanonicalType(type));
}

/* written: the type as the mapping says it. */
static bool read_struct(map_reader *reader, const char *written)
{
    CXType type = type_of(reader);
    if (type.kind != CXType_Record ||
        clang_getCursorKind(clang_getTypeDeclaration(type)) != CXCursor_StructDecl) {
        bool is_pointer = type.kind == CXType_Pointer;
        return refuse(reader,
                      is_pointer ? "'%s' is a pointer; ORM_MAP maps the struct that it leads to"
                                 : "'%s' is no struct; ORM_MAP maps structs",
                      written);
    }
    scan_struct *described =
        scan_members_struct(reader->unit, reader->structs, type, reader->entity->name);
    if (described == NULL) {
        return false;
    }
    if (!described->is_defined) {
        return refuse(reader, "these headers do not define %s; include its definition", written);
    }
    if (described->c_type == NULL) {
        return refuse(reader, "'%s' needs a struct with a tag, or with a typedef", written);
    }
    if (described->is_table) {
        return refuse(reader,
                      "%s has ORM_TABLE: its own members say what is a column; ORM_MAP is for "
                      "structs that cannot be annotated",
                      written);
    }
    scan_entity *entity = reader->entity;
    described->use = SCAN_STRUCT_MEMBERS;
    entity->mapped = described;
    entity->c_type = described->c_type;
    entity->size = described->size;
    entity->align = described->align;
    entity->members = described->members;
    entity->member_count = described->member_count;
    return true;
}

/* alias, type, and then what is ORM_TABLE's too. */
static bool read_head(map_reader *reader)
{
    scan_unit *unit = reader->unit;
    scan_entity *entity = reader->entity;
    const scan_mark *mark = scan_annotate_find(&reader->record->marks, SCAN_ANNOTATION_MAP);
    scan_mark arguments = *mark;
    (void)scan_annotate_take(unit, &arguments);
    const char *function =
        scan_unit_take(unit->context, clang_getCursorSpelling(reader->record->cursor));
    size_t type_at = arguments.at;
    const char *written = scan_annotate_take(unit, &arguments);
    if (function == NULL || written == NULL) {
        return false;
    }
    written += written[0] == ' ';
    size_t type_end = type_at + scan_annotate_size(written);
    entity->name = scan_map_alias(function);
    entity->place = scan_place_in_annotation(&mark->source, mark->place, 0, strlen(entity->name));
    reader->type_place = scan_place_in_annotation(&mark->source, mark->place, type_at, type_end);
    (void)scan_annotate_parse(unit, &arguments, &entity->annotation);
    return read_struct(reader, written);
}

/* ---- the body ---- */

/* What an ORM_MEMBER is to the compiler, from outside to inside: nothing else stands in any of
 * these. */
static const enum CXCursorKind member_shape[] = { CXCursor_CompoundStmt, CXCursor_DeclStmt,
                                                  CXCursor_VarDecl };
enum { MEMBER_DEPTH = sizeof member_shape / sizeof *member_shape };

typedef struct only_child {
    CXCursor cursor;
    unsigned count;
} only_child;

static enum CXChildVisitResult count_child(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    only_child *child = data;
    child->cursor = cursor;
    child->count++;
    return CXChildVisit_Continue;
}

static bool enter_only_child(CXCursor *cursor)
{
    only_child child = { .count = 0 };
    clang_visitChildren(*cursor, count_child, &child);
    if (child.count == 1) {
        *cursor = child.cursor;
    }
    return child.count == 1;
}

/* The variable that the statement declares if it has the shape of an ORM_MEMBER; the null cursor
 * else. */
static CXCursor variable_in(CXCursor statement)
{
    CXCursor at = statement;
    for (size_t i = 0; i < MEMBER_DEPTH; i++) {
        bool is_there = i == 0 || enter_only_child(&at);
        if (!is_there || clang_getCursorKind(at) != member_shape[i]) {
            return clang_getNullCursor();
        }
    }
    return at;
}

static enum CXChildVisitResult read_statement(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    map_reader *reader = data;
    scan_unit *unit = reader->unit;
    if (clang_getCursorKind(cursor) == CXCursor_NullStmt || scan_around_is_guess(unit, cursor)) {
        return CXChildVisit_Continue;
    }
    CXCursor variable = variable_in(cursor);
    scan_list marks = { 0 };
    if (!clang_Cursor_isNull(variable)) {
        scan_annotate_list(unit, variable, &marks);
    }
    if (scan_annotate_find(&marks, SCAN_ANNOTATION_MEMBER) == NULL) {
        scan_diag_error(unit->context->diag,
                        scan_place_of_argument(unit, clang_getCursorLocation(cursor)), "%s",
                        only_members);
        reader->is_good = false;
    } else {
        const scan_mapped of = { .name = reader->entity->name, .type = type_of(reader) };
        bool is_read = scan_map_member_read(unit, reader->structs, variable, &of, &reader->fields);
        reader->is_good = reader->is_good && is_read;
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult read_body(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    map_reader *reader = data;
    if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt) {
        reader->has_body = true;
        clang_visitChildren(cursor, read_statement, reader);
    }
    return CXChildVisit_Continue;
}

static bool read_fields(map_reader *reader)
{
    scan_context *context = reader->unit->context;
    scan_entity *entity = reader->entity;
    reader->is_good = true;
    clang_visitChildren(reader->record->cursor, read_body, reader);
    if (!reader->has_body) {
        scan_diag_error(context->diag, entity->place,
                        "ORM_MAP needs its members: { ORM_MEMBER(...); }");
        return false;
    }
    if (reader->fields.count > UINT16_MAX) {
        scan_diag_error(context->diag, entity->place, "'%s' has more than %d columns", entity->name,
                        UINT16_MAX);
        return false;
    }
    entity->fields = scan_unit_zeroed(context, reader->fields.count, sizeof *entity->fields);
    for (size_t i = 0; entity->fields != NULL && i < reader->fields.count; i++) {
        const scan_field *field = reader->fields.items[i];
        entity->fields[entity->field_count++] = *field;
    }
    return reader->is_good && entity->fields != NULL;
}

scan_entity *scan_map_read(scan_unit *unit, scan_structs *structs, const scan_record *record)
{
    map_reader reader = { .unit = unit, .structs = structs, .record = record };
    reader.entity = scan_unit_zeroed(unit->context, 1, sizeof *reader.entity);
    if (reader.entity == NULL) {
        return NULL;
    }
    size_t errors = scan_diag_error_count(unit->context->diag);
    reader.entity->is_mapped = true;
    reader.entity->header = unit->request->headers[record->header].include;
    bool is_guess = scan_around_is_guess(unit, record->cursor);
    bool has_head = read_head(&reader);
    bool has_fields = read_fields(&reader);
    bool is_broken = reader.entity->mapped != NULL && reader.entity->mapped->is_broken;
    scan_sound_note(unit->context, errors, &reader.entity->is_wrong);
    reader.entity->is_broken = is_guess || is_broken || !has_head || !has_fields;
    if (reader.entity->c_type == NULL) {
        reader.entity->c_type = "";
    }
    return reader.entity->name == NULL ? NULL : reader.entity;
}
