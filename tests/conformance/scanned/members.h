/* Rows for hooks that a program adds: a key of the database's and another one, a version, a struct
 * behind a pointer; and what hooks write beside them. */
#ifndef CONFORMANCE_SCANNED_MEMBERS_H
#define CONFORMANCE_SCANNED_MEMBERS_H

#include <orm/annotations.h>
#include <stdint.h>

struct lodging {
    char *city ORM_COLUMN();
    int32_t storey ORM_COLUMN();
};

struct ORM_TABLE(member) member {
    int64_t id ORM_COLUMN(primary_key);
    char *email ORM_COLUMN(unique);
    char *name ORM_COLUMN();
    int32_t visits ORM_COLUMN(default = 7);
    int32_t twice ORM_COLUMN(computed = "{visits} * 2");
    int64_t changes ORM_COLUMN(version);
    struct lodging *home ORM_COLUMN();
    int32_t greetings; /* no column */
};

struct ORM_TABLE(remark) remark {
    int64_t id ORM_COLUMN(primary_key);
    int64_t member_id ORM_COLUMN();
    char *text ORM_COLUMN(unique);
};

#endif
