/* Owns the errors that cost clang the rest of a file: all others then follow from them. */
#include "clang/unclosed.h"

#include <string.h>

#include "clang/cut.h"
#include "clang/place.h"

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

static void report(scan_unit *unit, CXSourceLocation location, const char *what)
{
    scan_place place = scan_place_of(unit, location);
    place.size = place.size == 0 ? 1 : place.size;
    scan_diag_error(unit->context->diag, place, "%s is not closed in its file", what);
    scan_unit_note_error(unit, place);
    scan_cut_note(unit, location);
}

/* Clang points at the macro's name; of a comment and a condition it says all itself. */
static void report_swallowed(scan_unit *unit, CXSourceLocation location, const char *text)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t size = 0;
    bool is_condition = begins(text, "unterminated conditional");
    if (!begins(text, "unterminated function-like macro")) {
        scan_diag_error(unit->context->diag, scan_place_of(unit, location), "%s", text);
        scan_unit_note_error(unit, scan_place_of(unit, location));
        (is_condition ? scan_cut_note_condition : scan_cut_note)(unit, location);
        return;
    }
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    const char *contents = scan_unit_contents(unit, file, &size);
    int name_size = contents == NULL ? 0 : (int)scan_place_of(unit, location).size;
    const char *what = scan_unit_text(unit->context, "the parenthesis of %.*s", name_size,
                                      contents == NULL ? "" : contents + at);
    if (what != NULL) {
        report(unit, location, what);
    }
}

static bool report_if_swallowing(scan_unit *unit, CXDiagnostic diagnostic)
{
    const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(diagnostic));
    bool is = text != NULL && begins(text, "unterminated ") &&
              clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
    if (is) {
        report_swallowed(unit, clang_getDiagnosticLocation(diagnostic), text);
    }
    return is;
}

static CXFile file_of(CXSourceLocation location)
{
    CXFile file = NULL;
    clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    return file;
}

/* Whether a note of an error in another file says what is opened here. */
static bool report_opened(scan_unit *unit, CXDiagnostic note, CXFile error)
{
    static const char beginning[] = "to match this '";
    CXSourceLocation location = clang_getDiagnosticLocation(note);
    CXFile file = file_of(location);
    const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(note));
    bool is = text != NULL && begins(text, beginning) && error != NULL && file != NULL &&
              !clang_File_isEqual(file, error);
    const char *what =
        is ? scan_unit_text(unit->context, "this %.3s", text + sizeof beginning - 2) : NULL;
    if (what != NULL) {
        report(unit, location, what);
    }
    return what != NULL;
}

static bool report_if_open(scan_unit *unit, CXDiagnostic diagnostic)
{
    bool is = false;
    CXFile error = file_of(clang_getDiagnosticLocation(diagnostic));
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; !is && i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        is = report_opened(unit, note, error);
        clang_disposeDiagnostic(note);
    }
    return is;
}

static bool report_each(scan_unit *unit, bool (*report_if)(scan_unit *, CXDiagnostic))
{
    bool is_any = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        is_any = report_if(unit, diagnostic) || is_any;
        clang_disposeDiagnostic(diagnostic);
    }
    return is_any;
}

bool scan_unclosed_report(scan_unit *unit)
{
    return report_each(unit, report_if_swallowing) || report_each(unit, report_if_open);
}
