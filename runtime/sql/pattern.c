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

orm_status orm__pattern_encode(orm_buffer *buffer, const orm_dialect *dialect, orm_op op,
                               const char *text, orm_error *error)
{
    if (op == ORM_OP_LIKE) {
        return encode_pattern(buffer, dialect->like_style, text, error);
    }
    if (op == ORM_OP_ILIKE) {
        return encode_pattern(buffer, ORM_PATTERN_LIKE, text, error);
    }
    if (op == ORM_OP_ENDS_WITH || op == ORM_OP_CONTAINS) {
        append_any_text(buffer, dialect->like_style);
    }
    encode_literal(buffer, dialect->like_style, text);
    if (op == ORM_OP_STARTS_WITH || op == ORM_OP_CONTAINS) {
        append_any_text(buffer, dialect->like_style);
    }
    return ORM_OK;
}
