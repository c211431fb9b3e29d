/* Owns the list of dialects. */
#include <orm/sys/dialect.h>

#include <string.h>

const orm_dialect *orm_dialect_find(const char *name)
{
    const orm_dialect *const known[] = { &orm_dialect_sqlite, &orm_dialect_postgresql };
    for (size_t i = 0; name != NULL && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i]->name, name) == 0) {
            return known[i];
        }
    }
    return NULL;
}
