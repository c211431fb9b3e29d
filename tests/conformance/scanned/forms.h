/* Members that may not be NULL, in each form that has a NULL to show, and some that may. */
#ifndef CONFORMANCE_SCANNED_FORMS_H
#define CONFORMANCE_SCANNED_FORMS_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shipments.h"

struct stamp {
    int32_t day ORM_COLUMN();
    char *by ORM_COLUMN(not_null);
};

struct ORM_TABLE(form) form {
    char *code ORM_COLUMN(primary_key);
    char *name ORM_COLUMN(not_null);
    uint8_t *seal ORM_COLUMN(size = seal_size, not_null);
    size_t seal_size;
    int32_t *pages ORM_COLUMN(not_null);
    int16_t *marks ORM_COLUMN(count = mark_count, not_null);
    size_t mark_count;
    struct flexible_text *note ORM_COLUMN(not_null);
    char *price ORM_COLUMN(type = decimal, precision = 9, scale = 2, not_null);
    int64_t grade ORM_COLUMN(null_if = -1);
    int32_t copies ORM_COLUMN(null_reads_as = 1);
    double weight ORM_COLUMN(null_flag = no_weight);
    bool no_weight;
    struct stamp *stamp ORM_COLUMN();
};

/* What is needed where the struct is there, behind one pointer and behind two. */
struct slip {
    int32_t day ORM_COLUMN();
    char *by ORM_COLUMN(not_null);
    int32_t *pages ORM_COLUMN(not_null);
};
struct envelope {
    int32_t weight ORM_COLUMN();
    struct slip *slip ORM_COLUMN();
};
struct ORM_TABLE(receipt) receipt {
    int64_t id ORM_COLUMN(primary_key);
    struct slip *slip ORM_COLUMN();
    struct envelope *envelope ORM_COLUMN();
};

/* A pointer to a struct of one member that points further is one column. */
struct tally {
    int32_t *count;
};
struct sheaf {
    int32_t size ORM_COLUMN();
    struct tally *tally ORM_COLUMN(not_null);
};
struct ORM_TABLE(folder) folder {
    int64_t id ORM_COLUMN(primary_key);
    struct tally *tally ORM_COLUMN(not_null);
    struct sheaf *sheaf ORM_COLUMN();
};

struct ORM_TABLE(permit) permit {
    uint8_t *id ORM_COLUMN(primary_key, size = id_size);
    size_t id_size;
    int32_t uses ORM_COLUMN();
};

#endif
