/* A model made of text instead of a header, so that the passes can be tried without libclang:
 *
 *     struct customer(customer)
 *     int64 id(primary_key)
 *     char[3] country(default = "DE")
 *     uint32 visits
 *
 * One declaration a line: type, name, and in parentheses the arguments of the annotation. Places
 * are lines and columns of that text. Types: int8 .. uint64, bool, float, double, text, blob,
 * char[N], bytes[N], time, tier (enum TIER_BASIC, TIER_GOLD), mood (a signed enum), empty (an enum
 * without labels), other (no column). Constants: LIMIT = 300, NO_ID = -1. */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "model/apply.h"

typedef struct world {
    orm_arena *arena;
    scan_diag *diag;
    scan_context context;
    scan_model model;
    char *messages; /* as printed; malloc */
} world;

/* Reads the text, applies, resolves and checks it. world_close frees all.
 * foreign: names of annotated structs that other targets own. */
void world_open(world *w, const char *text);
void world_open_with(world *w, const char *text, const char **foreign, size_t foreign_count);
void world_close(world *w);

/* A model and the messages that it must give. */
typedef struct world_case {
    const char *title;
    const char *model;
    const char *messages;
} world_case;

void world_assert(const world_case *tried);

/* The number-th field of the entity-th struct. */
const scan_field *world_field(const world *w, uint16_t entity, uint16_t field);

#endif
