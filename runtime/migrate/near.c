/* Owns the comparison of names that may be misspelt. */
#include "migrate/near.h"

#include <string.h>

enum { NEAR_LIMIT = 64 };

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool orm__near_same(const char *left, const char *right, bool folds)
{
    if (left == NULL || right == NULL) {
        return false;
    }
    while (*left != '\0' && (*left == *right || (folds && fold(*left) == fold(*right)))) {
        left++;
        right++;
    }
    return *left == *right;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of the table of edits only one row is kept, and of the row before it what stood to the left. */
size_t orm__near_distance(const char *left, const char *right)
{
    size_t row[NEAR_LIMIT + 1];
    size_t width = strlen(right);
    if (width > NEAR_LIMIT || strlen(left) > NEAR_LIMIT) {
        return NEAR_LIMIT;
    }
    for (size_t i = 0; i <= width; i++) {
        row[i] = i;
    }
    for (size_t i = 0; left[i] != '\0'; i++) {
        size_t diagonal = row[0]++;
        for (size_t k = 0; k < width; k++) {
            size_t change = diagonal + (fold(left[i]) != fold(right[k]));
            diagonal = row[k + 1];
            row[k + 1] = least(change, least(diagonal, row[k]) + 1);
        }
    }
    return row[width];
}

orm_near orm__near_begin(const char *wanted)
{
    /* a third of the name may be wrong, and of a short one a letter */
    return (orm_near){ .wanted = wanted, .distance = strlen(wanted) / 3 + 1 };
}

void orm__near_offer(orm_near *near, const char *candidate)
{
    size_t distance = orm__near_distance(near->wanted, candidate);
    bool is_near = distance < strlen(near->wanted) && distance <= near->distance;
    if (is_near && (near->found == NULL || distance < near->distance)) {
        near->found = candidate;
        near->distance = distance;
    }
}
