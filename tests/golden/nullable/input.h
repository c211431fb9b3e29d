/* Every way to be NULL. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum mood { MOOD_NONE, MOOD_GOOD };

struct ORM_TABLE(maybe) maybe {
    int64_t id         ORM_COLUMN(primary_key);
    char *text         ORM_COLUMN();
    char code[4]       ORM_COLUMN(null_if = "");
    int8_t small       ORM_COLUMN(null_if = -128);
    uint32_t natural   ORM_COLUMN(null_flag = natural_is_null);
    bool natural_is_null;
    bool flag          ORM_COLUMN(null_flag = flag_state);
    int8_t flag_state;
    float ratio        ORM_COLUMN(null_if = 0);
    enum mood mood     ORM_COLUMN(null_if = MOOD_NONE);
    void *data         ORM_COLUMN(size = data_size);
    size_t data_size;
    uint8_t digest[8]  ORM_COLUMN(null_flag = digest_is_null);
    unsigned digest_is_null;
    time_t at          ORM_COLUMN(type = timestamp, null_if = -1);
    int64_t at_ms      ORM_COLUMN(type = timestamp, unit = ms, null_if = INT64_MIN);
};
