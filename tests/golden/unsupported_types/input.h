/* Every type that is no column says why, and what to write instead. */
#include <orm/annotations.h>
#include <stdint.h>
#include <uchar.h>
#include <wchar.h>

struct other;
union either {
    int a;
    float b;
};
typedef volatile int changing_t;
typedef const char16_t *letters;

struct ORM_TABLE(thing) thing {
    int64_t id                ORM_COLUMN(primary_key);
    long double precise       ORM_COLUMN();
    __int128 huge             ORM_COLUMN();
    unsigned __int128 vast    ORM_COLUMN();
    _BitInt(40) odd           ORM_COLUMN();
    float _Complex complex    ORM_COLUMN();
    _Atomic int counter       ORM_COLUMN();
    volatile int reg          ORM_COLUMN();
    changing_t hidden         ORM_COLUMN();
    const int fixed           ORM_COLUMN();
    char *const stuck         ORM_COLUMN();
    const char frozen[8]      ORM_COLUMN();
    volatile char *mapped     ORM_COLUMN();
    struct other *one         ORM_COLUMN();
    union either *any         ORM_COLUMN();
    union either inside       ORM_COLUMN();
    int (*function)(void)     ORM_COLUMN();
    char **list               ORM_COLUMN();
    signed char *bytes        ORM_COLUMN();
    wchar_t *wide             ORM_COLUMN();
    letters units             ORM_COLUMN();
    long double *finest       ORM_COLUMN();
    struct other *many[2]     ORM_COLUMN();
    char bit : 1              ORM_COLUMN();
    union {
        int either            ORM_COLUMN();
    };
    int rest[]                ORM_COLUMN();
};
