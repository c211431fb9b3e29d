/* Owns the growing of a buffer's text. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

/* Bytes of the first allocation: most texts are lines, which then need no second one. */
#define SMALLEST 128

void orm__buffer_init(orm_buffer *buffer, const orm_allocator *allocator)
{
    *buffer = (orm_buffer){ .allocator = orm__alloc_or_default(allocator) };
}

void orm__buffer_fini(orm_buffer *buffer)
{
    orm__alloc_free(&buffer->allocator, buffer->text, buffer->capacity);
    buffer->text = NULL;
    buffer->size = buffer->capacity = 0;
}

void orm__buffer_reset(orm_buffer *buffer)
{
    buffer->size = 0;
    buffer->failed = false;
    if (buffer->text != NULL) {
        buffer->text[0] = '\0';
    }
}

bool orm__buffer_reserve(orm_buffer *buffer, size_t size)
{
    if (buffer->failed || size >= SIZE_MAX - buffer->size) {
        buffer->failed = true;
        return false;
    }
    if (size < buffer->capacity - buffer->size) {
        return true;
    }
    size_t need = buffer->size + size + 1;
    void *text = buffer->text;
    buffer->failed = !orm__alloc_grow(&buffer->allocator, &text, &buffer->capacity,
                                      need < SMALLEST ? SMALLEST : need, 1);
    buffer->text = text;
    return !buffer->failed;
}

void orm__buffer_char(orm_buffer *buffer, char c)
{
    if (orm__buffer_reserve(buffer, 1)) {
        buffer->text[buffer->size++] = c;
        buffer->text[buffer->size] = '\0';
    }
}

/* What is not a plain text or "%s". Most fit into the room that there is: they are formatted
 * once. */
static void print(orm_buffer *buffer, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = buffer->failed ? 0 : buffer->capacity - buffer->size;
    char *end = room == 0 ? NULL : buffer->text + buffer->size;
    int size = vsnprintf(end, room, format, args);
    if (size < 0) {
        buffer->failed = true;
    } else if ((size_t)size < room) {
        buffer->size += (size_t)size;
    } else if (orm__buffer_reserve(buffer, (size_t)size)) {
        (void)vsnprintf(buffer->text + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

void orm__buffer_number(orm_buffer *buffer, uint64_t number)
{
    char digits[3 * sizeof number];
    char *first = digits + sizeof digits;
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    orm__buffer_append(buffer, first, (size_t)(digits + sizeof digits - first));
}

/* Most formats are texts with "%s" and "%u" in them: the C library's printf costs some ten times
 * what appending them does. */
void orm__buffer_vformat(orm_buffer *buffer, const char *format, va_list args)
{
    va_list rest;
    va_copy(rest, args);
    const char *stop = format;
    while ((stop = strchr(format, '%')) != NULL && (stop[1] == 's' || stop[1] == 'u')) {
        orm__buffer_append(buffer, format, (size_t)(stop - format));
        if (stop[1] == 's') {
            orm__buffer_text(buffer, va_arg(rest, const char *));
        } else {
            orm__buffer_number(buffer, va_arg(rest, unsigned));
        }
        format = stop + 2;
    }
    if (stop == NULL) {
        orm__buffer_text(buffer, format);
    } else {
        print(buffer, format, rest);
    }
    va_end(rest);
}

void orm__buffer_format(orm_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    orm__buffer_vformat(buffer, format, args);
    va_end(args);
}

/* Names hardly ever hold their quote. */
static void append_between(orm_buffer *buffer, char quote, const char *text, size_t size)
{
    if (orm__buffer_reserve(buffer, size + 2)) {
        char *end = buffer->text + buffer->size;
        end[0] = quote;
        memcpy(end + 1, text, size);
        end[size + 1] = quote;
        end[size + 2] = '\0';
        buffer->size += size + 2;
    }
}

void orm__buffer_quoted(orm_buffer *buffer, char quote, const char *text)
{
    if (strchr(text, quote) == NULL) {
        append_between(buffer, quote, text, strlen(text));
        return;
    }
    orm__buffer_char(buffer, quote);
    for (const char *part = text; *part != '\0';) {
        const char *stop = strchr(part, quote);
        if (stop == NULL) {
            orm__buffer_text(buffer, part);
            break;
        }
        orm__buffer_append(buffer, part, (size_t)(stop - part) + 1);
        orm__buffer_char(buffer, quote);
        part = stop + 1;
    }
    orm__buffer_char(buffer, quote);
}

const char *orm__buffer_string(const orm_buffer *buffer)
{
    if (buffer->failed) {
        return NULL;
    }
    return buffer->text == NULL ? "" : buffer->text;
}
