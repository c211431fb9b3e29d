/* Notifications between programs: PostgreSQL tells them in order and loses none while the
 * connection lives; SQLite says that it has none. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { LONG_MS = 20000 };

static const char *const victim_name = "listener";

static orm_notification expect(orm_db *db, const char *channel, const char *payload)
{
    orm_notification note = { .channel = NULL };
    assert_ok(db, orm_notify_wait(db, LONG_MS, &note));
    assert_string_equal(note.channel, channel);
    assert_string_equal(note.payload, payload);
    return note;
}

static void expect_none(orm_db *db)
{
    orm_notification note = { .channel = "untouched" };
    assert_int_equal(orm_notify_wait(db, 0, &note), ORM_AGAIN);
    assert_string_equal(note.channel, "untouched");
}

static void test_b224_sqlite_has_no_notifications(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    orm_notification note;
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_listen(fx->db, NULL));
    assert_mentions(orm_db_error(fx->db)->message, "sqlite has no notifications");
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_unlisten(fx->db, NULL));
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_notify(fx->db, NULL, NULL));
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_notify_wait(fx->db, -5, NULL));
    assert_fails(fx->db, ORM_NOT_SUPPORTED, orm_notify_wait(fx->db, 0, &note));
    assert_int_equal(orm_listen(NULL, "a"), ORM_MISUSE);
}

static void test_b224_from_one_handle_to_another(void **state)
{
    static const char *const names[] = { "orders",  "Orders",     "a \"quoted\" name",
                                         "ünïcode", "select; --", "*" };
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_db *sender = engine_open(fx, NULL);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_ok(fx->db, orm_listen(fx->db, names[i]));
        assert_ok(fx->db, orm_listen(fx->db, names[i])); /* twice is once */
        assert_ok(sender, orm_notify(sender, names[i], "it's 'quoted' \\ and $1"));
        orm_notification note = expect(fx->db, names[i], "it's 'quoted' \\ and $1");
        assert_false(note.is_own || note.is_gap);
        assert_true(note.sender > 0);
        expect_none(fx->db);
        assert_ok(fx->db, orm_unlisten(fx->db, names[i]));
    }
    assert_ok(fx->db, orm_listen(fx->db, "own"));
    assert_ok(fx->db, orm_notify(fx->db, "own", NULL));
    assert_true(expect(fx->db, "own", "").is_own);
}

static void test_b224_unlistening(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    assert_ok(fx->db, orm_unlisten(fx->db, "never"));
    assert_ok(fx->db, orm_listen(fx->db, "a"));
    assert_ok(fx->db, orm_listen(fx->db, "b"));
    assert_ok(fx->db, orm_listen(fx->db, "c"));
    assert_ok(fx->db, orm_unlisten(fx->db, "a"));
    assert_ok(fx->db, orm_notify(fx->db, "a", "1"));
    assert_ok(fx->db, orm_notify(fx->db, "b", "2"));
    (void)expect(fx->db, "b", "2");
    assert_ok(fx->db, orm_unlisten(fx->db, NULL));
    assert_ok(fx->db, orm_notify(fx->db, "b", "3"));
    assert_ok(fx->db, orm_notify(fx->db, "c", "4"));
    expect_none(fx->db);
    assert_ok(fx->db, orm_reconnect(fx->db)); /* listens to nothing, so nothing was missed */
    expect_none(fx->db);
}

