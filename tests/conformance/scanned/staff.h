/* Relations of every kind, to the table itself, over keys of two columns and of nested structs. */
#ifndef CONFORMANCE_SCANNED_STAFF_H
#define CONFORMANCE_SCANNED_STAFF_H

#include <orm/annotations.h>
#include <stddef.h>
#include <stdint.h>

struct desk;

struct ORM_TABLE(worker) worker {
    int64_t id ORM_COLUMN(primary_key);
    int64_t boss_id ORM_COLUMN(references = worker.id, null_if = 0);
    struct worker *boss ORM_BELONGS_TO(boss_id);
    struct worker **team ORM_HAS_MANY(worker.boss_id, count = team_count);
    int8_t team_count;
    uint8_t untouched;
    struct worker **friends ORM_MANY_TO_MANY(friendship, from(one_id), to(other_id),
                                             count = friend_count);
    int64_t friend_count;
    struct desk *desk ORM_HAS_ONE(desk.worker_id);
};

struct ORM_TABLE(friendship) friendship {
    int64_t one_id ORM_COLUMN(primary_key, references = worker.id);
    int64_t other_id ORM_COLUMN(primary_key, references = worker.id);
};

struct desk_key {
    int32_t room ORM_COLUMN(primary_key);
    int16_t place ORM_COLUMN(primary_key);
};

struct ORM_TABLE(desk) desk {
    struct desk_key key ORM_COLUMN(prefix = "");
    int64_t worker_id ORM_COLUMN(references = worker.id, unique);
    struct worker *worker ORM_BELONGS_TO(worker_id);
    struct drawer **drawers ORM_HAS_MANY(drawer.room = key.room, drawer.place = key.place,
                                         count = drawer_count);
    size_t drawer_count;
};

struct ORM_TABLE(drawer) drawer {
    int64_t id ORM_COLUMN(primary_key);
    int32_t room ORM_COLUMN();
    int16_t place ORM_COLUMN();
    struct desk *desk ORM_BELONGS_TO(room = key.room, place = key.place);
};

#endif
