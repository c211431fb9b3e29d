/* Relations, nested structs and mappings beside errors of the compiler: what rests on none of these is judged; what may
 * be missing because of them is not missed. */
#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

enum state { STATE_ON ORM_LABEL("on"), STATE_OFF ORM_LABEL("on") };

struct inner {
    nowhere_t a ORM_COLUMN(check = "{a} >");
    int32_t b ORM_COLUMN(default = "x");
};

struct sound {
    int32_t c ORM_COLUMN(default = "x", check = "{c} > > 1");
};

struct ORM_TABLE(first, index(c, nowhere), unique(lost), index(lst)) first {
    int64_t id ORM_COLUMN(primary_key);
    unknown_t lost ORM_COLUMN(references = second.lost);
    struct inner inner ORM_COLUMN(prefix = "");
    struct sound sound ORM_COLUMN(prefx = s);
    int64_t second_id ORM_COLUMN(references = secnd.id, check = "{lost} > {lst} OR");
    int64_t lost_id ORM_COLUMN(references = second.lost, on_delete = set_default);
    struct second *second ORM_BELONGS_TO(lost);
    struct second *third ORM_BELONGS_TO(second_idd);
    struct second **seconds ORM_HAS_MANY(second.first_id, count = second_count);
    struct second **others ORM_HAS_MANY(second.first_idd, count = lost_count);
    struct second ***many ORM_MANY_TO_MANY(lnk, count = many_count);
    struct unknown **all ORM_HAS_MANY(unknown.id, coutn = many_count);
    count_t lost_count;
    int many_count;
    enum state state ORM_COLUMN(default = STATE_OFF);
};

struct ORM_TABLE(second) second {
    int64_t id ORM_COLUMN(primary_key);
    int64_t first_id ORM_COLUMN(references = first.idd);
    int64_t other_id ORM_COLUMN(references = first.lost);
    int64_t small_id ORM_COLUMN(references = tiny.id);
    lost_t lost ORM_COLUMN();
    struct first **const firsts ORM_HAS_MANY(first.lost_id, count = first_count);
    size_t first_count;
    enum state state ORM_COLUMN(check = "{state} <> 'on' AND");
};

struct ORM_TABEL(tiny) tiny {
    int64_t id ORM_COLUMN(primary_key);
};

struct foreign {
    int64_t id;
    gone_t gone;
    struct { int32_t x; } in;
    char *name;
};

ORM_MAP(mapped, struct foreign, check = "{in.x} > {nam}") {
    ORM_MEMBER(id, primary_key, asigned);
    ORM_MEMBER(gone, default = 1);
    ORM_MEMBER(in.x, default = "x");
    ORM_MEMBER(nam);
    ORM_MEMBER(name, default_sql = "1 +");
}
