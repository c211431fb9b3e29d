/* What another thread wakes a handle by that waits for nothing of the server's: a pipe. */
#ifndef ORM_DB_WAKE_H
#define ORM_DB_WAKE_H

#include <orm/error.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef struct orm_wake {
    atomic_bool is_waiting; /* the only member that other threads look at first */
    bool is_made;
    int ends[2]; /* of the pipe: to read, to write */
} orm_wake;

/* The handle is about to wait; who called before is forgotten. *descriptor_out: what becomes
 * readable when somebody calls. Errors: ENGINE (no descriptors are left). */
orm_status orm__wake_begin(orm_wake *wake, int *descriptor_out, orm_error *error);
void orm__wake_end(orm_wake *wake);

/* Any thread: wakes the handle if it waits. False: it does not. */
bool orm__wake_call(orm_wake *wake);

void orm__wake_fini(orm_wake *wake);

#endif
