/* Bytes with their length in a struct whose header is somebody else's. */
#ifndef CONFORMANCE_SCANNED_REQUESTS_H
#define CONFORMANCE_SCANNED_REQUESTS_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    size_t len;
    unsigned char *data;
} request_str;

struct request_buf {
    char *ptr;
    size_t asize, size;
};

struct request_words {
    uint32_t *words;
    uint8_t used;
};

struct request_part {
    request_str name ORM_COLUMN(columns(data = name), size = name.len);
};

struct ORM_TABLE(request) request {
    int64_t id ORM_COLUMN(primary_key);
    request_str body ORM_COLUMN(columns(data), size = body.len);
    struct request_buf text ORM_COLUMN(columns(ptr = text), size = text.size);
    struct request_buf bytes ORM_COLUMN(columns(ptr = bytes), size = bytes.size, type = blob);
    struct request_words all ORM_COLUMN(columns(words), count = all.used, type = blob);
    request_str *maybe ORM_COLUMN(columns(data = maybe), size = maybe.len);
    struct request_part first ORM_COLUMN();
    struct request_part second ORM_COLUMN(prefix = other_);
    struct request_part *third ORM_COLUMN();
};

#endif
