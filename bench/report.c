/* Owns medians, ratios and how they are printed. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const task_texts[SIDE_TASK_COUNT] = {
#define TASK_TEXT(name, text) [SIDE_##name] = (text),
    SIDE_TASK_MAP(TASK_TEXT)
#undef TASK_TEXT
};

static int compare_doubles(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Sorts the values. */
static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return count % 2 != 0 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* A task's ratio in each round, sorted; so the noise that a round has for both sides goes out. */
static void fill_ratios(const contest_times *times, int task, double *ratios)
{
    for (size_t i = 0; i < times->rounds; i++) {
        const double hand = times->seconds[CONTEST_HAND][task][i];
        ratios[i] = hand > 0 ? times->seconds[CONTEST_CORM][task][i] / hand : 0;
    }
    qsort(ratios, times->rounds, sizeof *ratios, compare_doubles);
}

static size_t rows_of(int task, const side_work *work)
{
    return task == SIDE_QUERY ? work->queries * 10 : work->count;
}

static void print_task(const contest_times *times, int task, const side_work *work, double *scratch)
{
    fill_ratios(times, task, scratch);
    const size_t quarter = times->rounds / 4;
    const double least = scratch[quarter];
    const double most = scratch[times->rounds - 1 - quarter];
    double medians[CONTEST_SIDES];
    for (int number = 0; number < CONTEST_SIDES; number++) {
        memcpy(scratch, times->seconds[number][task], times->rounds * sizeof *scratch);
        medians[number] = median(scratch, times->rounds);
    }
    printf("  %-24s %9zu %12.2f %12.2f %8.2f   %5.2f .. %.2f\n", task_texts[task],
           rows_of(task, work), medians[CONTEST_HAND] * 1e3, medians[CONTEST_CORM] * 1e3,
           medians[CONTEST_HAND] > 0 ? medians[CONTEST_CORM] / medians[CONTEST_HAND] : 0, least,
           most);
}

/* A URL of PostgreSQL may hold a password. */
static const char *name_of(const char *url)
{
    return strncmp(url, "sqlite:", 7) == 0 ? url : "postgresql";
}

void report_print(const struct contest *contest, const side_work *work)
{
    const contest_times *times = &contest->times;
    double *scratch = calloc(times->rounds, sizeof *scratch);
    if (scratch == NULL) {
        fputs("bench: out of memory\n", stderr);
        return;
    }
    printf("\n%s\n  %-24s %9s %12s %12s %8s   %s\n", name_of(contest->url), "task", "rows",
           "hand ms", "Corm ms", "ratio", "middle half of rounds");
    for (int task = 0; task < SIDE_TASK_COUNT; task++) {
        print_task(times, task, work, scratch);
    }
    printf("  allocations per row of a scan: hand-written %.3f, Corm %.3f\n",
           (double)contest->allocations[CONTEST_HAND][SIDE_SCAN] / (double)work->count,
           (double)contest->allocations[CONTEST_CORM][SIDE_SCAN] / (double)work->count);
    free(scratch);
}
