/* What is called when a transaction has ended: once, for the right end, with a handle that works.
 */
#include "kinds.orm.h"
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <stdio.h>
#include <string.h>

/* What was called, as "c1 c2 r3": the letters of a note. */
typedef struct journal {
    char text[256];
} journal;

typedef struct note {
    journal *journal;
    const char *word;
} note;

static void write_word(orm_db *db, void *ctx)
{
    const note *n = ctx;
    size_t size = strlen(n->journal->text);
    (void)snprintf(n->journal->text + size, sizeof n->journal->text - size, "%s%s",
                   size == 0 ? "" : " ", n->word);
    assert_int_equal(orm_attempt(db), 0);
}

/* Registers both ends, as c and r with a number. */
static void wait_for_both(orm_db *db, note *notes)
{
    assert_ok(db, orm_on_commit(db, write_word, &notes[0]));
    assert_ok(db, orm_on_rollback(db, write_word, &notes[1]));
}

#define NOTES(j, number)     \
    {                        \
        { (j), "c" number }, \
        {                    \
            (j), "r" number  \
        }                    \
    }

static void test_b204_a_real_commit(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2"), three[] = NOTES(&j, "3");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_ok(fx->db, orm_commit(fx->db));
    wait_for_both(fx->db, three);
    wait_for_both(fx->db, one);
    assert_string_equal(j.text, ""); /* the savepoint's commit is none */
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "c1 c2 c3 c1");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "c1 c2 c3 c1");
}

static void test_b204_a_rollback(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_string_equal(j.text, "r1 r2");
}

static void test_b204_a_savepoint_that_is_rolled_back(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2"), three[] = NOTES(&j, "3");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, three);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_string_equal(j.text, "r2 r3");
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "r2 r3 c1");
}

static void test_b204_outside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1");
    assert_fails(fx->db, ORM_MISUSE, orm_on_commit(fx->db, write_word, &one[0]));
    assert_fails(fx->db, ORM_MISUSE, orm_on_rollback(fx->db, write_word, &one[1]));
    assert_int_equal(orm_on_commit(NULL, write_word, &one[0]), ORM_MISUSE);
    assert_int_equal(orm_on_rollback(NULL, write_word, &one[0]), ORM_MISUSE);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_on_commit(fx->db, NULL, &one[0]));
    assert_fails(fx->db, ORM_MISUSE, orm_on_rollback(fx->db, NULL, &one[0]));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "");
}

static void test_b204_text_that_ends_the_transaction(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2");
    static const char *const texts[] = { "COMMIT", "ROLLBACK" };
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        wait_for_both(fx->db, one);
        assert_ok(fx->db, orm_exec(fx->db, texts[i]));
    }
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "c2");
}

/* ---- commits that fail ---- */

static void test_b204_a_commit_that_fails(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1");
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE TABLE node (id BIGINT PRIMARY KEY, parent_id BIGINT"
                               " REFERENCES node (id) DEFERRABLE INITIALLY DEFERRED, label TEXT)"));
    const struct node leaf = { .id = 2, .parent_id = 1, .label = (char *)"leaf" };
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, node_insert_with_key(fx->db, &leaf));
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_commit(fx->db));
    if (!engine_is_sqlite()) { /* PostgreSQL has rolled back */
        assert_string_equal(j.text, "r1");
        assert_ok(fx->db, orm_rollback(fx->db)); /* once */
        assert_string_equal(j.text, "r1");
        return;
    }
    assert_string_equal(j.text, ""); /* SQLite waits for the rows to be mended */
    const struct node root = { .id = 1, .label = (char *)"root" };
    assert_ok(fx->db, node_insert_with_key(fx->db, &root));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "c1");
}

static void test_b204_a_commit_of_what_had_failed(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2");
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    if (engine_is_sqlite()) {
        assert_ok(fx->db, orm_commit(fx->db));
        assert_ok(fx->db, orm_commit(fx->db));
        assert_string_equal(j.text, "c1 c2");
        return;
    }
    assert_fails(fx->db, ORM_ABORTED, orm_commit(fx->db));
    assert_string_equal(j.text, "r2");
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(j.text, "r2 c1");
}

