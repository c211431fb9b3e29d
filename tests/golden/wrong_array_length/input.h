/* What says how long something is, and does not. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inner {
    uint8_t *bytes;
};

struct ORM_TABLE(probe) probe {
    int64_t id ORM_COLUMN(primary_key);
    size_t n, m;
    bool flag;
    double real;
    char **texts ORM_COLUMN();
    int32_t *sized ORM_COLUMN(size = n);
    int32_t *both ORM_COLUMN(size = n, count = m);
    int32_t *by_bool ORM_COLUMN(count = flag);
    int32_t *by_real ORM_COLUMN(count = real);
    int32_t *misspelt ORM_COLUMN(count = mm);
    int32_t number ORM_COLUMN(count = n);
    char fixed[4] ORM_COLUMN(count = n);
    uint8_t uuid[16] ORM_COLUMN(type = uuid, size = n);
    uint32_t *blob ORM_COLUMN(type = blob);
    int32_t *by_column ORM_COLUMN(count = id);
    int32_t *itself ORM_COLUMN(count = itself);
    struct inner *far ORM_COLUMN(size = n);
};

struct ORM_TABLE(shared) shared {
    int64_t id ORM_COLUMN(primary_key);
    size_t n;
    int32_t *items ORM_COLUMN(count = n);
    uint8_t *bytes ORM_COLUMN(size = n);
    int32_t flagged[2] ORM_COLUMN(null_flag = n);
};
