/* Owns the writing of errors: one line, cut at a character boundary. */
#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The largest length up to limit at which a UTF-8 text may be cut. */
static size_t cut_length(const char *text, size_t limit)
{
    size_t length = limit;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
        length--;
    }
    return length;
}

static void copy_cut(char *array, size_t array_size, const char *text)
{
    size_t length = strlen(text);
    if (length >= array_size) {
        length = cut_length(text, array_size - 1);
    }
    memcpy(array, text, length);
    array[length] = '\0';
}

void orm__error_text(char *array, size_t array_size, const char *text)
{
    copy_cut(array, array_size, text == NULL ? "" : text);
}

static bool is_control(char c)
{
    return (unsigned char)c < ' ' && c != '\0';
}

/* Line ends and tabs, with the blanks beside them, become one blank. */
static void keep_one_line(char *text)
{
    char *end = text;
    for (const char *c = text; *c != '\0';) {
        size_t blanks = 0, controls = 0;
        while (c[blanks] == ' ' || is_control(c[blanks])) {
            controls += is_control(c[blanks++]);
        }
        size_t kept = controls > 0 ? 1 : blanks;
        memset(end, ' ', kept);
        end += kept;
        c += blanks;
        if (*c != '\0') {
            *end++ = *c++;
        }
    }
    *end = '\0';
}

orm_status orm__error_set(orm_error *error, orm_status status, const char *format, ...)
{
    if (error == NULL) {
        return status;
    }
    char message[2 * sizeof error->message];
    va_list args;
    va_start(args, format);
    int written = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    *error = (orm_error){ .status = status };
    copy_cut(error->message, sizeof error->message,
             written < 0 ? orm_status_text(status) : message);
    keep_one_line(error->message);
    return status;
}

void orm__error_withhold(orm_error *error)
{
    const char *name = error->constraint[0] != '\0' ? error->constraint : error->table;
    char message[sizeof error->message];
    (void)snprintf(message, sizeof message, "%s%s%s", orm_status_text(error->status),
                   name[0] == '\0' ? "" : ": ", name);
    orm__error_text(error->message, sizeof error->message, message);
}

orm_status orm__error_no_memory(orm_error *error)
{
    return orm__error_set(error, ORM_NO_MEMORY, "%s", orm_status_text(ORM_NO_MEMORY));
}
