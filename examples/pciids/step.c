/* Owns the clock and the table of steps. */
#include "step.h"

#include <inttypes.h>
#include <stdio.h>

void step_print_heading(void)
{
    printf("%-36s %8s %12s %12s\n", "step", "rows", "time", "rows/s");
}

struct step step_begin(const char *name)
{
    struct step step = { .name = name };
    (void)clock_gettime(CLOCK_MONOTONIC, &step.began);
    return step;
}

static double seconds_since(const struct timespec *began)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - began->tv_sec) + (double)(now.tv_nsec - began->tv_nsec) * 1e-9;
}

/* A number with its thousands set apart; text has at least 32 bytes. */
static void group(int64_t number, char *text)
{
    char digits[24];
    const int count = snprintf(digits, sizeof digits, "%" PRId64, number);
    char *at = text;
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0 && digits[i - 1] != '-') {
            *at++ = ',';
        }
        *at++ = digits[i];
    }
    *at = '\0';
}

void step_end(const struct step *step, int64_t rows)
{
    const double seconds = seconds_since(&step->began);
    const double rate = seconds > 0 ? (double)rows / seconds : 0;
    char count[32] = "";
    char speed[32] = "";
    if (rows > 0) {
        group(rows, count);
        group((int64_t)rate, speed);
    }
    printf("%-36s %8s %9.2f ms %12s\n", step->name, count, seconds * 1e3, speed);
    (void)fflush(stdout);
}
