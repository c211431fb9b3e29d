/* Owns the databases of a test process: where they are, their emptying and their end. */
#include "support/engine.h"

#include "support/terminate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct engine {
    const char *name;
} engines[] = { { "sqlite" }, { "postgresql" } };

/* The engine of this process; a test program is a process of its own. */
static const struct engine *chosen;
static char folder[256];        /* SQLite: of the file */
static char base_url[512];      /* of the database that the tests use */
static char server_url[512];    /* PostgreSQL: where databases are created from */
static char direct_url[512];    /* PostgreSQL: of the same database, past a pooler */
static bool has_session = true; /* connections are not those of a pooler */
static orm_statements mode;
static char database_name[64]; /* PostgreSQL */

enum { SKIPPED = 77 };

bool engine_is_sqlite(void)
{
    return chosen == &engines[0];
}

void engine_sqlite_only(void)
{
    if (!engine_is_sqlite()) {
        skip();
    }
}

void engine_postgresql_only(void)
{
    if (engine_is_sqlite()) {
        skip();
    }
}

void engine_session_only(void)
{
    if (!has_session) {
        skip();
    }
}

void engine_pooler_only(void)
{
    if (has_session) {
        skip();
    }
}

void engine_named_only(void)
{
    if (mode != ORM_STATEMENTS_NAMED) {
        skip();
    }
}

orm_statements engine_statements(void)
{
    return mode;
}

/* ---- the database of a process ---- */

static bool report(const orm_error *error, const char *what)
{
    (void)fprintf(stderr, "%s: %s: %s\n", what, orm_status_name(error->status), error->message);
    return false;
}

static bool run_on_server(const char *format)
{
    char sql[256];
    orm_db *server = NULL;
    orm_error error;
    if (orm_open(server_url, NULL, &server, &error) != ORM_OK) {
        return report(&error, server_url);
    }
    (void)snprintf(sql, sizeof sql, format, database_name);
    bool done = orm_exec(server, sql) == ORM_OK;
    if (!done) {
        (void)report(orm_db_error(server), sql);
    }
    orm_close(server);
    return done;
}

/* The server's URL with another database, which stands behind the third slash. */
static bool derive_url(const char *server, char *url, size_t size)
{
    const char *authority = strstr(server, "://");
    const char *path = authority == NULL ? NULL : strchr(authority + 3, '/');
    if (path == NULL) {
        (void)fprintf(stderr, "ORM_TEST_POSTGRESQL names no database: %s\n", server);
        return false;
    }
    const char *query = strchr(path, '?');
    (void)snprintf(url, size, "%.*s/%s%s", (int)(path - server), server, database_name,
                   query == NULL ? "?" : query);
    return true;
}

/* The way to the database that the tests use. */
static bool derive_urls(const char *server)
{
    static const char *const modes[] = { "", "&orm_statements=unnamed", "&orm_statements=off" };
    const char *pooler = getenv("ORM_TEST_POOLER");
    (void)snprintf(server_url, sizeof server_url, "%s", server);
    has_session = pooler == NULL;
    bool is_derived = derive_url(server, direct_url, sizeof direct_url) &&
                      derive_url(has_session ? server : pooler, base_url, sizeof base_url);
    size_t size = strlen(base_url);
    (void)snprintf(base_url + size, sizeof base_url - size, "%s", modes[mode]);
    return is_derived;
}

static bool prepare_postgresql(const char *server)
{
    (void)snprintf(database_name, sizeof database_name, "orm_test_%ld", (long)getpid());
    return derive_urls(server) && run_on_server("DROP DATABASE IF EXISTS %s") &&
           run_on_server("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'");
}

static bool prepare_sqlite(void)
{
    const char *parent = getenv("TMPDIR");
    (void)snprintf(folder, sizeof folder, "%s/orm-test-XXXXXX", parent == NULL ? "/tmp" : parent);
    if (mkdtemp(folder) == NULL) {
        perror(folder);
        return false;
    }
    (void)snprintf(base_url, sizeof base_url, "sqlite:%s/test.db", folder);
    return true;
}

static void remove_file(const char *suffix)
{
    char path[sizeof folder + 32];
    (void)snprintf(path, sizeof path, "%s/test.db%s", folder, suffix);
    (void)unlink(path);
}

static void remove_sqlite_files(void)
{
    remove_file("");
    remove_file("-wal");
    remove_file("-shm");
    remove_file("-journal");
}

