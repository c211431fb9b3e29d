/* bench [--rows N] [--rounds N] [URL...]: Corm beside hand-written C.
 *
 * Owns the command line. Without a URL: SQLite in memory, SQLite in a file, and the PostgreSQL
 * server that ORM_TEST_POSTGRESQL names, if it is set. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contest.h"
#include "people.h"
#include "report.h"

enum { URLS_MAX = 8 };

struct settings {
    size_t rows, rounds;
    const char *urls[URLS_MAX];
    size_t url_count;
};

static bool read_number(const char *text, size_t *number_out)
{
    char *end = NULL;
    errno = 0;
    const unsigned long number = text != NULL ? strtoul(text, &end, 10) : 0;
    if (text == NULL || *end != '\0' || errno != 0 || number == 0 || number > 100000000) {
        return false;
    }
    *number_out = number;
    return true;
}

/* Where the number of an option goes; NULL: there is no such option. */
static size_t *place_of(const char *option, struct settings *settings)
{
    if (strcmp(option, "--rows") == 0) {
        return &settings->rows;
    }
    return strcmp(option, "--rounds") == 0 ? &settings->rounds : NULL;
}

static bool read_arguments(int argc, char **argv, struct settings *settings)
{
    bool valid = true;
    for (int i = 1; valid && i < argc; i++) {
        size_t *number = place_of(argv[i], settings);
        if (number != NULL) {
            valid = read_number(argv[++i], number);
        } else if (argv[i][0] != '-' && settings->url_count < URLS_MAX) {
            settings->urls[settings->url_count++] = argv[i];
        } else {
            valid = false;
        }
    }
    return valid;
}

static bool run_contest(const char *url, const struct settings *settings, const side_work *work)
{
    struct contest contest;
    bool done = contest_open(&contest, url, settings->rounds);
    for (size_t round = 0; done && round < settings->rounds; round++) {
        done = contest_run_round(&contest, work, round);
    }
    if (done) {
        report_print(&contest, work);
    }
    contest_close(&contest);
    return done;
}

/* A new folder, which the files of both sides go into and which is removed with them. */
static bool run_on_file(const struct settings *settings, const side_work *work)
{
    char folder[] = "/tmp/corm-bench.XXXXXX";
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return false;
    }
    char url[64];
    (void)snprintf(url, sizeof url, "sqlite:%s/bench.db", folder);
    const bool done = run_contest(url, settings, work);
    static const char *const endings[] = { "", ".hand" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char path[80];
        (void)snprintf(path, sizeof path, "%s%s", url + strlen("sqlite:"), endings[i]);
        (void)remove(path);
    }
    if (rmdir(folder) != 0) {
        perror(folder);
    }
    return done;
}

static bool run_all(const struct settings *settings, const side_work *work)
{
    bool done = true;
    for (size_t i = 0; done && i < settings->url_count; i++) {
        done = run_contest(settings->urls[i], settings, work);
    }
    if (settings->url_count > 0) {
        return done;
    }
    const char *server = getenv("ORM_TEST_POSTGRESQL");
    done = run_contest("sqlite::memory:", settings, work) && run_on_file(settings, work);
    return done && (server == NULL || *server == '\0' || run_contest(server, settings, work));
}

int main(int argc, char **argv)
{
    struct settings settings = { .rows = 20000, .rounds = 7 };
    if (!read_arguments(argc, argv, &settings)) {
        fputs("usage: bench [--rows N] [--rounds N] [URL...]\n", stderr);
        return 2;
    }
    struct person *people = people_new(settings.rows);
    if (people == NULL) {
        fputs("bench: out of memory\n", stderr);
        return 1;
    }
    const side_work work = {
        .people = people,
        .count = settings.rows,
        .queries = (settings.rows + 9) / 10,
        .sum = people_sum_key,
    };
    printf("rows: %zu, rounds: %zu; medians; a ratio below 1: Corm is faster\n", settings.rows,
           settings.rounds);
    const bool done = run_all(&settings, &work);
    people_free(people, settings.rows);
    return done ? 0 : 1;
}
