/* Owns the small tools of scanner/clang: texts and lists that report it when memory runs out. */
#include "clang/unit.h"

#include <stdarg.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buffer.h"

void *scan_unit_zeroed(scan_context *context, size_t count, size_t size)
{
    void *memory = orm__arena_zeroed(context->arena, count, size);
    if (memory == NULL) {
        scan_diag_no_memory(context->diag);
    }
    return memory;
}

bool scan_unit_add(scan_context *context, scan_list *list, const void *item)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 4 : 2 * list->capacity;
        void **items = scan_unit_zeroed(context, capacity, sizeof *items);
        if (items == NULL) {
            return false;
        }
        if (list->count > 0) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
        list->capacity = capacity;
    }
    /* The list hands out what it was given; constness is its users' business. */
    memcpy(&list->items[list->count++], &item, sizeof item);
    return true;
}

bool scan_unit_pile(scan_context *context, scan_pile *pile, const void *item, size_t size)
{
    const orm_allocator allocator = scan_diag_allocator(context->diag);
    if (!orm__alloc_grow(&allocator, &pile->items, &pile->capacity, pile->count + 1, size)) {
        scan_diag_no_memory(context->diag);
        return false;
    }
    memcpy((char *)pile->items + pile->count++ * size, item, size);
    return true;
}

void *scan_unit_unpile(scan_context *context, scan_pile *pile, size_t size)
{
    const orm_allocator allocator = scan_diag_allocator(context->diag);
    void *items = orm_arena_alloc(context->arena, pile->count * size);
    if (items == NULL) {
        scan_diag_no_memory(context->diag);
    } else if (pile->count > 0) {
        memcpy(items, pile->items, pile->count * size);
    }
    orm__alloc_free(&allocator, pile->items, pile->capacity * size);
    *pile = (scan_pile){ 0 };
    return items;
}

const char *scan_unit_text(scan_context *context, const char *format, ...)
{
    orm_buffer text;
    scan_diag_buffer_init(context->diag, &text);
    va_list args;
    va_start(args, format);
    orm__buffer_vformat(&text, format, args);
    va_end(args);
    return scan_diag_keep_text(context->diag, &text, context->arena);
}

const char *scan_unit_take(scan_context *context, CXString string)
{
    const char *text = clang_getCString(string);
    const char *copy =
        orm_arena_copy(context->arena, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
    if (copy == NULL) {
        scan_diag_no_memory(context->diag);
    }
    clang_disposeString(string);
    return copy;
}

const char *scan_unit_take_message(scan_context *context, CXDiagnostic diagnostic)
{
    static const char unnamed[] = "(unnamed", at[] = " at ";
    const char *text = scan_unit_take(context, clang_getDiagnosticSpelling(diagnostic));
    const char *begin = text == NULL ? NULL : strstr(text, unnamed);
    const char *place = begin == NULL ? NULL : strstr(begin, at);
    const char *end = place == NULL ? NULL : strchr(place, ')');
    return end == NULL ? text : scan_unit_text(context, "%.*s%s", (int)(place - text), text, end);
}

/* Of a file: -1 = none of ours. Most often it is the next one. */
static int find_header(const scan_unit *unit, CXFile file)
{
    size_t count = unit->request->header_count;
    size_t first = unit->seen_header < 0 ? 0 : (size_t)unit->seen_header + 1;
    for (size_t i = 0; i < count; i++) {
        size_t at = first + i < count ? first + i : first + i - count;
        if (unit->files[at] != NULL && clang_File_isEqual(file, unit->files[at])) {
            return (int)at;
        }
    }
    return -1;
}

int scan_unit_header_of(scan_unit *unit, CXFile file)
{
    if (file == NULL || file == unit->seen_file) {
        return file == NULL ? -1 : unit->seen_header;
    }
    unit->seen_header = find_header(unit, file);
    unit->seen_file = file;
    unit->seen_path = NULL;
    unit->seen_text = (scan_contents){ 0 };
    unit->reading = (scan_reading){ 0 };
    return unit->seen_header;
}

/* Clang looks through all that it has read to find a file: it is asked once. */
const char *scan_unit_contents(scan_unit *unit, CXFile file, size_t *size_out)
{
    int header = scan_unit_header_of(unit, file);
    if (file == NULL) {
        *size_out = 0;
        return NULL;
    }
    scan_contents *contents = header < 0 ? &unit->seen_text : &unit->texts[header];
    if (contents->text == NULL) {
        contents->text = clang_getFileContents(unit->tu, file, &contents->size);
    }
    *size_out = contents->size;
    return contents->text;
}

CXTranslationUnit scan_unit_parse_recorded(scan_unit *unit)
{
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        unit->index, SCAN_MAIN_FILE, (const char *const *)unit->arguments.items,
        (int)unit->arguments.count, unit->unsaved, unit->unsaved_count,
        CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_DetailedPreprocessingRecord |
            CXTranslationUnit_KeepGoing,
        &tu);
    return code == CXError_Success ? tu : NULL;
}

void scan_unit_note_error(scan_unit *unit, scan_place place)
{
    scan_place *copy = scan_unit_zeroed(unit->context, 1, sizeof *copy);
    if (copy != NULL && place.line != 0) {
        *copy = place;
        (void)scan_unit_add(unit->context, &unit->errors, copy);
    }
}

size_t scan_unit_error_count(const scan_unit *unit)
{
    return scan_diag_error_count(unit->context->diag) - unit->lone_errors;
}

void scan_unit_note_deprecated(scan_unit *unit, CXCursor declaration)
{
    bool is = clang_getCursorAvailability(declaration) == CXAvailability_Deprecated;
    unit->has_deprecated = unit->has_deprecated || is;
}

int scan_unit_header(scan_unit *unit, CXSourceLocation location)
{
    CXFile file = NULL;
    clang_getExpansionLocation(location, &file, NULL, NULL, NULL);
    return scan_unit_header_of(unit, file);
}
