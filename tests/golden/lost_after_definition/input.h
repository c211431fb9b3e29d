#include <orm/annotations.h>
#include <stdint.h>

struct user {
    int64_t id;
};
struct ORM_TABLE(user) user;
