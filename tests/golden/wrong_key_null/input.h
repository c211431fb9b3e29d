/* A key is never NULL. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(customer) customer {
    int64_t id ORM_COLUMN(primary_key, null_if = 0);
};

struct ORM_TABLE(invoice) invoice {
    int64_t number ORM_COLUMN(primary_key);
    int64_t year ORM_COLUMN(primary_key, null_flag = no_year);
    int8_t no_year;
};
