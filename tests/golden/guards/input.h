/* What real headers have around their structs. */
#pragma once
#ifndef INPUT_H
#define INPUT_H

#include <orm/annotations.h>
#include <orm.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma pack(push, 1)
struct ORM_TABLE(packed) packed {
    int8_t small ORM_COLUMN();
    int64_t id   ORM_COLUMN(primary_key);
};
#pragma pack(pop)

#ifdef ORM_SCAN
#define SCANNED 1
#else
#define SCANNED 0
#endif

int packed_compare(const struct packed *a, const struct packed *b);

static inline int packed_is_small(const struct packed *packed)
{
    return packed->small < 10 && strlen("x") == 1;
}

#ifdef __cplusplus
}
#endif

#endif
