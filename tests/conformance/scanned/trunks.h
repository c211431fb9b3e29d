/* Columns that the database alone writes. */
#ifndef CONFORMANCE_SCANNED_TRUNKS_H
#define CONFORMANCE_SCANNED_TRUNKS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct trunk_size {
    int32_t width ORM_COLUMN();
    int32_t height ORM_COLUMN();
    int64_t area ORM_COLUMN(computed = "{width} * {height}");
};

struct ORM_TABLE(trunk) trunk {
    int64_t id ORM_COLUMN(primary_key);
    char *name ORM_COLUMN();
    struct trunk_size size ORM_COLUMN(prefix = "");
    struct trunk_size *lid ORM_COLUMN();
    char *initial ORM_COLUMN(computed = "substr({name}, 1, 1)");
    bool is_wide ORM_COLUMN(computed = "{size.width} > {size.height}");
    int64_t made_at ORM_COLUMN(type = timestamp, default = now, readonly);
    int32_t tries ORM_COLUMN(default = 3, readonly);
    char *stamp ORM_COLUMN(readonly);
};

/* No column of it is the program's to write. */
struct ORM_TABLE(stub) stub {
    int64_t id ORM_COLUMN(primary_key);
    int64_t double_id ORM_COLUMN(computed = "2 * {id}");
    int32_t state ORM_COLUMN(default = 7, readonly);
};

#endif
