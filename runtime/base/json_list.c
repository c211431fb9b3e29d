/* Owns JSON lists of single values, both ways. A reader of its own, since a library's would have to
 * be handed each row, and SQLite's own does not promise the last bit of a double. */
#include "base/json_list.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/real.h"

static const char no_json[] = "no valid JSON";

/* ---- writing ------------------------------------------------------------------------------ */

static void write_text(orm_buffer *out, const orm_value *text)
{
    orm__buffer_char(out, '"');
    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->as.text[i];
        if (byte < ' ') {
            orm__buffer_format(out, "\\u%04x", (unsigned)byte);
        } else if (byte == '"' || byte == '\\') {
            orm__buffer_format(out, "\\%c", byte);
        } else {
            orm__buffer_char(out, (char)byte);
        }
    }
    orm__buffer_char(out, '"');
}

static const char *write_real(orm_buffer *out, double real)
{
    char text[ORM_REAL_SIZE + 1];
    if (!isfinite(real)) {
        return "JSON has neither NaN nor an infinity";
    }
    orm__buffer_append(out, text, orm__real_write(real, text));
    return NULL;
}

static const char *write_item(orm_buffer *out, const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_NULL:
        orm__buffer_text(out, "null");
        return NULL;
    case ORM_TYPE_BOOL:
        orm__buffer_text(out, value->as.boolean ? "true" : "false");
        return NULL;
    case ORM_TYPE_INT:
    case ORM_TYPE_TIMESTAMP:
        orm__buffer_format(out, "%" PRId64, value->as.integer);
        return NULL;
    case ORM_TYPE_REAL:
        return write_real(out, value->as.real);
    case ORM_TYPE_TEXT:
        write_text(out, value);
        return NULL;
    case ORM_TYPE_UINT:
    case ORM_TYPE_BLOB:
    case ORM_TYPE_DATE:
    case ORM_TYPE_DECIMAL:
    case ORM_TYPE_LIST:
    case ORM_TYPE_OTHER:
        break;
    }
    return "a value that JSON has no form for";
}

const char *orm__json_list_write(orm_buffer *out, const orm_value *list)
{
    const char *problem = NULL;
    orm__buffer_char(out, '[');
    for (size_t i = 0; i < list->size && problem == NULL; i++) {
        orm__buffer_text(out, i == 0 ? "" : ",");
        problem = write_item(out, &list->as.list[i]);
    }
    orm__buffer_char(out, ']');
    return problem;
}

/* ---- reading: characters ------------------------------------------------------------------ */

static bool fail(orm_json_list *list, const char *problem)
{
    list->problem = problem;
    return false;
}

static bool sees(const orm_json_list *list, char c)
{
    return list->at < list->end && *list->at == c;
}

static bool take(orm_json_list *list, char c)
{
    bool is_there = sees(list, c);
    list->at += is_there;
    return is_there;
}

static void skip_blanks(orm_json_list *list)
{
    while (list->at < list->end && strchr(" \t\n\r", *list->at) != NULL && *list->at != '\0') {
        list->at++;
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit; 16: it is none. */
static unsigned hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    return found == NULL ? 16 : (unsigned)(found - digits) % 16;
}

/* The code unit of four digits; false: they are not there. */
static bool read_unit(const char *at, const char *end, unsigned *unit_out)
{
    unsigned unit = 0;
    if (end - at < 4) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        unsigned digit = hex_digit(at[i]);
        if (digit == 16) {
            return false;
        }
        unit = unit * 16 + digit;
    }
    *unit_out = unit;
    return true;
}

/* ---- reading: texts ----------------------------------------------------------------------- */

/* The letters of the escapes of one character, and what they stand for. */
static const char escapes[] = "\"\\/bfnrt";
static const char escaped[] = "\"\\/\b\f\n\r\t";

/* Behind "\u": the bytes of the escape from there on; 0: it is none. *code_out: the character. */
static size_t read_code(const char *at, const char *end, uint32_t *code_out)
{
    unsigned high = 0, low = 0;
    if (!read_unit(at, end, &high) || (high >= 0xDC00 && high <= 0xDFFF)) {
        return 0;
    }
    *code_out = high;
    if (high < 0xD800 || high > 0xDBFF) {
        return 4;
    }
    bool is_pair = end - at >= 10 && at[4] == '\\' && at[5] == 'u' &&
                   read_unit(at + 6, end, &low) && low >= 0xDC00 && low <= 0xDFFF;
    *code_out = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return is_pair ? 10 : 0;
}

/* Behind a backslash: the bytes of the escape from there on; 0: it is none. */
static size_t escape_size(const char *at, const char *end)
{
    uint32_t code;
    if (at == end || *at == '\0') {
        return 0;
    }
    if (*at != 'u') {
        return strchr(escapes, *at) != NULL;
    }
    size_t size = read_code(at + 1, end, &code);
    return size == 0 ? 0 : 1 + size;
}

