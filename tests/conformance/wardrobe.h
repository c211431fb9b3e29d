/* A table of one column that has a type of its engine's own, and what becomes of a value in it. */
#ifndef CONFORMANCE_WARDROBE_H
#define CONFORMANCE_WARDROBE_H

#include "support/engine.h"

enum { WARDROBE_LARGEST_ROW = 256, WARDROBE_VALUE = 1 /* the index of the field */ };

/* The handle keeps statements by the schema's hash, so each wardrobe has one of its own, as it has
 * a name. */
typedef struct wardrobe {
    orm_schema schema;
    const orm_entity *entities[1];
    orm_entity entity;
    orm_field fields[2];
    orm_dialect_name types[2];
    char table[32];
} wardrobe;

/* entity: of a key and a value, generated; type: of the value, on the engine that the test is
 * for. */
void wardrobe_open(wardrobe *w, const orm_entity *entity, const char *type);

/* Whether two rows have the same value. */
bool wardrobe_is_same(const orm_field *field, const char *a, const char *b);

/* Inserts the row, and gives it its key. */
orm_status wardrobe_put(engine_fixture *fx, const wardrobe *w, char *row);
/* Fills found with the row of this one's key. */
orm_status wardrobe_get(engine_fixture *fx, const wardrobe *w, const char *row, char *found);

/* Whether a condition finds the row's value; true also where no condition takes one of its kind. */
orm_status wardrobe_ask(engine_fixture *fx, const wardrobe *w, const char *row, bool *is_found);

#endif
