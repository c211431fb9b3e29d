/* Owns the ends that are cut off headers. Directives stay, so that each #if has its #endif, and so
 * do all lines; where one lacks its #endif the file gets that at its end. */
#include "clang/cut.h"

#include <string.h>

#include "clang/source_text.h"

/* A file that is cut. */
typedef struct cut {
    const char *path; /* as clang has it */
    int header;       /* as scan_unit_header says of it */
    const char *text; /* all of it */
    size_t size, at;
    size_t condition_count; /* that it does not end itself */
} cut;

static const char condition_end[] = "\n#endif\n";

/* Borrowed; NULL = nothing is changed in the file. */
static cut *find_cut(const scan_unit *unit, CXFile file)
{
    CXString path = clang_getFileName(file);
    const char *text = clang_getCString(path);
    cut *found = NULL;
    for (size_t i = 0; found == NULL && text != NULL && i < unit->cuts.count; i++) {
        cut *one = unit->cuts.items[i];
        found = strcmp(one->path, text) == 0 ? one : NULL;
    }
    clang_disposeString(path);
    return found;
}

static cut *add_cut(scan_unit *unit, CXFile file)
{
    size_t size = 0;
    const char *text = scan_unit_contents(unit, file, &size);
    cut *made = text == NULL ? NULL : scan_unit_zeroed(unit->context, 1, sizeof *made);
    const char *copy = made == NULL ? NULL : orm_arena_copy(unit->context->arena, text, size);
    const char *path = scan_unit_take(unit->context, clang_getFileName(file));
    if (copy == NULL || path == NULL || !scan_unit_add(unit->context, &unit->cuts, made)) {
        return NULL;
    }
    *made = (cut){ .path = path,
                   .header = scan_unit_header_of(unit, file),
                   .text = copy,
                   .size = size,
                   .at = size };
    return made;
}

/* Of the file of a place; made if it has none. NULL: no memory, or no file. */
static cut *cut_at(scan_unit *unit, CXSourceLocation location, unsigned *at_out)
{
    CXFile file = NULL;
    clang_getExpansionLocation(location, &file, NULL, NULL, at_out);
    cut *one = file == NULL ? NULL : find_cut(unit, file);
    return one == NULL && file != NULL ? add_cut(unit, file) : one;
}

void scan_cut_note(scan_unit *unit, CXSourceLocation location)
{
    unsigned at = 0;
    size_t begin = 0, end = 0;
    cut *one = cut_at(unit, location, &at);
    if (one != NULL) {
        scan_source_text_around(one->text, one->size, at, &begin, &end);
        one->at = begin < one->at ? begin : one->at;
    }
}

/* Where the part begins that the compiler skips up to the end of the file; its size if it reads
 * that. */
static size_t find_skipped_end(CXTranslationUnit tu, const cut *of)
{
    CXSourceRangeList *skipped = clang_getSkippedRanges(tu, clang_getFile(tu, of->path));
    size_t found = of->size;
    for (unsigned i = 0; skipped != NULL && i < skipped->count; i++) {
        unsigned begin = 0, end = 0;
        clang_getFileLocation(clang_getRangeStart(skipped->ranges[i]), NULL, NULL, NULL, &begin);
        clang_getFileLocation(clang_getRangeEnd(skipped->ranges[i]), NULL, NULL, NULL, &end);
        found = end >= of->size && begin < found ? begin : found;
    }
    if (skipped != NULL) {
        clang_disposeSourceRangeList(skipped);
    }
    return found;
}

void scan_cut_note_condition(scan_unit *unit, CXSourceLocation location)
{
    unsigned at = 0;
    cut *one = cut_at(unit, location, &at);
    CXTranslationUnit tu = one == NULL ? NULL : scan_unit_parse_recorded(unit);
    if (tu != NULL) {
        size_t end = find_skipped_end(tu, one);
        one->at = end < one->at ? end : one->at;
        one->condition_count++;
        clang_disposeTranslationUnit(tu);
    }
}

