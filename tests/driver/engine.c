/* Owns the database of a driver test and the blocking loop over a driver's calls. */
#define _XOPEN_SOURCE 700
#include "driver/engine.h"

#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_PARAMETERS = 16, WAIT_MS = 60000 };

static bool sqlite_chosen;
static char database[64];
static char server_url[512];
static char database_url[512];

bool engine_is_sqlite(void)
{
    return sqlite_chosen;
}

const char *engine_pick(const char *sqlite, const char *postgresql)
{
    return sqlite_chosen ? sqlite : postgresql;
}

const orm_driver *engine_driver(void)
{
    return sqlite_chosen ? &orm_driver_sqlite : &orm_driver_postgresql;
}

/* ---- the database of the process ---- */

static void ignore_notice(void *ctx, const char *message)
{
    (void)ctx;
    (void)message;
}

static void *resize_plainly(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    (void)ctx;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

static bool run_on_server(const char *format)
{
    char sql[256];
    orm_error error = { .status = ORM_OK };
    orm_options options = { .read_only = false };
    orm_link *link = NULL;
    orm_link_config config = { .url = server_url,
                               .options = &options,
                               .allocator = { .resize = resize_plainly },
                               .notice = ignore_notice };
    (void)snprintf(sql, sizeof sql, format, database);
    if (orm_driver_postgresql.open(&config, &link, &error) == ORM_OK) {
        (void)orm_driver_postgresql.exec(link, sql, &error);
        orm_driver_postgresql.close(link);
    }
    if (error.status != ORM_OK) {
        (void)fprintf(stderr, "%s: %s\n", sql, error.message);
    }
    return error.status == ORM_OK;
}

/* The database of the process beside that of the server's URL. */
static bool create_database(void)
{
    const char *server = getenv("ORM_TEST_POSTGRESQL");
    const char *path = server == NULL ? NULL : strstr(server, "://");
    path = path == NULL ? NULL : strchr(path + 3, '/');
    if (path == NULL) {
        (void)fprintf(stderr, "ORM_TEST_POSTGRESQL has to be the URL of a database\n");
        return false;
    }
    const char *parameters = strchr(path, '?');
    (void)snprintf(database, sizeof database, "orm_driver_%ld", (long)getpid());
    (void)snprintf(server_url, sizeof server_url, "%s", server);
    (void)snprintf(database_url, sizeof database_url, "%.*s/%s%s", (int)(path - server), server,
                   database, parameters == NULL ? "" : parameters);
    return run_on_server("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'");
}

int engine_main(int argc, char **argv, const struct CMUnitTest *tests, size_t count)
{
    if (argc != 2 || (strcmp(argv[1], "sqlite") != 0 && strcmp(argv[1], "postgresql") != 0)) {
        (void)fprintf(stderr, "usage: %s sqlite | postgresql\n", argv[0]);
        return 2;
    }
    sqlite_chosen = strcmp(argv[1], "sqlite") == 0;
    if (!sqlite_chosen && !create_database()) {
        return 1;
    }
    int failed = _cmocka_run_group_tests(argv[0], tests, count, NULL, NULL);
    bool dropped = sqlite_chosen || run_on_server("DROP DATABASE %s WITH (FORCE)");
    return failed == 0 && dropped ? 0 : 1;
}

/* ---- the link of a test ---- */

static void keep_notice(void *ctx, const char *message)
{
    fixture *f = ctx;
    size_t size = strlen(f->notices);
    (void)snprintf(f->notices + size, sizeof f->notices - size, "%s\n", message);
}

orm_status engine_try_open(fixture *f, const char *url, const orm_options *options,
                           orm_link **link_out)
{
    orm_options defaults = { .busy_timeout_ms = ORM_NO_WAIT };
    orm_link_config config = { .url = url,
                               .options = options == NULL ? &defaults : options,
                               .allocator = f->allocator,
                               .notice = keep_notice,
                               .notice_ctx = f };
    const orm_driver *driver =
        strncmp(url, "sqlite:", 7) == 0 ? &orm_driver_sqlite : &orm_driver_postgresql;
    return driver->open(&config, link_out, &f->error);
}

orm_link *engine_open(fixture *f, const char *url, const orm_options *options)
{
    orm_link *link = NULL;
    assert_status(f, engine_try_open(f, url, options, &link), ORM_OK);
    return link;
}

int engine_setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    chaos_init(&f->chaos, 0);
    f->allocator = chaos_allocator(&f->chaos);
    assert_int_equal(orm_arena_new(NULL, &f->arena), ORM_OK);
    *state = f;
    (void)snprintf(f->folder, sizeof f->folder, "/tmp/orm-driver-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    if (sqlite_chosen) {
        (void)snprintf(f->url, sizeof f->url, "sqlite:%s/test.db", f->folder);
    } else {
        memcpy(f->url, database_url, sizeof f->url);
    }
    f->link = engine_open(f, f->url, NULL);
    if (!sqlite_chosen) {
        run(f, "SET client_min_messages = warning; DROP SCHEMA public CASCADE;"
               "CREATE SCHEMA public; RESET client_min_messages");
    }
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int flag, struct FTW *place)
{
    (void)info;
    (void)flag;
    (void)place;
    return remove(path);
}

