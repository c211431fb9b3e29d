/* A side of the comparison: one way to do every task on one engine. The two sides of an engine have
 * a table of the same SQL each. */
#ifndef SIDE_H
#define SIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "person.h"

/* X(name, text) */
#define SIDE_TASK_MAP(X)                         \
    X(INSERT_GENERATED, "insert, generated key") \
    X(INSERT_WITH_KEY, "insert, own key")        \
    X(FIND, "find by key")                       \
    X(SCAN, "scan")                              \
    X(QUERY, "indexed query, 10 rows")           \
    X(UPDATE, "update by key")                   \
    X(DELETE, "delete by key")

typedef enum side_task {
#define SIDE_TASK_ENUM(name, text) SIDE_##name,
    SIDE_TASK_MAP(SIDE_TASK_ENUM)
#undef SIDE_TASK_ENUM
        SIDE_TASK_COUNT
} side_task;

/* What there is to do. */
typedef struct side_work {
    struct person *people; /* generated keys are written back into them */
    size_t count;
    size_t queries;
    uint64_t (*sum)(const struct person *person); /* of each row that is read */
} side_work;

struct side;

/* Does a task; adds to *sum for each row that it read or wrote. False: it failed, and has said
 * why. */
typedef bool (*side_fn)(struct side *side, const side_work *work, uint64_t *sum);

struct side {
    const char *name;
    side_fn tasks[SIDE_TASK_COUNT];
    bool (*exec)(struct side *side, const char *sql); /* not timed: tables, indexes, clearing */
    bool (*begin)(struct side *side);
    bool (*commit)(struct side *side);
    void (*close)(struct side *side);
    uint64_t
        allocations; /* so far, of the side's own code: what sqlite3 and libpq do is the same */
};

/* Opens a side; NULL: failed, and has said why. Free with its close. The hand-written ones prepare
 * their statements when the table is there: at their first task. */
struct side *side_open_corm(const char *url);
struct side *side_open_sqlite(const char *path);
struct side *side_open_postgresql(const char *url);

#endif
