/* Every path survives each of its allocations failing: a status, no leak, outputs untouched. */
#include "world.h"

#include <stdlib.h>

#include "support/chaos_alloc.h"

static orm_status write_ddl(void *ctx, const orm_allocator *allocator)
{
    const orm_schema *schema = *(const orm_schema **)ctx;
    char *text = NULL;
    orm_error error = { .status = ORM_OK };
    orm_status status = orm_schema_sql(schema, "postgresql", allocator, &text, &error);
    assert_int_equal(status, error.status);
    assert_int_equal(text != NULL, status == ORM_OK);
    if (text != NULL) {
        char *same = world_create_text(schema, POSTGRESQL);
        assert_string_equal(text, same);
        free(same);
    }
    orm_text_free(allocator, text);
    return status;
}

static orm_status write_select(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_sql sql;
    orm_error error = { .status = ORM_OK };
    const orm_expr *x = orm_eq(cell_.b, 1), *y = orm_like(cell_.t, "x");
    const orm_query query = { .where = orm_and(orm_or(x, x, x, y, y), orm_not(orm_or(x, x, x, y))),
                              .order_by = { orm_asc(cell_.a) },
                              .limit = orm_limit(1) };
    orm__sql_init(&sql, allocator);
    orm_status status = orm__sql_select(&sql, SQLITE, &cell_entity, &query, &error);
    assert_int_equal(status, error.status);
    orm__sql_fini(&sql);
    return status;
}

static orm_status write_update(void *ctx, const orm_allocator *allocator)
{
    (void)ctx;
    orm_sql sql;
    orm_error error = { .status = ORM_OK };
    orm__sql_init(&sql, allocator);
    orm_status status = orm__sql_update(&sql, POSTGRESQL, &customer_entity, &error);
    assert_int_equal(status, error.status);
    orm__sql_fini(&sql);
    return status;
}

static void ddl_survives(void **state)
{
    (void)state;
    const orm_schema *const schemas[] = { &kinds_schema, &odd_schema, &cycle_schema };
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        const orm_schema *schema = schemas[i];
        assert_string_equal(chaos_each(write_ddl, &schema), "");
    }
}

static void statements_survive(void **state)
{
    (void)state;
    assert_string_equal(chaos_each(write_select, NULL), "");
    assert_string_equal(chaos_each(write_update, NULL), "");
}

static void a_warm_statement_allocates_nothing(void **state)
{
    (void)state;
    chaos_alloc chaos;
    orm_sql sql;
    orm_error error;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    orm__sql_init(&sql, &allocator);
    assert_int_equal(orm__sql_update(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    size_t requests = chaos.requests;
    assert_int_equal(orm__sql_update(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    assert_int_equal(orm__sql_delete(&sql, SQLITE, &customer_entity, &error), ORM_OK);
    assert_int_equal(chaos.requests, requests);
    orm__sql_fini(&sql);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(ddl_survives),
    cmocka_unit_test(statements_survive),
    cmocka_unit_test(a_warm_statement_allocates_nothing),
};

UNIT_MAIN(tests)