/* The engine ends all levels at once, the program leaves them one by one. */
static void test_b204_a_transaction_that_the_engine_ends(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2");
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TRIGGER stop BEFORE INSERT ON customer BEGIN"
                                       " SELECT RAISE(ROLLBACK, 'stopped'); END"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, one);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    wait_for_both(fx->db, two);
    assert_true(customers_add(fx->db, "a") < 0);
    assert_string_equal(j.text, "");
    assert_fails(fx->db, ORM_ABORTED, orm_commit(fx->db));
    assert_string_equal(j.text, "r2");
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_string_equal(j.text, "r2 r1");
}

/* ---- the handle in the callback ---- */

typedef struct chain {
    int rounds;
    orm_status status;
    bool leaves_open;
} chain;

static orm_status add_in_run(orm_db *db, void *ctx)
{
    (void)ctx;
    return customers_add(db, "from a run in a callback");
}

/* Uses the handle, fails, and starts the next round. */
static void go_on(orm_db *db, void *ctx)
{
    chain *c = ctx;
    assert_int_equal(orm_depth(db), 0);
    assert_ok(db, customers_add(db, "from a callback"));
    assert_ok(db, orm_run(db, NULL, add_in_run, NULL));
    assert_fails(db, ORM_CHECK, customers_fail(db));
    assert_fails(db, ORM_MISUSE, orm_on_commit(db, go_on, c));
    if (c->rounds-- > 0) {
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, orm_on_commit(db, go_on, c));
        c->status = orm_commit(db);
    }
    if (c->leaves_open) {
        assert_ok(db, orm_begin(db, NULL));
        assert_ok(db, customers_add(db, "not kept"));
    }
}

static void test_b204_a_callback_uses_the_handle(void **state)
{
    engine_fixture *fx = *state;
    chain c = { .rounds = 2, .leaves_open = true };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_fails(fx->db, ORM_CHECK, customers_fail(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_on_commit(fx->db, NULL, NULL));
    char before[512];
    (void)snprintf(before, sizeof before, "%s", orm_db_error(fx->db)->message);
    assert_ok(fx->db, orm_on_commit(fx->db, go_on, &c));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(orm_depth(fx->db), 0);
    assert_int_equal(c.status, ORM_OK);
    assert_int_equal(customers_count(fx->db), 3 * 2);
    assert_string_equal(orm_db_error(fx->db)->message, before); /* its failures are its own */
}

static void fail_quietly(orm_db *db, void *ctx)
{
    *(unsigned *)ctx += orm_depth(db) == 1;
    assert_ok(db, customers_add(db, "after the rollback"));
    assert_ok(db, orm_begin(db, NULL));
    assert_fails(db, ORM_CHECK, customers_fail(db));
}

/* A rollback never replaces the error; it does not with a callback that fails either. */
static void test_b204_the_error_stays(void **state)
{
    engine_fixture *fx = *state;
    unsigned calls = 0;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_on_rollback(fx->db, fail_quietly, &calls));
    assert_fails(fx->db, ORM_SQL, orm_exec(fx->db, "nonsense"));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_int_equal(orm_db_error(fx->db)->status, ORM_SQL);
    assert_string_equal(orm_db_error(fx->db)->sql, "nonsense");
    assert_int_equal(calls, 1);
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(customers_count(fx->db), 1);
}

/* ---- orm_run, orm_close ---- */

typedef struct attempts {
    journal *journal;
    note notes[3][2];
} attempts;

static orm_status succeed_at_third(orm_db *db, void *ctx)
{
    attempts *a = ctx;
    wait_for_both(db, a->notes[orm_attempt(db) - 1]);
    return orm_attempt(db) < 3 ? ORM_SERIALIZATION : ORM_OK;
}

