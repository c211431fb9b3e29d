/* Owns the reading of a struct's members with their annotations, and of the structs that they
 * hold. */
#include "clang/members.h"

#include <string.h>

#include "clang/annotate.h"
#include "clang/around.h"
#include "clang/flexible.h"
#include "clang/place.h"
#include "clang/pointer.h"
#include "clang/relation.h"
#include "model/sound.h"

typedef struct member_reader {
    scan_unit *unit;
    scan_structs *structs;
    const char *name; /* of the struct: to name an enumeration without a name */
    CXType type;      /* it */
    size_t next_bit;  /* behind the members that were read */
    bool is_nested, is_table, is_broken;
    scan_pile members;   /* scan_member */
    scan_pile fields;    /* scan_field */
    scan_list relations; /* scan_relation * */
    bool in_union;
} member_reader;

static void attach_nested(member_reader *reader, CXType type, bool is_marked, scan_member *member);

/* The one annotation that a member may have; what is too much is reported. NULL: none of a
 * member. */
static const scan_mark *choose_mark(const member_reader *reader, const scan_member *member,
                                    const scan_list *marks)
{
    scan_diag *diag = reader->unit->context->diag;
    const scan_mark *chosen = NULL;
    for (size_t i = 0; i < marks->count; i++) {
        const scan_mark *mark = marks->items[i];
        bool is_ours = mark->kind == SCAN_ANNOTATION_COLUMN ||
                       scan_annotate_relation(mark->kind) != ORM_RELATION_NONE;
        if (!is_ours) {
            scan_diag_error(diag, mark->place, "%s belongs to %s, not to the member '%s'",
                            scan_annotate_name(mark->kind), scan_annotate_home(mark->kind),
                            member->name);
        } else if (chosen == NULL) {
            chosen = mark;
        } else if (chosen->kind == mark->kind) {
            scan_diag_error(diag, mark->place, "'%s' has %s twice: put all into one", member->name,
                            scan_annotate_name(mark->kind));
        } else {
            scan_diag_error(diag, mark->place, "'%s' cannot be both: it has %s already",
                            member->name, scan_annotate_name(chosen->kind));
        }
    }
    return chosen;
}

static const char in_union_reason[] =
    "a member of a union may hold what another member means: leave it out";

static void add_field(member_reader *reader, CXCursor cursor, const scan_member *member,
                      const scan_mark *mark)
{
    scan_unit *unit = reader->unit;
    scan_field field = { .member = member->name,
                         .place = member->place,
                         .type = member->type,
                         .first_bit = member->first_bit };
    bool is_entered = member->type.nested != NULL && member->type.nested->is_defined;
    field.is_guess =
        is_entered ? scan_around_is_wrong(unit, cursor) : scan_around_is_guess(unit, cursor);
    (void)scan_annotate_parse(unit, mark, &field.annotation);
    (void)scan_unit_pile(unit->context, &reader->fields, &field, sizeof field);
}

/* Of a table's own struct: those of a struct that is looked into are read where it is a table. */
static void add_relation(member_reader *reader, CXCursor cursor, const scan_mark *mark)
{
    if (reader->in_union) {
        scan_diag_error(reader->unit->context->diag, mark->place,
                        "a member of a union may hold what another member means: leave out %s",
                        scan_annotate_name(mark->kind));
    } else if (!reader->is_nested) {
        scan_relation_read(reader->unit, cursor, mark, &reader->relations);
    } else if (!reader->is_table) {
        scan_diag_error(reader->unit->context->diag, mark->place,
                        "%s belongs to the struct of a table, not to one that is nested in it",
                        scan_annotate_name(mark->kind));
    }
}

static void add_marked(member_reader *reader, CXCursor cursor, const scan_member *member,
                       const scan_list *marks)
{
    const scan_mark *mark = choose_mark(reader, member, marks);
    if (mark != NULL && mark->kind == SCAN_ANNOTATION_COLUMN) {
        add_field(reader, cursor, member, mark);
    } else if (mark != NULL) {
        add_relation(reader, cursor, mark);
    }
}

