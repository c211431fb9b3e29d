/* Owns the search for annotations that clang dropped, or hung where nobody looks: on a parameter,
 * in the body of a function, on nothing at all. Compares the text of the headers with what has been
 * looked at. */
#include "clang/lost.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "clang/annotate.h"
#include "clang/around.h"
#include "clang/place.h"
#include "clang/source_text.h"

static const char prefix[] = "ORM_";

/* An annotation in the text of an own header. */
typedef struct lost {
    scan_annotation_kind kind;
    size_t header; /* index in the request's */
    unsigned at;
    char before;  /* what stands before it */
    bool is_real; /* the compiler has seen it, too */
} lost;

/* No macro of the program's is called so: the annotation is not inside of one. */
static bool is_named(const scan_mark *mark)
{
    const char *name = scan_annotate_name(mark->kind);
    return mark->place.size == strlen(name) &&
           memcmp(mark->source.text, name, mark->place.size) == 0;
}

void scan_lost_note(scan_unit *unit, const scan_mark *mark, CXSourceLocation location)
{
    if (is_named(mark)) {
        (void)scan_unit_add(unit->context, &unit->seen_marks, mark->source.text);
        return;
    }
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    clang_getFileLocation(location, &file, NULL, NULL, &at);
    if (scan_unit_header_of(unit, file) >= 0) {
        const char *text = scan_unit_contents(unit, file, &size);
        if (text != NULL && at < size) {
            (void)scan_unit_add(unit->context, &unit->seen_marks, text + at);
        }
    }
}

/* ---- in the text ---- */

/* Places in different files are told apart, too: their order does not matter, only that there is
 * one. */
static int compare(const void *left, const void *right)
{
    uintptr_t a = (uintptr_t)*(void *const *)left, b = (uintptr_t)*(void *const *)right;
    return (a > b) - (a < b);
}

static bool is_seen(const scan_unit *unit, const char *at)
{
    const scan_list *seen = &unit->seen_marks;
    return seen->count > 0 &&
           bsearch(&at, seen->items, seen->count, sizeof *seen->items, compare) != NULL;
}

/* The kind of the annotation whose name it is, or behind the last. */
static int find_kind(const char *name, size_t size)
{
    int kind = 0;
    for (; kind <= (int)SCAN_ANNOTATION_CONVERTER; kind++) {
        const char *known = scan_annotate_name((scan_annotation_kind)kind);
        if (strlen(known) == size && memcmp(known, name, size) == 0) {
            break;
        }
    }
    return kind;
}

static bool may_be_lost(const scan_unit *unit, const char *at, size_t size)
{
    scan_source_text call = { .text = at, .size = size };
    return scan_source_text_enter(&call, prefix) && !is_seen(unit, at);
}

/* Whether anything in the text looks like an annotation that has not been seen: most texts need no
 * closer look. */
static bool may_have_lost(const scan_unit *unit, const char *text, size_t size)
{
    const char *end = text + size, *c = text;
    while ((c = memchr(c, prefix[0], (size_t)(end - c))) != NULL &&
           !may_be_lost(unit, c, (size_t)(end - c))) {
        c++;
    }
    return c != NULL;
}

static void add_lost(scan_unit *unit, const scan_source_names *names, size_t header,
                     scan_list *found)
{
    int kind = find_kind(names->found, names->size);
    lost *one = NULL;
    if (kind > (int)SCAN_ANNOTATION_CONVERTER || is_seen(unit, names->found) ||
        (one = scan_unit_zeroed(unit->context, 1, sizeof *one)) == NULL) {
        return;
    }
    one->kind = (scan_annotation_kind)kind;
    one->header = header;
    one->at = (unsigned)(names->found - names->text);
    one->before = names->before;
    (void)scan_unit_add(unit->context, found, one);
}

static void find_in_header(scan_unit *unit, size_t header, scan_list *found)
{
    size_t size = 0;
    const char *text = scan_unit_contents(unit, unit->files[header], &size);
    if (text == NULL || !may_have_lost(unit, text, size)) {
        return;
    }
    scan_source_names names = { .text = text, .end = text + size };
    while (scan_source_text_find(&names, prefix)) {
        add_lost(unit, &names, header, found);
    }
}

static scan_list find_lost(scan_unit *unit)
{
    scan_list found = { 0 };
    scan_list *seen = &unit->seen_marks;
    if (seen->count > 0) {
        qsort(seen->items, seen->count, sizeof *seen->items, compare);
    }
    for (size_t i = 0; i < unit->request->header_count; i++) {
        find_in_header(unit, i, &found);
    }
    return found;
}

/* ---- labels of enumerations that no member has ---- */