static void clean_up(void)
{
    if (engine_is_sqlite()) {
        remove_sqlite_files();
        (void)rmdir(folder);
    } else {
        (void)run_on_server("DROP DATABASE IF EXISTS %s WITH (FORCE)");
    }
}

static orm_statements find_mode(const char *name)
{
    return strcmp(name, "unnamed") == 0 ? ORM_STATEMENTS_UNNAMED
           : strcmp(name, "off") == 0   ? ORM_STATEMENTS_OFF
                                        : ORM_STATEMENTS_NAMED;
}

int engine_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count)
{
    const char *name = argc > 1 ? argv[1] : "sqlite";
    for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
        chosen = strcmp(name, engines[i].name) == 0 ? &engines[i] : chosen;
    }
    if (chosen == NULL) {
        (void)fprintf(stderr, "usage: %s sqlite | postgresql [named | unnamed | off]\n", argv[0]);
        return 2;
    }
    const char *server = getenv("ORM_TEST_POSTGRESQL");
    mode = find_mode(argc > 2 ? argv[2] : "named");
    if (!engine_is_sqlite() && server == NULL) {
        (void)fprintf(stderr, "ORM_TEST_POSTGRESQL is not set: nothing was tested\n");
        return SKIPPED;
    }
    if (!(engine_is_sqlite() ? prepare_sqlite() : prepare_postgresql(server))) {
        return 1;
    }
    int failed = _cmocka_run_group_tests(argv[0], tests, count, NULL, NULL);
    clean_up();
    return failed == 0 ? 0 : 1;
}

/* ---- the database of a test ---- */

static orm_db *open_url(const char *url, const orm_options *options)
{
    orm_db *db = NULL;
    orm_error error;
    orm_options own = { .log = NULL };
    if (options != NULL) {
        own = *options;
    }
    if (engine_is_sqlite() && own.statements == ORM_STATEMENTS_NAMED) {
        own.statements = mode; /* PostgreSQL's stands in the URL */
    }
    if (orm_open(url, &own, &db, &error) != ORM_OK) {
        fail_msg("%s: %s: %s", url, orm_status_name(error.status), error.message);
    }
    return db;
}

static const char empty_database[] =
    "SET client_min_messages = warning;"
    "DO 'DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace"
    " WHERE nspname !~ ''^(pg_|information_schema)'' LOOP"
    " EXECUTE format(''DROP SCHEMA %I CASCADE'', s); END LOOP; END';"
    "CREATE SCHEMA public;"
    "RESET client_min_messages";

/* Past a pooler, whose connections are ended with those that a test which failed has left. */
static void make_empty(void)
{
    orm_db *db = open_url(direct_url, NULL);
    orm_status status = orm_exec(db, TERMINATE_SESSIONS("datname = current_database()"));
    engine_check_ok(db, status, "ending the sessions", __FILE__, __LINE__);
    engine_check_ok(db, orm_exec(db, empty_database), "emptying", __FILE__, __LINE__);
    orm_close(db);
}

int engine_setup(void **state)
{
    engine_fixture *fixture = calloc(1, sizeof *fixture);
    if (fixture == NULL || orm_arena_new(NULL, &fixture->arena) != ORM_OK) {
        free(fixture);
        return -1;
    }
    *state = fixture;
    memcpy(fixture->url, base_url, sizeof fixture->url);
    if (engine_is_sqlite()) {
        remove_sqlite_files();
    }
    if (!engine_is_sqlite()) {
        make_empty();
    }
    fixture->db = open_url(fixture->url, NULL);
    return 0;
}