static void test_b204_attempts_of_a_run(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    attempts a = { &j, { NOTES(&j, "1"), NOTES(&j, "2"), NOTES(&j, "3") } };
    assert_ok(fx->db, orm_run(fx->db, NULL, succeed_at_third, &a));
    assert_string_equal(j.text, "r1 r2 c3");
}

static void test_b204_closing_is_a_rollback(void **state)
{
    engine_fixture *fx = *state;
    journal j = { "" };
    note one[] = NOTES(&j, "1"), two[] = NOTES(&j, "2");
    orm_db *db = engine_open(fx, NULL);
    assert_ok(db, orm_begin(db, NULL));
    wait_for_both(db, one);
    assert_ok(db, orm_begin(db, NULL));
    wait_for_both(db, two);
    engine_close(fx, db);
    assert_string_equal(j.text, "r1 r2");
}

typedef struct opener {
    orm_rows *rows;
    unsigned calls;
} opener;

static void open_much(orm_db *db, void *ctx)
{
    opener *o = ctx;
    o->calls++;
    assert_ok(db, customer_select(db, &(orm_query){ .window = 1 }, &o->rows));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_on_rollback(db, open_much, ctx));
}

/* What a callback leaves open ends with it, and with the handle. */
static void test_b204_a_callback_in_the_close(void **state)
{
    engine_fixture *fx = *state;
    opener o = { .calls = 0 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "a"));
    assert_ok(fx->db, customers_add(fx->db, "b"));
    orm_db *db = engine_open(fx, NULL);
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_on_rollback(db, open_much, &o));
    engine_close(fx, db);
    assert_int_equal(o.calls, 1);
    while (customer_next(o.rows) != NULL) {
    }
    assert_int_equal(orm_rows_status(o.rows), ORM_MISUSE);
    orm_rows_free(o.rows);
    assert_ok(fx->db, customers_add(fx->db, "c")); /* no lock was left */
}

/* ---- memory ---- */

static orm_status register_often(void *ctx, const orm_allocator *allocator)
{
    const engine_fixture *fx = ctx;
    journal j = { "" };
    note one[] = NOTES(&j, "1");
    orm_db *db = NULL;
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    bool begun = status == ORM_OK && orm_begin(db, NULL) == ORM_OK;
    unsigned registered = 0;
    for (int i = 0; begun && status == ORM_OK && i < 3; i++) {
        status = orm_on_commit(db, write_word, &one[0]);
        registered += status == ORM_OK;
    }
    if (begun) {
        assert_ok(db, orm_commit(db));
        assert_int_equal(strlen(j.text), registered == 0 ? 0 : registered * 3 - 1);
    } else if (status == ORM_OK) {
        status = ORM_NO_MEMORY;
    }
    orm_close(db);
    return status;
}

static void test_b204_b270_memory_that_runs_out(void **state)
{
    assert_string_equal(chaos_each(register_often, *state), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b204_a_real_commit),
    ENGINE_TEST(test_b204_a_rollback),
    ENGINE_TEST(test_b204_a_savepoint_that_is_rolled_back),
    ENGINE_TEST(test_b204_outside_of_a_transaction),
    ENGINE_TEST(test_b204_text_that_ends_the_transaction),
    ENGINE_TEST(test_b204_a_commit_that_fails),
    ENGINE_TEST(test_b204_a_commit_of_what_had_failed),
    ENGINE_TEST(test_b204_a_transaction_that_the_engine_ends),
    ENGINE_TEST(test_b204_a_callback_uses_the_handle),
    ENGINE_TEST(test_b204_the_error_stays),
    ENGINE_TEST(test_b204_attempts_of_a_run),
    ENGINE_TEST(test_b204_closing_is_a_rollback),
    ENGINE_TEST(test_b204_a_callback_in_the_close),
    ENGINE_TEST(test_b204_b270_memory_that_runs_out),
};

ENGINE_MAIN(tests)
