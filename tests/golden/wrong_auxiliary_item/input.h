/* Items of arrays as the members beside a column. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOCAL, REMOTE };

struct line {
    int64_t id;
    uint8_t *script[2];
    size_t len[2];
    int32_t *many[2];
    struct { size_t len; } at[2];
    bool no[2];
};

ORM_MAP(a, struct line)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(script[LOCAL], size = len[LOCAL]);
    ORM_MEMBER(script[REMOTE], size = at[REMOTE].len);
    ORM_MEMBER(many[LOCAL], count = len[ LOCAL ]);
}

ORM_MAP(b, struct line)
{
    ORM_MEMBER(id, primary_key, null_flag = no[0]);
    ORM_MEMBER(script[LOCAL], size = len[0]);
    ORM_MEMBER(many[LOCAL], count = len[7]);
}

struct ORM_TABLE(c) c {
    int64_t id   ORM_COLUMN(primary_key);
    uint8_t *one ORM_COLUMN(size = len[0]);
    size_t len[2];
};
