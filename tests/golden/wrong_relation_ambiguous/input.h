/* Links whose columns could lead to either side. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ORM_TABLE(person) person {
    int64_t id                 ORM_COLUMN(primary_key);
    struct person **friends    ORM_MANY_TO_MANY(friendship, count = friend_count);
    size_t friend_count;
    struct person **fans       ORM_MANY_TO_MANY(friendship, from(friend_id), count = fan_count);
    size_t fan_count;
    struct person **self       ORM_MANY_TO_MANY(friendship, from(friend_id), to(friend_id),
                                                count = self_count);
    size_t self_count;
};

struct ORM_TABLE(friendship) friendship {
    int64_t person_id          ORM_COLUMN(primary_key, references = person.id);
    int64_t friend_id          ORM_COLUMN(primary_key, references = person.id);
};
