/* Owns what the driver reads in texts by itself: the first word of a statement, and whether a
 * parameter is UTF-8. All else is the server's business. */
#include <string.h>

#include "base/utf8.h"
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

static bool is_query(const char *sql)
{
    static const char *const words[] = { "select", "with", "values", "table", NULL };
    return begins_with_one_of(sql, words);
}

static bool holds_word(const char *sql, const char *word)
{
    for (; *sql != '\0'; sql++) {
        size_t size = 0;
        while (word[size] != '\0' && (sql[size] | ('a' - 'A')) == word[size]) {
            size++;
        }
        if (word[size] == '\0') {
            return true;
        }
    }
    return false;
}

bool orm__postgresql_text_may_stream(const char *sql)
{
    static const char *const with[] = { "with", NULL };
    static const char *const writers[] = { "insert", "update", "delete", "merge" };
    bool writes = false;
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        writes = writes || holds_word(sql, writers[i]);
    }
    return is_query(sql) && !(writes && begins_with_one_of(sql, with));
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
    static const char *const words[] = {
        "begin", "start", "set", "show", "listen", "unlisten", NULL
    };
    return begins_with_one_of(script, words) && strchr(script, ';') == NULL;
}

/* ---- UTF-8 ---- */

static bool is_utf8(const orm_value *value)
{
    if (value->type == ORM_TYPE_LIST) {
        size_t i = 0;
        while (i < value->size && is_utf8(&value->as.list[i])) {
            i++;
        }
        return i == value->size;
    }
    return value->type != ORM_TYPE_TEXT || orm__utf8_is_valid(value->as.text, value->size);
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
