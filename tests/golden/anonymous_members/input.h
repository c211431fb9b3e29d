/* Members of a struct without a name are members of the outer one. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(place) place {
    int64_t id ORM_COLUMN(primary_key);
    struct {
        double x ORM_COLUMN();
        double y ORM_COLUMN();
        struct {
            int32_t height ORM_COLUMN(null_if = 0);
        };
    };
    union {
        int64_t whole;
        char bytes[8];
    };
    unsigned flags : 3;
    unsigned : 0;
    struct place *next;
    int (*compare)(const struct place *, const struct place *);
};
