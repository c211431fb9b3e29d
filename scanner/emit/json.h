/* Writing JSON, one value in a line unless told otherwise. Knows its grammar, not what is written.
 * Sticky like its buffer. */
#ifndef SCANNER_EMIT_JSON_H
#define SCANNER_EMIT_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include "base/buffer.h"

typedef struct scan_json {
    orm_buffer *to;
    unsigned depth;
    unsigned line_depth; /* where all is in one line: the depth from which on; else 0 */
    bool has_items;      /* in the innermost object or list */
} scan_json;

/* The next object or list is one line, with all that it holds. */
void scan_json_in_line(scan_json *json);

/* Objects and lists; key: NULL inside a list and at the top. */
void scan_json_open_object(scan_json *json, const char *key);
void scan_json_close_object(scan_json *json);
void scan_json_open_list(scan_json *json, const char *key);
void scan_json_close_list(scan_json *json);

/* text: UTF-8; NULL gives null. */
void scan_json_text(scan_json *json, const char *key, const char *text);
void scan_json_number(scan_json *json, const char *key, int64_t number);
void scan_json_boolean(scan_json *json, const char *key, bool boolean);

#endif
