/* A fresh database for each test, on the engine that the test program was started for:
 *
 *     scalar_test sqlite | postgresql
 *
 * A second argument (unnamed, off) is the mode of statements of the handles that are opened here;
 * with ORM_TEST_POOLER, a URL beside that of the server, PostgreSQL is asked through a pooler.
 *
 * SQLite's is a file in a folder of the process; PostgreSQL's is a database named after it on the
 * server of ORM_TEST_POSTGRESQL (a URL of a database that may be connected to), emptied before
 * each test. Tests use the public API only, so one source serves both. */
#ifndef TESTS_SUPPORT_ENGINE_H
#define TESTS_SUPPORT_ENGINE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those four first */
#include <cmocka.h>
#include <orm.h>

enum { ENGINE_MAX_HANDLES = 8 };

/* What a test finds in *state. All that is in it is closed after the test, passed or not. */
typedef struct engine_fixture {
    orm_db *db;
    orm_arena *arena;
    char url[512];
    orm_db *others[ENGINE_MAX_HANDLES];
} engine_fixture;

#define ENGINE_TEST(function) \
    cmocka_unit_test_setup_teardown(function, engine_setup, engine_teardown)

/* main's whole body: chooses the engine, makes room for databases, runs the tests, cleans up. */
#define ENGINE_MAIN(tests)                                                         \
    int main(int argc, char **argv)                                                \
    {                                                                              \
        return engine_main(argc, argv, tests, sizeof(tests) / sizeof((tests)[0])); \
    }
int engine_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count);

int engine_setup(void **state);
int engine_teardown(void **state);

bool engine_is_sqlite(void);

/* Ends a test that has nothing to ask of the other engine; cmocka reports it as skipped. */
void engine_sqlite_only(void);
void engine_postgresql_only(void);

/* Ends a test that needs a session of its own (skipped behind a pooler), or statements that have a
 * name. */
void engine_session_only(void);
void engine_pooler_only(void); /* the other way round */
void engine_named_only(void);
orm_statements engine_statements(void);

/* A further handle on the same database; options: NULL = defaults. Closed by the fixture, or before
 * by engine_close. */
orm_db *engine_open(engine_fixture *fixture, const orm_options *options);
/* The same with a parameter appended to the URL, as in "application_name=x"; PostgreSQL only. */
orm_db *engine_open_with(engine_fixture *fixture, const char *parameter,
                         const orm_options *options);
void engine_close(engine_fixture *fixture, orm_db *db);

/* Ends the server's side of all connections with this application_name, and waits for it. */
void engine_terminate(engine_fixture *fixture, const char *application_name);

/* Runs the script of the engine, NULL = none; fails the test if that fails. */
void engine_exec(orm_db *db, const char *sqlite, const char *postgresql);

/* The value of an SQL expression or scalar subquery as text, from the arena; NULL for NULL. */
const char *engine_ask(engine_fixture *fixture, orm_db *db, const char *expression);

/* ---- assertions --------------------------------------------------------------------------- */

/* call succeeds; else the test fails with the handle's message. */
#define assert_ok(db, call) engine_check_ok(db, call, #call, __FILE__, __LINE__)
void engine_check_ok(const orm_db *db, orm_status status, const char *call, const char *file,
                     int line);

/* call fails with this status, and the handle tells so, with a message of one line. */
#define assert_fails(db, expected, call) \
    engine_check_fails(db, expected, call, #call, __FILE__, __LINE__)
void engine_check_fails(const orm_db *db, orm_status expected, orm_status status, const char *call,
                        const char *file, int line);

/* text contains part. */
#define assert_mentions(text, part) engine_check_mentions(text, part, __FILE__, __LINE__)
void engine_check_mentions(const char *text, const char *part, const char *file, int line);

#endif