static bool has_column(const scan_list *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        const scan_mark *mark = marks->items[i];
        if (mark->kind == SCAN_ANNOTATION_COLUMN) {
            return true;
        }
    }
    return false;
}

/* Bits that only keep others apart. */
static void refuse_nameless(member_reader *reader, CXCursor cursor)
{
    scan_list marks = { 0 };
    scan_annotate_list(reader->unit, cursor, &marks);
    for (size_t i = 0; i < marks.count; i++) {
        const scan_mark *mark = marks.items[i];
        scan_diag_error(reader->unit->context->diag, mark->place,
                        "%s on bits without a name: give them one", scan_annotate_name(mark->kind));
    }
}

static bool may_be_nested(const scan_type *type)
{
    return type->type_class == SCAN_TYPE_STRUCT || type->type_class == SCAN_TYPE_STRUCT_POINTER ||
           type->type_class == SCAN_TYPE_UNSUPPORTED; /* as unions are */
}

/* Whoever names a member of a union from outside says by that that it is what the union holds. */
static void hide_in_union(const member_reader *reader, scan_member *member)
{
    scan_type *held = scan_unit_zeroed(reader->unit->context, 1, sizeof *held);
    if (held != NULL) {
        *held = member->type;
    }
    member->held = held;
    member->type = (scan_type){ .type_class = SCAN_TYPE_UNSUPPORTED,
                                .reason = in_union_reason,
                                .size = member->type.size };
}

/* Where the compiler knows no place, because of an error, members lie one behind the other. */
static void place_member(member_reader *reader, scan_member *member)
{
    long long first_bit = clang_Type_getOffsetOf(reader->type, member->name);
    member->first_bit = first_bit >= 0 ? (size_t)first_bit : reader->next_bit;
    reader->next_bit = member->first_bit + 8 * member->type.size;
}

static void read_member(member_reader *reader, CXCursor cursor)
{
    scan_unit *unit = reader->unit;
    const char *name = scan_unit_take(unit->context, clang_getCursorSpelling(cursor));
    if (name == NULL) {
        return;
    }
    if (name[0] == '\0') {
        refuse_nameless(reader, cursor);
        return;
    }
    scan_unit_note_deprecated(unit, cursor);
    scan_member member = { .name = name,
                           .place = scan_place_of(unit, clang_getCursorLocation(cursor)) };
    member.type = scan_ctype_describe(unit, &reader->structs->enums, cursor, reader->name, name);
    place_member(reader, &member);
    member.is_guess = unit->errors.count > 0 && scan_around_is_guess(unit, cursor);
    scan_list marks = { 0 };
    scan_annotate_list(unit, cursor, &marks);
    if (may_be_nested(&member.type)) {
        bool is_marked = !reader->in_union && has_column(&marks);
        attach_nested(reader, clang_getCursorType(cursor), is_marked, &member);
    }
    if (reader->in_union) {
        hide_in_union(reader, &member);
    }
    if (scan_unit_pile(unit->context, &reader->members, &member, sizeof member)) {
        add_marked(reader, cursor, &member, &marks);
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
        scan_unit_note_deprecated(reader->unit, cursor);
        clang_visitChildren(cursor, visit_member, reader);
        reader->in_union = outside;
    }
    return CXChildVisit_Continue;
}

static void copy_relations(member_reader *reader, scan_struct *into)
{
    scan_context *context = reader->unit->context;
    size_t count = reader->relations.count;
    if (count > UINT16_MAX) {
        scan_diag_error(context->diag, into->place, "'%s' has more than %d relations", reader->name,
                        UINT16_MAX);
        return;
    }
    into->relations = scan_unit_zeroed(context, count, sizeof *into->relations);
    for (size_t i = 0; into->relations != NULL && i < count; i++) {
        const scan_relation *relation = reader->relations.items[i];
        into->relations[into->relation_count++] = *relation;
    }
}

