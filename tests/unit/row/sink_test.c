/* The row sink, with a sink of the test's own beside those of the library: it keeps one instance
 * for each key, as a session would. */
#include "row/sink.h"
#include "shop.orm.h"
#include "support/unit.h"

enum { MAX = 4 };

/* An identity map of invoices: a key that was seen gets the same memory again. */
typedef struct map {
    orm_sink sink;
    struct invoice rows[MAX];
    size_t count, filled;
    bool refuses;
} map;

static void *place(orm_sink *sink, const orm_entity *entity, const orm_value *values)
{
    map *own = (map *)sink;
    assert_ptr_equal(entity, &invoice_entity);
    for (size_t i = 0; i < own->count; i++) {
        if (own->rows[i].id == values[0].as.integer) {
            return &own->rows[i];
        }
    }
    return own->count < MAX ? &own->rows[own->count++] : NULL;
}

static orm_status filled(orm_sink *sink, const orm_entity *entity, void *row)
{
    map *own = (map *)sink;
    assert_ptr_equal(entity, &invoice_entity);
    assert_int_not_equal(((struct invoice *)row)->id, 0);
    own->filled++;
    return own->refuses ? ORM_INTERRUPTED : ORM_OK;
}

static orm_status feed(map *own, int64_t id, int64_t cents, orm_error *error)
{
    orm_sink_reader reader = { .sink = &own->sink,
                               .codec = { .entity = &invoice_entity },
                               .error = error };
    const orm_value values[] = { orm_value_int(id), orm_value_int(1), orm_value_int(cents),
                                 orm_value_null() };
    return orm__sink_row(&reader, values, 4);
}

static void test_the_sink_says_where(void **state)
{
    (void)state;
    map own = { .sink = { .place = place, .filled = filled } };
    orm_error error;
    assert_int_equal(feed(&own, 10, 100, &error), ORM_OK);
    assert_int_equal(feed(&own, 11, 200, &error), ORM_OK);
    assert_int_equal(feed(&own, 10, 300, &error), ORM_OK);
    assert_int_equal(own.count, 2);
    assert_int_equal(own.filled, 3);
    assert_int_equal(own.rows[0].total_cents, 300);
    assert_int_equal(own.rows[1].total_cents, 200);
}

static void test_filled_is_optional(void **state)
{
    (void)state;
    map own = { .sink = { .place = place } };
    assert_int_equal(feed(&own, 10, 100, NULL), ORM_OK);
    assert_int_equal(own.rows[0].id, 10);
}

static void test_failures_stop_the_row(void **state)
{
    (void)state;
    map own = { .sink = { .place = place, .filled = filled } };
    orm_error error;
    for (int64_t id = 1; id <= MAX; id++) {
        assert_int_equal(feed(&own, id, 1, &error), ORM_OK);
    }
    assert_int_equal(feed(&own, 99, 1, &error), ORM_NO_MEMORY);
    assert_int_equal(error.status, ORM_NO_MEMORY);
    own.refuses = true;
    assert_int_equal(feed(&own, 1, 1, &error), ORM_INTERRUPTED);
    size_t before = own.filled;
    orm_sink_reader reader = { .sink = &own.sink,
                               .codec = { .entity = &invoice_entity },
                               .error = &error };
    const orm_value wrong[] = { orm_value_int(1), orm_value_text("x"), orm_value_int(1),
                                orm_value_null() };
    assert_int_equal(orm__sink_row(&reader, wrong, 4), ORM_CONVERSION);
    assert_string_equal(error.column, "customer_id");
    assert_int_equal(own.filled, before);
}

/* A sink looks at the key: it must never see a row without one. */
static void test_a_short_row_is_not_placed(void **state)
{
    (void)state;
    map own = { .sink = { .place = place } };
    orm_error error;
    orm_sink_reader reader = { .sink = &own.sink,
                               .codec = { .entity = &invoice_entity },
                               .error = &error };
    assert_int_equal(orm__sink_row(&reader, NULL, 0), ORM_SCHEMA);
    assert_int_equal(own.count, 0);
    unit_assert_error(&error, ORM_SCHEMA, "invoice has 4 columns, but the row has 0");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_the_sink_says_where),
    cmocka_unit_test(test_filled_is_optional),
    cmocka_unit_test(test_failures_stop_the_row),
    cmocka_unit_test(test_a_short_row_is_not_placed),
};

UNIT_MAIN(tests)
