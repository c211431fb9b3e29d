/* Owns the grammar of JSON: commas, indents, escapes. */
#include "emit/json.h"

#include <inttypes.h>

/* What stands for itself. */
static bool is_plain(char c)
{
    return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

static void write_escaped(orm_buffer *to, unsigned char c)
{
    orm__buffer_format(to, c < ' ' ? "\\u%04x" : "\\%c", c);
}

static void write_text(orm_buffer *to, const char *text)
{
    orm__buffer_char(to, '"');
    for (const char *c = text; *c != '\0';) {
        size_t plain = 0;
        while (is_plain(c[plain])) {
            plain++;
        }
        orm__buffer_append(to, c, plain);
        c += plain;
        if (*c != '\0') {
            write_escaped(to, (unsigned char)*c++);
        }
    }
    orm__buffer_char(to, '"');
}

static void begin_line(const scan_json *json)
{
    static const char blanks[] = "                ";
    orm__buffer_char(json->to, '\n');
    for (size_t left = 2 * (size_t)json->depth, some; left > 0; left -= some) {
        some = left < sizeof blanks - 1 ? left : sizeof blanks - 1;
        orm__buffer_append(json->to, blanks, some);
    }
}

static bool is_in_line(const scan_json *json)
{
    return json->line_depth > 0 && json->depth >= json->line_depth;
}

/* The way to the next value: comma, line, key. */
static void begin_value(scan_json *json, const char *key)
{
    bool in_line = is_in_line(json);
    if (json->has_items) {
        orm__buffer_text(json->to, in_line ? ", " : ",");
    }
    if (json->depth > 0 && !in_line) {
        begin_line(json);
    }
    if (key != NULL) {
        write_text(json->to, key);
        orm__buffer_text(json->to, ": ");
    }
    json->has_items = true;
}

static void open_nested(scan_json *json, const char *key, char bracket)
{
    begin_value(json, key);
    orm__buffer_char(json->to, bracket);
    json->depth++;
    json->has_items = false;
}

static void close_nested(scan_json *json, char bracket)
{
    bool in_line = is_in_line(json);
    json->depth--;
    if (json->has_items && !in_line) {
        begin_line(json);
    }
    json->line_depth = json->depth < json->line_depth ? 0 : json->line_depth;
    orm__buffer_char(json->to, bracket);
    orm__buffer_text(json->to, json->depth == 0 ? "\n" : "");
    json->has_items = true;
}

void scan_json_in_line(scan_json *json)
{
    if (json->line_depth == 0) {
        json->line_depth = json->depth + 1;
    }
}

void scan_json_open_object(scan_json *json, const char *key)
{
    open_nested(json, key, '{');
}

void scan_json_close_object(scan_json *json)
{
    close_nested(json, '}');
}

void scan_json_open_list(scan_json *json, const char *key)
{
    open_nested(json, key, '[');
}

void scan_json_close_list(scan_json *json)
{
    close_nested(json, ']');
}

void scan_json_text(scan_json *json, const char *key, const char *text)
{
    begin_value(json, key);
    if (text == NULL) {
        orm__buffer_text(json->to, "null");
    } else {
        write_text(json->to, text);
    }
}

void scan_json_number(scan_json *json, const char *key, int64_t number)
{
    begin_value(json, key);
    orm__buffer_format(json->to, "%" PRId64, number);
}

void scan_json_boolean(scan_json *json, const char *key, bool boolean)
{
    begin_value(json, key);
    orm__buffer_text(json->to, boolean ? "true" : "false");
}
