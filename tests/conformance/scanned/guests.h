/* Columns that have types and defaults of one engine's own. */
#ifndef CONFORMANCE_SCANNED_GUESTS_H
#define CONFORMANCE_SCANNED_GUESTS_H

#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(guest) guest {
    int64_t id ORM_COLUMN(primary_key, postgresql_type = integer);
    char name[25] ORM_COLUMN(postgresql_type = "varchar(20)");
    int64_t paid ORM_COLUMN(type = decimal, precision = 12, scale = 2,
                            postgresql_type = "numeric(20, 4)");
    int64_t seen_at ORM_COLUMN(type = timestamp, postgresql_type = "timestamp");
    int64_t made_at ORM_COLUMN(type = timestamp, postgresql_type = "timestamp", default = now,
                               postgresql_default = "now() AT TIME ZONE 'UTC'", readonly);
    char *address ORM_COLUMN(postgresql_type = inet);
    char token[37] ORM_COLUMN(postgresql_type = uuid, unique, null_if = "");
    char *nick ORM_COLUMN(sqlite_type = "TEXT COLLATE NOCASE");
    int32_t chosen ORM_COLUMN(sqlite_default = "40 + 2", postgresql_default = "50 - 8", readonly);
};

#endif
