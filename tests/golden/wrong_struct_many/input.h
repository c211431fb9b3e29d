/* Structs in structs multiply: what is too much is said before all of it has been counted. */
#include <orm/annotations.h>
#include <stdint.h>

struct s0 {
    int a ORM_COLUMN();
};
struct s1 {
    struct s0 *a ORM_COLUMN();
    struct s0 b ORM_COLUMN();
};
struct s2 {
    struct s1 *a ORM_COLUMN();
    struct s1 b ORM_COLUMN();
};
struct s3 {
    struct s2 *a ORM_COLUMN();
    struct s2 b ORM_COLUMN();
};
struct s4 {
    struct s3 *a ORM_COLUMN();
    struct s3 b ORM_COLUMN();
};
struct s5 {
    struct s4 *a ORM_COLUMN();
    struct s4 b ORM_COLUMN();
};
struct s6 {
    struct s5 *a ORM_COLUMN();
    struct s5 b ORM_COLUMN();
};
struct s7 {
    struct s6 *a ORM_COLUMN();
    struct s6 b ORM_COLUMN();
};
struct s8 {
    struct s7 *a ORM_COLUMN();
    struct s7 b ORM_COLUMN();
};
struct s9 {
    struct s8 *a ORM_COLUMN();
    struct s8 b ORM_COLUMN();
};
struct s10 {
    struct s9 *a ORM_COLUMN();
    struct s9 b ORM_COLUMN();
};
struct s11 {
    struct s10 *a ORM_COLUMN();
    struct s10 b ORM_COLUMN();
};
struct s12 {
    struct s11 *a ORM_COLUMN();
    struct s11 b ORM_COLUMN();
};
struct s13 {
    struct s12 *a ORM_COLUMN();
    struct s12 b ORM_COLUMN();
};
struct s14 {
    struct s13 *a ORM_COLUMN();
    struct s13 b ORM_COLUMN();
};
struct s15 {
    struct s14 *a ORM_COLUMN();
    struct s14 b ORM_COLUMN();
};
struct s16 {
    struct s15 *a ORM_COLUMN();
    struct s15 b ORM_COLUMN();
};
struct s17 {
    struct s16 *a ORM_COLUMN();
    struct s16 b ORM_COLUMN();
};
struct s18 {
    struct s17 *a ORM_COLUMN();
    struct s17 b ORM_COLUMN();
};
struct s19 {
    struct s18 *a ORM_COLUMN();
    struct s18 b ORM_COLUMN();
};
struct s20 {
    struct s19 *a ORM_COLUMN();
    struct s19 b ORM_COLUMN();
};
struct s21 {
    struct s20 *a ORM_COLUMN();
    struct s20 b ORM_COLUMN();
};
struct s22 {
    struct s21 *a ORM_COLUMN();
    struct s21 b ORM_COLUMN();
};
struct s23 {
    struct s22 *a ORM_COLUMN();
    struct s22 b ORM_COLUMN();
};
struct s24 {
    struct s23 *a ORM_COLUMN();
    struct s23 b ORM_COLUMN();
};
struct s25 {
    struct s24 *a ORM_COLUMN();
    struct s24 b ORM_COLUMN();
};
struct ORM_TABLE(t) t {
    int64_t id ORM_COLUMN(primary_key);
    struct s25 s ORM_COLUMN();
};
