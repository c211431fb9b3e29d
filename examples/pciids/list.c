/* Owns the arrays of the list and how they grow. */
#include "list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const size_t sizes[LIST_KIND_COUNT] = {
    [LIST_VENDOR] = sizeof(struct vendor),       [LIST_DEVICE] = sizeof(struct device),
    [LIST_SUBSYSTEM] = sizeof(struct subsystem), [LIST_CLASS] = sizeof(struct device_class),
    [LIST_SUBCLASS] = sizeof(struct subclass),   [LIST_INTERFACE] = sizeof(struct interface),
};

bool list_init(struct list *list)
{
    memset(list, 0, sizeof *list);
    return orm_arena_new(NULL, &list->names) == ORM_OK;
}

void list_fini(struct list *list)
{
    for (int kind = 0; kind < LIST_KIND_COUNT; kind++) {
        free(list->rows[kind].items);
        free(list->rows[kind].lines);
    }
    orm_arena_free(list->names);
}

static bool grow(list_rows *rows, size_t size)
{
    const size_t capacity = rows->capacity == 0 ? 256 : rows->capacity * 2;
    if (capacity > SIZE_MAX / size) {
        return false;
    }
    void *items = realloc(rows->items, capacity * size);
    if (items == NULL) {
        return false;
    }
    rows->items = items;
    unsigned *lines = realloc(rows->lines, capacity * sizeof *lines);
    if (lines == NULL) {
        return false;
    }
    rows->lines = lines;
    rows->capacity = capacity;
    return true;
}

void *list_add(struct list *list, list_kind kind, unsigned line)
{
    list_rows *rows = &list->rows[kind];
    if (rows->count == rows->capacity && !grow(rows, sizes[kind])) {
        return NULL;
    }
    rows->lines[rows->count++] = line;
    return memset(list_at(list, kind, rows->count - 1), 0, sizes[kind]);
}

size_t list_count(const struct list *list)
{
    size_t count = 0;
    for (int kind = 0; kind < LIST_KIND_COUNT; kind++) {
        count += list->rows[kind].count;
    }
    return count;
}

void *list_at(const struct list *list, list_kind kind, size_t index)
{
    return (char *)list->rows[kind].items + index * sizes[kind];
}
