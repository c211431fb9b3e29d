/* Owns the order of a round: what is done before a task, what is timed, what is compared. */
#include "contest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.orm.h"
#include "counter.h"
#include "people.h"

static const char index_sql[] = "CREATE INDEX person_by_age ON person (age, id)";

static const char *const task_names[SIDE_TASK_COUNT] = {
#define TASK_NAME(name, text) [SIDE_##name] = #name,
    SIDE_TASK_MAP(TASK_NAME)
#undef TASK_NAME
};

/* ---- opening ---- */

static bool is_postgresql(const char *url)
{
    return strncmp(url, "sqlite:", 7) != 0;
}

/* PostgreSQL's two sides have a schema each; those of SQLite have a database each. */
static bool enter_schema(struct side *side, const char *url, int number)
{
    static const char *const texts[CONTEST_SIDES] = {
        "DROP SCHEMA IF EXISTS corm_bench_hand CASCADE; CREATE SCHEMA corm_bench_hand; "
        "SET search_path TO corm_bench_hand",
        "DROP SCHEMA IF EXISTS corm_bench_corm CASCADE; CREATE SCHEMA corm_bench_corm; "
        "SET search_path TO corm_bench_corm",
    };
    return !is_postgresql(url) || side->exec(side, texts[number]);
}

static bool create_table(struct side *side, const char *url)
{
    char *sql = NULL;
    orm_error error;
    const char *dialect = is_postgresql(url) ? "postgresql" : "sqlite";
    if (orm_schema_sql(&bench_schema, dialect, NULL, &sql, &error) != ORM_OK) {
        fprintf(stderr, "bench: %s\n", error.message);
        return false;
    }
    const bool created = side->exec(side, sql) && side->exec(side, index_sql);
    orm_text_free(NULL, sql);
    return created;
}

/* A file gets another name for the hand-written side. */
static struct side *open_hand(const char *url)
{
    if (is_postgresql(url)) {
        return side_open_postgresql(url);
    }
    const char *path = url + strlen("sqlite:");
    char other[512];
    (void)snprintf(other, sizeof other, "%s%s", path, strcmp(path, ":memory:") == 0 ? "" : ".hand");
    return side_open_sqlite(other);
}

static bool reserve_times(contest_times *times, size_t rounds)
{
    bool reserved = true;
    times->rounds = rounds;
    for (int number = 0; number < CONTEST_SIDES; number++) {
        for (int task = 0; task < SIDE_TASK_COUNT; task++) {
            double *seconds = calloc(rounds, sizeof *seconds);
            times->seconds[number][task] = seconds;
            reserved = reserved && seconds != NULL;
        }
    }
    return reserved;
}

bool contest_open(struct contest *contest, const char *url, size_t rounds)
{
    memset(contest, 0, sizeof *contest);
    contest->url = url;
    contest->clear = is_postgresql(url) ? "TRUNCATE person RESTART IDENTITY" : "DELETE FROM person";
    contest->settle = is_postgresql(url) ? "ANALYZE person" : NULL;
    contest->sides[CONTEST_HAND] = open_hand(url);
    contest->sides[CONTEST_CORM] = side_open_corm(url);
    bool opened = reserve_times(&contest->times, rounds);
    for (int number = 0; opened && number < CONTEST_SIDES; number++) {
        struct side *side = contest->sides[number];
        opened = side != NULL && enter_schema(side, url, number) && create_table(side, url);
    }
    return opened;
}

void contest_close(struct contest *contest)
{
    for (int number = 0; number < CONTEST_SIDES; number++) {
        struct side *side = contest->sides[number];
        if (side != NULL) {
            (void)(!is_postgresql(contest->url) ||
                   side->exec(side, number == CONTEST_HAND
                                        ? "DROP SCHEMA corm_bench_hand CASCADE"
                                        : "DROP SCHEMA corm_bench_corm CASCADE"));
            side->close(side);
        }
        for (int task = 0; task < SIDE_TASK_COUNT; task++) {
            free(contest->times.seconds[number][task]);
        }
    }
}

