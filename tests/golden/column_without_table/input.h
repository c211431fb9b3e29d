#include <orm/annotations.h>

struct user {
    int id ORM_COLUMN(primary_key);
    int age ORM_COLUMN();
};

struct ORM_TABLE(outer) outer {
    int id ORM_COLUMN(primary_key);
    struct {
        int x ORM_COLUMN();
    } position;
};
