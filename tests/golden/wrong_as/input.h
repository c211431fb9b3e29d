/* as = number and as = flags are for enums, and a number is one of its enumerators', or counts the
 * time of a struct timespec that is none of many; as = bytes is for structs without pointers. */
#include <orm/annotations.h>
#include <stdint.h>
#include <time.h>

enum size { SMALL = 1, LARGE = 4 };
enum wide { NARROW, WIDE = 0x8000000000000000 };
enum far { FAR = 0xFFFFFFFFFFFFFFFF };
enum hidden;

struct link {
    struct link *next;
};

struct deep {
    int plain;
    struct {
        struct link links[2];
    } inner;
};

struct ORM_TABLE(s) s {
    int64_t a ORM_COLUMN(as = number);
    char *b ORM_COLUMN(as = text);
    int c ORM_COLUMN(as = flags);
    enum size d ORM_COLUMN(as = number, default = 5);
    enum size e ORM_COLUMN(as = number, default = LARG);
    enum size f ORM_COLUMN(as = flags, default = 5);
    enum wide g ORM_COLUMN();
    enum wide h ORM_COLUMN(as = number);
    enum wide i ORM_COLUMN(as = flags);
    enum size *j ORM_COLUMN(as = number, default = 0);
    const enum hidden *k ORM_COLUMN(as = number);
    int64_t l ORM_COLUMN(as = bytes);
    enum size m ORM_COLUMN(as = bytes);
    struct deep n ORM_COLUMN(as = bytes);
    struct deep *o ORM_COLUMN(as = bytes, prefix = x);
    enum far q ORM_COLUMN();
    struct timespec p[2] ORM_COLUMN(as = number, unit = ns);
};
