/* Memory: every request of a driver for it may be refused, and nothing is lost or left behind. */
#include "driver/engine.h"

#include <stdio.h>

static orm_status use_row(void *ctx, const orm_value *values, size_t count)
{
    size_t *sum = ctx;
    for (size_t i = 0; i < count; i++) {
        *sum += values[i].size;
    }
    return ORM_OK;
}

static orm_status run_one(orm_link *link, const char *sql, const orm_value *params, size_t count,
                          bool streamed)
{
    orm_error error;
    orm_prepared *prepared = NULL;
    const orm_driver *driver = link->driver;
    size_t sum = 0;
    orm_status status =
        driver->prepare(link, sql, types_of(params, count), count, &prepared, &error);
    if (status != ORM_OK) {
        assert_int_equal(error.status, status);
        assert_null(prepared);
        return status;
    }
    status = driver->start(prepared, params, count, streamed, &error);
    while (status == ORM_OK || status == ORM_AGAIN) {
        status = fetch(prepared, 2, use_row, &sum, &error);
    }
    driver->reset(prepared);
    driver->finalize(prepared);
    return status == ORM_DONE ? ORM_OK : status;
}

static orm_status use_link(orm_link *link)
{
    orm_value values[] = { orm_value_int(1), orm_value_int(2), orm_value_int(3) };
    orm_value params[] = { orm_value_int(1), orm_value_text("x"), orm_value_null() };
    params[2].type = ORM_TYPE_LIST;
    params[2].size = 3;
    params[2].as.list = values;
    static const char *const sqlite =
        "SELECT id, $2, id * 1.5 FROM n WHERE id >= $1 AND id IN (SELECT value FROM orm_list($3))";
    static const char *const postgresql =
        "SELECT id, $2, id * 1.5 FROM n WHERE id >= $1 AND id = ANY($3)";
    const char *select = engine_pick(sqlite, postgresql);
    for (int streamed = 0; streamed < 2; streamed++) {
        orm_status status = run_one(link, select, params, 3, streamed);
        if (status != ORM_OK) {
            return status;
        }
    }
    return run_one(link, "UPDATE n SET id = id WHERE id = $1", params, 1, false);
}

static orm_status open_and_use(void *ctx, const orm_allocator *allocator)
{
    fixture *f = ctx;
    orm_allocator own = f->allocator;
    orm_link *link = NULL;
    f->allocator = *allocator;
    orm_status status = engine_try_open(f, f->url, NULL, &link);
    f->allocator = own;
    if (status == ORM_OK) {
        status = use_link(link);
        link->driver->close(link);
    } else {
        assert_null(link);
    }
    return status;
}

static void every_request_may_be_refused(void **state)
{
    fixture *f = *state;
    run(f, "CREATE TABLE n (id INTEGER PRIMARY KEY); INSERT INTO n VALUES (1), (2), (3), (4)");
    assert_string_equal(chaos_each(open_and_use, f), "");
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(every_request_may_be_refused),
};

DRIVER_MAIN(tests)
