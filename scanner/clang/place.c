/* Owns the way from clang's locations to places. Annotations are stringised: the compiler leaves
 * out comments and folds blanks, so their text is matched to the source by counting what is no
 * blank. */
#include "clang/place.h"

#include <string.h>

#include "clang/source_text.h"

/* A path below the working directory is shown as the user would type it. */
static const char *shown_path(scan_unit *unit, CXFile file)
{
    for (size_t i = 0; i < unit->request->header_count; i++) {
        if (unit->files[i] != NULL && clang_File_isEqual(file, unit->files[i])) {
            return unit->request->headers[i].given;
        }
    }
    const char *path = scan_unit_take(unit->context, clang_getFileName(file));
    size_t size = strlen(unit->request->working_dir);
    bool is_below =
        path != NULL && strncmp(path, unit->request->working_dir, size) == 0 && path[size] == '/';
    return is_below ? path + size + 1 : path;
}

static bool is_main_file(CXFile file)
{
    CXString name = clang_getFileName(file);
    bool same = strcmp(clang_getCString(name), SCAN_MAIN_FILE) == 0;
    clang_disposeString(name);
    return same;
}

/* The bytes of the name that stands at a location, 0 where none does. */
static unsigned token_size(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = clang_getFileContents(unit->tu, file, &size);
    return text == NULL || offset >= size
               ? 0
               : scan_source_text_name_size(text + offset, size - offset);
}

scan_place scan_place_of(scan_unit *unit, CXSourceLocation location)
{
    scan_place place = { 0 };
    CXFile file = NULL;
    clang_getExpansionLocation(location, &file, &place.line, &place.column, NULL);
    if (file == NULL || is_main_file(file)) {
        return (scan_place){ 0 };
    }
    place.file = shown_path(unit, file);
    place.size = token_size(unit, location);
    return place.file == NULL ? (scan_place){ 0 } : place;
}

/* The source from the annotation's name on; false inside of another macro, whose text it is not. */
static bool find_source(scan_unit *unit, CXSourceLocation location, scan_source_text *source)
{
    CXFile file = NULL;
    unsigned offset = 0;
    clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
    size_t size = 0;
    const char *text = file == NULL ? NULL : clang_getFileContents(unit->tu, file, &size);
    if (text == NULL || offset >= size) {
        return false;
    }
    *source = (scan_source_text){ .text = text + offset, .size = size - offset };
    return scan_source_text_enter(source, "ORM_");
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

scan_place scan_place_in_annotation(scan_unit *unit, CXSourceLocation location, size_t at,
                                    size_t end)
{
    scan_place place = scan_place_of(unit, location);
    scan_source_text source;
    if (!find_source(unit, location, &source)) {
        place.size = 0;
        return place;
    }
    const char *first = scan_source_text_at(&source, at);
    place = moved(place, source.start, first);
    if (end > at) {
        place.size = size_in_line(first, scan_source_text_at(&source, end - 1) + 1);
    }
    return place;
}

static void place_argument(scan_unit *unit, CXSourceLocation location, scan_argument *argument)
{
    size_t key_end = argument->key_at + (argument->key == NULL ? 0 : strlen(argument->key));
    argument->key_place = scan_place_in_annotation(unit, location, argument->key_at, key_end);
    argument->value_place =
        scan_place_in_annotation(unit, location, argument->value_at, argument->value_end);
}

void scan_place_arguments(scan_unit *unit, CXSourceLocation location, scan_annotation *annotation)
{
    for (size_t i = 0; i < annotation->argument_count; i++) {
        scan_argument *argument = &annotation->arguments[i];
        place_argument(unit, location, argument);
        for (size_t item = 0; item < argument->argument_count; item++) {
            place_argument(unit, location, &argument->arguments[item]);
        }
    }
}
