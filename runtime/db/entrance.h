/* The entrance of a handle: what every public call passes first. It stands open, for the price of
 * one byte that is read, unless something has to be seen to before the call: the handle is another
 * process's, or an option asks for more. */
#ifndef ORM_DB_ENTRANCE_H
#define ORM_DB_ENTRANCE_H

#include <orm/error.h>
#include <stdbool.h>
#include <stdint.h>

struct orm_db;

/* In a page of its own that a fork empties. */
typedef struct orm_entrance {
    unsigned char is_open; /* nothing is to be done */
    unsigned char is_ours; /* this process has opened the handle */
} orm_entrance;

void orm__entrance_init(struct orm_db *db);
void orm__entrance_fini(struct orm_db *db);

/* False in a process that was forked off since the handle was opened. Any thread. */
bool orm__entrance_is_ours(const struct orm_db *db);

/* After each change of what the entrance looks at. */
void orm__entrance_update(struct orm_db *db);

/* Sees to what is to be seen to. Errors: MISUSE (NULL, inside a callback of the handle, another
 * process's handle), those of orm_open where a connection that was gone is opened anew. */
orm_status orm__entrance_pass(struct orm_db *db, const void *caller);

/* True in a process that was forked off since the handle was opened. From the first time on the
 * connection is let alone: nothing is sent, no lock is touched. */
bool orm__entrance_is_foreign(struct orm_db *db);

#endif
