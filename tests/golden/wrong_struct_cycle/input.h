/* Structs that lead into themselves, or into a table. */
#include <orm/annotations.h>
#include <stdint.h>

struct node {
    int value ORM_COLUMN();
    struct node *next ORM_COLUMN();
};
struct ping;
struct pong {
    struct ping *ping ORM_COLUMN();
};
struct ping {
    int32_t n ORM_COLUMN();
    struct pong pong ORM_COLUMN();
};

struct ORM_TABLE(owner) owner {
    int64_t id ORM_COLUMN(primary_key);
    struct node head ORM_COLUMN();
    struct ping *ping ORM_COLUMN();
    struct owner *parent ORM_COLUMN();
};

struct ORM_TABLE(pet) pet {
    int64_t id ORM_COLUMN(primary_key);
    struct owner *owner ORM_COLUMN();
    struct owner first ORM_COLUMN(prefix = first_);
};
