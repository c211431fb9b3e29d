/* Owns what the driver reads in texts by itself: the first word of a statement, and whether a
 * parameter is UTF-8. All else is the server's business. */
#include <string.h>

#include "driver/postgresql.h"

/* ---- the first word ---- */

/* In upper or lower case; words are in lower, the last is NULL. */
static bool begins_with_one_of(const char *sql, const char *const *words)
{
    sql += strspn(sql, " \t\r\n(");
    for (; *words != NULL; words++) {
        size_t size = 0;
        while ((*words)[size] != '\0' && (sql[size] | ('a' - 'A')) == (*words)[size]) {
            size++;
        }
        if ((*words)[size] == '\0') {
            return true;
        }
    }
    return false;
}

bool orm__postgresql_text_is_query(const char *sql)
{
    static const char *const words[] = { "select", "with", "values", "table", NULL };
    return begins_with_one_of(sql, words);
}

bool orm__postgresql_text_only_reads(const char *sql)
{
    static const char *const words[] = { "select", "values", "table", NULL };
    return begins_with_one_of(sql, words);
}

bool orm__postgresql_text_commits(const char *sql)
{
    static const char *const words[] = { "commit", "end", "prepare transaction", NULL };
    return begins_with_one_of(sql, words);
}

bool orm__postgresql_text_stores_nothing(const char *script)
{
    static const char *const words[] = { "begin", "start", "set", "show", NULL };
    return begins_with_one_of(script, words) && strchr(script, ';') == NULL;
}

/* ---- UTF-8 ---- */

/* The length of the character that text begins with; 0: it is none. */
static size_t character_size(const unsigned char *text, size_t size)
{
    static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 }; /* by length */
    size_t length = text[0] < 0x80   ? 1
                    : text[0] < 0xc0 ? 0
                    : text[0] < 0xe0 ? 2
                    : text[0] < 0xf0 ? 3
                    : text[0] < 0xf8 ? 4
                                     : 0;
    if (length < 2 || length > size) {
        return length > size ? 0 : length;
    }
    uint32_t code = text[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | (text[i] & 0x3fu);
    }
    bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    return code < lowest[length] || code > 0x10ffff || is_surrogate ? 0 : length;
}

static bool is_utf8(const orm_value *value)
{
    if (value->type == ORM_TYPE_LIST) {
        size_t i = 0;
        while (i < value->size && is_utf8(&value->as.list[i])) {
            i++;
        }
        return i == value->size;
    }
    const unsigned char *text = (const unsigned char *)value->as.text;
    size_t left = value->type == ORM_TYPE_TEXT ? value->size : 0;
    size_t size = 1;
    while (left > 0 && size > 0) {
        size = character_size(text, left);
        text += size;
        left -= size;
    }
    return left == 0;
}

size_t orm__postgresql_text_find_broken(const orm_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_utf8(&values[i])) {
            return i + 1;
        }
    }
    return 0;
}
