/* Owns the reading of enumerations. */
#include "clang/enumeration.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/literal.h"
#include "clang/annotate.h"
#include "clang/place.h"
#include "meta/labels.h"

typedef struct label_reader {
    scan_unit *unit;
    bool is_signed;
    orm_enum_label *labels; /* NULL: only count */
    const char **enumerators;
    scan_place *places; /* of the labels that ORM_LABEL gives, else line 0 */
    size_t count;
} label_reader;

/* ---- labels ---- */

/* NULL: it is none, reported. */
static const char *judge_label(scan_unit *unit, const scan_annotation *annotation,
                               const char *enumerator)
{
    scan_diag *diag = unit->context->diag;
    const scan_argument *first = annotation->arguments;
    if (annotation->argument_count == 0) {
        scan_diag_error(diag, annotation->place,
                        "ORM_LABEL needs the text that is stored; write ORM_LABEL(\"text\")");
    } else if (first->key != NULL) {
        scan_diag_error(diag, scan_argument_key_place(annotation, first),
                        "ORM_LABEL takes a string; write ORM_LABEL(\"text\")");
    } else if (annotation->argument_count > 1) {
        scan_diag_error(diag, scan_argument_key_place(annotation, first + 1),
                        "ORM_LABEL takes one string and nothing else");
    } else if (first->size == 0) {
        scan_diag_error(diag, scan_argument_value_place(annotation, first),
                        "the label of '%s' is empty", enumerator);
    } else if (!scan_literal_is_text(first->text, first->size)) {
        scan_diag_error(diag, scan_argument_value_place(annotation, first),
                        "the label of '%s' must be UTF-8 without a NUL byte", enumerator);
    } else {
        return first->text;
    }
    return NULL;
}

/* What ORM_LABEL says of the enumerator that comes next; its name without one. */
static const char *read_text(label_reader *reader, CXCursor cursor, const char *enumerator)
{
    scan_unit *unit = reader->unit;
    scan_list marks = { 0 };
    const char *label = NULL;
    scan_annotate_list(unit, cursor, &marks);
    for (size_t i = 0; i < marks.count; i++) {
        const scan_mark *mark = marks.items[i];
        scan_annotation annotation = { 0 };
        if (mark->kind != SCAN_ANNOTATION_LABEL) {
            scan_diag_error(
                unit->context->diag, mark->place, "%s belongs to %s, not to the enumerator '%s'",
                scan_annotate_name(mark->kind), scan_annotate_home(mark->kind), enumerator);
        } else if (label != NULL) {
            scan_diag_error(unit->context->diag, mark->place, "'%s' has ORM_LABEL twice: keep one",
                            enumerator);
        } else if (scan_annotate_parse(unit, mark, &annotation)) {
            label = judge_label(unit, &annotation, enumerator);
            reader->places[reader->count] = mark->place;
        }
    }
    return label == NULL ? enumerator : label;
}

/* The enumerator with the same text, or the count of all. */
static size_t find_same(const label_reader *reader, size_t index)
{
    size_t other = 0;
    while (other < reader->count && (other == index || strcmp(reader->labels[other].name,
                                                              reader->labels[index].name) != 0)) {
        other++;
    }
    return other;
}

/* Each text stands for one enumerator. Names alone cannot clash. */
static void judge_unique(const label_reader *reader, size_t index)
{
    if (reader->places[index].line == 0) {
        return;
    }
    size_t other = find_same(reader, index);
    if (other == reader->count) {
        return;
    }
    bool is_given = reader->places[other].line != 0;
    if (is_given && other > index) { /* reported at the later one */
        return;
    }
    scan_diag *diag = reader->unit->context->diag;
    scan_diag_error(diag, reader->places[index], "'%s' and '%s' are both stored as \"%s\"",
                    reader->enumerators[other], reader->enumerators[index],
                    reader->labels[index].name);
    if (is_given) {
        scan_diag_note(diag, reader->places[other], "the other label is here");
    }
}

/* ---- enumerations ---- */

bool scan_enumeration_is_signed(CXType canonical)
{
    CXType type = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical));
    switch ((int)clang_getCanonicalType(type).kind) {
    case CXType_Bool:
    case CXType_Char_U:
    case CXType_UChar:
    case CXType_UShort:
    case CXType_UInt:
    case CXType_ULong:
    case CXType_ULongLong:
        return false;
    default:
        return true;
    }
}