/* ---- the text that is left ---- */

static size_t size_with_ends(const cut *of)
{
    return of->size + of->condition_count * (sizeof condition_end - 1);
}

/* Blanks for all of a line; the next one belongs to it where it ends so. Behind it. */
static char *blank_line(char *line, char *end)
{
    while (line < end && *line != '\n') {
        *line++ = ' ';
    }
    return line < end ? line + 1 : end;
}

static char *skip_directive(char *line, char *end)
{
    bool goes_on = true;
    while (goes_on && line < end) {
        char *next = memchr(line, '\n', (size_t)(end - line));
        goes_on = next != NULL && next > line && next[-1] == '\\';
        line = next == NULL ? end : next + 1;
    }
    return line;
}

/* NULL: no memory. */
static const char *make_text(scan_unit *unit, const cut *of)
{
    char *copy = orm_arena_alloc(unit->context->arena, size_with_ends(of) + 1);
    if (copy == NULL) {
        return NULL;
    }
    char *end = copy + of->size, *behind = end;
    memcpy(copy, of->text, of->size);
    for (size_t i = 0; i < of->condition_count; i++, behind += sizeof condition_end - 1) {
        memcpy(behind, condition_end, sizeof condition_end - 1);
    }
    *behind = '\0';
    for (char *line = copy + of->at; line < end;) {
        const char *first = line + strspn(line, " \t");
        line = *first == '#' ? skip_directive(line, end) : blank_line(line, end);
    }
    return copy;
}

bool scan_cut_apply(scan_unit *unit)
{
    size_t count = unit->cuts.count;
    unit->whole_count = unit->whole_count == 0 ? unit->unsaved_count : unit->whole_count;
    struct CXUnsavedFile *unsaved =
        count == 0 ? NULL
                   : scan_unit_zeroed(unit->context, unit->whole_count + count, sizeof *unsaved);
    if (unsaved == NULL) {
        return false;
    }
    memcpy(unsaved, unit->unsaved, unit->whole_count * sizeof *unsaved);
    unit->unsaved = unsaved;
    unit->unsaved_count = unit->whole_count;
    for (size_t i = 0; i < count; i++) {
        const cut *one = unit->cuts.items[i];
        const char *text = make_text(unit, one);
        if (text == NULL) {
            scan_diag_no_memory(unit->context->diag);
            return false;
        }
        unsaved[unit->unsaved_count++] = (struct CXUnsavedFile){ .Filename = one->path,
                                                                 .Contents = text,
                                                                 .Length = size_with_ends(one) };
    }
    return true;
}

/* ---- what it means ---- */

static bool is_whole(const cut *one)
{
    return one->at >= one->size;
}

bool scan_cut_is_any(const scan_unit *unit)
{
    bool is = false;
    for (size_t i = 0; !is && i < unit->cuts.count; i++) {
        is = !is_whole(unit->cuts.items[i]);
    }
    return is;
}

bool scan_cut_is_before(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    int header = scan_unit_header_of(unit, file);
    bool is = true;
    for (size_t i = 0; is && i < unit->cuts.count; i++) {
        const cut *one = unit->cuts.items[i];
        bool is_here = file != NULL && find_cut(unit, file) == one;
        is = is_whole(one) || (is_here ? at < one->at : header >= 0 && header < one->header);
    }
    return is;
}

bool scan_cut_is_off(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    const cut *one = file == NULL ? NULL : find_cut(unit, file);
    return one != NULL && !is_whole(one) && at >= one->at;
}

const char *scan_cut_contents(scan_unit *unit, CXFile file, size_t *size_out)
{
    const cut *one = file == NULL ? NULL : find_cut(unit, file);
    if (one == NULL) {
        return scan_unit_contents(unit, file, size_out);
    }
    *size_out = one->size;
    return one->text;
}
