/* Edit distance, with swapped neighbours as one edit; case is not counted. */
#include "annotation/suggest.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "annotation/fold.h"

enum { LONGEST = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* True where the last two characters of one are those of the other, swapped. */
static bool ends_swapped(const char *a, size_t a_size, const char *b, size_t b_size)
{
    return a_size > 1 && b_size > 1 && scan_fold(a[a_size - 1]) == scan_fold(b[b_size - 2]) &&
           scan_fold(a[a_size - 2]) == scan_fold(b[b_size - 1]);
}

/* Three rows of the table of distances: this one and the two above it. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b_size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t changed = scan_fold(a[i - 1]) != scan_fold(b[j - 1]);
            size_t swapped = ends_swapped(a, i, b, j) ? two_above[j - 2] + 1 : SIZE_MAX;
            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + changed);
            row[j] = row[j] < swapped ? row[j] : swapped;
        }
    }
    return rows[a_size % 3][b_size];
}

void scan_suggest_init(scan_suggestion *suggestion, const char *wanted)
{
    suggestion->wanted = wanted;
    suggestion->best = NULL;
    suggestion->distance = strlen(wanted) / 3 + 1; /* from here on it is another word */
    suggestion->text[0] = '\0';
}

void scan_suggest_offer(scan_suggestion *suggestion, const char *candidate)
{
    size_t wanted_size = strlen(suggestion->wanted);
    size_t size = candidate == NULL ? 0 : strlen(candidate);
    if (size == 0 || size > LONGEST || wanted_size > LONGEST) {
        return;
    }
    size_t edits = distance(suggestion->wanted, wanted_size, candidate, size);
    if (edits < suggestion->distance) {
        suggestion->distance = edits;
        suggestion->best = candidate;
    }
}

const char *scan_suggest_text(scan_suggestion *suggestion)
{
    if (suggestion->best != NULL) {
        (void)snprintf(suggestion->text, sizeof suggestion->text, "; did you mean '%s'?",
                       suggestion->best);
    }
    return suggestion->text;
}
