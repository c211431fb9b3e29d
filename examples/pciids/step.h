/* A step of the demonstration: how long it took, and how many rows per second that is. */
#ifndef STEP_H
#define STEP_H

#include <stdint.h>
#include <time.h>

struct step {
    const char *name;
    struct timespec began;
};

void step_print_heading(void);

struct step step_begin(const char *name);

/* Prints the step's line. rows: 0 = the step is not about rows. */
void step_end(const struct step *step, int64_t rows);

#endif
