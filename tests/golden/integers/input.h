/* The builtin types, as they are. */
#include <orm/annotations.h>
#include <stdbool.h>

struct ORM_TABLE(builtin) builtin {
    int id                   ORM_COLUMN(primary_key);
    signed char a            ORM_COLUMN();
    unsigned char b          ORM_COLUMN();
    short c                  ORM_COLUMN();
    unsigned short d         ORM_COLUMN();
    unsigned e               ORM_COLUMN();
    long f                   ORM_COLUMN();
    unsigned long g          ORM_COLUMN();
    long long h              ORM_COLUMN();
    unsigned long long i     ORM_COLUMN();
    bool j                   ORM_COLUMN();
    float k                  ORM_COLUMN();
    double l                 ORM_COLUMN();
    char m[1]                ORM_COLUMN();
    unsigned char n[1]       ORM_COLUMN();
    char *o                  ORM_COLUMN();
    const char *p            ORM_COLUMN();
    void *q                  ORM_COLUMN(size = q_size);
    unsigned short q_size;
    char *r                  ORM_COLUMN(type = blob, size = r_size);
    unsigned r_size;
};
