/* Owns the layout of generated C: where lines break. */
#include "emit/writer.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The column that the buffer's last line has reached. */
static size_t column(const orm_buffer *to)
{
    size_t size = to->size;
    while (size > 0 && to->text[size - 1] != '\n') {
        size--;
    }
    return to->size - size;
}

static void indent_by(orm_buffer *to, size_t columns)
{
    static const char blanks[] = "                                ";
    for (size_t some; columns > 0; columns -= some) {
        some = columns < sizeof blanks - 1 ? columns : sizeof blanks - 1;
        orm__buffer_append(to, blanks, some);
    }
}

static void break_line(orm_buffer *to, size_t columns)
{
    orm__buffer_char(to, '\n');
    indent_by(to, columns);
}

/* Behind the string or character literal that begins at c. */
static const char *skip_literal(const char *c)
{
    char quote = *c++;
    while (*c != '\0' && *c != quote) {
        c += *c == '\\' && c[1] != '\0' ? 2 : 1;
    }
    return *c == '\0' ? c : c + 1;
}

/* Whether c means something to the layout; the generated text is gone through once for each level
 * of braces, so that most bytes must be passed over cheaply. */
static bool is_mark(char c)
{
    static const bool marks[UCHAR_MAX + 1] = {
        ['\0'] = true, ['"'] = true, ['\''] = true, ['('] = true, [')'] = true,
        ['{'] = true,  ['}'] = true, ['['] = true,  [']'] = true, [','] = true,
    };
    return marks[(unsigned char)c];
}

/* The end of the item that begins at c: a comma outside of brackets, or end. */
static const char *item_end(const char *c, const char *end)
{
    static const signed char deeper[UCHAR_MAX + 1] = {
        ['('] = 1, ['{'] = 1, ['['] = 1, [')'] = -1, ['}'] = -1, [']'] = -1,
    };
    int depth = 0;
    while (c < end && !(depth == 0 && *c == ',')) {
        if (*c == '"' || *c == '\'') {
            c = skip_literal(c);
            continue;
        }
        depth += deeper[(unsigned char)*c];
        do {
            c++;
        } while (!is_mark(*c));
    }
    return c < end ? c : end;
}

/* Whether each item fits into a line of its own behind start; close stands behind the last one. */
static bool all_fit(size_t start, const char *items, const char *close)
{
    const char *end = items + strlen(items);
    for (const char *c = items; c < end;) {
        const char *stop = item_end(c, end);
        size_t tail = stop == end ? strlen(close) : 1;
        if (start + (size_t)(stop - c) + tail > SCAN_WRITER_COLUMNS) {
            return false;
        }
        c = stop == end ? stop : stop + 2;
    }
    return true;
}

/* The indent of the lines behind an opening that leaves no room: four more than its own. */
static size_t continuation(const char *open)
{
    const char *line = strrchr(open, '\n');
    return strspn(line == NULL ? open : line + 1, " ") + 4;
}

void scan_writer_fill(orm_buffer *to, const char *open, const char *items, const char *close)
{
    if (open == NULL || items == NULL) {
        to->failed = true;
        return;
    }
    const char *end = items + strlen(items), *line = strrchr(open, '\n');
    size_t open_size = strlen(open);
    size_t start = line == NULL ? column(to) + open_size : strlen(line + 1);
    orm__buffer_append(to, open, open_size);
    if (start + (size_t)(end - items) + strlen(close) <= SCAN_WRITER_COLUMNS) {
        orm__buffer_append(to, items, (size_t)(end - items));
        orm__buffer_text(to, end > items ? close : "");
        orm__buffer_char(to, '\n');
        return;
    }
    if (!all_fit(start, items, close) && !to->failed) {
        to->size -= open_size > 0 && open[open_size - 1] == ' '; /* no blank at a line's end */
        start = continuation(open);
        break_line(to, start);
    }
    for (const char *c = items; c < end;) {
        const char *stop = item_end(c, end);
        size_t tail = stop == end ? strlen(close) : 1;
        if (c > items && column(to) + 1 + (size_t)(stop - c) + tail > SCAN_WRITER_COLUMNS) {
            break_line(to, start);
        } else if (c > items) {
            orm__buffer_char(to, ' ');
        }
        orm__buffer_append(to, c, (size_t)(stop - c));
        orm__buffer_text(to, stop == end ? close : ",");
        c = stop == end ? stop : stop + 2; /* ", " */
    }
    orm__buffer_char(to, '\n');
}

