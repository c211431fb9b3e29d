/* Bit-fields: of every width and sign, nested, behind pointers, as keys. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum tier { TIER_BASIC, TIER_GOLD ORM_LABEL("gold"), TIER_BEST };
typedef unsigned short narrow_t;

struct mode {
    unsigned read : 1  ORM_COLUMN();
    unsigned write : 1 ORM_COLUMN(default = 1);
    int level : 4      ORM_COLUMN(null_if = -8);
};
typedef struct {
    bool is_wide : 1 ORM_COLUMN();
} box_t;

struct ORM_TABLE(file) file {
    uint32_t device : 12 ORM_COLUMN(primary_key, assigned);
    uint32_t number : 20 ORM_COLUMN(primary_key);
    bool is_open : 1     ORM_COLUMN(default = true);
    bool is_new : 1;
    ORM_COLUMN(unique) unsigned slot : 31;
    unsigned whole : 32  ORM_COLUMN();
    int signed_whole : 32 ORM_COLUMN();
    int sign : 1         ORM_COLUMN();
    signed char small : 5 ORM_COLUMN(null_reads_as = -16);
    narrow_t wide : 16   ORM_COLUMN(null_flag = wide_is_null);
    int64_t far : 40     ORM_COLUMN(check = "{far} <> 3");
    uint64_t bits : 63   ORM_COLUMN();
    uint64_t all : 64    ORM_COLUMN();
    enum tier tier : 2   ORM_COLUMN(default = TIER_GOLD);
    enum tier grade : 2  ORM_COLUMN(as = number, unknown = TIER_BEST);
    enum tier marks : 3  ORM_COLUMN(as = flags);
    double rate          ORM_COLUMN(null_flag = no_rate);
    bool no_rate : 1;
    bool flagged : 1     ORM_COLUMN(null_flag = no_flag);
    int no_flag : 1;
    unsigned : 0;
    bool wide_is_null;
    struct mode mode     ORM_COLUMN();
    struct mode *other   ORM_COLUMN();
    box_t *box           ORM_COLUMN();
};

struct ORM_TABLE(part) part {
    unsigned id : 8        ORM_COLUMN(primary_key);
    unsigned file : 31     ORM_COLUMN(references = file.slot, index);
};
