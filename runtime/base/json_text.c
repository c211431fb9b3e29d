/* Owns the grammar of JSON. A reader of our own, since a value's own text is needed (a number with
 * more digits than a double keeps, the JSON of a column as it was written) and where in the text it
 * stands; and each build writes JSON that others may have spoilt. */
#include "base/json_text.h"

#include <string.h>

#include "base/real.h"

/* ---- writing ------------------------------------------------------------------------------ */

static bool is_plain(char c)
{
    return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

static void write_escaped(orm_buffer *out, char c)
{
    if (c == '"' || c == '\\') {
        orm__buffer_format(out, "\\%c", c);
    } else {
        orm__buffer_format(out, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

void orm__json_text_write(orm_buffer *out, const char *text, size_t size)
{
    orm__buffer_char(out, '"');
    for (size_t at = 0; at < size;) {
        size_t start = at;
        while (at < size && is_plain(text[at])) {
            at++;
        }
        orm__buffer_append(out, text + start, at - start);
        if (at < size) {
            write_escaped(out, text[at++]);
        }
    }
    orm__buffer_char(out, '"');
}

/* ---- reading: characters ------------------------------------------------------------------ */

static bool fail(orm_json_text *text, const char *problem)
{
    text->problem = text->problem == NULL ? problem : text->problem;
    return false;
}

bool orm__json_text_fail(orm_json_text *text)
{
    return fail(text, "no valid JSON");
}

static bool sees(const orm_json_text *text, char c)
{
    return text->at < text->end && *text->at == c;
}

static bool take(orm_json_text *text, char c)
{
    bool is_there = sees(text, c);
    text->at += is_there;
    return is_there;
}

static void skip_blanks(orm_json_text *text)
{
    while (text->at < text->end && strchr(" \t\n\r", *text->at) != NULL && *text->at != '\0') {
        text->at++;
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

static bool read_text(orm_json_text *text, orm_json_item *item)
{
    const char *start = ++text->at;
    while (text->at < text->end && *text->at != '"') {
        unsigned char byte = (unsigned char)*text->at++;
        size_t size = byte == '\\' ? escape_size(text->at, text->end) : byte >= ' ';
        if (size == 0) {
            return orm__json_text_fail(text);
        }
        item->is_escaped = item->is_escaped || byte == '\\';
        text->at += byte == '\\' ? size : 0;
    }
    item->value = orm_value_text("");
    item->value.as.text = start;
    item->value.size = (size_t)(text->at - start);
    return take(text, '"') || orm__json_text_fail(text);
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

size_t orm__json_text_unescape(const orm_value *text, char *to)
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

static size_t skip_digits(orm_json_text *text)
{
    const char *start = text->at;
    while (text->at < text->end && is_digit(*text->at)) {
        text->at++;
    }
    return (size_t)(text->at - start);
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
static bool skip_number(orm_json_text *text, bool *is_whole_out)
{
    (void)take(text, '-');
    bool is_zero = sees(text, '0');
    size_t whole = skip_digits(text);
    bool is_good = whole == 1 || (whole > 1 && !is_zero);
    bool has_fraction = take(text, '.');
    is_good = is_good && (!has_fraction || skip_digits(text) > 0);
    bool has_exponent = take(text, 'e') || take(text, 'E');
    if (has_exponent && !take(text, '-')) {
        (void)take(text, '+');
    }
    *is_whole_out = !has_fraction && !has_exponent;
    return is_good && (!has_exponent || skip_digits(text) > 0);
}

static bool read_number(orm_json_text *text, orm_json_item *item)
{
    const char *start = text->at;
    bool is_whole = false;
    int64_t integer;
    double real;
    if (!skip_number(text, &is_whole)) {
        return orm__json_text_fail(text);
    }
    if (is_whole && to_integer(start, text->at, &integer)) {
        item->value = orm_value_int(integer);
        return true;
    }
    if (!orm__real_read(start, (size_t)(text->at - start), &real)) {
        return fail(text, "a number that no double holds");
    }
    item->value = orm_value_real(real);
    return true;
}

static bool take_word(orm_json_text *text, const char *word)
{
    size_t size = strlen(word);
    bool is_there = (size_t)(text->end - text->at) >= size && memcmp(text->at, word, size) == 0;
    text->at += is_there ? size : 0;
    return is_there;
}

bool orm__json_text_item(orm_json_text *text, orm_json_item *item)
{
    *item = (orm_json_item){ .is_escaped = false };
    skip_blanks(text);
    if (sees(text, '"')) {
        return read_text(text, item);
    }
    if (sees(text, '[') || sees(text, '{')) {
        return fail(text, "a list whose items are not single values");
    }
    if (take_word(text, "null")) {
        return true;
    }
    if (take_word(text, "true")) {
        item->value = orm_value_bool(true);
        return true;
    }
    if (take_word(text, "false")) {
        item->value = orm_value_bool(false);
        return true;
    }
    return read_number(text, item);
}

/* ---- reading: any value ------------------------------------------------------------------- */

bool orm__json_text_take(orm_json_text *text, char c)
{
    skip_blanks(text);
    return take(text, c);
}

bool orm__json_text_has_ended(orm_json_text *text)
{
    skip_blanks(text);
    return text->at == text->end;
}

static bool skip_single(orm_json_text *text)
{
    orm_json_item ignored = { .is_escaped = false };
    bool is_whole;
    if (sees(text, '"')) {
        return read_text(text, &ignored);
    }
    return take_word(text, "null") || take_word(text, "true") || take_word(text, "false") ||
           skip_number(text, &is_whole) || orm__json_text_fail(text);
}

static bool skip_value(orm_json_text *text, unsigned depth);

/* Behind the bracket of a list or an object. */
static bool skip_parts(orm_json_text *text, bool is_object, unsigned depth)
{
    char last = is_object ? '}' : ']';
    if (orm__json_text_take(text, last)) {
        return true;
    }
    do {
        skip_blanks(text);
        if (is_object &&
            (!sees(text, '"') || !skip_single(text) || !orm__json_text_take(text, ':'))) {
            return orm__json_text_fail(text);
        }
        if (!skip_value(text, depth)) {
            return false;
        }
    } while (orm__json_text_take(text, ','));
    return orm__json_text_take(text, last) || orm__json_text_fail(text);
}

static bool skip_value(orm_json_text *text, unsigned depth)
{
    skip_blanks(text);
    bool is_object = take(text, '{');
    if (!is_object && !take(text, '[')) {
        return skip_single(text);
    }
    return depth == 0 ? fail(text, "JSON that is nested too deep")
                      : skip_parts(text, is_object, depth - 1);
}

bool orm__json_text_skip(orm_json_text *text)
{
    return skip_value(text, ORM_JSON_DEPTH);
}

bool orm__json_text_is_valid(const char *text, size_t size)
{
    orm_json_text whole = { .at = text, .end = text + size };
    return orm__json_text_skip(&whole) && orm__json_text_has_ended(&whole);
}
