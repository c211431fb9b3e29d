/* Hooks and validators that the annotations name. */
#ifndef CONFORMANCE_SCANNED_PLEDGES_H
#define CONFORMANCE_SCANNED_PLEDGES_H

#include <orm/annotations.h>
#include <orm/hooks.h>
#include <stdint.h>

/* Each appends its sign to the marks; the first of them makes the amount even, too. */
orm_hook_fn pledge_round, pledge_mark, pledge_see;

/* What contains an '@'; what is at least 10; no red (the label, as it is stored); an hour. */
orm_validate_fn pledge_email, pledge_amount, pledge_color, pledge_hours;

enum pledge_color { PLEDGE_RED, PLEDGE_GREEN };

struct pledge_place {
    char *city ORM_COLUMN(validate = pledge_email);
};

struct ORM_TABLE(pledge, before_insert = pledge_round, before_insert = pledge_mark,
                 before_update = pledge_mark, after_load = pledge_see) pledge {
    int64_t id ORM_COLUMN(primary_key);
    char *email ORM_COLUMN(unique, validate = pledge_email);
    int32_t amount ORM_COLUMN(not_null, validate = pledge_amount);
    enum pledge_color color ORM_COLUMN(validate = pledge_color);
    int16_t hours[2] ORM_COLUMN(validate = pledge_hours);
    char marks[16] ORM_COLUMN();
    struct pledge_place *place ORM_COLUMN();
    int32_t loads; /* no column */
};

#endif