/* What arrives with the answers to other statements is kept, in its order. */
static void test_b224_beside_other_statements(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    enum { COUNT = 500 };
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_db *sender = engine_open(fx, NULL);
    assert_ok(fx->db, orm_listen(fx->db, "count"));
    for (int i = 0; i < COUNT; i++) {
        char payload[16];
        (void)snprintf(payload, sizeof payload, "%d", i);
        assert_ok(sender, orm_notify(sender, "count", payload));
        if (i % 10 == 0) {
            assert_ok(fx->db, customers_add(fx->db, "a"));
        }
    }
    orm_rows *rows = NULL;
    assert_ok(fx->db, customer_select(fx->db, &(orm_query){ .window = 2 }, &rows));
    for (int i = 0; i < COUNT; i++) {
        char payload[16];
        (void)snprintf(payload, sizeof payload, "%d", i);
        (void)expect(fx->db, "count", payload);
        if (i % 10 == 0) {
            assert_non_null(customer_next(rows));
        }
    }
    expect_none(fx->db);
    assert_null(customer_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_b224_in_transactions(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_db *db = fx->db;
    orm_notification note;
    assert_ok(db, orm_listen(db, "a"));
    assert_ok(db, orm_begin(db, NULL));
    assert_fails(db, ORM_MISUSE, orm_listen(db, "b"));
    assert_fails(db, ORM_MISUSE, orm_unlisten(db, "a"));
    assert_ok(db, orm_notify(db, "a", "kept"));
    assert_ok(db, orm_notify(db, "a", "kept"));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_notify(db, "a", "undone"));
    assert_ok(db, orm_rollback(db));
    expect_none(db);
    assert_fails(db, ORM_MISUSE, orm_notify_wait(db, LONG_MS, &note));
    assert_ok(db, orm_commit(db));
    (void)expect(db, "a", "kept"); /* once */
    expect_none(db);
    assert_ok(db, orm_exec(db, "BEGIN"));
    assert_fails(db, ORM_MISUSE, orm_listen(db, "b"));
    assert_fails(db, ORM_MISUSE, orm_notify_wait(db, ORM_NO_LIMIT, &note));
    assert_ok(db, orm_exec(db, "ROLLBACK"));
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, orm_notify(db, "a", "undone"));
    assert_ok(db, orm_rollback(db));
    expect_none(db);
}

