/* What the two hand-written sides share: rows whose texts are allocated one by one. */
#ifndef HAND_H
#define HAND_H

#include "side.h"

/* A growing array of people that were read. */
typedef struct hand_rows {
    struct person *items;
    size_t count, capacity;
} hand_rows;

/* malloc, counted. */
void *hand_alloc(struct side *side, size_t size);

/* A copy with a NUL behind it; NULL: no memory. */
char *hand_copy(struct side *side, const void *data, size_t size);

/* Room for one more person, which is not counted yet; NULL: no memory. */
struct person *hand_reserve(struct side *side, hand_rows *rows);

void hand_free_person(struct person *person);
void hand_free_rows(hand_rows *rows);

/* Adds the sums of all rows. */
uint64_t hand_sum(const hand_rows *rows, const side_work *work);

#endif
