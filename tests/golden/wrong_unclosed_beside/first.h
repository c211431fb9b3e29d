/* Before something that is not closed all is judged, but what may be behind it is not missed. */
#ifndef FIRST_H
#define FIRST_H
#include <orm/annotations.h>
#include <stdint.h>

struct sound {
    int32_t c ORM_COLUMN(default = "x", check = "{c} > > 1");
};

struct only_behind {
    int32_t d ORM_COLUMN();
};

struct ORM_TABLE(before, index(nowhere)) before {
    int64_t id ORM_COLUMN(primary_key, asigned);
    struct sound sound ORM_COLUMN();
    unknown_t lost ORM_COLUMN();
    behind_t later ORM_COLUMN();
    int32_t most ORM_COLUMN(default = MOST);
    int32_t some ORM_COLUMN(default = SOME);
    int32_t none ORM_COLUMN(default = NONE);
    int64_t behind_id ORM_COLUMN(references = behind.nowhere);
    int64_t other_id ORM_COLUMN(references = bhind.id);
    struct second *second ORM_BELONGS_TO(id);
};

ORM_MAP(mapped, struct only_behind)
{
    ORM_MEMBER(d, primary_key);
    ORM_MEMBER(e);
}

struct ORM_TABLE(behind) behind {
    int64_t id ORM_COLUMN(primary_key);
    int32_t rank ORM_COLUMN(defalt = 5, name = "rank;
    int32_t other ORM_COLUMN(nul_if = 0);
};

typedef int64_t shared_t;
enum { SOME = 5 };
#define MOST 7

struct ORM_TABLE(second) second {
    struct only_behind inner ORM_COLUMN();
};
#endif
