/* Lengths that lie in a struct beside their column, or do not. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct head {
    uint32_t size;
    struct head *next;
};

struct text {
    uint8_t *data ORM_COLUMN(size = lem);
    uint32_t len;
    uint8_t *more ORM_COLUMN(size = none);
};

struct ORM_TABLE(row) row {
    int64_t id ORM_COLUMN(primary_key);
    struct head in, *out;
    const struct head fixed;
    union {
        uint32_t size;
        int raw;
    } either;
    union {
        struct head hidden;
        int word;
    };
    uint8_t *a ORM_COLUMN(size = in.size);
    uint8_t *b ORM_COLUMN(size = out->size);
    uint8_t *c ORM_COLUMN(size = in.next->size);
    uint8_t *d ORM_COLUMN(size = fixed.size);
    uint8_t *e ORM_COLUMN(size = either.size);
    uint8_t *f ORM_COLUMN(size = hidden.size);
    uint8_t *g ORM_COLUMN(size = in.sise);
    uint8_t *h ORM_COLUMN(size = id.size);
    struct text text ORM_COLUMN();
    struct text *far ORM_COLUMN();
    uint8_t *key ORM_COLUMN();
    uint32_t val_len, key_len;
};
