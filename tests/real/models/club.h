/* The tables of a club, in a schema of their own on PostgreSQL. */
#ifndef REAL_CLUB_H
#define REAL_CLUB_H

#include <orm/annotations.h>
#include <stdint.h>

#include "moment.h"

struct ORM_TABLE(members, schema = cd) member {
    int32_t memid ORM_COLUMN(primary_key, assigned);
    char *surname ORM_COLUMN(not_null);
    char *firstname ORM_COLUMN(not_null);
    char *address ORM_COLUMN(not_null);
    int32_t zipcode ORM_COLUMN();
    char *telephone ORM_COLUMN(not_null);
    int32_t *recommendedby ORM_COLUMN(references = member.memid, on_delete = set_null);
    struct moment joindate ORM_COLUMN(postgresql_type = timestamp);
};

struct ORM_TABLE(facilities, schema = cd) facility {
    int32_t facid ORM_COLUMN(primary_key, assigned);
    char *name ORM_COLUMN(not_null);
    double membercost ORM_COLUMN();
    double guestcost ORM_COLUMN();
    double initialoutlay ORM_COLUMN();
    double monthlymaintenance ORM_COLUMN();
};

struct ORM_TABLE(bookings, schema = cd) booking {
    int32_t bookid ORM_COLUMN(primary_key, assigned);
    int32_t facid ORM_COLUMN(references = facility.facid);
    int32_t memid ORM_COLUMN(references = member.memid);
    struct moment starttime ORM_COLUMN(postgresql_type = timestamp);
    int32_t slots ORM_COLUMN();
};

#endif
