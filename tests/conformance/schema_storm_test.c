/* Another process alters a table all the time, while handles use it: what they have prepared is
 * prepared again, and no answer is wrong. */
#include "models/customers.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Columns come, before and behind those that are used, and go; indexes, too. */
static const char *const changes[] = {
    "ALTER TABLE customer ADD COLUMN extra TEXT DEFAULT 'more'",
    "CREATE INDEX by_name ON customer (name)",
    "ALTER TABLE customer DROP COLUMN extra",
    "DROP INDEX by_name",
    "CREATE TABLE unrelated (id INTEGER)",
    "ALTER TABLE customer RENAME TO moved; ALTER TABLE moved RENAME TO customer",
    "DROP TABLE unrelated",
};

static orm_status change(orm_db *db, void *ctx)
{
    return orm_exec(db, ctx);
}

static int alter_for_ever(const char *url, int out)
{
    orm_db *db = NULL;
    if (orm_open(url, NULL, &db, NULL) != ORM_OK) {
        return 1;
    }
    for (size_t i = 0;; i = (i + 1) % (sizeof changes / sizeof changes[0])) {
        const struct timespec pause_time = { .tv_nsec = 500000 };
        /* one transaction, and again where another one was in the way */
        if (orm_run(db, NULL, change, (void *)changes[i]) != ORM_OK || write(out, "x", 1) != 1) {
            return 2;
        }
        (void)nanosleep(&pause_time, NULL);
    }
}

typedef struct storm {
    pid_t child;
    int from;
    int count; /* of the changes that were made */
} storm;

static storm start_storm(const engine_fixture *fx)
{
    int ends[2];
    char told = ' ';
    assert_int_equal(pipe(ends), 0);
    storm s = { .child = fork(), .from = ends[0] };
    assert_true(s.child >= 0);
    if (s.child == 0) {
        (void)close(ends[0]);
        _exit(alter_for_ever(fx->url, ends[1]));
    }
    (void)close(ends[1]);
    assert_int_equal(read(s.from, &told, 1), 1);
    return s;
}

/* The other one waits for its lock more patiently than this one asks for its own. */
static void let_it_change(storm *s)
{
    char told[64];
    struct pollfd from = { .fd = s->from, .events = POLLIN };
    ssize_t size = poll(&from, 1, 200) > 0 ? read(s->from, told, sizeof told) : 0;
    s->count += size > 0 ? (int)size : 0;
}

static void end_storm(storm *s)
{
    char told[4096];
    int status = 0;
    ssize_t size = 0;
    assert_int_equal(kill(s->child, SIGKILL), 0);
    assert_int_equal(waitpid(s->child, &status, 0), s->child);
    while ((size = read(s->from, told, sizeof told)) > 0) {
        s->count += (int)size;
    }
    (void)close(s->from);
    assert_true(WIFSIGNALED(status)); /* it had not given up */
}

static void insert_one(orm_db *db, int i)
{
    char name[32];
    (void)snprintf(name, sizeof name, "customer %d", i);
    struct customer row = { .name = name, .country = "AT", .tier = TIER_GOLD };
    assert_ok(db, customer_insert(db, &row));
    assert_int_equal(row.id, i);
}

static void check_one(const struct customer *row, int i, int visits)
{
    char name[64];
    (void)snprintf(name, sizeof name, visits == 0 ? "customer %d" : "customer %d, %d times", i,
                   visits);
    assert_int_equal(row->id, i);
    assert_string_equal(row->name, name);
    assert_null(row->email);
    assert_string_equal(row->country, "AT");
    assert_int_equal(row->tier, TIER_GOLD);
}

static void update_and_find(engine_fixture *fx, orm_db *writer, orm_db *reader, int i)
{
    char name[64];
    struct customer row;
    assert_ok(writer, customer_find(writer, i, &row, fx->arena));
    check_one(&row, i, 0);
    (void)snprintf(name, sizeof name, "customer %d, %d times", i, 7);
    row.name = name;
    assert_ok(writer, customer_update(writer, &row));
    assert_ok(reader, customer_find(reader, i, &row, fx->arena));
    check_one(&row, i, 7);
}

static void read_all(orm_db *db, int count)
{
    orm_rows *rows = NULL;
    int seen = 0;
    const orm_query query = { .order_by = { orm_asc(customer_.id) }, .window = 5 };
    assert_ok(db, customer_select(db, &query, &rows));
    for (const struct customer *row; (row = customer_next(rows)) != NULL;) {
        check_one(row, ++seen, 7);
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_int_equal(seen, count);
    orm_rows_free(rows);
}

static void test_b231_another_process_alters_the_table_all_the_time(void **state)
{
    enum { COUNT = 300 };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *other = engine_open(fx, NULL);
    storm s = start_storm(fx);
    for (int i = 1; i <= COUNT; i++) {
        insert_one(i % 2 == 0 ? fx->db : other, i);
        update_and_find(fx, i % 2 == 0 ? other : fx->db, i % 3 == 0 ? other : fx->db, i);
        if (i % 20 == 0) {
            read_all(i % 40 == 0 ? fx->db : other, i);
        }
        orm_arena_reset(fx->arena);
        if (i % 2 == 0) {
            let_it_change(&s);
        }
    }
    end_storm(&s);
    orm_statement_stats stats = { .hits = 0 };
    assert_ok(fx->db, orm_statement_stats_read(fx->db, &stats));
    print_message("%d changes, %d times prepared again\n", s.count, (int)stats.prepared_again);
    assert_true(s.count > 10);
    assert_int_equal(customers_count(fx->db), COUNT);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b231_another_process_alters_the_table_all_the_time),
};

ENGINE_MAIN(tests)
