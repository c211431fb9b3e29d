/* Owns the reading of a table with its columns from a string. */
#include "model/outside.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "diag.h"

typedef struct reader {
    scan_context *context;
    bool is_wrong; /* a name is empty, or has brackets */
} reader;

/* size bytes without the blanks around them. */
static const char *take_name(reader *r, const char *text, size_t size)
{
    while (size > 0 && text[0] == ' ') {
        text++;
        size--;
    }
    while (size > 0 && text[size - 1] == ' ') {
        size--;
    }
    const char *name = orm_arena_copy(r->context->arena, text, size);
    if (name == NULL) {
        scan_diag_no_memory(r->context->diag);
    }
    r->is_wrong = r->is_wrong || size == 0 || name == NULL || strpbrk(name, "()") != NULL;
    return name;
}

static uint16_t count_columns(const char *text, size_t size)
{
    size_t count = 1;
    for (size_t i = 0; i < size; i++) {
        count += text[i] == ',';
    }
    return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

static const char **take_columns(reader *r, const char *text, size_t size, uint16_t count)
{
    const char **columns = orm__arena_zeroed(r->context->arena, count, sizeof *columns);
    if (columns == NULL) {
        scan_diag_no_memory(r->context->diag);
        r->is_wrong = true;
    }
    const char *end = text + size;
    for (uint16_t i = 0; columns != NULL && i < count; i++) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma == NULL ? end : comma;
        columns[i] = take_name(r, text, (size_t)(stop - text));
        text = comma == NULL ? end : comma + 1;
    }
    return columns;
}

static void take_table(reader *r, const char *text, size_t size, orm_foreign_table *table)
{
    const char *point = memchr(text, '.', size);
    if (point != NULL) {
        table->schema = take_name(r, text, (size_t)(point - text));
        size -= (size_t)(point + 1 - text);
        text = point + 1;
    }
    table->name = take_name(r, text, size);
}

const orm_foreign_table *scan_outside_read(scan_context *context, const char *text,
                                           scan_place place, uint16_t *count_out)
{
    reader r = { .context = context };
    const char *open = strchr(text, '(');
    size_t size = strlen(text);
    orm_foreign_table *table = orm__arena_zeroed(context->arena, 1, sizeof *table);
    if (table == NULL) {
        scan_diag_no_memory(context->diag);
        return NULL;
    }
    r.is_wrong = open == NULL || text[size - 1] != ')';
    if (!r.is_wrong) {
        size_t inside = size - (size_t)(open - text) - 2;
        take_table(&r, text, (size_t)(open - text), table);
        *count_out = count_columns(open + 1, inside);
        table->columns = take_columns(&r, open + 1, inside, *count_out);
    }
    if (r.is_wrong) {
        scan_diag_error(context->diag, place,
                        "'%s' is no table with its columns; write for example \"city(id)\"", text);
    }
    return r.is_wrong ? NULL : table;
}