static bool is_in(const scan_unit *unit, CXCursor cursor, const lost *one)
{
    CXSourceRange extent = clang_getCursorExtent(cursor);
    CXFile file = NULL;
    unsigned first = 0, last = 0;
    clang_getExpansionLocation(clang_getRangeStart(extent), &file, NULL, NULL, &first);
    clang_getExpansionLocation(clang_getRangeEnd(extent), NULL, NULL, NULL, &last);
    return file != NULL && clang_File_isEqual(file, unit->files[one->header]) && one->at >= first &&
           one->at < last;
}

static void read_labels(scan_unit *unit, const scan_list *enums, const scan_list *found)
{
    scan_enums read = { 0 };
    for (size_t i = 0; i < enums->count; i++) {
        const CXCursor *cursor = enums->items[i];
        bool has_lost = false;
        for (size_t k = 0; !has_lost && k < found->count; k++) {
            has_lost = is_in(unit, *cursor, found->items[k]);
        }
        if (has_lost) {
            (void)scan_enumeration_find(unit, &read, clang_getCursorType(*cursor), "");
        }
    }
}

/* ---- what the compiler has seen ---- */

typedef struct comparison {
    const scan_unit *unit;
    CXTranslationUnit tu; /* another: its files are others, too */
    const scan_list *found;
} comparison;

static bool is_there(const comparison *with, const lost *one, CXFile file, unsigned at)
{
    const char *path = with->unit->request->headers[one->header].path;
    return one->at == at && clang_File_isEqual(clang_getFile(with->tu, path), file);
}

static enum CXChildVisitResult see_expansion(CXCursor cursor, CXCursor parent, CXClientData data)
{
    (void)parent;
    const comparison *with = data;
    CXFile file = NULL;
    unsigned at = 0;
    if (clang_getCursorKind(cursor) != CXCursor_MacroExpansion) {
        return CXChildVisit_Continue;
    }
    clang_getFileLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, &at);
    for (size_t i = 0; file != NULL && i < with->found->count; i++) {
        lost *one = with->found->items[i];
        one->is_real = one->is_real || is_there(with, one, file, at);
    }
    return CXChildVisit_Continue;
}

/* What stands in a branch of #if that is not taken, or in what a macro throws away, is not lost.
 * Clang keeps such records at a price, so it is asked for them only here. */
static void see_expansions(scan_unit *unit, const scan_list *found)
{
    comparison with = { .unit = unit, .tu = scan_unit_parse_recorded(unit), .found = found };
    if (with.tu != NULL) {
        clang_visitChildren(clang_getTranslationUnitCursor(with.tu), see_expansion, &with);
        clang_disposeTranslationUnit(with.tu);
    }
}

/* ---- what is said ---- */

/* ORM_COLUMN(...); with nothing before it. */
static bool is_alone(scan_unit *unit, const lost *one)
{
    size_t size = 0;
    const char *text = scan_unit_contents(unit, unit->files[one->header], &size);
    scan_source_text source = { .text = text + one->at, .size = size - one->at };
    if (strchr(";{}", one->before) == NULL || !scan_source_text_enter(&source, prefix)) {
        return false;
    }
    const char *close = scan_source_text_at(&source, SIZE_MAX);
    const char *next = close < text + size ? scan_source_text_skip(close + 1, text + size) : close;
    return next < text + size && *next == ';';
}

static void report(scan_unit *unit, const lost *one)
{
    scan_diag *diag = unit->context->diag;
    scan_place place = scan_place_at(unit, unit->files[one->header], one->at);
    const char *name = scan_annotate_name(one->kind), *home = scan_annotate_home(one->kind);
    if (is_alone(unit, one)) {
        scan_diag_error(diag, place, "%s stands alone: it belongs to %s, before its ';'", name,
                        home);
    } else {
        scan_diag_error(diag, place,
                        "%s is not read in this place: it belongs to %s, outside of functions and "
                        "their parameters",
                        name, home);
    }
}

void scan_lost_report(scan_unit *unit, const scan_list *enums)
{
    scan_list found = find_lost(unit);
    if (found.count > 0) {
        read_labels(unit, enums, &found);
        found = find_lost(unit);
    }
    if (found.count > 0) {
        see_expansions(unit, &found);
    }
    for (size_t i = 0; i < found.count; i++) {
        lost *one = found.items[i];
        one->is_real =
            one->is_real && !scan_around_has_error(unit, unit->files[one->header], one->at);
    }
    for (size_t i = 0; i < found.count; i++) {
        const lost *one = found.items[i];
        if (one->is_real) {
            report(unit, one);
        }
    }
}
