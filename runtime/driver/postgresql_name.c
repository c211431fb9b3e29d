/* Owns the names of a statement's columns, which are known before it runs: the texts of all in one
 * block. */
#include <string.h>

#include "base/alloc.h"
#include "driver/postgresql.h"

static size_t size_of(const PGresult *description, size_t count)
{
    size_t size = count * sizeof(const char *);
    for (size_t i = 0; i < count; i++) {
        size += strlen(PQfname(description, (int)i)) + 1;
    }
    return size;
}

void orm__postgresql_name_free(orm_postgresql_names *names, const orm_allocator *allocator)
{
    orm__alloc_free(allocator, names->names, names->size);
    *names = (orm_postgresql_names){ .count = 0 };
}

bool orm__postgresql_name_keep(orm_postgresql_names *names, const PGresult *description,
                               const orm_allocator *allocator)
{
    size_t count = (size_t)PQnfields(description);
    size_t size = size_of(description, count);
    orm__postgresql_name_free(names, allocator);
    if (count == 0) {
        return true;
    }
    void *block = orm__alloc_array(allocator, size, 1);
    if (block == NULL) {
        return false;
    }
    *names = (orm_postgresql_names){ .names = block, .count = count, .size = size };
    char *text = (char *)(names->names + count);
    for (size_t i = 0; i < count; i++) {
        const char *name = PQfname(description, (int)i);
        size_t name_size = strlen(name) + 1;
        memcpy(text, name, name_size);
        names->names[i] = text;
        text += name_size;
    }
    return true;
}
