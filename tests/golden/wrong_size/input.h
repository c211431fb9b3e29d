/* Lengths that are missing, wrong or needless. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(s) s {
    void *a ORM_COLUMN();
    unsigned char *b ORM_COLUMN(size = b_sise);
    uint8_t *c ORM_COLUMN(size = ratio);
    char *d ORM_COLUMN(size = b_size, type = date);
    int64_t e ORM_COLUMN(size = b_size);
    char *f ORM_COLUMN(type = blob);
    void *g ORM_COLUMN(size = flag);
    char *h ORM_COLUMN(size = few);
    uint32_t b_size;
    unsigned few : 5;
    double ratio;
    bool flag;
};
