/* Sizes of blobs in signed members. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(packet) packet {
    int64_t id   ORM_COLUMN(primary_key);
    void *head   ORM_COLUMN(size = head_size);
    int16_t head_size;
    void *body   ORM_COLUMN(size = body_size);
    uint16_t body_size;
    void *tail   ORM_COLUMN(size = tail_size);
    int tail_size;
};