static void take_members(member_reader *reader, scan_struct *into)
{
    scan_context *context = reader->unit->context;
    size_t member_count = reader->members.count, field_count = reader->fields.count;
    into->members = scan_unit_unpile(context, &reader->members, sizeof *into->members);
    into->fields = scan_unit_unpile(context, &reader->fields, sizeof *into->fields);
    if (field_count > UINT16_MAX) {
        scan_diag_error(context->diag, into->place, "'%s' has more than %d columns", reader->name,
                        UINT16_MAX);
    } else if (into->members != NULL && into->fields != NULL) {
        into->member_count = member_count;
        into->field_count = (uint16_t)field_count;
        copy_relations(reader, into);
    }
}

/* What holds a broken struct is broken. */
static void read_members(member_reader *reader, CXCursor cursor, scan_struct *into)
{
    const scan_context *context = reader->unit->context;
    size_t errors = scan_unit_error_count(reader->unit);
    size_t all_errors = scan_diag_error_count(context->diag);
    scan_unit_note_deprecated(reader->unit, cursor);
    reader->type = clang_getCursorType(cursor);
    clang_visitChildren(cursor, visit_member, reader);
    take_members(reader, into);
    into->is_broken = reader->is_broken || scan_unit_error_count(reader->unit) > errors ||
                      scan_around_is_guess(reader->unit, cursor);
    scan_sound_note(context, all_errors, &into->is_wrong);
}

void scan_members_read(scan_unit *unit, scan_structs *structs, CXCursor cursor, const char *name,
                       scan_struct *into)
{
    member_reader reader = { .unit = unit, .structs = structs, .name = name };
    read_members(&reader, cursor, into);
}

/* ---- nested structs ---- */

/* A struct that has been described. */
typedef struct known_struct {
    CXCursor cursor;
    scan_struct *described;
} known_struct;

static known_struct *find_known(const scan_structs *structs, CXCursor cursor)
{
    for (size_t i = 0; i < structs->known.count; i++) {
        known_struct *known = structs->known.items[i];
        if (clang_equalCursors(known->cursor, cursor)) {
            return known;
        }
    }
    return NULL;
}

bool scan_members_is_nested(const scan_structs *structs, CXCursor cursor)
{
    return find_known(structs, cursor) != NULL;
}

void scan_members_list(scan_unit *unit, const scan_structs *structs, scan_model *model)
{
    size_t count = structs->known.count;
    model->structs = scan_unit_zeroed(unit->context, count, sizeof *model->structs);
    for (size_t i = 0; model->structs != NULL && i < count; i++) {
        const known_struct *known = structs->known.items[i];
        model->structs[model->struct_count++] = known->described;
    }
}

/* NULL: no memory. */
static scan_struct *add_known(scan_unit *unit, scan_structs *structs, CXCursor cursor)
{
    known_struct *known = scan_unit_zeroed(unit->context, 1, sizeof *known);
    scan_struct *described = scan_unit_zeroed(unit->context, 1, sizeof *described);
    if (known == NULL || described == NULL) {
        return NULL;
    }
    known->cursor = cursor;
    known->described = described;
    return scan_unit_add(unit->context, &structs->known, known) ? described : NULL;
}

static bool is_table(scan_unit *unit, const scan_structs *structs, CXCursor cursor)
{
    scan_list own = { 0 };
    scan_annotate_list(unit, cursor, &own);
    return scan_annotate_has_table(&own) ||
           scan_annotate_has_table(structs->marks_of(structs->ctx, cursor));
}

