/* Owns what is said where annotations are used and not defined: clang takes their names for types,
 * variables and functions, and guesses from there. */
#include "clang/absent.h"

#include <string.h>

#include "clang/annotate.h"
#include "clang/place.h"
#include "clang/source_text.h"

static const char prefix[] = "ORM_";

/* ---- where they are defined ---- */

typedef struct inclusion {
    bool is_there;
    CXFile by;         /* NULL = a flag includes it */
    unsigned at;       /* where in that file */
    unsigned own_line; /* of the main file, from which all of it comes; 0 = of none */
} inclusion;

static bool is_annotations(CXFile file)
{
    static const char name[] = "/orm/annotations.h";
    CXString path = clang_getFileName(file);
    const char *text = clang_getCString(path);
    size_t size = text == NULL ? 0 : strlen(text);
    bool is = size >= sizeof name - 1 && strcmp(text + size - (sizeof name - 1), name) == 0;
    clang_disposeString(path);
    return is;
}

static void see_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    inclusion *found = data;
    CXFile first = NULL;
    unsigned line = 0;
    if (found->is_there || depth == 0 || !is_annotations(file)) {
        return;
    }
    found->is_there = true;
    clang_getFileLocation(stack[0], &found->by, NULL, NULL, &found->at);
    clang_getFileLocation(stack[depth - 1], &first, &line, NULL, NULL);
    found->own_line = first == NULL ? 0 : line;
}

/* Whether they are defined at a place in a file. Of one that is none of the headers given it is not
 * known what comes before it. */
static bool is_defined(scan_unit *unit, const inclusion *found, CXFile file, unsigned at)
{
    int header = scan_unit_header_of(unit, file);
    unsigned own_line = (unsigned)unit->request->include_count + (unsigned)header + 1;
    if (!found->is_there) {
        return false;
    }
    if (found->by != NULL && clang_File_isEqual(found->by, file)) {
        return found->at < at;
    }
    return header < 0 || found->own_line <= own_line;
}

/* ---- where they are used ---- */

static bool is_annotation(const scan_source_names *names)
{
    bool is = false;
    for (int kind = 0; !is && kind <= (int)SCAN_ANNOTATION_CONVERTER; kind++) {
        const char *known = scan_annotate_name((scan_annotation_kind)kind);
        is = strlen(known) == names->size && memcmp(known, names->found, names->size) == 0;
    }
    return is;
}

/* The first annotation in the line of a place. False: there is none. */
static bool find_in_line(const char *text, size_t size, unsigned at, scan_source_names *names)
{
    const char *begin = text + at, *end = memchr(begin, '\n', size - at);
    while (begin > text && begin[-1] != '\n') {
        begin--;
    }
    *names = (scan_source_names){ .text = text, .end = end == NULL ? text + size : end };
    bool is_found = false;
    while (!is_found && scan_source_text_find(names, prefix)) {
        is_found = names->found >= begin && is_annotation(names);
    }
    return is_found;
}

/* The word "include" of the file's first directive that is one, with its '#'; NULL: there is
 * none. */
static const char *find_include(const char *text, const char *end, const char **behind_out)
{
    static const char word[] = "include";
    for (const char *at = scan_source_text_skip(text, end); at < end;
         at = scan_source_text_skip(at, end)) {
        const char *name = *at == '#' ? scan_source_text_skip(at + 1, end) : end;
        *behind_out = name + sizeof word - 1;
        if ((size_t)(end - name) > sizeof word - 1 && memcmp(name, word, sizeof word - 1) == 0) {
            return at;
        }
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        at = line_end == NULL ? end : line_end;
    }
    return NULL;
}

static void add_fix(scan_unit *unit, CXFile file, const char *text, size_t size)
{
    const char *behind = NULL;
    const char *at = find_include(text, text + size, &behind);
    if (at == NULL) {
        return;
    }
    scan_place place = scan_place_at(unit, file, (size_t)(at - text));
    place.size = (unsigned)(behind - at);
    scan_diag_fix(unit->context->diag, place,
                  scan_unit_text(unit->context, "#include <orm/annotations.h>\n%.*s",
                                 (int)(behind - at), at));
}

/* What clang found at a place in a file. */
static bool report(scan_unit *unit, const inclusion *found, CXFile file, unsigned at)
{
    size_t size = 0;
    scan_source_names names;
    if (is_defined(unit, found, file, at)) {
        return false;
    }
    const char *text = scan_unit_contents(unit, file, &size);
    if (text == NULL || at > size || !find_in_line(text, size, at, &names)) {
        return false;
    }
    scan_place place = scan_place_at(unit, file, (size_t)(names.found - text));
    scan_diag_error(unit->context->diag, place,
                    "%.*s is not defined here: add #include <orm/annotations.h> to this header",
                    (int)names.size, names.found);
    add_fix(unit, file, text, size);
    return true;
}

static bool is_in(const scan_list *files, CXFile file)
{
    bool is = false;
    for (size_t i = 0; !is && i < files->count; i++) {
        is = clang_File_isEqual(files->items[i], file) != 0;
    }
    return is;
}

bool scan_absent_report(scan_unit *unit)
{
    inclusion found = { 0 };
    scan_list told = { 0 };
    unsigned count = clang_getNumDiagnostics(unit->tu);
    if (count > 0) {
        clang_getInclusions(unit->tu, see_inclusion, &found);
    }
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit->tu, i);
        CXFile file = NULL;
        unsigned at = 0;
        clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, NULL, NULL, &at);
        if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error && file != NULL &&
            !is_in(&told, file) && report(unit, &found, file, at)) {
            (void)scan_unit_add(unit->context, &told, file);
        }
        clang_disposeDiagnostic(diagnostic);
    }
    return told.count > 0;
}
