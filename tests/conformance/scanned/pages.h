/* Rows that are updated only as they were read. */
#ifndef CONFORMANCE_SCANNED_PAGES_H
#define CONFORMANCE_SCANNED_PAGES_H

#include <orm/annotations.h>
#include <stdint.h>

struct page_stamp {
    uint8_t revision ORM_COLUMN(version);
    char *author ORM_COLUMN();
};

struct ORM_TABLE(page) page {
    int64_t id ORM_COLUMN(primary_key);
    char *text ORM_COLUMN(not_null);
    struct page_stamp stamp ORM_COLUMN();
    int64_t size ORM_COLUMN(computed = "length({text})");
};

struct ORM_TABLE(chair) chair {
    int32_t line ORM_COLUMN(primary_key);
    int32_t number ORM_COLUMN(primary_key);
    int64_t changes ORM_COLUMN(version);
};

struct ORM_TABLE(gauge) gauge {
    int64_t id ORM_COLUMN(primary_key);
    int32_t value ORM_COLUMN(version);
};

#endif
