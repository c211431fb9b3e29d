/* Structs that do not say which of their members are columns, have none, or are not there. */
#include <orm/annotations.h>
#include <stdint.h>

struct pair { int32_t a; int32_t b; };
struct nothing { };
struct unknown;

struct ORM_TABLE(t) t {
    int64_t id ORM_COLUMN(primary_key);
    struct pair pair ORM_COLUMN();
    struct pair *behind ORM_COLUMN(prefix = x);
    struct nothing nothing ORM_COLUMN();
    struct unknown *unknown ORM_COLUMN();
    struct { int32_t x ORM_COLUMN(); int32_t y ORM_COLUMN(); } *unnamed ORM_COLUMN();
    enum { ON, OFF } *state ORM_COLUMN();
};
