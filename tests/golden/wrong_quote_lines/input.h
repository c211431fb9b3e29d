#include <orm/annotations.h>

struct ORM_TABLE(plain, check = "{id} > 0") plain {
    int id ORM_COLUMN(primary_key);
};

struct ORM_TABLE(
    broken,
    check = "{id} >
        0") broken {
    int id ORM_COLUMN(primary_key);
};
