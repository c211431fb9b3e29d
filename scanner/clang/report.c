/* Owns what clang's diagnostics mean to a scan. */
#include "clang/report.h"

#include <stdint.h>
#include <string.h>

#include "clang/absent.h"
#include "clang/cut.h"
#include "clang/place.h"
#include "clang/resource.h"
#include "clang/source_text.h"
#include "clang/touch.h"
#include "clang/typo.h"
#include "clang/unclosed.h"

static bool is_warning(CXDiagnostic diagnostic, const char *wanted)
{
    CXString option = clang_getDiagnosticOption(diagnostic, NULL);
    bool is_wanted = strcmp(clang_getCString(option), wanted) == 0;
    clang_disposeString(option);
    return is_wanted;
}

/* The text of the file that a diagnostic is about, and where in it; NULL = there is none.
 * Borrowed. */
static const char *find_text(scan_unit *unit, CXDiagnostic diagnostic, size_t *at, size_t *size)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, NULL, NULL, &offset);
    *at = offset;
    return scan_unit_contents(unit, file, size);
}

/* Whether a warning says that clang dropped an annotation of ours. */
static bool is_lost_annotation(scan_unit *unit, CXDiagnostic diagnostic)
{
    size_t at = 0, size = 0;
    const char *text = find_text(unit, diagnostic, &at, &size);
    return is_warning(diagnostic, "-Wignored-attributes") && text != NULL && at + 4 < size &&
           memcmp(text + at, "ORM_", 4) == 0;
}

/* Whether a diagnostic is about an annotation's name, or about what stands behind one in its
 * line. */
static bool is_of_annotation(scan_unit *unit, CXDiagnostic diagnostic)
{
    size_t at = 0, size = 0;
    const char *text = find_text(unit, diagnostic, &at, &size);
    if (text == NULL || at > size) {
        return false;
    }
    bool found = size - at > 4 && memcmp(text + at, "ORM_", 4) == 0;
    while (!found && at > 0 && text[at - 1] != '\n') {
        at--;
        found = size - at > 4 && memcmp(text + at, "ORM_", 4) == 0;
    }
    return found;
}

/* Whether a diagnostic is about something between the parentheses of an annotation, in whichever
 * line. */
static bool is_inside_arguments(scan_unit *unit, CXDiagnostic diagnostic)
{
    size_t at = 0, size = 0;
    const char *text = find_text(unit, diagnostic, &at, &size), *last = NULL;
    if (text == NULL || at > size) {
        return false;
    }
    scan_source_names names = { .text = text, .end = text + at };
    while (scan_source_text_find(&names, "ORM_")) {
        last = names.found;
    }
    scan_source_text call = { .text = last,
                              .size = last == NULL ? 0 : (size_t)(text + size - last) };
    return last != NULL && scan_source_text_enter(&call, "ORM_") &&
           scan_source_text_at(&call, SIZE_MAX) > text + at;
}

/* Whether a warning is about an open quote behind an annotation's name: the annotation then ends
 * far from there, if at all. */
static bool is_open_quote(scan_unit *unit, CXDiagnostic diagnostic)
{
    return is_warning(diagnostic, "-Winvalid-pp-token") &&
           (is_of_annotation(unit, diagnostic) || is_inside_arguments(unit, diagnostic));
}

/* Whether a declaration may end here: what follows in the line may be what clang has not
 * understood. */
static bool ends_line(const char *at, const char *end)
{
    const char *next = scan_source_text_skip(at, end);
    return next == end || *next == '}' || memchr(at, '\n', (size_t)(next - at)) != NULL;
}

/* What is to be inserted, as what is to stand instead of the byte before it. */
static const char *widen(scan_unit *unit, CXSourceLocation location, scan_place *place,
                         const char *text)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    const char *contents = scan_unit_contents(unit, file, &size);
    if (contents == NULL || text == NULL || at == 0 || at > size || contents[at - 1] < '!' ||
        contents[at - 1] > '~' || !ends_line(contents + at, contents + size)) {
        return NULL;
    }
    place->column--;
    place->size = 1;
    return scan_unit_text(unit->context, "%c%s", contents[at - 1], text);
}

/* Clang's own proposal for a diagnostic, where it is one and in one line. */
static void add_fix(scan_unit *unit, CXDiagnostic diagnostic)
{
    CXSourceRange range;
    if (clang_getDiagnosticNumFixIts(diagnostic) != 1) {
        return;
    }
    const char *text =
        scan_unit_take(unit->context, clang_getDiagnosticFixIt(diagnostic, 0, &range));
    scan_place place = scan_place_of(unit, clang_getRangeStart(range));
    scan_place end = scan_place_of(unit, clang_getRangeEnd(range));
    bool is_in_line = place.line == end.line && end.column >= place.column;
    place.size = is_in_line ? end.column - place.column : 0;
    if (is_in_line && place.size == 0 && place.column > 1) {
        text = widen(unit, clang_getRangeStart(range), &place, text);
    }
    scan_diag_fix(unit->context->diag, place, text);
}

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* What the macros of annotations are made of is nobody's concern. */
static bool is_inside_annotation(const char *text)
{
    return begins(text, "expanded from macro 'ORM_");
}

