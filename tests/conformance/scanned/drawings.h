/* Structs that are stored as they are in memory. */
#ifndef CONFORMANCE_SCANNED_DRAWINGS_H
#define CONFORMANCE_SCANNED_DRAWINGS_H

#include <orm/annotations.h>
#include <stdint.h>

struct pen {
    double width;
    int16_t colour[3];
    struct {
        uint8_t dash, gap;
    } style;
};

struct ORM_TABLE(drawing) drawing {
    int64_t id ORM_COLUMN(primary_key);
    struct pen pen ORM_COLUMN(as = bytes, unique);
    struct pen *second ORM_COLUMN(as = bytes, name = other_pen);
};

#endif
