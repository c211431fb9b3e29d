/* JSON text: writing its strings, and reading it from one end to the other. Integers are read to
 * the last digit, reals to the last bit, texts byte by byte; any value can be passed over, so that
 * its own text is known. */
#ifndef ORM_BASE_JSON_TEXT_H
#define ORM_BASE_JSON_TEXT_H

#include <orm/value.h>

#include "base/buffer.h"

/* Lists and objects within one another, beyond which nothing is read. */
enum { ORM_JSON_DEPTH = 512 };

/* Appends a JSON string. text may be NULL where size is 0. */
void orm__json_text_write(orm_buffer *out, const char *text, size_t size);

/* A text that is being read. Borrows it. */
typedef struct orm_json_text {
    const char *at, *end;
    const char *problem; /* why it cannot be read on from at; NULL so far. Static */
} orm_json_text;

typedef struct orm_json_item {
    orm_value value; /* NULL, BOOL, INT, REAL or TEXT, which borrows from the text */
    bool is_escaped; /* the TEXT is yet to be unescaped */
} orm_json_item;

/* Each passes over blanks first. The next character, if it is this one; whether there is none. */
bool orm__json_text_take(orm_json_text *text, char c);
bool orm__json_text_has_ended(orm_json_text *text);

/* A single value; any value, list or object. False: a problem. */
bool orm__json_text_item(orm_json_text *text, orm_json_item *item_out);
bool orm__json_text_skip(orm_json_text *text);

/* Sets the problem that it is no JSON, unless there is one. Returns false. */
bool orm__json_text_fail(orm_json_text *text);

/* Writes what an escaped TEXT stands for, at most text->size bytes and no NUL behind them; returns
 * how many. */
size_t orm__json_text_unescape(const orm_value *text, char *to);

/* True: the text is one JSON value and nothing else. */
bool orm__json_text_is_valid(const char *text, size_t size);

#endif
