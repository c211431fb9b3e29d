/* Members that ask for more than any type: memory for the struct has to begin where it wants. */
#include <orm/annotations.h>
#include <stdalign.h>
#include <stdint.h>

struct ORM_TABLE(sample) sample {
    int64_t id ORM_COLUMN(primary_key);
    alignas(64) double level ORM_COLUMN();
};

#pragma pack(push, 1)
struct ORM_TABLE(packed) packed {
    char code[3] ORM_COLUMN(primary_key);
    int32_t count ORM_COLUMN();
};
#pragma pack(pop)
