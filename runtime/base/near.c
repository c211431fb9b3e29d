/* Owns the measure of how far names are apart. */
#include "base/near.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/fold.h"

enum { NEAR_LIMIT = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* True where the last two characters of one are those of the other, swapped. */
static bool ends_swapped(const char *a, size_t a_size, const char *b, size_t b_size)
{
    return a_size > 1 && b_size > 1 && orm__fold(a[a_size - 1]) == orm__fold(b[b_size - 2]) &&
           orm__fold(a[a_size - 2]) == orm__fold(b[b_size - 1]);
}

/* Three rows of the table of distances: this one and the two above it. */
size_t orm__near_distance(const char *left, const char *right)
{
    size_t rows[3][NEAR_LIMIT + 1];
    const size_t height = strlen(left), width = strlen(right);
    if (height > NEAR_LIMIT || width > NEAR_LIMIT) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= width; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= height; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t changed = orm__fold(left[i - 1]) != orm__fold(right[j - 1]);
            size_t swapped = ends_swapped(left, i, right, j) ? two_above[j - 2] + 1 : SIZE_MAX;
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + changed);
            row[j] = row[j] < swapped ? row[j] : swapped;
        }
    }
    return rows[height % 3][width];
}

orm_near orm__near_begin(const char *wanted)
{
    /* from here on it is another word */
    return (orm_near){ .wanted = wanted, .distance = strlen(wanted) / 3 + 1 };
}

void orm__near_offer(orm_near *near, const char *candidate)
{
    if (candidate == NULL || *candidate == '\0') {
        return;
    }
    size_t distance = orm__near_distance(near->wanted, candidate);
    if (distance < near->distance) {
        near->found = candidate;
        near->distance = distance;
    }
}
