/* Where a header is missing, annotations are judged by themselves: any type, constant, table or member may be in it. */
#include <orm/annotations.h>
#include <stdint.h>
#include "elsewhere.h"

enum state { STATE_ON ORM_LABEL("on"), STATE_OFF ORM_LABEL("on") };

PACKED struct ORM_TABLE(zero) zero { int64_t id ORM_COLUMN(primary_ky); };

struct ORM_TABLE(user, chck = "x", index(nowhere), check = "{gone} >") user {
    int id ORM_COLUMN(primary_key; assigned);
    other_id other ORM_COLUMN(asd);
    int64_t money ORM_COLUMN(type = decimal, precision = DIGITS, scale = "x", default = ZERO);
    struct money m ORM_COLUMN(on_delete = cascde);
    FIELDS(x)
    struct inner {
        int64_t k ORM_COLUMN(nul_if = 5);
    } in ORM_COLUMN();
    struct other *o ORM_BELONGS_TO(other, cunt = 5);
    LIST_ENTRY(user) entries ORM_COLUMN(a b);
    void *any ORM_COLUMN();
    char text[SIZE] ORM_COLUMN(default = 5, references = elsewhere.id);
    int twice ORM_COLUMN() ORM_BELONGS_TO(other);
    enum state state ORM_COLUMN(default = STATE_ELSEWHERE);
};

struct ORM_TABLE(all) { MEMBERS };
ORM_MAP(st, struct gone) { ORM_MEMBER(x, primary_ky); }
ORM_CONVERTER(struct gone *, encode = a, decode = b);
typedef struct later later_t ORM_TABLE(later);
