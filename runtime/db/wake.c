/* Owns the pipe that wakes a handle. It is made when the handle waits for the first time. */
/* pipe2 is no part of POSIX yet */
#define _GNU_SOURCE
#include "db/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

/* Of who called too late for the wait before. */
static void drain(int descriptor)
{
    char bytes[64];
    while (read(descriptor, bytes, sizeof bytes) > 0) {
    }
}

orm_status orm__wake_begin(orm_wake *wake, int *descriptor_out, orm_error *error)
{
    if (!wake->is_made && pipe2(wake->ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        return orm__error_set(error, ORM_ENGINE, "no pipe to be woken by: %s", strerror(errno));
    }
    wake->is_made = true;
    drain(wake->ends[0]);
    atomic_store(&wake->is_waiting, true);
    *descriptor_out = wake->ends[0];
    return ORM_OK;
}

void orm__wake_end(orm_wake *wake)
{
    atomic_store(&wake->is_waiting, false);
}

bool orm__wake_call(orm_wake *wake)
{
    if (!atomic_load(&wake->is_waiting)) {
        return false;
    }
    ssize_t written = write(wake->ends[1], "", 1);
    (void)written; /* of a pipe that is full the handle knows already */
    return true;
}

void orm__wake_fini(orm_wake *wake)
{
    if (wake->is_made) {
        (void)close(wake->ends[0]);
        (void)close(wake->ends[1]);
        wake->is_made = false;
    }
}
