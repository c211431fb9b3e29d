/* Owns the memory of the rows that the hand-written sides read. */
#include "hand.h"

#include <stdlib.h>
#include <string.h>

void *hand_alloc(struct side *side, size_t size)
{
    side->allocations++;
    return malloc(size);
}

char *hand_copy(struct side *side, const void *data, size_t size)
{
    char *copy = hand_alloc(side, size + 1);
    if (copy != NULL) {
        memcpy(copy, data, size);
        copy[size] = '\0';
    }
    return copy;
}

struct person *hand_reserve(struct side *side, hand_rows *rows)
{
    if (rows->count == rows->capacity) {
        const size_t capacity = rows->capacity == 0 ? 16 : rows->capacity * 2;
        struct person *items = realloc(rows->items, capacity * sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        side->allocations++;
        rows->items = items;
        rows->capacity = capacity;
    }
    return &rows->items[rows->count];
}

void hand_free_person(struct person *person)
{
    free(person->name);
    free(person->email);
    free(person->avatar);
}

void hand_free_rows(hand_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        hand_free_person(&rows->items[i]);
    }
    free(rows->items);
}

uint64_t hand_sum(const hand_rows *rows, const side_work *work)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < rows->count; i++) {
        sum += work->sum(&rows->items[i]);
    }
    return sum;
}
