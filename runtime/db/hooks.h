/* The hooks that a program has added to a handle, and those of an entity's tables: which of them
 * are for what happens. Calling them is query/firing's. */
#ifndef ORM_DB_HOOKS_H
#define ORM_DB_HOOKS_H

#include <orm/hooks.h>
#include <stddef.h>
#include <stdint.h>

struct orm_level;

typedef struct orm_hook_entry {
    uint64_t id;              /* 0: one of the tables */
    const orm_entity *entity; /* NULL = all */
    unsigned events;
    orm_hook_fn *fn;
    void *ctx;
    bool is_of_setup; /* added by the function that sets up connections */
} orm_hook_entry;

/* Of a handle. */
typedef struct orm_hooks {
    orm_hook_entry *list; /* in the order of adding */
    size_t count, capacity;
    uint64_t last_id;
    struct orm_level *waiting; /* db/level: begins with the next call on the handle */
    size_t kept;               /* of a handle that is lent: those that were there before, ... */
    uint64_t kept_id;          /* ... the last of which is this one */
} orm_hooks;

void orm__hooks_fini(orm_db *db);

/* The hooks that are there are to stay, whoever uses the handle. */
void orm__hooks_keep(orm_db *db);

/* Removes those that were added since. False: one of those before was removed. */
bool orm__hooks_forget_added(orm_db *db);

/* Removes all. */
void orm__hooks_forget(orm_db *db);

/* A connection was set up, or could not be: hooks of a setup before, or of this one, are removed.
 * last_id: of the hooks that were there before. */
void orm__hooks_settle(orm_db *db, uint64_t last_id, bool is_set_up);

/* Copies those that are for one of the events into found, which has room for room of them, in the
 * order in which they are called. Returns how many there are. */
size_t orm__hooks_find(const orm_db *db, const orm_entity *entity, unsigned events,
                       orm_hook_entry *found, size_t room);

/* False: a hook that was found has been removed since. */
bool orm__hooks_has(const orm_db *db, const orm_hook_entry *entry);

#endif
