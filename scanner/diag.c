/* Owns the collected diagnostics: their order, and that none is said twice. Never decides what is
 * wrong. */
#include "diag_message.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/model.h"

struct scan_diag {
    orm_allocator allocator;
    scan_message *messages;
    size_t count, capacity;
    size_t errors, numbered; /* those said twice included */
    bool no_memory;          /* also where a message was lost; counts as an error */
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

static void free_text(const orm_allocator *allocator, char *text)
{
    orm__alloc_free(allocator, text, text == NULL ? 0 : strlen(text) + 1);
}

void scan_diag_free(scan_diag *diag)
{
    if (diag == NULL) {
        return;
    }
    orm_allocator allocator = diag->allocator;
    for (size_t i = 0; i < diag->count; i++) {
        free_text(&allocator, diag->messages[i].text);
        free_text(&allocator, diag->messages[i].fix);
    }
    orm__alloc_free(&allocator, diag->messages, diag->capacity * sizeof *diag->messages);
    orm__alloc_free(&allocator, diag, sizeof *diag);
}

static bool append(scan_diag *diag, scan_message added)
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

static void add(scan_diag *diag, scan_message added, const char *format, va_list args)
{
    orm_buffer buffer;
    bool is_note = added.severity == SCAN_SEVERITY_NOTE && diag->count > 0;
    diag->numbered += !is_note;
    added.order = diag->count;
    added.number = diag->numbered;
    added.head = is_note ? diag->messages[diag->count - 1].head : added.place;
    orm__buffer_init(&buffer, &diag->allocator);
    orm__buffer_vformat(&buffer, format, args);
    const char *text = orm__buffer_string(&buffer);
    added.text = text == NULL ? NULL : orm__alloc_text(&diag->allocator, text);
    if (added.text == NULL || !append(diag, added)) {
        diag->no_memory = true;
        free_text(&diag->allocator, added.text);
    } else {
        diag->errors += added.severity == SCAN_SEVERITY_ERROR;
    }
    orm__buffer_fini(&buffer);
}

void scan_diag_error(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (scan_message){ .severity = SCAN_SEVERITY_ERROR, .place = place }, format, args);
    va_end(args);
}

void scan_diag_warning(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (scan_message){ .severity = SCAN_SEVERITY_WARNING, .place = place }, format, args);
    va_end(args);
}

void scan_diag_note(scan_diag *diag, scan_place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(diag, (scan_message){ .severity = SCAN_SEVERITY_NOTE, .place = place }, format, args);
    va_end(args);
}

void scan_diag_fix(scan_diag *diag, scan_place place, const char *text)
{
    if (text == NULL || place.size == 0 || place.line == 0 || diag->count == 0 || diag->no_memory) {
        return;
    }
    scan_message *fixed = &diag->messages[diag->count - 1];
    free_text(&diag->allocator, fixed->fix);
    fixed->fix = orm__alloc_text(&diag->allocator, text);
    fixed->fix_place = place;
    diag->no_memory = fixed->fix == NULL;
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

const char *scan_diag_keep_text(scan_diag *diag, orm_buffer *buffer, orm_arena *arena)
{
    const char *text = orm__buffer_string(buffer);
    const char *kept = text == NULL ? NULL : orm_arena_copy(arena, text, buffer->size);
    orm__buffer_fini(buffer);
    if (kept == NULL) {
        scan_diag_no_memory(diag);
    }
    return kept;
}

size_t scan_diag_error_count(const scan_diag *diag)
{
    return diag->errors + diag->no_memory;
}

/* ---- the report ---- */

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* What stands nowhere comes last. */
static int compare_places(const scan_place *a, const scan_place *b)
{
    if (a->line == 0 || b->line == 0) {
        return (a->line == 0) - (b->line == 0);
    }
    int order = strcmp(a->file, b->file);
    order = order != 0 ? order : compare_numbers(a->line, b->line);
    return order != 0 ? order : compare_numbers(a->column, b->column);
}

static int compare_messages(const void *left, const void *right)
{
    const scan_message *a = left, *b = right;
    int order = compare_places(&a->head, &b->head);
    order = order != 0 ? order : compare_numbers(a->number, b->number);
    return order != 0 ? order : compare_numbers(a->order, b->order);
}

bool scan_diag_has_error(const scan_diag *diag, const scan_place *from, const scan_place *to)
{
    bool has = false;
    for (size_t i = 0; !has && i < diag->count; i++) {
        const scan_message *said = &diag->messages[i];
        has = said->severity == SCAN_SEVERITY_ERROR && said->place.line != 0 &&
              compare_places(&said->place, from) >= 0 && compare_places(&said->place, to) <= 0;
    }
    return has;
}

/* Behind the way to the member that a quoted text names: the last name of it says what is meant. */
static const char *skip_way(const char *quoted)
{
    const char *end = strchr(quoted, '\''), *last = quoted;
    for (const char *c = quoted; end != NULL && c < end; c++) {
        last = *c == '.' && c + 1 < end ? c + 1 : last;
    }
    return last;
}

/* Whether two texts differ in nothing but the ways to the members that they name: a struct that
 * several members hold has its errors once. */
static bool is_same_text(const char *a, const char *b)
{
    bool is_quoted = false;
    while (*a != '\0' && *a == *b) {
        is_quoted = is_quoted != (*a == '\'');
        bool is_opening = is_quoted && *a == '\'';
        a = is_opening ? skip_way(a + 1) : a + 1;
        b = is_opening ? skip_way(b + 1) : b + 1;
    }
    return *a == *b;
}

/* Whether an error or warning before it, at the same place, says the same. */
static bool is_said_before(const scan_diag *diag, size_t at)
{
    const scan_message *said = &diag->messages[at];
    bool is_said = false;
    for (size_t i = at; !is_said && i > 0; i--) {
        const scan_message *before = &diag->messages[i - 1];
        if (compare_places(&before->head, &said->head) != 0) {
            break;
        }
        is_said = before->severity == said->severity && is_same_text(before->text, said->text);
    }
    return is_said;
}

static void count_message(scan_report *report, scan_message *message, size_t limit)
{
    bool is_beyond = limit > 0 && report->errors + report->warnings >= limit;
    report->errors += message->severity == SCAN_SEVERITY_ERROR;
    report->warnings += message->severity == SCAN_SEVERITY_WARNING;
    report->shown += !is_beyond;
    message->is_hidden = is_beyond;
}

scan_report scan_diag_report(scan_diag *diag, size_t limit)
{
    scan_report report = { .messages = diag->messages,
                           .count = diag->count,
                           .errors = diag->no_memory,
                           .no_memory = diag->no_memory };
    if (diag->count > 0) {
        qsort(diag->messages, diag->count, sizeof *diag->messages, compare_messages);
    }
    bool is_hidden = false;
    for (size_t i = 0; i < diag->count; i++) {
        scan_message *message = &diag->messages[i];
        if (message->severity == SCAN_SEVERITY_NOTE) {
            message->is_hidden = is_hidden;
            continue;
        }
        message->is_hidden = is_said_before(diag, i);
        if (!message->is_hidden) {
            count_message(&report, message, limit);
        }
        is_hidden = message->is_hidden;
    }
    return report;
}
