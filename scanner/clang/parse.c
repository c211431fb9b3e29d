/* Owns the call of clang: the in-memory file, the command line, and what clang's diagnostics mean
 * to a scan. */
#include "clang/parse.h"

#include <string.h>

#include "base/buffer.h"
#include "clang/flags.h"
#include "clang/place.h"
#include "clang/resource.h"
#include "clang/unit.h"

/* The headers in the order given, and what the model wants to know of the target machine. */
static const char *write_main_file(scan_unit *unit)
{
    const scan_request *request = unit->request;
    orm_buffer text;
    scan_diag_buffer_init(unit->context->diag, &text);
    for (size_t i = 0; i < request->include_count; i++) {
        orm__buffer_format(&text, "#include \"%s\"\n", request->includes[i]);
    }
    for (size_t i = 0; i < request->header_count; i++) {
        orm__buffer_format(&text, "#include \"%s\"\n", request->headers[i].path);
    }
    orm__buffer_text(&text, "enum { orm_scan_long_size = sizeof(long) };\n");
    const char *string = orm__buffer_string(&text);
    const char *copy = string == NULL ? NULL : scan_unit_text(unit->context, "%s", string);
    orm__buffer_fini(&text);
    return copy;
}

static bool add_generated_header(scan_unit *unit, scan_list *names, const char *folder)
{
    const char *path = scan_unit_text(unit->context, "%s/%s.orm.h", folder, unit->request->name);
    return path != NULL && scan_unit_add(unit->context, names, path);
}

/* The header that this scan will write may be included already: it counts as if it declared nothing
 * yet, under every name that an include path can give it, so that a stale one does no harm. */
static const char generated_header[] = "#if __has_include(<orm.h>)\n#include <orm.h>\n#endif\n";

static bool list_generated_header(scan_unit *unit, scan_list *names)
{
    const scan_request *request = unit->request;
    bool is_good = add_generated_header(unit, names, request->output_dir);
    for (size_t i = 0; is_good && i < request->header_count; i++) {
        const char *path = request->headers[i].path;
        const char *folder =
            scan_unit_text(unit->context, "%.*s", (int)(strrchr(path, '/') - path), path);
        is_good = folder != NULL && add_generated_header(unit, names, folder);
    }
    for (size_t i = 0, skip; is_good && i < request->flag_count; i += skip) {
        const char *const *flag = &request->flags[i];
        (void)scan_flags_keep(flag, request->flag_count - i, &skip);
        const char *folder = scan_flags_quote_folder(flag, request->flag_count - i);
        is_good = folder == NULL || add_generated_header(unit, names, folder);
    }
    return is_good;
}

static bool fill_unsaved(scan_unit *unit)
{
    scan_list names = { 0 };
    const char *main_file = write_main_file(unit);
    if (main_file == NULL || !list_generated_header(unit, &names)) {
        return false;
    }
    unit->unsaved = scan_unit_zeroed(unit->context, names.count + 1, sizeof *unit->unsaved);
    if (unit->unsaved == NULL) {
        return false;
    }
    unit->unsaved[unit->unsaved_count++] = (struct CXUnsavedFile){ .Filename = SCAN_MAIN_FILE,
                                                                   .Contents = main_file,
                                                                   .Length = strlen(main_file) };
    for (size_t i = 0; i < names.count; i++) {
        unit->unsaved[unit->unsaved_count++] =
            (struct CXUnsavedFile){ .Filename = names.items[i],
                                    .Contents = generated_header,
                                    .Length = sizeof generated_header - 1 };
    }
    return true;
}

static bool add_arguments(scan_unit *unit, const char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!scan_unit_add(unit->context, &unit->arguments, arguments[i])) {
            return false;
        }
    }
    return true;
}

/* Lost annotations and open quotes are warnings of clang's, so warnings stay on for them alone. */
static bool fill_arguments(scan_unit *unit)
{
    static const char *const own[] = { "-xc",
                                       "-DORM_SCAN=1",
                                       "-Wno-everything",
                                       "-Wignored-attributes",
                                       "-Winvalid-pp-token",
                                       "-ferror-limit=0" };
    const scan_request *request = unit->request;
    bool is_good =
        add_arguments(unit, own, sizeof own / sizeof own[0]) && scan_resource_add_flags(unit);
    for (size_t i = 0, skip; is_good && i < request->flag_count; i += skip) {
        size_t keep = scan_flags_keep(&request->flags[i], request->flag_count - i, &skip);
        is_good = add_arguments(unit, &request->flags[i], keep);
    }
    const char *const last[] = { "-I", request->output_dir };
    return is_good && add_arguments(unit, last, 2);
}

static bool is_warning(CXDiagnostic diagnostic, const char *wanted)
{
    CXString option = clang_getDiagnosticOption(diagnostic, NULL);
    bool is_wanted = strcmp(clang_getCString(option), wanted) == 0;
    clang_disposeString(option);
    return is_wanted;
}

/* The text of the file that a diagnostic is about, and where in it; NULL = there is none. Borrowed. */
static const char *find_text(scan_unit *unit, CXDiagnostic diagnostic, size_t *at, size_t *size)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, NULL, NULL, &offset);
    *at = offset;
    return file == NULL ? NULL : clang_getFileContents(unit->tu, file, size);
}