/* The brace that opens the initialiser of an item; NULL = it has none. */
static const char *find_brace(const char *c, const char *end)
{
    while (c < end && *c != '{') {
        c = *c == '"' || *c == '\'' ? skip_literal(c) : c + 1;
    }
    return c < end ? c : NULL;
}

/* Writes the item from..end at the column start; tail is how many bytes the caller will put behind
 * it in the line. Breaks go down from the outside, so recursion is as deep as the initialiser is
 * nested. */
static void write_item(orm_buffer *to, size_t start, const char *from, const char *end, size_t tail)
{
    bool fits = start + (size_t)(end - from) + tail <= SCAN_WRITER_COLUMNS;
    const char *brace = fits ? NULL : find_brace(from, end);
    if (brace == NULL) {
        orm__buffer_append(to, from, (size_t)(end - from));
        return;
    }
    orm__buffer_append(to, from, (size_t)(brace - from) + 2);
    start += (size_t)(brace - from) + 2;
    const char *inner_end = end - 2; /* " }" */
    for (const char *c = brace + 2; c < inner_end;) {
        const char *stop = item_end(c, inner_end);
        bool is_last = stop == inner_end;
        write_item(to, start, c, stop, is_last ? tail + 2 : 1);
        if (!is_last) {
            orm__buffer_char(to, ',');
            break_line(to, start);
        }
        c = is_last ? stop : stop + 2; /* ", " */
    }
    orm__buffer_append(to, inner_end, 2);
}

void scan_writer_initialiser(orm_buffer *to, size_t indent, const char *flat)
{
    if (flat == NULL) {
        to->failed = true;
        return;
    }
    indent_by(to, indent);
    write_item(to, indent, flat, flat + strlen(flat), 1);
    orm__buffer_text(to, ",\n");
}

/* What stands for itself in a string; "??=" would be a trigraph. */
static bool is_plain(char c)
{
    return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
}

static void write_char(orm_buffer *to, unsigned char c, bool after_question_mark)
{
    if (c == '"' || c == '\\' || (c == '?' && after_question_mark)) {
        orm__buffer_format(to, "\\%c", c);
    } else if (c == '\n') {
        orm__buffer_text(to, "\\n");
    } else if (c < ' ' || c > '~') {
        orm__buffer_format(to, "\\%03o", c);
    } else {
        orm__buffer_char(to, (char)c);
    }
}

void scan_writer_string(orm_buffer *to, const char *text, size_t size)
{
    orm__buffer_char(to, '"');
    for (size_t i = 0, plain; i < size; i += plain + 1) {
        for (plain = 0; i + plain < size && is_plain(text[i + plain]); plain++) {
        }
        orm__buffer_append(to, text + i, plain);
        size_t at = i + plain;
        if (at < size) {
            write_char(to, (unsigned char)text[at], at > 0 && text[at - 1] == '?');
        }
    }
    orm__buffer_char(to, '"');
}

static void write_integer(orm_buffer *to, int64_t integer)
{
    if (integer == INT64_MIN) {
        orm__buffer_text(to, "INT64_MIN"); /* its digits without the sign are no int64_t */
    } else if (integer < -INT32_MAX || integer > INT32_MAX) {
        orm__buffer_format(to, "INT64_C(%" PRId64 ")", integer);
    } else {
        orm__buffer_format(to, "%" PRId64, integer);
    }
}

