/* Names that are off by a slip of the hand: what was meant by one that is not there. */
#ifndef ORM_BASE_NEAR_H
#define ORM_BASE_NEAR_H

#include <stddef.h>

/* How many letters are to be changed, put in, left out, or swapped with their neighbours to make
 * one name of the other, case apart; names beyond 64 bytes are far from everything. */
size_t orm__near_distance(const char *left, const char *right);

/* The best guess so far at what was meant by a name. */
typedef struct orm_near {
    const char *wanted;
    const char *found; /* NULL = nothing is near */
    size_t distance;
} orm_near;

orm_near orm__near_begin(const char *wanted);

/* Takes a candidate into account; it must outlive the guess. NULL is none. */
void orm__near_offer(orm_near *near, const char *candidate);

#endif
