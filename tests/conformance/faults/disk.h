/* A disk of SQLite's that can be made to fail: the file system that the engine uses by default,
 * with a count of what is written to it. */
#ifndef CONFORMANCE_FAULTS_DISK_H
#define CONFORMANCE_FAULTS_DISK_H

#include <stdbool.h>
#include <stddef.h>

typedef struct disk {
    size_t calls;   /* of writing, cutting and syncing so far */
    size_t fail_at; /* the one that fails, and all after it; 0 = none */
    int code;       /* SQLite's result code */
} disk;

/* From now on files are opened on it; at the second call only counts begin anew. Borrowed, static.
 */
disk *disk_use(void);

#endif