/* Clang's own text of a note about an inclusion names the file by its path, which the place says
 * already. */
static bool is_inclusion(const char *text)
{
    return begins(text, "in file included from");
}

static void report_notes(scan_unit *unit, CXDiagnostic diagnostic, bool only_inclusions)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        scan_place place = scan_place_of(unit, clang_getDiagnosticLocation(note));
        const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(note));
        bool is_wanted =
            text != NULL && !is_inside_annotation(text) && (!only_inclusions || is_inclusion(text));
        if (is_wanted && place.line != 0) {
            scan_diag_note(unit->context->diag, place, "%s",
                           is_inclusion(text) ? "included from here" : text);
            add_fix(unit, note);
        }
        clang_disposeDiagnostic(note);
    }
}

static void report_warning(scan_unit *unit, CXDiagnostic diagnostic, scan_place place)
{
    if (is_lost_annotation(unit, diagnostic)) {
        scan_diag_error(unit->context->diag, place,
                        "the compiler drops an annotation in this place: ORM_TABLE belongs "
                        "between \"struct\" and the tag of the definition");
    } else if (is_open_quote(unit, diagnostic)) {
        scan_diag_error(unit->context->diag, place, "this quote is not closed in its line");
    }
}

/* ---- what many errors have in common ---- */

/* The place of the other definition, where an error is about a second one. */
static scan_place other_definition(scan_unit *unit, CXDiagnostic diagnostic)
{
    scan_place place = { 0 };
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(note));
        if (text != NULL && (begins(text, "previous definition") || begins(text, "unguarded"))) {
            place = scan_place_of(unit, clang_getDiagnosticLocation(note));
        }
        clang_disposeDiagnostic(note);
    }
    return place;
}

static bool is_same_file(const scan_place *a, const scan_place *b)
{
    return a->line != 0 && b->line != 0 && strcmp(a->file, b->file) == 0;
}

/* Everything in a header that is read twice is defined twice: it is said once, of the header. */
static void report_read_twice(scan_unit *unit, CXDiagnostic diagnostic, scan_place place)
{
    place.line = 1;
    place.column = 1;
    place.size = 0;
    unit->is_unreadable = true;
    scan_diag_error(unit->context->diag, place,
                    "%s is read twice and has no include guard; write #pragma once at its top",
                    place.file);
    report_notes(unit, diagnostic, true);
}

static void explain(scan_unit *unit, CXDiagnostic diagnostic, const char *text, bool is_elsewhere)
{
    scan_diag *diag = unit->context->diag;
    const scan_place nowhere = { 0 };
    if (is_elsewhere) {
        scan_diag_note(diag, nowhere,
                       "the headers of a target are read as one, and its generated header includes "
                       "all of them: put one of these two into a target of its own");
    }
    bool is_unknown =
        begins(text, "unknown type name") || begins(text, "use of undeclared identifier");
    if (is_unknown && !unit->has_told_of_names) {
        unit->has_told_of_names = true;
        scan_diag_note(diag, nowhere,
                       "if a header that must come first defines it (a config.h, for example), "
                       "name that one: --include FILE");
    }
    if (begins(text, "'orm/annotations.h'") || begins(text, "'orm/converter.h'")) {
        scan_diag_note(diag, nowhere,
                       "name the folder of Corm's headers behind --: -I FOLDER, or what "
                       "pkg-config --cflags corm says");
    }
    if (begins(text, "expected") && !unit->has_told_of_places &&
        is_of_annotation(unit, diagnostic)) {
        unit->has_told_of_places = true;
        scan_diag_note(diag, nowhere,
                       "ORM_TABLE stands between \"struct\" and the tag, ORM_LABEL behind the "
                       "enumerator and before its value, ORM_COLUMN behind the member");
    }
}

static bool is_missing_file(scan_unit *unit, CXDiagnostic diagnostic)
{
    (void)unit;
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is_missing = strstr(clang_getCString(text), "file not found") != NULL;
    clang_disposeString(text);
    return is_missing && clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
}

/* What clang finds behind a header is the end of that one: the main file is nobody's. */
static scan_place place_of(scan_unit *unit, CXDiagnostic diagnostic)
{
    const scan_request *request = unit->request;
    CXFile file = NULL;
    unsigned line = 0;
    CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
    scan_place place = scan_place_of(unit, location);
    clang_getExpansionLocation(location, &file, &line, NULL, NULL);
    size_t before = request->include_count + 1; /* the lines before that behind the first header */
    if (place.line != 0 || file == NULL || line <= before || is_missing_file(unit, diagnostic)) {
        return place;
    }
    size_t header = line - before - 1;
    header = header < request->header_count ? header : request->header_count - 1;
    return scan_place_of_end(unit, unit->files[header]);
}

