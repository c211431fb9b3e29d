/* A long scenario and the world that it runs in: units that each take effect whole or not at all, a
 * handle whose driver and allocator can be made to fail, and a shadow of what must be stored. */
#ifndef CONFORMANCE_FAULTS_WORLD_H
#define CONFORMANCE_FAULTS_WORLD_H

#include "faults/disk.h"
#include "faults/shadow.h"
#include "support/chaos_alloc.h"
#include "support/fault_driver.h"

typedef struct world {
    const char *url;
    orm_db *db;
    orm_arena *arena; /* emptied for each unit */
    fault_driver fault;
    chaos_alloc chaos;
    orm_allocator allocator; /* of chaos */
    witness *witness;
    shadow now;  /* what is stored */
    shadow next; /* what is stored once the unit has succeeded: each unit makes it out of now */
    bool reconnects, is_wrapped;
    disk *disk;                                /* NULL: the one of SQLite */
    void *native;                              /* the connection that is wrapped */
    bool is_not_the_handles;                   /* the unit's failure is told by its status alone */
    unsigned texts;                            /* that were made for one statement each */
    unsigned commits, rollbacks;               /* callbacks that came */
    unsigned expects_commit, expects_rollback; /* registered */
} world;

/* Something that is done to the handle: one call, or a transaction. It notes in next what comes of
 * it, returns the first failure as it was, and leaves an open transaction to who called it. */
typedef struct unit {
    const char *name;
    orm_status (*run)(world *w);
} unit;

typedef struct unit_list {
    const unit *units;
    size_t count;
} unit_list;

#define UNITS(list) { (list), sizeof(list) / sizeof *(list) }

extern const unit_list units_handle_first, units_write, units_many, units_transaction, units_read,
    units_handle_last;

/* ---- for units ---- */

/* A row with something in each member; number is in most of them. */
struct deed world_deed(const char *code, int number);

/* Gives status back. On failure both are the same, byte by byte. */
orm_status world_unchanged(orm_status status, const void *before, const void *after, size_t size);

/* Inserts the row; next has it. */
orm_status world_insert(world *w, struct deed *row);

/* Registers what waits for both ends of the transaction. */
orm_status world_await_end(world *w);

/* ---- faults ---- */

/* What fails, in each unit at its first, second, ... call or allocation. */
typedef struct world_plan {
    orm_status status;
    fault_effect effect;
    bool is_memory;       /* allocations, not calls of the driver */
    int disk_code;        /* not 0: what SQLite answers from the n-th write to its files on */
    bool keeps_failing;   /* of allocations: all after it, too */
    bool is_cold;         /* with a new handle each time, so that nothing is prepared */
    size_t first, stride; /* which calls fail; 0 = each */
    bool is_wrapped;      /* on a connection of the program's; of allocations only */
} world_plan;

/* Runs the scenario. plan: NULL = without faults. Returns how many attempts were made. */
size_t world_run(world *w, const char *url, const world_plan *plan);

/* Ends what a test has left. */
void world_end(world *w);

#endif
