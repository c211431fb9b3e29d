/* A value that a NULL is read as: one that the member can hold, where nothing else shows the NULL. */
#include <math.h>
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/time.h>

enum tier { TIER_BASIC, TIER_GOLD };

struct ORM_TABLE(s) s {
    int64_t id    ORM_COLUMN(primary_key, null_reads_as = 0);
    int8_t a      ORM_COLUMN(null_reads_as = 128);
    int a1        ORM_COLUMN(null_reads_as = 0, null_if = 0);
    int b         ORM_COLUMN(null_reads_as = 0, null_flag = b_is_null);
    bool b_is_null;
    int c         ORM_COLUMN(null_reads_as = 0, not_null);
    char *d       ORM_COLUMN(null_reads_as = "x");
    int *e        ORM_COLUMN(null_reads_as = 0);
    bool f        ORM_COLUMN(null_reads_as = 0);
    uint8_t g[4]  ORM_COLUMN(null_reads_as = "abcd");
    enum tier h   ORM_COLUMN(null_reads_as = 5);
    enum tier i   ORM_COLUMN(null_reads_as = TIER_BASI);
    enum tier j   ORM_COLUMN(null_reads_as = 1);
    char k[3]     ORM_COLUMN(null_reads_as = "abc");
    int l         ORM_COLUMN(null_reads_as);
    struct timeval m ORM_COLUMN(as = number, unit = ns, null_reads_as = 1500);
    struct timeval n ORM_COLUMN(as = number, unit = ns, null_if = 1, default = 2000);
    double o      ORM_COLUMN(null_reads_as = NAN);
    float p       ORM_COLUMN(default = -NAN);
    int q         ORM_COLUMN(null_if = NAN);
    double r      ORM_COLUMN(null_if = 1e999);
    int s         ORM_COLUMN(null_if = INFINITY);
};
