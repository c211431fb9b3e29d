/* Hooks of every event, several of one; validators of a member, behind a pointer, of a mapped one. */
#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdint.h>

orm_hook_fn stamp, check_in;
orm_status log_it(orm_hook *hook);
orm_validate_fn email_check;
orm_status city_check(const orm_field *field, const orm_value *value, orm_error *error);

struct address {
    char *city ORM_COLUMN(validate = city_check);
};

struct ORM_TABLE(customer, before_insert = stamp, before_insert = check_in, before_update = stamp,
                 after_insert = log_it, after_update = log_it, before_delete = log_it,
                 after_delete = log_it, after_load = check_in) customer {
    int64_t id ORM_COLUMN(primary_key);
    char *email ORM_COLUMN(unique, validate = email_check);
    struct address *home ORM_COLUMN();
};

struct contact {
    int32_t number;
    char *email;
};
ORM_MAP(contact, struct contact, before_delete = log_it)
{
    ORM_MEMBER(number, primary_key, assigned);
    ORM_MEMBER(email, validate = email_check);
}