/* As few digits as say the same double. */
static void write_real(orm_buffer *to, double real)
{
    if (isnan(real)) {
        orm__buffer_text(to, "ORM_NAN");
        return;
    }
    if (isinf(real)) {
        orm__buffer_text(to, real < 0 ? "-ORM_INFINITY" : "ORM_INFINITY");
        return;
    }
    char text[64];
    (void)snprintf(text, sizeof text, "%.15g", real);
    double back = strtod(text, NULL);
    if (back < real || back > real) {
        (void)snprintf(text, sizeof text, "%.17g", real);
    }
    bool is_integer = strpbrk(text, ".e") == NULL;
    orm__buffer_format(to, "%s%s", text, is_integer ? ".0" : "");
}

/* The start of a value that is an integer, and a decimal's scale. */
static void write_counted(orm_buffer *to, const char *type, const orm_value *value)
{
    orm__buffer_format(to, "{ .type = ORM_TYPE_%s, ", type);
    if (value->size > 0) {
        orm__buffer_format(to, ".size = %zu, ", value->size);
    }
    orm__buffer_text(to, ".as.integer = ");
    write_integer(to, value->as.integer);
}

static void write_interval(orm_buffer *to, const orm_value *value)
{
    orm__buffer_text(to, "{ .type = ORM_TYPE_INTERVAL, ");
    if (value->months != 0) {
        orm__buffer_text(to, ".months = ");
        write_integer(to, value->months);
        orm__buffer_text(to, ", ");
    }
    if (value->size != 0) {
        orm__buffer_format(to, ".size = %zuu, ", value->size);
    }
    orm__buffer_text(to, ".as.integer = ");
    write_integer(to, value->as.integer);
}

void scan_writer_value(orm_buffer *to, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        orm__buffer_text(to, "{ .type = ORM_TYPE_NULL");
        break;
    case ORM_TYPE_BOOL:
        orm__buffer_format(to, "{ .type = ORM_TYPE_BOOL, .as.boolean = %s",
                           value->as.boolean ? "true" : "false");
        break;
    case ORM_TYPE_INT:
        write_counted(to, "INT", value);
        break;
    case ORM_TYPE_TIMESTAMP:
        write_counted(to, "TIMESTAMP", value);
        break;
    case ORM_TYPE_DATE:
        write_counted(to, "DATE", value);
        break;
    case ORM_TYPE_DECIMAL:
        write_counted(to, "DECIMAL", value);
        break;
    case ORM_TYPE_INTERVAL:
        write_interval(to, value);
        break;
    case ORM_TYPE_UINT:
        orm__buffer_text(to, "{ .type = ORM_TYPE_UINT, .as.natural = ");
        orm__buffer_format(to, value->as.natural > INT32_MAX ? "UINT64_C(%" PRIu64 ")" : "%" PRIu64,
                           value->as.natural);
        break;
    case ORM_TYPE_REAL:
        orm__buffer_text(to, "{ .type = ORM_TYPE_REAL, .as.real = ");
        write_real(to, value->as.real);
        break;
    case ORM_TYPE_TEXT:
    case ORM_TYPE_BLOB:
        orm__buffer_format(to, "{ .type = ORM_TYPE_%s, .size = %zu, .as.%s = ",
                           value->type == ORM_TYPE_TEXT ? "TEXT" : "BLOB", value->size,
                           value->type == ORM_TYPE_TEXT ? "text" : "data");
        scan_writer_string(to, value->as.text, value->size);
        break;
    }
    orm__buffer_text(to, " }");
}

void scan_writer_indexes(orm_buffer *to, const uint16_t *indexes, uint16_t count)
{
    orm__buffer_text(to, "(const uint16_t[]){ ");
    for (uint16_t i = 0; i < count; i++) {
        orm__buffer_format(to, "%s%u", i > 0 ? ", " : "", (unsigned)indexes[i]);
    }
    orm__buffer_text(to, " }");
}