/* What had arrived before is told inside of one, too. */
static void test_b224_what_is_here_is_told_in_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    assert_ok(fx->db, orm_listen(fx->db, "a"));
    assert_ok(fx->db, orm_notify(fx->db, "a", "1"));
    assert_ok(fx->db, orm_notify(fx->db, "a", "2"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    (void)expect(fx->db, "a", "1");
    (void)expect(fx->db, "a", "2");
    expect_none(fx->db);
    assert_ok(fx->db, orm_commit(fx->db));
}

static void test_b224_what_cannot_be_sent(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_db *db = fx->db;
    orm_notification note;
    char payload[ORM_PAYLOAD_MAX + 2], name[65];
    memset(payload, 'p', sizeof payload);
    memset(name, 'n', sizeof name);
    payload[ORM_PAYLOAD_MAX + 1] = name[64] = '\0';
    assert_fails(db, ORM_CONVERSION, orm_notify(db, "a", payload));
    assert_mentions(orm_db_error(db)->message, "at most 7999 bytes, this one 8000");
    assert_fails(db, ORM_CONVERSION, orm_notify(db, "a", "no UTF-8: \xff"));
    assert_fails(db, ORM_MISUSE, orm_notify(db, name, "a"));
    assert_mentions(orm_db_error(db)->message, "1 to 63 bytes");
    assert_fails(db, ORM_MISUSE, orm_notify(db, "no UTF-8: \xff", "a"));
    assert_fails(db, ORM_MISUSE, orm_listen(db, "no UTF-8: \xff"));
    assert_fails(db, ORM_MISUSE, orm_listen(db, name));
    assert_fails(db, ORM_MISUSE, orm_listen(db, ""));
    assert_fails(db, ORM_MISUSE, orm_unlisten(db, ""));
    assert_fails(db, ORM_MISUSE, orm_notify(db, NULL, ""));
    assert_fails(db, ORM_MISUSE, orm_listen(db, NULL));
    assert_fails(db, ORM_MISUSE, orm_notify_wait(db, 0, NULL));
    assert_fails(db, ORM_MISUSE, orm_notify_wait(db, -2, &note));
    payload[ORM_PAYLOAD_MAX] = name[63] = '\0';
    assert_ok(db, orm_listen(db, name));
    assert_ok(db, orm_notify(db, name, payload));
    (void)expect(db, name, payload);
}

static void test_b224_b218_until_when_is_waited(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_notification note;
    assert_ok(fx->db, orm_listen(fx->db, "a"));
    assert_int_equal(orm_notify_wait(fx->db, 30, &note), ORM_AGAIN);
    assert_int_equal(orm_notify_wait(fx->db, ORM_NO_WAIT, &note), ORM_AGAIN);
    assert_ok(fx->db, orm_set_timeout(fx->db, 30));
    assert_fails(fx->db, ORM_TIMEOUT, orm_notify_wait(fx->db, LONG_MS, &note));
    assert_fails(fx->db, ORM_TIMEOUT, orm_notify_wait(fx->db, ORM_NO_LIMIT, &note));
    assert_int_equal(orm_notify_wait(fx->db, 1, &note), ORM_AGAIN);
    assert_ok(fx->db, orm_notify(fx->db, "a", "b"));
    (void)expect(fx->db, "a", "b");
}

/* ---- other threads ---- */

typedef struct other {
    pthread_t thread;
    orm_db *db;
    atomic_bool is_done;
    orm_status answer;
} other;

static void pause_ms(int ms)
{
    const struct timespec time = { .tv_nsec = ms * 1000000L };
    (void)nanosleep(&time, NULL);
}

static void *cancel_until_done(void *ctx)
{
    other *o = ctx;
    while (!atomic_load(&o->is_done)) {
        o->answer = orm_cancel(o->db);
        pause_ms(1);
    }
    return NULL;
}

static void *cancel_once(void *ctx)
{
    other *o = ctx;
    pause_ms(100);
    o->answer = orm_cancel(o->db);
    return NULL;
}

static void *notify_once(void *ctx)
{
    other *o = ctx;
    pause_ms(50);
    o->answer = orm_notify(o->db, "a", "from a thread");
    return NULL;
}

static void test_b218_a_wait_is_cancelled(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    assert_ok(fx->db, orm_listen(fx->db, "a"));
    for (int i = 0; i < 3; i++) {
        orm_notification note;
        other o = { .db = fx->db };
        assert_int_equal(
            pthread_create(&o.thread, NULL, i < 2 ? cancel_until_done : cancel_once, &o), 0);
        orm_status status = orm_notify_wait(fx->db, ORM_NO_LIMIT, &note);
        atomic_store(&o.is_done, true);
        assert_int_equal(pthread_join(o.thread, NULL), 0);
        assert_int_equal(status, ORM_INTERRUPTED);
        assert_int_equal(o.answer, ORM_OK);
        assert_int_equal(orm_db_error(fx->db)->status, ORM_INTERRUPTED);
        expect_none(fx->db);
        assert_int_equal(orm_notify_wait(fx->db, 20, &note), ORM_AGAIN); /* it was for that call */
        assert_ok(fx->db, orm_notify(fx->db, "a", "b"));
        (void)expect(fx->db, "a", "b");
    }
}

static void test_b224_one_comes_while_it_is_waited_for(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    assert_ok(fx->db, orm_listen(fx->db, "a"));
    other o = { .db = engine_open(fx, NULL) };
    assert_int_equal(pthread_create(&o.thread, NULL, notify_once, &o), 0);
    orm_notification note;
    orm_status status = orm_notify_wait(fx->db, ORM_NO_LIMIT, &note);
    assert_int_equal(pthread_join(o.thread, NULL), 0);
    assert_ok(fx->db, status);
    assert_int_equal(o.answer, ORM_OK);
    assert_string_equal(note.payload, "from a thread");
}

/* ---- a connection that ends ---- */

static void expect_gap(orm_db *db)
{
    orm_notification note = { .channel = NULL };
    assert_ok(db, orm_notify_wait(db, LONG_MS, &note));
    assert_true(note.is_gap && !note.is_own);
    assert_string_equal(note.channel, "");
    assert_string_equal(note.payload, "");
}

static void test_b208_b224_a_connection_that_ends(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_notification note;
    orm_db *db = engine_open(fx, &(orm_options){ .application_name = victim_name });
    assert_ok(db, orm_listen(db, "a"));
    assert_ok(db, orm_listen(db, "b"));
    assert_ok(fx->db, orm_exec(fx->db, "NOTIFY a, 'one'; NOTIFY a, 'with the other'"));
    (void)expect(db, "a", "one");
    engine_terminate(fx, victim_name);
    (void)expect(db, "a", "with the other");
    assert_fails(db, ORM_CONNECTION, orm_notify_wait(db, LONG_MS, &note));
    assert_fails(db, ORM_CONNECTION, orm_notify_wait(db, 0, &note));
    assert_fails(db, ORM_CONNECTION, orm_listen(db, "c"));
    assert_fails(db, ORM_CONNECTION, orm_notify(db, "a", "c"));
    assert_ok(db, orm_reconnect(db));
    expect_gap(db);
    expect_none(db);
    assert_ok(fx->db, orm_notify(fx->db, "c", "1"));
    assert_ok(fx->db, orm_notify(fx->db, "b", "2"));
    (void)expect(db, "b", "2");
    expect_none(db);
}

static void test_b208_b224_listening_again_by_itself(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    orm_notification note;
    orm_db *db =
        engine_open(fx, &(orm_options){ .application_name = victim_name, .reconnect = true });
    assert_ok(db, orm_listen(db, "a"));
    for (int i = 0; i < 3; i++) {
        engine_terminate(fx, victim_name);
        if (i == 1) { /* another call notices it */
            assert_ok(db, orm_notify(db, "other", "b"));
        }
        assert_ok(fx->db, orm_exec(fx->db, "SELECT 1"));
        expect_gap(db);
        assert_ok(fx->db, orm_notify(fx->db, "a", "b"));
        (void)expect(db, "a", "b");
    }
    assert_int_equal(orm_notify_wait(db, 0, &note), ORM_AGAIN);
}

static orm_status listen_in_setup(orm_db *db, void *ctx)
{
    return orm_listen(db, ctx);
}

static void test_b224_listening_is_set_up(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_named_only();
    static char channel[] = "set up";
    orm_db *db = engine_open(fx, &(orm_options){ .setup = listen_in_setup, .setup_ctx = channel });
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_notify(fx->db, channel, "1"));
        (void)expect(db, channel, "1");
        assert_ok(db, orm_reconnect(db));
        expect_gap(db);
    }
}

