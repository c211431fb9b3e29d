/* Columns whose values are nobody's business, and one that is like them but for that. */
#ifndef CONFORMANCE_SCANNED_ACCOUNTS_H
#define CONFORMANCE_SCANNED_ACCOUNTS_H

#include <orm/annotations.h>
#include <stdint.h>

enum account_level { ACCOUNT_LOW, ACCOUNT_HIGH };

struct account_secret {
    char day[11] ORM_COLUMN(type = date, redact, null_if = "");
    char sum[16] ORM_COLUMN(type = decimal, precision = 12, scale = 2, redact, null_if = "");
    enum account_level level ORM_COLUMN(redact);
};

struct ORM_TABLE(account) account {
    int64_t id ORM_COLUMN(primary_key);
    char *password ORM_COLUMN(redact, unique, check = "{password} <> 'xx-hunter2-xx'");
    char *address ORM_COLUMN(redact, postgresql_type = inet);
    char *card ORM_COLUMN(redact, postgresql_type = "varchar(8)");
    char *json ORM_COLUMN(redact, type = json);
    int32_t pin ORM_COLUMN(redact, postgresql_type = bigint);
    struct account_secret secret ORM_COLUMN();
    char open_day[11] ORM_COLUMN(type = date, null_if = "");
};

#endif