/* The functions that mappings expand to are nobody's concern. */
static void say(scan_unit *unit, scan_place place, const char *text)
{
    static const char mapped[] = "redefinition of 'orm_map_";
    if (begins(text, mapped)) {
        scan_diag_error(unit->context->diag, place,
                        "the name '%s is taken by another ORM_MAP; choose another",
                        text + sizeof mapped - 1);
    } else {
        scan_diag_error(unit->context->diag, place, "%s", text);
    }
}

static void report(scan_unit *unit, CXDiagnostic diagnostic)
{
    scan_diag *diag = unit->context->diag;
    scan_place place = place_of(unit, diagnostic);
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error) {
        report_warning(unit, diagnostic, place);
        return;
    }
    if (scan_typo_report(unit, clang_getDiagnosticLocation(diagnostic))) {
        scan_unit_note_error(unit, place);
        return;
    }
    const char *text = scan_unit_take_message(unit->context, diagnostic);
    scan_place other = other_definition(unit, diagnostic);
    bool is_twice = text != NULL && begins(text, "redefinition of") && place.line != 0;
    if (is_twice && is_same_file(&place, &other) && place.line == other.line &&
        place.column == other.column) {
        report_read_twice(unit, diagnostic, place);
    } else if (text != NULL && scan_touch_is_harmless(unit, diagnostic)) {
        if (scan_cut_is_any(unit)) { /* what rests on it may be what was cut off */
            return;
        }
        scan_diag_warning(diag, place, "clang refuses this, and no table rests on it: %s", text);
        report_notes(unit, diagnostic, false);
    } else if (text != NULL) {
        say(unit, place, text);
        scan_unit_note_error(unit, place);
        add_fix(unit, diagnostic);
        report_notes(unit, diagnostic, false);
        explain(unit, diagnostic, text,
                is_twice && other.line != 0 && !is_same_file(&place, &other));
    }
}

static bool is_any(scan_unit *unit, bool (*is)(scan_unit *, CXDiagnostic))
{
    bool found = false;
    for (unsigned i = 0; !found && i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        found = is(unit, diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    return found;
}

/* What is swallowed by what is not closed may look like anything. */
static bool is_open(scan_unit *unit, CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is = begins(clang_getCString(text), "unterminated ") || is_open_quote(unit, diagnostic);
    clang_disposeString(text);
    return is;
}

/* Without our own headers there are no annotations. */
static bool is_ours(scan_unit *unit, CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is = begins(clang_getCString(text), "'orm/") && is_missing_file(unit, diagnostic);
    clang_disposeString(text);
    return is;
}

/* Of a file the first one: the next may be its end. */
static bool report_quotes(scan_unit *unit)
{
    bool is_any = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
        if (is_open_quote(unit, diagnostic) && !scan_cut_is_off(unit, location)) {
            report_warning(unit, diagnostic, place_of(unit, diagnostic));
            scan_cut_note(unit, location);
            is_any = true;
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return is_any;
}

bool scan_report_open(scan_unit *unit)
{
    return report_quotes(unit) || scan_unclosed_report(unit);
}

/* After any error clang guesses: a member of an unknown type silently becomes an int. So every
 * error counts that a table may rest on. Where files are missing, the others are what follows from
 * that; so are those behind an open quote, and all where something is not closed. Where annotations
 * are not defined the headers are read again with them. */
void scan_report_all(scan_unit *unit)
{
    bool only_missing = is_any(unit, is_missing_file);
    unit->lacks_annotations = !only_missing && scan_absent_report(unit);
    if (unit->lacks_annotations) {
        return;
    }
    if (!only_missing && scan_report_open(unit)) {
        return;
    }
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        if (!only_missing || is_missing_file(unit, diagnostic)) {
            report(unit, diagnostic);
        } else if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            scan_unit_note_error(unit, place_of(unit, diagnostic));
        }
        clang_disposeDiagnostic(diagnostic);
    }
    unit->lacks_files = only_missing;
    unit->is_unreadable =
        unit->is_unreadable || (only_missing && (is_any(unit, is_open) || is_any(unit, is_ours)));
    if (only_missing && !unit->has_builtin_headers) {
        scan_diag_note(unit->context->diag, (scan_place){ 0 },
                       "clang's own headers were not used, and there are stand-ins only for the "
                       "most common of them: install libclang-common-%d-dev or its like, or name "
                       "their folder with --resource-dir",
                       scan_resource_version(unit->context));
    }
}

void scan_report_before_cut(scan_unit *unit)
{
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        CXSourceLocation location = clang_getDiagnosticLocation(diagnostic);
        if (scan_cut_is_before(unit, location)) {
            report(unit, diagnostic);
        } else if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error) {
            scan_unit_note_error(unit, scan_place_of(unit, location));
        }
        clang_disposeDiagnostic(diagnostic);
    }
}
