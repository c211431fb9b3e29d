#include <orm/annotations.h>

struct ORM_TABLE(user) user {
    int id ORM_COLUMN(primary_key);
};
struct ORM_TABLE(user) user {
    int id ORM_COLUMN(primary_key);
};
