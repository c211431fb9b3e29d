/* Owns the ends that are cut off headers. Directives stay, so that each #if has its #endif, and so
 * do all lines. */
#include "clang/cut.h"

#include <string.h>

#include "clang/source_text.h"

/* A file that is cut. */
typedef struct cut {
    const char *path; /* as clang has it */
    int header;       /* as scan_unit_header says of it */
    const char *text; /* all of it */
    size_t size, at;
} cut;

/* Borrowed; NULL = the file is whole. */
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

void scan_cut_note(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    size_t begin = 0, end = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    cut *one = file == NULL ? NULL : find_cut(unit, file);
    one = one == NULL && file != NULL ? add_cut(unit, file) : one;
    if (one != NULL) {
        scan_source_text_around(one->text, one->size, at, &begin, &end);
        one->at = begin < one->at ? begin : one->at;
    }
}

/* ---- the text that is left ---- */

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
    char *copy = orm_arena_copy(unit->context->arena, of->text, of->size);
    char *end = copy == NULL ? NULL : copy + of->size;
    for (char *line = copy == NULL ? NULL : copy + of->at; line < end;) {
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
        unsaved[unit->unsaved_count++] =
            (struct CXUnsavedFile){ .Filename = one->path, .Contents = text, .Length = one->size };
    }
    return true;
}

/* ---- what it means ---- */

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
        is = is_here ? at < one->at : header >= 0 && header < one->header;
    }
    return is;
}

bool scan_cut_is_off(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned at = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &at);
    const cut *one = file == NULL ? NULL : find_cut(unit, file);
    return one != NULL && at >= one->at;
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
