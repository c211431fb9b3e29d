/* Names that are alike: the same but for case, or off by a slip of the hand. */
#ifndef ORM_MIGRATE_NEAR_H
#define ORM_MIGRATE_NEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Whether two names are one; folds: letters of ASCII without regard to case. NULL is no name. */
bool orm__near_same(const char *left, const char *right, bool folds);

/* How many letters are to be changed, put in or left out to make one name of the other, case apart;
 * names beyond the limit are far from everything. */
size_t orm__near_distance(const char *left, const char *right);

/* The best guess so far at what was meant by a name. */
typedef struct orm_near {
    const char *wanted;
    const char *found; /* NULL = nothing is near */
    size_t distance;
} orm_near;

orm_near orm__near_begin(const char *wanted);

/* Takes a candidate into account; it must outlive the guess. */
void orm__near_offer(orm_near *near, const char *candidate);

#endif
