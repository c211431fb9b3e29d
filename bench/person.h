/* The struct that both sides read and write: numbers, texts, a nullable text and a nullable
 * blob. */
#ifndef PERSON_H
#define PERSON_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(person) person {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
    char *email ORM_COLUMN();
    int32_t age ORM_COLUMN();
    double balance ORM_COLUMN();
    int64_t created_at ORM_COLUMN();
    bool active ORM_COLUMN();
    void *avatar ORM_COLUMN(type = blob, size = avatar_size);
    uint32_t avatar_size;
};

#endif
