/* Owns the collected diagnostics and how they look in print. Never decides what is wrong. */
#include "diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "model/model.h"

typedef enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE } severity;

typedef struct message {
    severity severity;
    scan_place place;
    char *text;
} message;

struct scan_diag {
    orm_allocator allocator;
    message *messages;
    size_t count, capacity;
    size_t errors, warnings;
    bool no_memory; /* also where a message was lost; counts as an error */
};

scan_diag *scan_diag_new(void)
{
    orm_allocator allocator = orm__alloc_or_default(NULL);
    scan_diag *diag = orm__alloc_zeroed(&allocator, 1, sizeof *diag);
    if (diag != NULL) {
        diag->allocator = allocator;
    }
    return diag;
}

void scan_diag_free(scan_diag *diag)
{
    if (diag == NULL) {
        return;
    }
    orm_allocator allocator = diag->allocator;
    for (size_t i = 0; i < diag->count; i++) {
        char *text = diag->messages[i].text;
        orm__alloc_free(&allocator, text, strlen(text) + 1);
    }
    orm__alloc_free(&allocator, diag->messages, diag->capacity * sizeof *diag->messages);
    orm__alloc_free(&allocator, diag, sizeof *diag);
}

static bool append(scan_diag *diag, message added)
{
    void *messages = diag->messages;
    bool grown = orm__alloc_grow(&diag->allocator, &messages, &diag->capacity, diag->count + 1,
                                 sizeof added);
    diag->messages = messages;
    if (grown) {
        diag->messages[diag->count++] = added;
    }
    return grown;
}

static void add(scan_diag *diag, message added, const char *format, va_list args)
{
    orm_buffer buffer;
    orm__buffer_init(&buffer, &diag->allocator);
    orm__buffer_vformat(&buffer, format, args);
    const char *text = orm__buffer_string(&buffer);
    added.text = text == NULL ? NULL : orm__alloc_text(&diag->allocator, text);
    if (added.text == NULL || !append(diag, added)) {
        diag->no_memory = true;
        orm__alloc_free(&diag->allocator, added.text, text == NULL ? 0 : strlen(text) + 1);
    } else {
        diag->errors += added.severity == SEVERITY_ERROR;
        diag->warnings += added.severity == SEVERITY_WARNING;
    }
    orm__buffer_fini(&buffer);
}

void scan_diag_error(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (message){ .severity = SEVERITY_ERROR, .place = place }, format, args);
    va_end(args);
}

void scan_diag_warning(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (message){ .severity = SEVERITY_WARNING, .place = place }, format, args);
    va_end(args);
}

void scan_diag_note(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (message){ .severity = SEVERITY_NOTE, .place = place }, format, args);
    va_end(args);
}

void scan_diag_no_memory(scan_diag *diag)
{
    diag->no_memory = true;
}

bool scan_diag_lacks_memory(const scan_diag *diag)
{
    return diag->no_memory;
}

static void *resize_or_tell(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    scan_diag *diag = ctx;
    void *resized = diag->allocator.resize(diag->allocator.ctx, pointer, old_size, new_size);
    diag->no_memory = diag->no_memory || (resized == NULL && new_size > 0);
    return resized;
}

orm_allocator scan_diag_allocator(scan_diag *diag)
{
    return (orm_allocator){ .resize = resize_or_tell, .ctx = diag };
}

void scan_diag_buffer_init(scan_diag *diag, orm_buffer *buffer)
{
    const orm_allocator allocator = scan_diag_allocator(diag);
    orm__buffer_init(buffer, &allocator);
}

size_t scan_diag_error_count(const scan_diag *diag)
{
    return diag->errors + diag->no_memory;
}

/* ---- printing ---- */

/* Reads line number line of a file without its end. False: it cannot be read. */
static bool read_line(const scan_place *place, orm_buffer *line)
{
    FILE *file = fopen(place->file, "rb");
    if (file == NULL) {
        return false;
    }
    unsigned at = 1;
    int c = getc(file);
    for (; c != EOF && at < place->line; c = getc(file)) {
        at += c == '\n';
    }
    bool found = c != EOF && at == place->line;
    for (; c != EOF && c != '\n' && c != '\r'; c = getc(file)) {
        orm__buffer_char(line, (char)c);
    }
    (void)fclose(file);
    return found && !line->failed;
}

/* The caret under byte column of the line: tabs stay tabs, one blank for each other character. */
static void print_caret(const orm_buffer *line, unsigned column, FILE *to)
{
    for (size_t i = 0; i + 1 < column && i < line->size; i++) {
        bool inside_character = ((unsigned char)line->text[i] & 0xC0) == 0x80;
        if (!inside_character) {
            (void)fputc(line->text[i] == '\t' ? '\t' : ' ', to);
        }
    }
    (void)fputs("^\n", to);
}

static void print_source(const scan_diag *diag, const scan_place *place, FILE *to)
{
    orm_buffer line;
    orm__buffer_init(&line, &diag->allocator);
    if (read_line(place, &line)) {
        (void)fprintf(to, "%s\n", orm__buffer_string(&line));
        print_caret(&line, place->column, to);
    }
    orm__buffer_fini(&line);
}

static void print_message(const scan_diag *diag, const message *printed, FILE *to)
{
    static const char *const severities[] = { "error", "warning", "note" };
    const scan_place *place = &printed->place;
    bool placed = place->file != NULL && place->line != 0;
    if (placed) {
        (void)fprintf(to, "%s:%u:%u: ", place->file, place->line, place->column);
    }
    (void)fprintf(to, "%s: %s\n", severities[printed->severity], printed->text);
    if (placed) {
        print_source(diag, place, to);
    }
}

static void print_count(const char *before, size_t count, const char *noun, FILE *to)
{
    (void)fprintf(to, "%s%zu %s%s", before, count, noun, count == 1 ? "" : "s");
}

void scan_diag_print(const scan_diag *diag, FILE *to)
{
    for (size_t i = 0; i < diag->count; i++) {
        print_message(diag, &diag->messages[i], to);
    }
    if (diag->no_memory) {
        (void)fputs("error: out of memory\n", to);
    }
    size_t errors = scan_diag_error_count(diag);
    if (errors > 0) {
        print_count("", errors, "error", to);
    }
    if (diag->warnings > 0) {
        print_count(errors > 0 ? " and " : "", diag->warnings, "warning", to);
    }
    if (errors + diag->warnings > 0) {
        (void)fputc('\n', to);
    }
}
