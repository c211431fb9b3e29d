/* Owns the translation of patterns. Only ASCII has a meaning in a pattern, so bytes will do for
 * UTF-8. */
#include "sql/pattern.h"

#include <string.h>

#include "base/error.h"

static void append_literal(orm_buffer *buffer, orm_pattern_style style, char c)
{
    switch (style) {
    case ORM_PATTERN_LIKE:
        if (c == '%' || c == '_' || c == '\\') {
            orm__buffer_char(buffer, '\\');
        }
        orm__buffer_char(buffer, c);
        return;
    case ORM_PATTERN_GLOB:
        if (c == '*' || c == '?' || c == '[') {
            const char bracketed[] = { '[', c, ']' };
            orm__buffer_append(buffer, bracketed, sizeof bracketed);
        } else {
            orm__buffer_char(buffer, c);
        }
        return;
    case ORM_PATTERN_PLAIN:
        orm__buffer_char(buffer, c);
        return;
    }
}

static void append_any_text(orm_buffer *buffer, orm_pattern_style style)
{
    orm__buffer_char(buffer, style == ORM_PATTERN_GLOB ? '*' : '%');
}

static void append_any_character(orm_buffer *buffer, orm_pattern_style style)
{
    orm__buffer_char(buffer, style == ORM_PATTERN_GLOB ? '?' : '_');
}

static orm_status encode_pattern(orm_buffer *buffer, orm_pattern_style style, const char *text,
                                 orm_error *error)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '%') {
            append_any_text(buffer, style);
            continue;
        }
        if (*c == '_') {
            append_any_character(buffer, style);
            continue;
        }
        if (*c == '\\') {
            c++; /* whatever follows stands for itself */
        }
        if (*c == '\0') {
            return orm__error_set(error, ORM_MISUSE, "pattern \"%s\" ends with its escape", text);
        }
        append_literal(buffer, style, *c);
    }
    return ORM_OK;
}

static void encode_literal(orm_buffer *buffer, orm_pattern_style style, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        append_literal(buffer, style, *c);
    }
}

/* ---- which form ---- */

/* A literal character of a pattern takes three bytes at most, as in [*]. */
static bool may_be_long(const char *text)
{
    return strlen(text) > (ORM_PATTERN_MAX - 2) / 3;
}

const orm_pattern_form *orm__pattern_form(const orm_dialect *dialect, orm_op op, const char *text)
{
    if (op == ORM_OP_LIKE) {
        return &dialect->like;
    }
    if (op == ORM_OP_ILIKE) {
        return &dialect->ilike;
    }
    if (op == ORM_OP_CONTAINS) {
        return &dialect->contains;
    }
    if (op == ORM_OP_ENDS_WITH) {
        return &dialect->ends_with;
    }
    return may_be_long(text) ? &dialect->starts_with_long : &dialect->starts_with;
}

/* Measured as the longest form of any engine, so that all engines refuse the same patterns. */
static orm_status check_length(const char *text, orm_error *error)
{
    size_t length = 0;
    for (const char *c = text; *c != '\0'; c++) {
        length += *c == '*' || *c == '?' || *c == '[' ? 3 : 1;
    }
    return length <= ORM_PATTERN_MAX
               ? ORM_OK
               : orm__error_set(error, ORM_CONVERSION, "a pattern of more than %d bytes",
                                ORM_PATTERN_MAX);
}

orm_status orm__pattern_encode(orm_buffer *buffer, const orm_dialect *dialect, orm_op op,
                               const char *text, orm_error *error)
{
    orm_pattern_style style = orm__pattern_form(dialect, op, text)->style;
    if (op == ORM_OP_LIKE || op == ORM_OP_ILIKE) {
        orm_status status = check_length(text, error);
        return status == ORM_OK ? encode_pattern(buffer, style, text, error) : status;
    }
    bool is_pattern = style != ORM_PATTERN_PLAIN;
    if (is_pattern && op != ORM_OP_STARTS_WITH) {
        append_any_text(buffer, style);
    }
    encode_literal(buffer, style, text);
    if (is_pattern && op != ORM_OP_ENDS_WITH) {
        append_any_text(buffer, style);
    }
    return ORM_OK;
}