/* ---- a round ---- */

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* One task in one transaction. */
static bool run_task(struct side *side, side_task task, const side_work *work, uint64_t *sum)
{
    if (!side->begin(side) || !side->tasks[task](side, work, sum) || !side->commit(side)) {
        fprintf(stderr, "bench: %s: %s failed\n", side->name, task_names[task]);
        return false;
    }
    return true;
}

static bool prepare_task(const struct contest *contest, struct side *side, side_task task)
{
    switch (task) {
    case SIDE_INSERT_GENERATED:
    case SIDE_INSERT_WITH_KEY:
        return side->exec(side, contest->clear);
    case SIDE_FIND:
        return contest->settle == NULL || side->exec(side, contest->settle);
    case SIDE_SCAN:
    case SIDE_QUERY:
    case SIDE_UPDATE:
    case SIDE_DELETE:
    case SIDE_TASK_COUNT:
        break;
    }
    return true;
}

/* All members of all rows, without the clock. */
static bool compare_rows(const struct contest *contest, const side_work *work)
{
    side_work all = *work;
    all.sum = people_sum_all;
    uint64_t sums[CONTEST_SIDES] = { 0 };
    for (int number = 0; number < CONTEST_SIDES; number++) {
        if (!run_task(contest->sides[number], SIDE_SCAN, &all, &sums[number])) {
            return false;
        }
    }
    if (sums[0] != sums[1]) {
        fputs("bench: the two sides do not read the same rows\n", stderr);
    }
    return sums[0] == sums[1];
}

/* A task of a round. */
struct turn {
    struct contest *contest;
    const side_work *work;
    side_task task;
    size_t round;
    uint64_t sums[CONTEST_SIDES];
};

/* For instructions.sh, which reads the last round's. */
static void dump_counts(const struct turn *turn, int number)
{
    const bool is_query = turn->task == SIDE_QUERY;
    char label[96];
    (void)snprintf(label, sizeof label, "%s %s %zu %" PRIu64, task_names[turn->task],
                   number == CONTEST_HAND ? "hand" : "corm",
                   is_query ? turn->work->queries : turn->work->count,
                   turn->contest->allocations[number][turn->task]);
    COUNTER_DUMP(label);
}

static bool take_turn(struct turn *turn, int number)
{
    struct contest *contest = turn->contest;
    struct side *side = contest->sides[number];
    if (!prepare_task(contest, side, turn->task)) {
        return false;
    }
    const uint64_t allocations = side->allocations;
    const double began = now();
    uint64_t sum = 0;
    COUNTER_START();
    const bool done = run_task(side, turn->task, turn->work, &sum);
    COUNTER_STOP();
    contest->times.seconds[number][turn->task][turn->round] = now() - began;
    contest->allocations[number][turn->task] = side->allocations - allocations;
    turn->sums[number] = sum;
    dump_counts(turn, number);
    return done;
}

/* Who begins changes with every round. */
static bool run_both(struct turn *turn)
{
    const int first = turn->round % 2 == 0 ? CONTEST_HAND : CONTEST_CORM;
    if (!take_turn(turn, first) || !take_turn(turn, 1 - first)) {
        return false;
    }
    if (turn->sums[0] != turn->sums[1]) {
        fprintf(stderr, "bench: %s: the two sides read %" PRIu64 " and %" PRIu64 "\n",
                task_names[turn->task], turn->sums[0], turn->sums[1]);
    }
    return turn->sums[0] == turn->sums[1];
}

bool contest_run_round(struct contest *contest, const side_work *work, size_t round)
{
    struct turn turn = { .contest = contest, .work = work, .round = round };
    bool done = true;
    for (int task = 0; done && task < SIDE_TASK_COUNT; task++) {
        turn.task = (side_task)task;
        const bool rows_are_new = task == SIDE_FIND || task == SIDE_DELETE;
        done = (!rows_are_new || compare_rows(contest, work)) && run_both(&turn);
    }
    return done;
}
