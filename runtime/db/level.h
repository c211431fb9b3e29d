/* A level of a transaction around a call and the hooks of the program that belong to it: what they
 * do is kept or undone together. Unlike a guard it is one that the program sees, since its hooks
 * run inside: orm_depth counts it, and what they register for its end is called or forgotten with
 * it. */
#ifndef ORM_DB_LEVEL_H
#define ORM_DB_LEVEL_H

#include "db/guard.h"

typedef struct orm_level {
    orm_db *db;
    bool is_open;
    bool is_guard; /* in a transaction that SQL text has begun, which has no levels */
    orm_guard guard;
    unsigned outer; /* the depth around it */
    uint64_t begun; /* which of the handle's transactions it is in */
} orm_level;

/* One that is not open yet: it begins with the next call on the handle, until
 * orm__level_stop_waiting. */
void orm__level_wait(orm_level *level, orm_db *db);
void orm__level_stop_waiting(orm_level *level);

/* Opens it, where it is not open. Errors: those of orm_begin; they are the handle's then. */
orm_status orm__level_begin(orm_level *level);

/* Whether it is as it was when a hook was called. Errors: MISUSE, which is the handle's then. */
orm_status orm__level_check(const orm_level *level);

/* Keeps what was done, where it is open. Errors: those of orm_commit; they are the handle's then,
 * and it is undone. */
orm_status orm__level_keep(orm_level *level);

/* Undoes it, where it is open. The handle's error stays as it is. */
void orm__level_undo(orm_level *level);

#endif