/* Described at the first call. */
scan_struct *scan_members_struct(scan_unit *unit, scan_structs *structs, CXType type,
                                 const char *fallback)
{
    CXCursor declaration = clang_getTypeDeclaration(type);
    CXCursor cursor = clang_getCursorDefinition(declaration);
    bool is_defined = !clang_Cursor_isNull(cursor);
    cursor = is_defined ? cursor : declaration;
    const known_struct *known = find_known(structs, cursor);
    if (known != NULL) {
        return known->described;
    }
    scan_struct *described = add_known(unit, structs, cursor);
    const char *spelling =
        scan_unit_take(unit->context, clang_getTypeSpelling(clang_getUnqualifiedType(type)));
    if (described == NULL || spelling == NULL) {
        return NULL;
    }
    described->c_type = strchr(spelling, '(') == NULL ? spelling : NULL;
    described->place = scan_place_of(unit, clang_getCursorLocation(cursor));
    described->is_defined = is_defined;
    described->is_own = scan_unit_header(unit, clang_getCursorLocation(cursor)) >= 0;
    if (!is_defined) {
        return described;
    }
    described->is_table = is_table(unit, structs, cursor);
    described->size = (size_t)clang_Type_getSizeOf(type);
    described->align = (size_t)clang_Type_getAlignOf(type);
    described->pointer = scan_pointer_find(unit, type);
    described->flexible = scan_flexible_find(unit, type);
    const char *name = described->c_type == NULL ? fallback : described->c_type;
    member_reader reader = { .unit = unit, .structs = structs, .is_nested = true };
    reader.is_table = described->is_table;
    reader.name = strncmp(name, "struct ", 7) == 0 ? name + 7 : name;
    read_members(&reader, cursor, described);
    return described;
}

/* One that is const or volatile cannot be written, whichever of its members it is. */
static bool is_union(CXType type)
{
    return type.kind == CXType_Record && !clang_isConstQualifiedType(type) &&
           !clang_isVolatileQualifiedType(type) &&
           clang_getCursorKind(clang_getTypeDeclaration(type)) == CXCursor_UnionDecl;
}

/* What has no column in it is looked into only where a member of it may be named. */
static void attach_nested(member_reader *reader, CXType type, bool is_marked, scan_member *member)
{
    scan_type_class is = member->type.type_class;
    type = clang_getCanonicalType(type);
    bool is_value = (is == SCAN_TYPE_STRUCT || is_union(type)) && (is_marked || reader->is_nested);
    bool is_one = reader->is_nested && !reader->in_union && member->type.item_converters.count > 0;
    bool is_pointer = is == SCAN_TYPE_STRUCT_POINTER && (is_marked || is_one);
    if (!is_value && !is_pointer) {
        return;
    }
    if (is_pointer) {
        type = clang_getCanonicalType(clang_getPointeeType(type));
    }
    const char *fallback =
        scan_unit_text(reader->unit->context, "%s_%s", reader->name, member->name);
    if (fallback != NULL) {
        member->type.nested = scan_members_struct(reader->unit, reader->structs, type, fallback);
        reader->is_broken =
            reader->is_broken || member->type.nested == NULL || member->type.nested->is_broken;
    }
}

scan_type scan_members_describe(scan_unit *unit, scan_structs *structs, CXCursor field,
                                const char *name)
{
    member_reader reader = { .unit = unit, .structs = structs, .name = name };
    scan_member member = { .name = scan_unit_take(unit->context, clang_getCursorSpelling(field)) };
    if (member.name != NULL) {
        member.type = scan_ctype_describe(unit, &structs->enums, field, name, member.name);
        attach_nested(&reader, clang_getCursorType(field), true, &member);
    }
    return member.type;
}

scan_type scan_members_describe_item(scan_unit *unit, scan_structs *structs, CXCursor field,
                                     CXType item, const char *name)
{
    member_reader reader = { .unit = unit, .structs = structs, .name = name };
    scan_member member = { .name = scan_unit_take(unit->context, clang_getCursorSpelling(field)) };
    if (member.name != NULL) {
        member.type = scan_ctype_describe_item(unit, &structs->enums, item, name, member.name);
        attach_nested(&reader, item, true, &member);
    }
    return member.type;
}
