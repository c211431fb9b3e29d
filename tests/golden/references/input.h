/* A table that refers to itself, two that refer to each other, one to a later one. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(price) price {
    int64_t amount    ORM_COLUMN(type = decimal, precision = 9, scale = 2, primary_key, assigned);
};

struct ORM_TABLE(person) person {
    int64_t id        ORM_COLUMN(primary_key);
    int64_t boss_id   ORM_COLUMN(references = person.id, null_if = 0, on_delete = set_null);
    int64_t team_id   ORM_COLUMN(references = team.id, null_if = 0, on_update = cascade);
    char *email       ORM_COLUMN(unique, not_null);
    int64_t wage      ORM_COLUMN(references = price.amount, type = decimal, precision = 9, scale = 2);
};

struct ORM_TABLE(team) team {
    int64_t id        ORM_COLUMN(primary_key);
    int64_t lead_id   ORM_COLUMN(references = person.id, on_delete = restrict);
    char *lead_email  ORM_COLUMN(references = person.email);
};
