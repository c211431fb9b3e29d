/* Only a whole key can be referenced. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(entry) entry {
    int64_t number ORM_COLUMN(primary_key);
    int64_t year ORM_COLUMN(primary_key);
    int64_t amount ORM_COLUMN();
    int64_t code ORM_COLUMN(unique = both);
    int64_t part ORM_COLUMN(unique = both);
};

struct ORM_TABLE(note) note {
    int64_t a ORM_COLUMN(references = entry.number);
    int64_t b ORM_COLUMN(references = entry.amount);
    int64_t c ORM_COLUMN(references = entry.code);
};
