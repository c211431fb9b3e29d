/* A condition that is not ended ends with its file, and what the compiler has read is judged. */
#ifndef FIRST_H
#define FIRST_H
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(first) first {
    int64_t id ORM_COLUMN(primary_ky);
    unknown_t x ORM_COLUMN();
};

#ifdef FIRST_H
struct ORM_TABLE(inner) inner {
    int64_t id ORM_COLUMN(primary_key, name = 5);
}
