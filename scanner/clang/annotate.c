/* Owns the finding of annotations among a cursor's attributes, and the way to their parser. */
#include "clang/annotate.h"

#include <string.h>

#include "annotation/argument.h"
#include "annotation/known.h"
#include "annotation/parse.h"
#include "clang/evaluate.h"
#include "clang/lost.h"
#include "clang/place.h"

typedef struct mark_reader {
    scan_unit *unit;
    scan_list *marks;
} mark_reader;

static const struct {
    scan_annotation_kind kind;
    const char *prefix; /* as orm/annotations.h makes it */
    const char *name;
    const char *home;
    orm_relation_kind relation;
} annotation_kinds[] = {
    { SCAN_ANNOTATION_TABLE, "orm.table:", "ORM_TABLE", "the definition of a struct",
      ORM_RELATION_NONE },
    { SCAN_ANNOTATION_COLUMN, "orm.column:", "ORM_COLUMN", "a member of a struct",
      ORM_RELATION_NONE },
    { SCAN_ANNOTATION_LABEL, "orm.label:", "ORM_LABEL", "an enumerator", ORM_RELATION_NONE },
    { SCAN_ANNOTATION_BELONGS_TO, "orm.belongs_to:", "ORM_BELONGS_TO", "a member of a struct",
      ORM_RELATION_BELONGS_TO },
    { SCAN_ANNOTATION_HAS_ONE, "orm.has_one:", "ORM_HAS_ONE", "a member of a struct",
      ORM_RELATION_HAS_ONE },
    { SCAN_ANNOTATION_HAS_MANY, "orm.has_many:", "ORM_HAS_MANY", "a member of a struct",
      ORM_RELATION_HAS_MANY },
    { SCAN_ANNOTATION_MANY_TO_MANY, "orm.many_to_many:", "ORM_MANY_TO_MANY", "a member of a struct",
      ORM_RELATION_MANY_TO_MANY },
    { SCAN_ANNOTATION_MAP, "orm.map:", "ORM_MAP", "a place of its own", ORM_RELATION_NONE },
    { SCAN_ANNOTATION_MEMBER, "orm.member:", "ORM_MEMBER", "the body of an ORM_MAP",
      ORM_RELATION_NONE },
    { SCAN_ANNOTATION_CONVERTER, "orm.converter:", "ORM_CONVERTER", "a place of its own",
      ORM_RELATION_NONE },
};

const char *scan_annotate_name(scan_annotation_kind kind)
{
    return annotation_kinds[kind].name;
}

const char *scan_annotate_home(scan_annotation_kind kind)
{
    return annotation_kinds[kind].home;
}

orm_relation_kind scan_annotate_relation(scan_annotation_kind kind)
{
    return annotation_kinds[kind].relation;
}

/* Of an annotation by its text; -1 = another library's. */
static int find_kind(const char *text)
{
    for (size_t i = 0; i < sizeof annotation_kinds / sizeof annotation_kinds[0]; i++) {
        const char *prefix = annotation_kinds[i].prefix;
        if (strncmp(text, prefix, strlen(prefix)) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static enum CXChildVisitResult read_mark(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    mark_reader *reader = data;
    scan_unit *unit = reader->unit;
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind != CXCursor_AnnotateAttr) { /* attributes come before what is declared inside */
        return clang_isAttribute(kind) ? CXChildVisit_Continue : CXChildVisit_Break;
    }
    const char *text = scan_unit_take(unit->context, clang_getCursorSpelling(cursor));
    int index = text == NULL ? -1 : find_kind(text);
    scan_mark *mark = index < 0 ? NULL : scan_unit_zeroed(unit->context, 1, sizeof *mark);
    if (mark != NULL) {
        CXSourceLocation location = clang_getCursorLocation(cursor);
        mark->kind = annotation_kinds[index].kind;
        mark->place = scan_place_with_text(unit, location, &mark->source);
        mark->text = text + strlen(annotation_kinds[index].prefix);
        scan_lost_note(unit, mark, location);
        (void)scan_unit_add(unit->context, reader->marks, mark);
    }
    return CXChildVisit_Continue;
}

void scan_annotate_list(scan_unit *unit, CXCursor cursor, scan_list *marks)
{
    mark_reader reader = { .unit = unit, .marks = marks };
    clang_visitChildren(cursor, read_mark, &reader);
}

/* Of what may be a number any name may turn out to be a constant of C's; which do is the model's to
 * know. */
static void note_names(scan_unit *unit, const scan_annotation *annotation)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const scan_argument *argument = &annotation->arguments[i];
        const char *name = scan_argument_name(argument);
        if (argument->key != NULL && name != NULL && scan_known_takes_number(argument->key)) {
            scan_evaluate_note(unit, name);
        }
    }
}

