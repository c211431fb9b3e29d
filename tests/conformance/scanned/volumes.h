/* One of each sort of fact that a live table may differ in. */
#ifndef CONFORMANCE_SCANNED_VOLUMES_H
#define CONFORMANCE_SCANNED_VOLUMES_H

#include <orm/annotations.h>
#include <stdint.h>

enum stage { STAGE_NEW, STAGE_READ, STAGE_LENT };

struct ORM_TABLE(shelf) shelf {
    int64_t id ORM_COLUMN(primary_key);
    char *room ORM_COLUMN(not_null);
};

struct ORM_TABLE(volume, index(title, pages), unique(shelf_id, place, where = "{pages} > 0"),
                 check = "{pages} <= {most}") volume {
    int64_t id ORM_COLUMN(primary_key);
    char *title ORM_COLUMN(not_null);
    char isbn[14] ORM_COLUMN(unique);
    enum stage stage ORM_COLUMN(default = STAGE_NEW);
    int64_t shelf_id ORM_COLUMN(references = shelf.id, on_delete = cascade);
    int32_t place ORM_COLUMN();
    int32_t pages ORM_COLUMN(check = "{pages} >= 0");
    int32_t most ORM_COLUMN(default = 5000);
    int64_t price ORM_COLUMN(type = decimal, precision = 10, scale = 2);
    int64_t bought_at ORM_COLUMN(type = timestamp);
    int32_t twice ORM_COLUMN(computed = "{pages} * 2");
    char *remark ORM_COLUMN();
    double weight ORM_COLUMN();
};

struct ORM_TABLE(loan) loan {
    int64_t volume_id ORM_COLUMN(primary_key);
    int32_t number ORM_COLUMN(primary_key);
};

#endif
