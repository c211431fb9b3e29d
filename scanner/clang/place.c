/* Owns the way from clang's locations to places. Annotations are stringised: the compiler leaves
 * out comments and folds blanks, so their text is matched to the source by counting what is no
 * blank. */
#include "clang/place.h"

#include <string.h>

#include "clang/cut.h"
#include "clang/source_text.h"

/* A path below the working directory is shown as the user would type it; nothing is shown of a file
 * in memory. */
static const char *find_path(scan_unit *unit, CXFile file, int header)
{
    if (header >= 0) {
        return unit->request->headers[header].given;
    }
    const char *path = scan_unit_take(unit->context, clang_getFileName(file));
    if (path == NULL || strcmp(path, SCAN_MAIN_FILE) == 0) {
        return "";
    }
    size_t size = strlen(unit->request->working_dir);
    bool is_below = strncmp(path, unit->request->working_dir, size) == 0 && path[size] == '/';
    return is_below ? path + size + 1 : path;
}

static const char *shown_path(scan_unit *unit, CXFile file)
{
    int header = scan_unit_header_of(unit, file);
    if (unit->seen_path == NULL) {
        unit->seen_path = find_path(unit, file, header);
    }
    return unit->seen_path;
}

/* Moves the unit's reading position of the file that it looks at: places come nearly in order, and
 * clang counts lines at far greater cost. */
static void count_lines(scan_unit *unit, const char *text, size_t offset)
{
    scan_reading *seen = &unit->reading;
    if (offset < seen->at || seen->line == 0) {
        *seen = (scan_reading){ .line = 1 };
    }
    const char *line = text + seen->at;
    const char *end = text + offset;
    while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
        line++;
        seen->line++;
        seen->line_start = (size_t)(line - text);
    }
    seen->at = offset;
}

scan_place scan_place_at(scan_unit *unit, CXFile file, size_t offset)
{
    const char *path = file == NULL ? "" : shown_path(unit, file);
    size_t size = 0;
    const char *text = path[0] == '\0' ? NULL : scan_unit_contents(unit, file, &size);
    if (text == NULL || offset > size) {
        return (scan_place){ 0 };
    }
    count_lines(unit, text, offset);
    return (scan_place){ .file = path,
                         .line = unit->reading.line,
                         .column = (unsigned)(offset - unit->reading.line_start) + 1,
                         .size = scan_source_text_name_size(text + offset, size - offset) };
}

scan_place scan_place_of(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    return scan_place_at(unit, file, offset);
}

scan_place scan_place_with_text(scan_unit *unit, CXSourceLocation location, scan_contents *text_out)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = scan_unit_contents(unit, file, &size);
    *text_out = text == NULL || offset >= size
                    ? (scan_contents){ 0 }
                    : (scan_contents){ .text = text + offset, .size = size - offset };
    return scan_place_at(unit, file, offset);
}

scan_place scan_place_of_end(scan_unit *unit, CXFile file)
{
    size_t size = 0;
    const char *text = scan_cut_contents(unit, file, &size);
    while (text != NULL && size > 0 && (unsigned char)text[size - 1] <= ' ') {
        size--;
    }
    return scan_place_at(unit, file, size);
}

scan_place scan_place_of_argument(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getFileLocation(location, &file, NULL, NULL, &offset);
    return scan_place_at(unit, file, offset);
}

/* The source from the annotation's name on; false inside of another macro, whose text it is not. */
static bool find_source(const scan_contents *text, scan_source_text *source)
{
    *source = (scan_source_text){ .text = text->text, .size = text->size };
    return text->text != NULL && scan_source_text_enter(source, "ORM_");
}

/* Moves a place over the bytes that stand between the annotation's name and an argument. */
static scan_place moved(scan_place place, const char *from, const char *to)
{
    place.size = 0;
    for (const char *c = from; c < to; c++) {
        if (*c == '\n') {
            place.line++;
            place.column = 1;
        } else {
            place.column++;
        }
    }
    return place;
}

/* The bytes from begin to end, without those of other lines. */
static unsigned size_in_line(const char *begin, const char *end)
{
    const char *c = begin;
    while (c < end && *c != '\n' && *c != '\r') {
        c++;
    }
    return (unsigned)(c - begin);
}

/* source: from the annotation's name at place on, or NULL where it is not known. */
static scan_place place_in(const scan_source_text *source, scan_place place, size_t at, size_t end)
{
    if (source == NULL) {
        place.size = 0;
        return place;
    }
    const char *first = scan_source_text_at(source, at);
    place = moved(place, source->start, first);
    if (end > at) {
        const scan_source_text rest = { .text = first,
                                        .size = source->size - (size_t)(first - source->text) };
        place.size = size_in_line(first, scan_source_text_at(&rest, end - 1 - at) + 1);
    }
    return place;
}

scan_place scan_place_in_annotation(const scan_contents *text, scan_place place, size_t at,
                                    size_t end)
{
    scan_source_text source;
    return place_in(find_source(text, &source) ? &source : NULL, place, at, end);
}

static void place_argument(const scan_source_text *source, scan_place place,
                           scan_argument *argument)
{
    size_t key_end = argument->key_at + (argument->key == NULL ? 0 : strlen(argument->key));
    argument->key_place = place_in(source, place, argument->key_at, key_end);
    argument->value_place = place_in(source, place, argument->value_at, argument->value_end);
}

static void place_list(const scan_source_text *source, scan_place place, scan_argument *list)
{
    for (size_t i = 0; i < list->argument_count; i++) {
        place_argument(source, place, &list->arguments[i]);
    }
}

void scan_place_arguments(const scan_contents *text, scan_annotation *annotation)
{
    scan_source_text source;
    bool is_found = annotation->argument_count > 0 && find_source(text, &source);
    const scan_source_text *found = is_found ? &source : NULL;
    scan_place place = annotation->place;
    for (size_t i = 0; i < annotation->argument_count; i++) {
        scan_argument *argument = &annotation->arguments[i];
        place_argument(found, place, argument);
        place_list(found, place, argument);
        for (size_t item = 0; item < argument->argument_count; item++) {
            place_list(found, place, &argument->arguments[item]);
        }
    }
}
