/* Structs and members that macros write. */
#include <orm/annotations.h>
#include <stdint.h>

#define KEY int64_t id ORM_COLUMN(primary_key)
#define TEXT(member) char *member ORM_COLUMN(not_null)
#define TABLE(tag) struct ORM_TABLE(tag) tag

TABLE(car) {
    KEY;
    TEXT(brand);
};

#define BOAT(tag)                                                                                  \
    struct ORM_TABLE(boats) tag {                                                                  \
        KEY;                                                                                       \
        TEXT(title);                                                                               \
    }
BOAT(boat);
