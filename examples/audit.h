/* A table whose changes are noted in another one, by hooks that the annotations name. */
#ifndef AUDIT_H
#define AUDIT_H

#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdint.h>

orm_hook_fn account_note;
orm_validate_fn account_limit_check;

struct ORM_TABLE(account, after_insert = account_note, before_update = account_note,
                 before_delete = account_note) account {
    int64_t id ORM_COLUMN(primary_key);
    char *owner ORM_COLUMN(not_null);
    int64_t limit_cents ORM_COLUMN(validate = account_limit_check);
};

struct ORM_TABLE(audit) audit {
    int64_t id ORM_COLUMN(primary_key);
    int64_t account_id ORM_COLUMN();
    char *what ORM_COLUMN(not_null);
};

#endif
