/* Hooks and validators that are not declared, or not as they must be. */
#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdint.h>

orm_hook_fn customer_stamp;
orm_validate_fn email_check;
int customer_log(struct orm_hook *hook);
static orm_hook_fn hidden_hook;
static orm_validate_fn hidden_check;
static inline orm_status open_hook(orm_hook *hook)
{
    (void)hook;
    return ORM_OK;
}

struct ORM_TABLE(customer, before_insert = customer_stmp, after_insert = customer_log,
                 before_update = email_check, after_load = quite_another, before_delete, after_delete = hidden_hook,
                 after_delete = open_hook) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *email ORM_COLUMN(validate = customer_stamp);
    char *other ORM_COLUMN(validate = email_chek);
    char *third ORM_COLUMN(validate = something, validate = email_check);
    char *fourth ORM_COLUMN(validate = hidden_check);
    int64_t changes ORM_COLUMN(version, validate = email_check);
    int64_t twice ORM_COLUMN(computed = "{changes} * 2", validate = email_check);
};
