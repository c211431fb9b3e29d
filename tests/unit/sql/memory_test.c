/* Every path survives each of its allocations failing: a status, no leak, outputs untouched. */
#include "sql_test.h"

#include <stdlib.h>

/* Counts what is held; the allocation that is number fail_at fails, and all later ones do. */
typedef struct meter {
    size_t calls;
    size_t fail_at;
    size_t held;
} meter;

static void *resize(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    meter *m = ctx;
    if (new_size == 0) {
        m->held -= old_size;
        free(pointer);
        return NULL;
    }
    if (m->calls++ >= m->fail_at) {
        return NULL;
    }
    void *grown = realloc(pointer, new_size);
    if (grown != NULL) {
        m->held += new_size - old_size;
    }
    return grown;
}

/* Runs job with 0, 1, 2 ... allocations allowed until it succeeds. */
static void survive(orm_status (*job)(const orm_allocator *allocator, orm_error *error))
{
    orm_status status = ORM_NO_MEMORY;
    size_t allowed = 0;
    for (; status != ORM_OK; allowed++) {
        meter m = { .fail_at = allowed };
        orm_error error = { .status = ORM_OK };
        status = job(&(orm_allocator){ .resize = resize, .ctx = &m }, &error);
        assert_int_equal(m.held, 0);
        if (status != ORM_OK) {
            assert_int_equal(status, ORM_NO_MEMORY);
            assert_int_equal(error.status, ORM_NO_MEMORY);
        }
    }
    assert_true(allowed > 2);
}

static orm_status write_ddl(const orm_schema *schema, const char *dialect,
                            const orm_allocator *allocator, orm_error *error)
{
    char *text = NULL;
    orm_status status = orm_schema_sql(schema, dialect, allocator, &text, error);
    assert_int_equal(text != NULL, status == ORM_OK);
    orm_text_free(allocator, text);
    return status;
}

static orm_status write_kinds(const orm_allocator *allocator, orm_error *error)
{
    return write_ddl(&kinds_schema, "sqlite", allocator, error);
}

static orm_status write_odd(const orm_allocator *allocator, orm_error *error)
{
    return write_ddl(&odd_schema, "postgresql", allocator, error);
}

static orm_status write_cycles(const orm_allocator *allocator, orm_error *error)
{
    return write_ddl(&cycle_schema, "postgresql", allocator, error);
}

static orm_status write_select(const orm_allocator *allocator, orm_error *error)
{
    orm_sql sql;
    const orm_expr *x = orm_eq(cell_.b, 1), *y = orm_like(cell_.t, "x");
    const orm_query query = { .where = orm_and(orm_or(x, x, x, y, y), orm_not(orm_or(x, x, x, y))),
                              .order_by = { orm_asc(cell_.a) },
                              .limit = orm_limit(1) };
    orm__sql_init(&sql, allocator);
    orm_status status = orm__sql_select(&sql, SQLITE, &cell_entity, &query, error);
    orm__sql_fini(&sql);
    return status;
}

static orm_status write_update(const orm_allocator *allocator, orm_error *error)
{
    orm_sql sql;
    orm__sql_init(&sql, allocator);
    orm_status status = orm__sql_update(&sql, POSTGRESQL, &customer_entity, error);
    orm__sql_fini(&sql);
    return status;
}

static void ddl_survives(void **state)
{
    (void)state;
    survive(write_kinds);
    survive(write_odd);
    survive(write_cycles);
}

static void statements_survive(void **state)
{
    (void)state;
    survive(write_select);
    survive(write_update);
}

static void a_warm_statement_allocates_nothing(void **state)
{
    (void)state;
    meter m = { .fail_at = SIZE_MAX };
    orm_sql sql;
    orm_error error;
    orm__sql_init(&sql, &(orm_allocator){ .resize = resize, .ctx = &m });
    assert_int_equal(orm__sql_update(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    size_t calls = m.calls;
    assert_int_equal(orm__sql_update(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    assert_int_equal(orm__sql_delete(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    assert_int_equal(m.calls, calls);
    orm__sql_fini(&sql);
    assert_int_equal(m.held, 0);
}

int run_memory_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ddl_survives),
        cmocka_unit_test(statements_survive),
        cmocka_unit_test(a_warm_statement_allocates_nothing),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
