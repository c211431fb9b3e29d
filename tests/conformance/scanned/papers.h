/* Dates, uuids, exact decimals and json, in each form that C may hold them in. */
#ifndef CONFORMANCE_SCANNED_PAPERS_H
#define CONFORMANCE_SCANNED_PAPERS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

struct ORM_TABLE(paper) paper {
    int64_t id ORM_COLUMN(primary_key);
    int32_t day ORM_COLUMN(type = date, null_if = INT32_MIN, default = "2024-02-29");
    char text_day[11] ORM_COLUMN(type = date);
    char *maybe_day ORM_COLUMN(type = date);
    uint8_t uuid[16] ORM_COLUMN(type = uuid, unique,
                                default = "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11");
    int64_t price ORM_COLUMN(type = decimal, precision = 12, scale = 2, default = -1.5);
    char fraction[22] ORM_COLUMN(type = decimal, precision = 18, scale = 18);
    char *whole ORM_COLUMN(type = decimal, precision = 18);
    char *json ORM_COLUMN(type = json, default = "{\"it's\": 1}");
};

struct ORM_TABLE(leaflet) leaflet {
    int64_t id ORM_COLUMN(primary_key);
    char tags[6] ORM_COLUMN(type = json);
    char note[16] ORM_COLUMN(type = json, null_flag = has_no_note, default = "[ ]");
    bool has_no_note;
};

#endif
