/* Until when a call may take: the time limit of the handle, which is each call's own, and the
 * deadline of a whole orm_run. The driver knows the nearer one. */
#ifndef ORM_DB_DEADLINE_H
#define ORM_DB_DEADLINE_H

#include <orm/error.h>
#include <stdint.h>

struct orm_db;

/* Of what runs from now on, in CLOCK_MONOTONIC's nanoseconds, across calls; 0 = none. */
void orm__deadline_set(struct orm_db *db, int64_t deadline_ns);

/* A call begins: its time runs. */
void orm__deadline_arm(struct orm_db *db);

/* What a call has left of its time, while functions of the program's make calls inside of it. */
typedef struct orm_time_left {
    int64_t armed_ns, deadline_ns;
} orm_time_left;

/* Until orm__deadline_go_on no call may take longer than the one that is under way. */
orm_time_left orm__deadline_share(struct orm_db *db);
void orm__deadline_go_on(struct orm_db *db, orm_time_left left);

/* Something is cleaned up: that may take a little longer than the call, where it has a limit. */
void orm__deadline_extend(struct orm_db *db);

/* The handle has got another connection, which is to know. */
void orm__deadline_tell(struct orm_db *db);

#endif