int engine_teardown(void **state)
{
    engine_fixture *fixture = *state;
    for (size_t i = 0; i < ENGINE_MAX_HANDLES; i++) {
        orm_close(fixture->others[i]);
    }
    orm_close(fixture->db);
    orm_arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static orm_db *keep(engine_fixture *fixture, orm_db *db)
{
    for (size_t i = 0; i < ENGINE_MAX_HANDLES; i++) {
        if (fixture->others[i] == NULL) {
            return fixture->others[i] = db;
        }
    }
    orm_close(db);
    fail_msg("a test opens at most %d further handles", ENGINE_MAX_HANDLES);
    return NULL;
}

orm_db *engine_open(engine_fixture *fixture, const orm_options *options)
{
    return keep(fixture, open_url(fixture->url, options));
}

orm_db *engine_open_with(engine_fixture *fixture, const char *parameter, const orm_options *options)
{
    char url[640];
    (void)snprintf(url, sizeof url, "%s&%s", fixture->url, parameter);
    return keep(fixture, open_url(url, options));
}

void engine_close(engine_fixture *fixture, orm_db *db)
{
    for (size_t i = 0; i < ENGINE_MAX_HANDLES; i++) {
        if (fixture->others[i] == db) {
            fixture->others[i] = NULL;
        }
    }
    orm_close(db);
}

void engine_terminate(engine_fixture *fixture, const char *application_name)
{
    char sql[1000];
    (void)snprintf(sql, sizeof sql, TERMINATE_SESSIONS("application_name = ''%s''"),
                   application_name);
    orm_db *killer = keep(fixture, open_url(direct_url, NULL));
    assert_ok(killer, orm_exec(killer, sql));
    engine_close(fixture, killer);
}

void engine_exec(orm_db *db, const char *sqlite, const char *postgresql)
{
    const char *sql = engine_is_sqlite() ? sqlite : postgresql;
    if (sql != NULL) {
        assert_ok(db, orm_exec(db, sql));
    }
}

/* ---- asking ---- */

/* One row with one text, which a view computes. */
typedef struct answer {
    int64_t id;
    char *text;
} answer;

static const orm_schema answer_schema;

static const orm_field answer_fields[] = {
    { .member = "id",
      .column = { .name = "id", .kind = ORM_KIND_INT64 },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(answer, id),
                  .size = sizeof(int64_t) } },
    { .member = "text",
      .column = { .name = "text", .kind = ORM_KIND_TEXT, .nullable = true },
      .layout = { .storage = ORM_STORAGE_STRING,
                  .offset = offsetof(answer, text),
                  .size = sizeof(char *) } },
};

static const orm_entity answer_entity = {
    .schema = &answer_schema,
    .name = "answer",
    .table = "orm_test_answer",
    .size = sizeof(answer),
    .align = _Alignof(answer),
    .fields = answer_fields,
    .field_count = 2,
    .primary_key = { .fields = (const uint16_t[]){ 0 }, .field_count = 1 },
};

static const orm_schema answer_schema = {
    .meta_version = ORM_META_VERSION,
    .lock = orm_meta_v1,
    .name = "answer",
    .entities = (const orm_entity *const[]){ &answer_entity },
    .entity_count = 1,
};

const char *engine_ask(engine_fixture *fixture, orm_db *db, const char *expression)
{
    char sql[2048];
    int size = snprintf(sql, sizeof sql,
                        "DROP VIEW IF EXISTS orm_test_answer; CREATE VIEW orm_test_answer AS "
                        "SELECT CAST(1 AS BIGINT) AS id, CAST((%s) AS TEXT) AS text",
                        expression);
    assert_in_range(size, 1, sizeof sql - 1);
    assert_ok(db, orm_exec(db, sql));
    answer found = { .id = 0 };
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(db, orm_find(db, &answer_entity, key, &found, fixture->arena));
    assert_ok(db, orm_exec(db, "DROP VIEW orm_test_answer"));
    return found.text;
}

/* ---- assertions ---- */

static void fail_at(const char *file, int line, const char *message)
{
    print_error("%s\n", message);
    _fail(file, line);
}

void engine_check_ok(const orm_db *db, orm_status status, const char *call, const char *file,
                     int line)
{
    if (status != ORM_OK) {
        const orm_error *error = orm_db_error(db);
        char message[1024];
        (void)snprintf(message, sizeof message, "%s\n  gives %s: %s\n  SQL: %.300s", call,
                       orm_status_name(status), error->message,
                       error->sql == NULL ? "none" : error->sql);
        fail_at(file, line, message);
    }
}

void engine_check_fails(const orm_db *db, orm_status expected, orm_status status, const char *call,
                        const char *file, int line)
{
    const orm_error *error = orm_db_error(db);
    const char *problem = NULL;
    if (status != expected) {
        problem = "another status";
    } else if (error->status != status) {
        problem = "a handle that tells another status";
    } else if (error->message[0] == '\0' || strchr(error->message, '\n') != NULL) {
        problem = "no message of one line";
    }
    if (problem != NULL) {
        char message[1024];
        (void)snprintf(message, sizeof message, "%s\n  gives %s: %s, expected %s; it tells %s: %s",
                       call, problem, orm_status_name(status), orm_status_name(expected),
                       orm_status_name(error->status), error->message);
        fail_at(file, line, message);
    }
}

void engine_check_mentions(const char *text, const char *part, const char *file, int line)
{
    if (strstr(text, part) == NULL) {
        char message[1024];
        (void)snprintf(message, sizeof message, "\"%s\" does not mention \"%s\"", text, part);
        fail_at(file, line, message);
    }
}