static bool read_text(orm_json_list *list, orm_json_item *item)
{
    const char *start = ++list->at;
    while (list->at < list->end && *list->at != '"') {
        unsigned char byte = (unsigned char)*list->at++;
        size_t size = byte == '\\' ? escape_size(list->at, list->end) : byte >= ' ';
        if (size == 0) {
            return fail(list, no_json);
        }
        item->is_escaped = item->is_escaped || byte == '\\';
        list->at += byte == '\\' ? size : 0;
    }
    item->value = orm_value_text("");
    item->value.as.text = start;
    item->value.size = (size_t)(list->at - start);
    return take(list, '"') || fail(list, no_json);
}

static size_t write_code(uint32_t code, char *to)
{
    static const unsigned char marks[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        to[i] = (char)(unsigned char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    to[0] = (char)(unsigned char)(marks[size] | code);
    return size;
}

size_t orm__json_list_unescape(const orm_value *text, char *to)
{
    const char *at = text->as.text, *end = at + text->size;
    char *next = to;
    while (at < end) {
        uint32_t code = 0;
        if (*at != '\\') {
            *next++ = *at++;
        } else if (at[1] == 'u') {
            at += 2 + read_code(at + 2, end, &code);
            next += write_code(code, next);
        } else {
            *next++ = escaped[strchr(escapes, at[1]) - escapes];
            at += 2;
        }
    }
    return (size_t)(next - to);
}

/* ---- reading: numbers and words ----------------------------------------------------------- */

static size_t skip_digits(orm_json_list *list)
{
    const char *start = list->at;
    while (list->at < list->end && is_digit(*list->at)) {
        list->at++;
    }
    return (size_t)(list->at - start);
}

/* [-]digits, unless it is minus zero or too large. */
static bool to_integer(const char *text, const char *end, int64_t *integer_out)
{
    bool is_negative = *text == '-';
    uint64_t magnitude = 0, largest = (uint64_t)INT64_MAX + is_negative;
    for (text += is_negative; text < end; text++) {
        unsigned digit = (unsigned)(*text - '0');
        if (magnitude > (largest - digit) / 10) {
            return false;
        }
        magnitude = magnitude * 10 + digit;
    }
    if (is_negative && magnitude == 0) {
        return false;
    }
    *integer_out = is_negative ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
    return true;
}

/* Over a number as JSON has it. False: it is none. */
static bool skip_number(orm_json_list *list, bool *is_whole_out)
{
    (void)take(list, '-');
    bool is_zero = sees(list, '0');
    size_t whole = skip_digits(list);
    bool is_good = whole == 1 || (whole > 1 && !is_zero);
    bool has_fraction = take(list, '.');
    is_good = is_good && (!has_fraction || skip_digits(list) > 0);
    bool has_exponent = take(list, 'e') || take(list, 'E');
    if (has_exponent && !take(list, '-')) {
        (void)take(list, '+');
    }
    *is_whole_out = !has_fraction && !has_exponent;
    return is_good && (!has_exponent || skip_digits(list) > 0);
}

static bool read_number(orm_json_list *list, orm_json_item *item)
{
    const char *start = list->at;
    bool is_whole = false;
    int64_t integer;
    double real;
    if (!skip_number(list, &is_whole)) {
        return fail(list, no_json);
    }
    if (is_whole && to_integer(start, list->at, &integer)) {
        item->value = orm_value_int(integer);
        return true;
    }
    if (!orm__real_read(start, (size_t)(list->at - start), &real)) {
        return fail(list, "a number that no double holds");
    }
    item->value = orm_value_real(real);
    return true;
}

static bool take_word(orm_json_list *list, const char *word)
{
    size_t size = strlen(word);
    bool is_there = (size_t)(list->end - list->at) >= size && memcmp(list->at, word, size) == 0;
    list->at += is_there ? size : 0;
    return is_there;
}

static bool read_item(orm_json_list *list, orm_json_item *item)
{
    *item = (orm_json_item){ .is_escaped = false };
    if (sees(list, '"')) {
        return read_text(list, item);
    }
    if (sees(list, '[') || sees(list, '{')) {
        return fail(list, "a list whose items are not single values");
    }
    if (take_word(list, "null")) {
        return true;
    }
    if (take_word(list, "true")) {
        item->value = orm_value_bool(true);
        return true;
    }
    if (take_word(list, "false")) {
        item->value = orm_value_bool(false);
        return true;
    }
    return read_number(list, item);
}

/* ---- reading: lists ----------------------------------------------------------------------- */

orm_json_list orm__json_list_open(const char *text, size_t size)
{
    return (orm_json_list){ .at = text, .end = text + size };
}

static bool end_list(orm_json_list *list)
{
    list->is_over = true;
    skip_blanks(list);
    return list->at == list->end ? false : fail(list, no_json);
}

bool orm__json_list_next(orm_json_list *list, orm_json_item *item_out)
{
    if (list->is_over || list->problem != NULL) {
        return false;
    }
    bool is_first = !list->has_begun;
    skip_blanks(list);
    if (is_first && !take(list, '[')) {
        return fail(list, "no list");
    }
    list->has_begun = true;
    skip_blanks(list);
    if (take(list, ']')) {
        return end_list(list);
    }
    if (!is_first && !take(list, ',')) {
        return fail(list, no_json);
    }
    skip_blanks(list);
    return read_item(list, item_out);
}