/* ---- memory ---- */

static orm_status listen_and_notify(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_notification note;
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    status = status == ORM_OK ? orm_listen(db, "a") : status;
    status = status == ORM_OK ? orm_listen(db, "b") : status;
    status = status == ORM_OK ? orm_unlisten(db, "a") : status;
    status = status == ORM_OK ? orm_notify(db, "b", "c") : status;
    status = status == ORM_OK ? orm_notify_wait(db, LONG_MS, &note) : status;
    status = status == ORM_OK ? orm_reconnect(db) : status;
    status = status == ORM_OK ? orm_notify_wait(db, 0, &note) : status;
    status = status == ORM_OK ? orm_unlisten(db, NULL) : status;
    orm_close(db);
    return status;
}

static void test_b224_b270_memory_that_runs_out(void **state)
{
    engine_postgresql_only();
    engine_named_only();
    assert_string_equal(chaos_each(listen_and_notify, *state), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b224_sqlite_has_no_notifications),
    ENGINE_TEST(test_b224_from_one_handle_to_another),
    ENGINE_TEST(test_b224_unlistening),
    ENGINE_TEST(test_b224_beside_other_statements),
    ENGINE_TEST(test_b224_in_transactions),
    ENGINE_TEST(test_b224_what_is_here_is_told_in_a_transaction),
    ENGINE_TEST(test_b224_what_cannot_be_sent),
    ENGINE_TEST(test_b224_b218_until_when_is_waited),
    ENGINE_TEST(test_b218_a_wait_is_cancelled),
    ENGINE_TEST(test_b224_one_comes_while_it_is_waited_for),
    ENGINE_TEST(test_b208_b224_a_connection_that_ends),
    ENGINE_TEST(test_b208_b224_listening_again_by_itself),
    ENGINE_TEST(test_b224_listening_is_set_up),
    ENGINE_TEST(test_b224_b270_memory_that_runs_out),
};

ENGINE_MAIN(tests)