void engine_close(fixture *f)
{
    if (f->link != NULL) {
        f->link->driver->close(f->link);
        f->link = NULL;
    }
}

int engine_teardown(void **state)
{
    fixture *f = *state;
    engine_close(f);
    const char *fault = chaos_fault(&f->chaos);
    orm_arena_free(f->arena);
    (void)nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    if (*fault != '\0') {
        (void)fprintf(stderr, "allocator: %s\n", fault);
    }
    free(f);
    return *fault == '\0' ? 0 : -1;
}

/* ---- statements ---- */

void assert_status(const fixture *f, orm_status actual, orm_status expected)
{
    if (actual != expected) {
        fail_msg("%s instead of %s: %s", orm_status_name(actual), orm_status_name(expected),
                 f->error.message);
    }
    if (expected < 0) {
        assert_int_equal(f->error.status, expected);
        assert_true(f->error.message[0] != '\0' && strchr(f->error.message, '\n') == NULL);
    }
}

void assert_state(const orm_link *link, orm_link_state expected)
{
    assert_int_equal(link->driver->state(link), expected);
}

void run_on(fixture *f, orm_link *link, const char *sql)
{
    assert_status(f, link->driver->exec(link, sql, &f->error), ORM_OK);
}

void run(fixture *f, const char *sql)
{
    run_on(f, f->link, sql);
}

void run_fails(fixture *f, const char *sql, orm_status expected)
{
    assert_status(f, f->link->driver->exec(f->link, sql, &f->error), expected);
}

static orm_kind kind_of(const orm_value *value)
{
    switch (value->type) {
    case ORM_TYPE_BOOL:
        return ORM_KIND_BOOL;
    case ORM_TYPE_INT:
    case ORM_TYPE_UINT:
        return ORM_KIND_INT64;
    case ORM_TYPE_REAL:
        return ORM_KIND_FLOAT64;
    case ORM_TYPE_BLOB:
        return ORM_KIND_BLOB;
    case ORM_TYPE_TIMESTAMP:
        return ORM_KIND_TIMESTAMP;
    case ORM_TYPE_DATE:
        return ORM_KIND_DATE;
    case ORM_TYPE_DECIMAL:
        return ORM_KIND_DECIMAL;
    case ORM_TYPE_INTERVAL:
        return ORM_KIND_INTERVAL;
    case ORM_TYPE_LIST:
        return value->size == 0 ? ORM_KIND_INT64 : kind_of(value->as.list);
    case ORM_TYPE_NULL:
    case ORM_TYPE_TEXT:
    case ORM_TYPE_OTHER:
        break;
    }
    return ORM_KIND_TEXT;
}

const orm_parameter_type *types_of(const orm_value *params, size_t count)
{
    static orm_parameter_type types[MOST_PARAMETERS];
    assert_in_range(count, 0, MOST_PARAMETERS);
    for (size_t i = 0; i < count; i++) {
        types[i].kind = kind_of(&params[i]);
        types[i].list = params[i].type == ORM_TYPE_LIST;
    }
    return types;
}

static void wait_for(const orm_link *link)
{
    struct pollfd fd = { .fd = -1 };
    if (link->driver->wait_fd != NULL) {
        fd.fd = link->driver->wait_fd(link, &fd.events);
        assert_int_equal(poll(&fd, 1, WAIT_MS), 1);
    }
}

orm_status fetch(orm_prepared *prepared, size_t max, orm_row_fn row, void *ctx, orm_error *error)
{
    for (;;) {
        orm_status status = prepared->link->driver->fetch(prepared, max, row, ctx, error);
        if (status != ORM_AGAIN) {
            return status;
        }
        wait_for(prepared->link);
    }
}

orm_status keep_row(void *ctx, const orm_value *values, size_t count)
{
    result *r = ctx;
    assert_true(r->rows == 0 || r->columns == count);
    r->columns = count;
    if ((r->rows + 1) * count > r->capacity) {
        size_t capacity = (r->rows + 1) * count * 2;
        orm_value *cells = orm_arena_alloc(r->arena, capacity * sizeof *cells);
        assert_non_null(cells);
        if (r->rows > 0) {
            memcpy(cells, r->cells, r->rows * count * sizeof *cells);
        }
        r->cells = cells;
        r->capacity = capacity;
    }
    for (size_t i = 0; i < count; i++) {
        orm_value *copy = &r->cells[r->rows * count + i];
        *copy = values[i];
        if (copy->type == ORM_TYPE_TEXT || copy->type == ORM_TYPE_BLOB ||
            copy->type == ORM_TYPE_OTHER) {
            assert_non_null(values[i].as.data);
            copy->as.data = orm_arena_copy(r->arena, values[i].as.data, values[i].size);
            assert_non_null(copy->as.data);
        }
    }
    r->rows++;
    return ORM_OK;
}

