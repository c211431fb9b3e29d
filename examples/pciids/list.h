/* The whole list in memory: an array of structs for each kind of line. Owns all of it. */
#ifndef LIST_H
#define LIST_H

#include <orm/arena.h>
#include <stdbool.h>
#include <stddef.h>

#include "ids.h"

typedef enum list_kind {
    LIST_VENDOR,
    LIST_DEVICE,
    LIST_SUBSYSTEM,
    LIST_CLASS,
    LIST_SUBCLASS,
    LIST_INTERFACE,
    LIST_KIND_COUNT
} list_kind;

/* Rows of one kind; items is an array of the kind's struct, lines where in the file each stood. */
typedef struct list_rows {
    void *items;
    unsigned *lines;
    size_t count, capacity;
} list_rows;

struct list {
    list_rows rows[LIST_KIND_COUNT];
    orm_arena *names;
};

/* False: no memory. */
bool list_init(struct list *list);
void list_fini(struct list *list);

/* A new row of a kind, zeroed, to be filled by the caller. Borrowed until the next one is added.
 * NULL: no memory. */
void *list_add(struct list *list, list_kind kind, unsigned line);

size_t list_count(const struct list *list);

/* The row at an index of a kind. Borrowed. */
void *list_at(const struct list *list, list_kind kind, size_t index);

#endif