/* Whether a warning says that clang dropped an annotation of ours. */
static bool is_lost_annotation(scan_unit *unit, CXDiagnostic diagnostic)
{
    size_t at = 0, size = 0;
    const char *text = find_text(unit, diagnostic, &at, &size);
    return is_warning(diagnostic, "-Wignored-attributes") && text != NULL && at + 4 < size &&
           memcmp(text + at, "ORM_", 4) == 0;
}

/* Whether a warning is about an open quote behind an annotation's name: the annotation then ends far
 * from there, if at all. */
static bool is_open_quote(scan_unit *unit, CXDiagnostic diagnostic)
{
    size_t at = 0, size = 0;
    const char *text = find_text(unit, diagnostic, &at, &size);
    bool found = false;
    if (text == NULL || at > size || !is_warning(diagnostic, "-Winvalid-pp-token")) {
        return false;
    }
    while (!found && at > 0 && text[at - 1] != '\n') {
        at--;
        found = size - at > 4 && memcmp(text + at, "ORM_", 4) == 0;
    }
    return found;
}

/* Clang's own text names the file by its path, which the place says already. */
static const char *note_text(const char *text)
{
    return strncmp(text, "in file included from", 21) == 0 ? "included from here" : text;
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
    scan_diag_fix(unit->context->diag, place, text);
}

static void report_notes(scan_unit *unit, CXDiagnostic diagnostic)
{
    CXDiagnosticSet notes = clang_getChildDiagnostics(diagnostic);
    for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); i++) {
        CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
        scan_place place = scan_place_of(unit, clang_getDiagnosticLocation(note));
        const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(note));
        if (text != NULL && place.line != 0) {
            scan_diag_note(unit->context->diag, place, "%s", note_text(text));
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

static void report(scan_unit *unit, CXDiagnostic diagnostic)
{
    scan_diag *diag = unit->context->diag;
    scan_place place = scan_place_of(unit, clang_getDiagnosticLocation(diagnostic));
    if (clang_getDiagnosticSeverity(diagnostic) < CXDiagnostic_Error) {
        report_warning(unit, diagnostic, place);
        return;
    }
    const char *text = scan_unit_take(unit->context, clang_getDiagnosticSpelling(diagnostic));
    if (text != NULL) {
        scan_diag_error(diag, place, "%s", text);
        add_fix(unit, diagnostic);
        report_notes(unit, diagnostic);
    }
}

static bool is_missing_file(CXDiagnostic diagnostic)
{
    CXString text = clang_getDiagnosticSpelling(diagnostic);
    bool is_missing = strstr(clang_getCString(text), "file not found") != NULL;
    clang_disposeString(text);
    return is_missing && clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
}

static bool any_missing_file(scan_unit *unit)
{
    bool is_missing = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu); i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        is_missing = is_missing || is_missing_file(diagnostic);
        clang_disposeDiagnostic(diagnostic);
    }
    return is_missing;
}

/* After any error clang guesses: a member of an unknown type silently becomes an int. So every
 * error counts, wherever it is. Where files are missing, the others are what follows from that; so are
 * those behind an open quote. */
static void report_all(scan_unit *unit)
{
    bool only_missing = any_missing_file(unit), is_open = false;
    for (unsigned i = 0; i < clang_getNumDiagnostics(unit->tu) && !is_open; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        if (!only_missing || is_missing_file(diagnostic)) {
            report(unit, diagnostic);
            is_open = is_open_quote(unit, diagnostic);
        }
        clang_disposeDiagnostic(diagnostic);
    }
    if (only_missing && !unit->has_builtin_headers) {
        scan_diag_note(unit->context->diag, (scan_place){ 0 },
                       "clang's own headers (stddef.h and its like) were not found: install "
                       "libclang-common-%d-dev or its like, or name their folder with "
                       "--resource-dir",
                       scan_resource_version(unit->context));
    }
}

static bool look_up_files(scan_unit *unit)
{
    const scan_request *request = unit->request;
    unit->files = scan_unit_zeroed(unit->context, request->header_count, sizeof *unit->files);
    for (size_t i = 0; unit->files != NULL && i < request->header_count; i++) {
        unit->files[i] = clang_getFile(unit->tu, request->headers[i].path);
    }
    return unit->files != NULL;
}

static bool parse(scan_unit *unit)
{
    unit->index = clang_createIndex(0, 0);
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, SCAN_MAIN_FILE, (const char *const *)unit->arguments.items,
        (int)unit->arguments.count, unit->unsaved, unit->unsaved_count,
        CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing, &unit->tu);
    if (code != CXError_Success) {
        scan_diag_error(unit->context->diag, (scan_place){ 0 },
                        "clang cannot parse with these flags (libclang error %d)", (int)code);
        return false;
    }
    return true;
}

scan_unit *scan_parse_open(const scan_request *request, scan_context *context)
{
    scan_unit *unit = scan_unit_zeroed(context, 1, sizeof *unit);
    if (unit == NULL) {
        return NULL;
    }
    unit->request = request;
    unit->context = context;
    if (fill_unsaved(unit) && fill_arguments(unit) && parse(unit) && look_up_files(unit)) {
        report_all(unit);
        return unit;
    }
    scan_parse_close(unit);
    return NULL;
}

void scan_parse_close(scan_unit *unit)
{
    if (unit == NULL) {
        return;
    }
    if (unit->tu != NULL) {
        clang_disposeTranslationUnit(unit->tu);
    }
    if (unit->index != NULL) {
        clang_disposeIndex(unit->index);
    }
}