orm_prepared *prepare(fixture *f, const char *sql, const orm_parameter_type *types, size_t count)
{
    orm_prepared *prepared = NULL;
    assert_status(f, f->link->driver->prepare(f->link, sql, types, count, &prepared, &f->error),
                  ORM_OK);
    return prepared;
}

void start(fixture *f, orm_prepared *prepared, const orm_value *params, size_t count, bool streamed)
{
    orm_status status = prepared->link->driver->start(prepared, params, count, streamed, &f->error);
    assert_status(f, status == ORM_AGAIN ? ORM_OK : status, ORM_OK);
}

/* NOLINTNEXTLINE(readability-function-size): all that a query is */
orm_status query_on(fixture *f, orm_link *link, const char *sql, const orm_parameter_type *types,
                    const orm_value *params, size_t count, result *out)
{
    const orm_driver *driver = link->driver;
    orm_prepared *prepared = NULL;
    *out = (result){ .arena = f->arena };
    orm_status status = driver->prepare(link, sql, types, count, &prepared, &f->error);
    if (status != ORM_OK) {
        return status;
    }
    status = driver->start(prepared, params, count, false, &f->error);
    if (status >= 0) {
        status = fetch(prepared, SIZE_MAX, keep_row, out, &f->error);
    }
    out->changes = status == ORM_DONE ? driver->changes(prepared) : 0;
    driver->reset(prepared);
    driver->finalize(prepared);
    return status == ORM_DONE ? ORM_OK : status;
}

result query(fixture *f, const char *sql, const orm_value *params, size_t count)
{
    result out;
    assert_status(f, query_on(f, f->link, sql, types_of(params, count), params, count, &out),
                  ORM_OK);
    return out;
}

void query_fails(fixture *f, const char *sql, const orm_value *params, size_t count,
                 orm_status expected)
{
    result out;
    assert_status(f, query_on(f, f->link, sql, types_of(params, count), params, count, &out),
                  expected);
}

orm_value ask(fixture *f, const char *sql)
{
    result r = query(f, sql, NULL, 0);
    assert_int_equal(r.rows, 1);
    assert_int_equal(r.columns, 1);
    return r.cells[0];
}

int64_t ask_int(fixture *f, const char *sql)
{
    orm_value value = ask(f, sql);
    assert_int_equal(value.type, ORM_TYPE_INT);
    return value.as.integer;
}

const orm_value *cell(const result *r, size_t row, size_t column)
{
    assert_true(row < r->rows && column < r->columns);
    return &r->cells[row * r->columns + column];
}

void assert_value(const orm_value *actual, const orm_value *expected)
{
    orm_value wanted = *expected;
    if (sqlite_chosen && wanted.type == ORM_TYPE_BOOL) {
        wanted = orm_value_int(wanted.as.boolean);
    } else if (sqlite_chosen && wanted.type == ORM_TYPE_TIMESTAMP) {
        wanted.type = ORM_TYPE_INT;
    }
    assert_int_equal(actual->type, wanted.type);
    assert_int_equal(actual->size, wanted.size);
    if (wanted.type != ORM_TYPE_TEXT) { /* which may be the digits of a numeric */
        assert_int_equal(actual->months, wanted.months);
    }
    if (wanted.type == ORM_TYPE_TEXT || wanted.type == ORM_TYPE_BLOB) {
        assert_memory_equal(actual->as.data, wanted.as.data, wanted.size);
    } else if (wanted.type == ORM_TYPE_BOOL) {
        assert_int_equal(actual->as.boolean, wanted.as.boolean);
    } else if (wanted.type != ORM_TYPE_NULL) { /* numbers: bit by bit */
        assert_memory_equal(&actual->as.integer, &wanted.as.integer, sizeof wanted.as.integer);
    }
}

const char *file_url(const fixture *f, const char *name)
{
    static char url[256];
    (void)snprintf(url, sizeof url, "sqlite:%s/%s", f->folder, name);
    return url;
}

void assert_answer(fixture *f, orm_link *link, const char *sql, const char *expected)
{
    result r;
    assert_status(f, query_on(f, link, sql, NULL, NULL, 0, &r), ORM_OK);
    assert_int_equal(r.rows, 1);
    assert_int_equal(cell(&r, 0, 0)->type, ORM_TYPE_TEXT);
    assert_string_equal(cell(&r, 0, 0)->as.text, expected);
}
