/* A check that lists the values of one column: x IN (...), and what engines make of it. */
#ifndef ORM_MIGRATE_LISTED_H
#define ORM_MIGRATE_LISTED_H

#include <orm/arena.h>
#include <orm/sys/dialect.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct orm_listed {
    const char *column;  /* as the check spells it, without quotes */
    const char **values; /* texts and numbers alike, without quotes */
    uint16_t count;
} orm_listed;

/* Reads a condition. *is_out: it is such a list; *listed_out, in the arena, says something only
 * then. False: no memory. */
bool orm__listed_read(const orm_dialect *dialect, const char *condition, orm_arena *arena,
                      orm_listed *listed_out, bool *is_out);

bool orm__listed_has(const orm_listed *listed, const char *value);

#endif
