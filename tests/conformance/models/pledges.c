/* Owns the hooks and validators of pledges. */
#include "scanned/pledges.h"

#include <string.h>

static void append(struct pledge *row, char sign)
{
    size_t size = strlen(row->marks);
    if (size + 1 < sizeof row->marks) {
        row->marks[size] = sign;
        row->marks[size + 1] = '\0';
    }
}

orm_status pledge_round(orm_hook *hook)
{
    struct pledge *row = hook->row;
    row->amount -= row->amount % 2;
    append(row, 'r');
    return ORM_OK;
}

orm_status pledge_mark(orm_hook *hook)
{
    append(hook->row, hook->event == ORM_BEFORE_INSERT ? 'i' : 'u');
    return ORM_OK;
}

orm_status pledge_see(orm_hook *hook)
{
    struct pledge *row = hook->row;
    row->loads++;
    return ORM_OK;
}

orm_status pledge_email(const orm_field *field, const orm_value *value, orm_error *error)
{
    bool is_good = memchr(value->as.text, '@', value->size) != NULL;
    return is_good ? ORM_OK : orm_validate_fail(error, "%s is no address", field->member);
}

orm_status pledge_amount(const orm_field *field, const orm_value *value, orm_error *error)
{
    (void)field;
    (void)error;
    return value->as.integer >= 10 ? ORM_OK : ORM_FULL;
}

orm_status pledge_color(const orm_field *field, const orm_value *value, orm_error *error)
{
    bool is_red = value->type == ORM_TYPE_TEXT && strcmp(value->as.text, "PLEDGE_RED") == 0;
    return is_red ? orm_validate_fail(error, "%s: no red", field->column.name) : ORM_OK;
}

orm_status pledge_hours(const orm_field *field, const orm_value *value, orm_error *error)
{
    (void)field;
    for (size_t i = 0; i < value->size; i++) {
        if (value->as.list[i].as.integer > 24) {
            return orm_validate_fail(error, "no hour of a day");
        }
    }
    return ORM_OK;
}
