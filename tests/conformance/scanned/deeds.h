/* Rows that a long scenario writes while everything fails: a generated key, a key of the program's,
 * a version, and values that need memory. */
#ifndef CONFORMANCE_SCANNED_DEEDS_H
#define CONFORMANCE_SCANNED_DEEDS_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <stddef.h>
#include <stdint.h>

/* "3+4" as text. */
struct span {
    int32_t start, size;
};
orm_encode_fn span_encode;
orm_decode_fn span_decode;
ORM_CONVERTER(struct span, encode = span_encode, decode = span_decode, kind = text);

struct ORM_TABLE(deed) deed {
    int64_t id ORM_COLUMN(primary_key);
    char *code ORM_COLUMN(not_null, unique);
    int64_t amount ORM_COLUMN(default = 7);
    int32_t changes ORM_COLUMN(version);
    char *note ORM_COLUMN();
    uint8_t *data ORM_COLUMN(size = data_size);
    size_t data_size;
    int32_t *tags ORM_COLUMN(count = tag_count);
    size_t tag_count;
    char *facts ORM_COLUMN(type = json);
    struct span span ORM_COLUMN();
};

struct ORM_TABLE(clause) clause {
    int64_t deed_id ORM_COLUMN(primary_key, references = deed.id, on_delete = cascade);
    int32_t number ORM_COLUMN(primary_key);
    char *text ORM_COLUMN(not_null);
};

#endif
