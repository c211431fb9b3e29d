/* The two sides of one database, run against each other in turns. */
#ifndef CONTEST_H
#define CONTEST_H

#include <stdbool.h>
#include <stddef.h>

#include "side.h"

enum { CONTEST_SIDES = 2, CONTEST_HAND = 0, CONTEST_CORM = 1 };

/* The seconds of every round. */
typedef struct contest_times {
    double *seconds[CONTEST_SIDES][SIDE_TASK_COUNT];
    size_t rounds;
} contest_times;

struct contest {
    const char *url;
    const char *clear;  /* SQL that empties the table */
    const char *settle; /* SQL behind the inserts that are read from; NULL = none */
    struct side *sides[CONTEST_SIDES];
    contest_times times;
    uint64_t allocations[CONTEST_SIDES][SIDE_TASK_COUNT]; /* of the last round */
};

/* Opens both sides, each with an empty table. False: failed, and has said why. */
bool contest_open(struct contest *contest, const char *url, size_t rounds);

/* Runs every task on both sides and notes their times. False: a task failed, or the sides read
 * different data; it has said which. */
bool contest_run_round(struct contest *contest, const side_work *work, size_t round);

/* Drops what contest_open made, and frees all. */
void contest_close(struct contest *contest);

#endif
