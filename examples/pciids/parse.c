/* Owns the reading of one line after the other: what a line is, and below which lines it stands. */
#include "parse.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

/* The numbers of the lines that the next ones stand below. */
typedef struct parser {
    struct list *list;
    parse_error *error;
    unsigned line;
    bool in_classes;
    unsigned depth; /* how many of above are known: 0 before the first line of a list */
    uint16_t above[2];
} parser;

static bool fail(parser *p, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    p->error->line = p->line;
    (void)vsnprintf(p->error->message, sizeof p->error->message, format, arguments);
    va_end(arguments);
    return false;
}

static int value_of_digit(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* Reads a number of exactly so many hexadecimal digits, in small letters as the list has them. */
static bool read_number(const char **text, int digits, uint16_t *number_out)
{
    unsigned number = 0;
    for (int i = 0; i < digits; i++) {
        const int value = value_of_digit((*text)[i]);
        if (value < 0) {
            return false;
        }
        number = number * 16 + (unsigned)value;
    }
    *text += digits;
    *number_out = (uint16_t)number;
    return true;
}

static bool skip(const char **text, const char *what)
{
    const size_t size = strlen(what);
    if (strncmp(*text, what, size) != 0) {
        return false;
    }
    *text += size;
    return true;
}

/* Reads what ends every line: two blanks and a name. NULL: fails. */
static char *read_name(parser *p, const char *text)
{
    if (!skip(&text, "  ") || *text == '\0') {
        (void)fail(p, "two blanks and a name are missing behind the number");
        return NULL;
    }
    char *name = orm_arena_copy(p->list->names, text, strlen(text));
    if (name == NULL) {
        (void)fail(p, "out of memory");
    }
    return name;
}

static void *add_row(parser *p, list_kind kind)
{
    void *row = list_add(p->list, kind, p->line);
    if (row == NULL) {
        (void)fail(p, "out of memory");
    }
    return row;
}

/* What a line has said: as many tabs, one or two numbers, a name. */
typedef struct entry {
    unsigned depth;
    uint16_t number, second;
    char *name;
} entry;

static bool add_to_vendors(parser *p, const entry *e)
{
    const list_kind kinds[] = { LIST_VENDOR, LIST_DEVICE, LIST_SUBSYSTEM };
    void *row = add_row(p, kinds[e->depth]);
    if (row == NULL) {
        return false;
    }
    if (e->depth == 0) {
        *(struct vendor *)row = (struct vendor){ .id = e->number, .name = e->name };
    } else if (e->depth == 1) {
        *(struct device *)row =
            (struct device){ .vendor_id = p->above[0], .id = e->number, .name = e->name };
    } else {
        *(struct subsystem *)row = (struct subsystem){ .vendor_id = p->above[0],
                                                       .device_id = p->above[1],
                                                       .subvendor_id = e->number,
                                                       .subdevice_id = e->second,
                                                       .name = e->name };
    }
    return true;
}

static bool add_to_classes(parser *p, const entry *e)
{
    const list_kind kinds[] = { LIST_CLASS, LIST_SUBCLASS, LIST_INTERFACE };
    void *row = add_row(p, kinds[e->depth]);
    const uint8_t number = (uint8_t)e->number;
    const uint8_t above[] = { (uint8_t)p->above[0], (uint8_t)p->above[1] };
    if (row == NULL) {
        return false;
    }
    if (e->depth == 0) {
        *(struct device_class *)row = (struct device_class){ .id = number, .name = e->name };
    } else if (e->depth == 1) {
        *(struct subclass *)row =
            (struct subclass){ .class_id = above[0], .id = number, .name = e->name };
    } else {
        *(struct interface *)row = (struct interface){
            .class_id = above[0], .subclass_id = above[1], .id = number, .name = e->name
        };
    }
    return true;
}

static bool add_entry(parser *p, const entry *e)
{
    const bool added = p->in_classes ? add_to_classes(p, e) : add_to_vendors(p, e);
    if (e->depth < 2) {
        p->above[e->depth] = e->number;
    }
    p->depth = e->depth + 1;
    return added;
}

/* text: behind the tabs. */
static bool parse_numbers(parser *p, const char *text, entry *e)
{
    if (!read_number(&text, p->in_classes ? 2 : 4, &e->number)) {
        return fail(p, "a number of %d hexadecimal digits is missing", p->in_classes ? 2 : 4);
    }
    if (!p->in_classes && e->depth == 2 &&
        (!skip(&text, " ") || !read_number(&text, 4, &e->second))) {
        return fail(p, "a subsystem has two numbers of 4 hexadecimal digits");
    }
    e->name = read_name(p, text);
    return e->name != NULL;
}

static bool parse_line(parser *p, const char *text)
{
    if (*text == '\0' || *text == '#') {
        return true;
    }
    entry e = { .depth = 0 };
    while (e.depth < 2 && skip(&text, "\t")) {
        e.depth++;
    }
    if (e.depth > p->depth) {
        return fail(p, "the line that this one stands below is missing");
    }
    if (e.depth == 0) {
        p->in_classes = skip(&text, "C ");
    }
    return parse_numbers(p, text, &e) && add_entry(p, &e);
}

static void cut_line_end(char *text, size_t length)
{
    if (length > 0 && text[length - 1] == '\n') {
        text[--length] = '\0';
    }
    if (length > 0 && text[length - 1] == '\r') {
        text[--length] = '\0';
    }
}

/* A NUL within a line is refused: what stands behind it would be lost. */
static bool parse_lines(parser *p, FILE *file, char **text, size_t *size)
{
    ssize_t length;
    while ((length = getline(text, size, file)) >= 0) {
        p->line++;
        if (strlen(*text) != (size_t)length) {
            return fail(p, "a NUL character");
        }
        cut_line_end(*text, (size_t)length);
        if (!parse_line(p, *text)) {
            return false;
        }
    }
    p->line = 0;
    return feof(file) != 0 || fail(p, "the file cannot be read");
}

bool parse_file(FILE *file, struct list *list, parse_error *error)
{
    parser p = { .list = list, .error = error };
    char *text = NULL;
    size_t size = 0;
    const bool parsed = parse_lines(&p, file, &text, &size);
    free(text);
    return parsed;
}
