/* Servers that take a connection and then say nothing: at once, or when they are asked something.
 * Each call ends, in its time. */
#include "support/engine.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_MS = 2000, SLACK_MS = 8000 };

/* A server of the test's own, on a port of this machine. */
typedef struct server {
    int listener;
    char url[128];
    bool greets; /* lets one client in, and is silent then */
    pthread_t thread;
} server;

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What a client hears before its first question: it is let in, texts are UTF-8, literals are
 * standard, the key to cancel with, and that the session is idle. */
static const char greeting[] = "R\0\0\0\x08\0\0\0\0"
                               "S\0\0\0\x19"
                               "client_encoding\0UTF8\0"
                               "S\0\0\0\x23"
                               "standard_conforming_strings\0on\0"
                               "K\0\0\0\x0c\0\0\0\x01\0\0\0\x02"
                               "Z\0\0\0\x05I";

static void *greet(void *ctx)
{
    const server *s = ctx;
    char bytes[1024];
    int client = accept(s->listener, NULL, NULL);
    ssize_t got = read(client, bytes, sizeof bytes);
    /* whether it speaks TLS is asked first; it does not */
    if (got == 8 && write(client, "N", 1) == 1) {
        got = read(client, bytes, sizeof bytes);
    }
    if (got > 0 && write(client, greeting, sizeof greeting - 1) == (ssize_t)sizeof greeting - 1) {
        while (read(client, bytes, sizeof bytes) > 0) {
        }
    }
    (void)close(client);
    return NULL;
}

static void start(server *s, bool greets, const char *parameters)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    s->listener = socket(AF_INET, SOCK_STREAM, 0);
    s->greets = greets;
    assert_int_equal(bind(s->listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(s->listener, 8), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &size), 0);
    (void)snprintf(s->url, sizeof s->url, "postgresql://nobody@127.0.0.1:%d/nothing?%s",
                   (int)ntohs(address.sin_port), parameters);
    if (greets) {
        assert_int_equal(pthread_create(&s->thread, NULL, greet, s), 0);
    }
}

static void stop(server *s)
{
    if (s->greets) {
        assert_int_equal(pthread_join(s->thread, NULL), 0);
    }
    (void)close(s->listener);
}

static void test_b212_a_server_that_never_answers(void **state)
{
    (void)state;
    engine_postgresql_only();
    const orm_options options[] = { { .connect_timeout_s = 2 },
                                    { .connect_timeout_s = 60, .timeout_ms = 100 },
                                    { .log = NULL } };
    for (size_t i = 0; i < 3; i++) {
        server s;
        orm_db *db = NULL;
        orm_error error = { .status = ORM_OK };
        start(&s, false, i == 2 ? "connect_timeout=2" : "");
        int64_t before = now_ms();
        orm_status status = orm_open(s.url, &options[i], &db, &error);
        int64_t taken = now_ms() - before;
        assert_true(status == ORM_CONNECTION || status == ORM_TIMEOUT);
        assert_int_equal(error.status, status);
        assert_mentions(error.message, "time");
        assert_in_range(taken, 1000, 2000 + SLACK_MS);
        assert_null(db);
        stop(&s);
    }
}

static orm_db *open_silent(server *s, orm_statements mode)
{
    orm_db *db = NULL;
    orm_error error;
    const orm_options options = { .connect_timeout_s = 5, .statements = mode };
    start(s, true, "sslmode=disable");
    if (orm_open(s->url, &options, &db, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    return db;
}

/* The connection is given up: the caller waits for the limit and the server's grace, no longer. */
static void expect_given_up(orm_db *db, orm_status status, int64_t before)
{
    assert_int_equal(status, ORM_TIMEOUT);
    assert_in_range(now_ms() - before, 0, 100 + GRACE_MS + SLACK_MS);
    assert_false(orm_is_connected(db));
    assert_fails(db, ORM_CONNECTION, orm_exec(db, "SELECT 1"));
}

static orm_status ask(orm_db *db)
{
    orm_value value;
    return orm_raw_value(db, &(orm_raw){ .sql = "SELECT 1" }, NULL, &value);
}

static void test_b211_a_server_that_falls_silent(void **state)
{
    (void)state;
    engine_postgresql_only();
    for (int i = 0; i < 3; i++) {
        server s;
        orm_db *db = open_silent(&s, i == 0 ? ORM_STATEMENTS_NAMED : ORM_STATEMENTS_UNNAMED);
        assert_ok(db, orm_set_timeout(db, 100));
        int64_t before = now_ms();
        orm_status status = i == 1 ? orm_exec(db, "SET a.b = 1") : ask(db);
        expect_given_up(db, status, before);
        orm_close(db);
        stop(&s);
    }
}

/* Where nothing is asked nobody has to answer: the connection is kept. */
static void test_b211_waiting_beside_a_silent_server(void **state)
{
    (void)state;
    engine_postgresql_only();
    server s;
    orm_notification note;
    orm_db *db = open_silent(&s, ORM_STATEMENTS_NAMED);
    assert_int_equal(orm_notify_wait(db, 50, &note), ORM_AGAIN);
    assert_ok(db, orm_set_timeout(db, 50));
    assert_fails(db, ORM_TIMEOUT, orm_notify_wait(db, ORM_NO_LIMIT, &note));
    assert_true(orm_is_connected(db));
    assert_fails(db, ORM_TIMEOUT, orm_listen(db, "a")); /* which is a question */
    assert_fails(db, ORM_CONNECTION, orm_notify_wait(db, ORM_NO_LIMIT, &note));
    orm_close(db);
    stop(&s);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b212_a_server_that_never_answers),
    ENGINE_TEST(test_b211_a_server_that_falls_silent),
    ENGINE_TEST(test_b211_waiting_beside_a_silent_server),
};

ENGINE_MAIN(tests)
