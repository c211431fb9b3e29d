/* Owns the gathering of a flat initialiser: labels and commas. */
#include "emit/flat.h"

#include <inttypes.h>
#include <string.h>

#include "emit/writer.h"

void scan_flat_label(orm_buffer *flat, const char *name)
{
    bool is_first =
        flat->size == 0 || (flat->size >= 2 && memcmp(flat->text + flat->size - 2, "{ ", 2) == 0);
    orm__buffer_text(flat, is_first ? "." : ", .");
    orm__buffer_text(flat, name);
    orm__buffer_append(flat, " = ", 3);
}

void scan_flat_text(orm_buffer *flat, const char *name, const char *text)
{
    if (text != NULL) {
        scan_flat_label(flat, name);
        scan_writer_string(flat, text, strlen(text));
    }
}

void scan_flat_number(orm_buffer *flat, const char *name, uint32_t number)
{
    if (number != 0) {
        scan_flat_label(flat, name);
        orm__buffer_format(flat, "%" PRIu32, number);
    }
}

void scan_flat_end(orm_buffer *to, size_t indent, orm_buffer *flat)
{
    scan_writer_initialiser(to, indent, orm__buffer_string(flat));
    orm__buffer_reset(flat);
}
