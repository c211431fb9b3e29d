/* Lists of single values as JSON text. What is written reads back as the same values: integers to
 * the last digit, reals to the last bit, texts byte by byte. */
#ifndef ORM_BASE_JSON_LIST_H
#define ORM_BASE_JSON_LIST_H

#include <orm/value.h>

#include "base/buffer.h"

/* Appends a LIST of NULL, BOOL, INT, TIMESTAMP, REAL and TEXT. Returns a problem; NULL: none. */
const char *orm__json_list_write(orm_buffer *out, const orm_value *list);

/* A text that is being read. Borrows it. */
typedef struct orm_json_list {
    const char *at, *end;
    bool has_begun, is_over;
    const char *problem; /* why it is no list of single values; NULL so far */
} orm_json_list;

typedef struct orm_json_item {
    orm_value value; /* NULL, BOOL, INT, REAL or TEXT, which borrows from the list's text */
    bool is_escaped; /* the TEXT is yet to be unescaped */
} orm_json_item;

orm_json_list orm__json_list_open(const char *text, size_t size);

/* False: there is none left, or there is a problem. */
bool orm__json_list_next(orm_json_list *list, orm_json_item *item_out);

/* Writes what an escaped TEXT stands for, at most text->size bytes and no NUL behind them; returns
 * how many. */
size_t orm__json_list_unescape(const orm_value *text, char *to);

#endif
