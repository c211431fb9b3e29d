/* Lists of single values as JSON text. What is written reads back as the same values: integers to
 * the last digit, reals to the last bit, texts byte by byte. */
#ifndef ORM_BASE_JSON_LIST_H
#define ORM_BASE_JSON_LIST_H

#include <orm/value.h>

#include "base/json_text.h"

/* Appends a LIST of NULL, BOOL, INT, TIMESTAMP, REAL and TEXT. Returns a problem; NULL: none. */
const char *orm__json_list_write(orm_buffer *out, const orm_value *list);

/* A text that is being read; .text.problem: why it is no list of single values. */
typedef struct orm_json_list {
    orm_json_text text;
    bool has_begun, is_over;
} orm_json_list;

orm_json_list orm__json_list_open(const char *text, size_t size);

/* False: there is none left, or there is a problem. */
bool orm__json_list_next(orm_json_list *list, orm_json_item *item_out);

#endif
