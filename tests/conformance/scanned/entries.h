/* Rows that are found by bytes: keys of any length with any byte in them, and parts of them. */
#ifndef CONFORMANCE_SCANNED_ENTRIES_H
#define CONFORMANCE_SCANNED_ENTRIES_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(entry) entry {
    void *key ORM_COLUMN(primary_key, not_null, size = key_size);
    size_t key_size;
    int32_t number ORM_COLUMN();
    uint8_t mark[2] ORM_COLUMN(null_flag = mark_is_null);
    uint8_t mark_is_null;
    void *note ORM_COLUMN(size = note_size, index);
    size_t note_size;
    uint8_t token[16] ORM_COLUMN(type = uuid);
};

#endif
