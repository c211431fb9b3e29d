#include <orm/annotations.h>
#include <stdint.h>

ORM_TABLE(user) struct user {
    int64_t id;
};