static enum CXChildVisitResult read_label(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    label_reader *reader = data;
    if (clang_getCursorKind(cursor) != CXCursor_EnumConstantDecl) {
        return CXChildVisit_Continue;
    }
    if (reader->labels != NULL) {
        const char *name = scan_unit_take(reader->unit->context, clang_getCursorSpelling(cursor));
        if (name == NULL) {
            return CXChildVisit_Break;
        }
        orm_enum_label *label = &reader->labels[reader->count];
        scan_unit_note_deprecated(reader->unit, cursor);
        reader->enumerators[reader->count] = name;
        label->name = read_text(reader, cursor, name);
        label->value = reader->is_signed ? clang_getEnumConstantDeclValue(cursor)
                                         : (int64_t)clang_getEnumConstantDeclUnsignedValue(cursor);
    }
    reader->count++;
    return CXChildVisit_Continue;
}

static bool is_taken(const scan_enums *enums, const char *name)
{
    for (size_t i = 0; i < enums->enums.count; i++) {
        const scan_enum *other = enums->enums.items[i];
        if (strcmp(other->name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* The tag, or the typedef's name; a tag and a typedef may have the same. */
static const char *choose_name(scan_unit *unit, const scan_enums *enums, CXType canonical,
                               const char *fallback)
{
    CXString spelling = clang_getTypeSpelling(canonical);
    const char *text = clang_getCString(spelling);
    const char *name = fallback;
    if (strchr(text, '(') == NULL) {
        name =
            scan_unit_text(unit->context, "%s", strncmp(text, "enum ", 5) == 0 ? text + 5 : text);
    }
    clang_disposeString(spelling);
    return name != NULL && is_taken(enums, name) ? fallback : name;
}

static scan_enum *read_enum(scan_unit *unit, CXCursor definition, CXType canonical)
{
    label_reader reader = { .unit = unit, .is_signed = scan_enumeration_is_signed(canonical) };
    clang_visitChildren(definition, read_label, &reader);
    scan_enum *made = scan_unit_zeroed(unit->context, 1, sizeof *made);
    size_t count = reader.count;
    orm_enum_label *labels = scan_unit_zeroed(unit->context, count, sizeof *labels);
    reader.enumerators = scan_unit_zeroed(unit->context, count, sizeof *reader.enumerators);
    reader.places = scan_unit_zeroed(unit->context, count, sizeof *reader.places);
    if (made == NULL || labels == NULL || reader.enumerators == NULL || reader.places == NULL) {
        return NULL;
    }
    if (reader.count > UINT16_MAX) {
        scan_diag_error(unit->context->diag,
                        scan_place_of(unit, clang_getCursorLocation(definition)),
                        "an enumeration of a column has at most %d enumerators", UINT16_MAX);
        return NULL;
    }
    made->label_count = (uint16_t)count;
    made->labels = labels;
    made->enumerators = reader.enumerators;
    reader.labels = labels;
    reader.count = 0;
    clang_visitChildren(definition, read_label, &reader);
    const orm_enum read = { .labels = labels, .label_count = (uint16_t)reader.count };
    bool has_same = orm__labels_find_same_name(&read) < read.label_count;
    for (size_t i = 0; has_same && i < reader.count; i++) {
        judge_unique(&reader, i);
    }
    return reader.count == count ? made : NULL; /* no memory on the way */
}

const scan_enum *scan_enumeration_find(scan_unit *unit, scan_enums *enums, CXType canonical,
                                       const char *fallback)
{
    CXCursor definition = clang_getCursorDefinition(clang_getTypeDeclaration(canonical));
    for (size_t i = 0; i < enums->cursors.count; i++) {
        if (clang_equalCursors(*(CXCursor *)enums->cursors.items[i], definition)) {
            return enums->enums.items[i];
        }
    }
    size_t errors = scan_unit_error_count(unit);
    scan_enum *made = read_enum(unit, definition, canonical);
    size_t own_errors = scan_unit_error_count(unit) - errors;
    CXCursor *key = scan_unit_zeroed(unit->context, 1, sizeof *key);
    if (made == NULL || key == NULL) {
        return NULL;
    }
    *key = definition;
    made->is_wrong = own_errors > 0;
    unit->lone_errors += own_errors;
    made->name = choose_name(unit, enums, canonical, fallback);
    bool is_added = made->name != NULL && scan_unit_add(unit->context, &enums->enums, made) &&
                    scan_unit_add(unit->context, &enums->cursors, key);
    return is_added ? made : NULL;
}
