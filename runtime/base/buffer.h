/* A sticky string builder: after it runs out of memory every append does nothing, so that a writer
 * is a straight line and looks once at the end. Owns its text. */
#ifndef ORM_BASE_BUFFER_H
#define ORM_BASE_BUFFER_H

#include <orm/alloc.h>
#include <orm/export.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct orm_buffer {
    orm_allocator allocator;
    char *text; /* NUL-terminated once something was appended; NULL before */
    size_t size;
    size_t capacity;
    bool failed;
} orm_buffer;

void orm__buffer_init(orm_buffer *buffer, const orm_allocator *allocator);
void orm__buffer_fini(orm_buffer *buffer);

/* Empties it, keeps its memory, forgets a failure. */
void orm__buffer_reset(orm_buffer *buffer);

/* Room for size more bytes and a NUL. False: it fails. */
bool orm__buffer_reserve(orm_buffer *buffer, size_t size);

static inline void orm__buffer_append(orm_buffer *buffer, const void *data, size_t size)
{
    bool has_room = size < buffer->capacity - buffer->size && !buffer->failed;
    if (has_room || orm__buffer_reserve(buffer, size)) {
        char *end = buffer->text + buffer->size;
        if (size > 0) {
            memcpy(end, data, size);
        }
        end[size] = '\0';
        buffer->size += size;
    }
}

/* A text that is NULL is one that there was no memory for: the buffer fails. The same for "%s" of
 * the two below. */
static inline void orm__buffer_text(orm_buffer *buffer, const char *text)
{
    if (text == NULL) {
        buffer->failed = true;
    } else {
        orm__buffer_append(buffer, text, strlen(text));
    }
}

void orm__buffer_char(orm_buffer *buffer, char c);
ORM_PRINTF(2, 3) void orm__buffer_format(orm_buffer *buffer, const char *format, ...);
void orm__buffer_vformat(orm_buffer *buffer, const char *format, va_list args);

/* In decimal digits. */
void orm__buffer_number(orm_buffer *buffer, uint64_t number);

/* text between two quote characters, quotes inside doubled. */
void orm__buffer_quoted(orm_buffer *buffer, char quote, const char *text);

/* The text; "" while empty. Borrowed until the next change. NULL: it ran out of memory. */
const char *orm__buffer_string(const orm_buffer *buffer);

#endif