static void move_argument(scan_argument *argument, size_t by)
{
    argument->key_at += by;
    argument->value_at += by;
    argument->value_end += by;
}

/* From places in a mark's text to those in what stands between its parentheses. */
static void move_arguments(scan_annotation *annotation, size_t by)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        scan_argument *argument = &annotation->arguments[i];
        move_argument(argument, by);
        for (size_t item = 0; item < argument->argument_count; item++) {
            move_argument(&argument->arguments[item], by);
        }
    }
}

static void report_syntax(scan_unit *unit, const scan_mark *mark, const scan_annotation *annotation)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        const scan_syntax_error *error = annotation->arguments[i].error;
        if (error != NULL) {
            size_t at = mark->at + error->at;
            scan_place place =
                scan_place_in_annotation(&mark->source, mark->place, at, at + error->size);
            scan_diag_error(unit->context->diag, place, "%s: %s", scan_annotate_name(mark->kind),
                            error->message);
            scan_diag_fix(unit->context->diag, place, error->fix[0] == '\0' ? NULL : error->fix);
            unit->lone_errors++;
        }
    }
}

bool scan_annotate_parse(scan_unit *unit, const scan_mark *mark, scan_annotation *annotation_out)
{
    scan_annotation annotation = { 0 };
    scan_syntax_error error = { 0 };
    bool is_good = scan_annotation_parse(mark->text, strlen(mark->text), unit->context->arena,
                                         &annotation, &error);
    if (!is_good && annotation.argument_count == 0) {
        scan_diag_no_memory(unit->context->diag);
        return false;
    }
    report_syntax(unit, mark, &annotation);
    annotation.place = mark->place;
    move_arguments(&annotation, mark->at);
    if (scan_annotate_relation(mark->kind) == ORM_RELATION_NONE) {
        note_names(unit, &annotation);
    }
    scan_place_arguments(&mark->source, &annotation);
    *annotation_out = annotation;
    return is_good;
}

const scan_mark *scan_annotate_find(const scan_list *marks, scan_annotation_kind kind)
{
    for (size_t i = 0; marks != NULL && i < marks->count; i++) {
        const scan_mark *mark = marks->items[i];
        if (mark->kind == kind) {
            return mark;
        }
    }
    return NULL;
}

bool scan_annotate_has_table(const scan_list *marks)
{
    return scan_annotate_find(marks, SCAN_ANNOTATION_TABLE) != NULL;
}

/* Stringised text: a blank is a single ' '. */
size_t scan_annotate_size(const char *text)
{
    size_t size = 0;
    for (; *text != '\0'; text++) {
        size += *text != ' ';
    }
    return size;
}

const char *scan_annotate_take(scan_unit *unit, scan_mark *mark)
{
    const char *text = mark->text;
    size_t size = strcspn(text, ",");
    const char *taken = scan_unit_text(unit->context, "%.*s", (int)size, text);
    mark->text = text + size;
    if (taken != NULL) {
        mark->at += scan_annotate_size(taken);
    }
    if (*mark->text == ',') {
        mark->at++;
        mark->text++;
    }
    return taken;
}
