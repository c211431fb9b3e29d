/* Memory that runs out at any moment: NO_MEMORY, no crash, no leak, and a database that either has
 * the whole transaction or nothing of it. */
#include "models/samples.h"
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <stdio.h>
#include <string.h>

/* ---- the scenarios: each opens its own handle and gives everything back ---- */

static orm_status write_rows(orm_db *db, struct customer *ada, struct invoice *bill)
{
    *ada = (struct customer){ .name = (char *)"Ada", .email = (char *)"ada@x", .country = "DE" };
    orm_status status = customer_insert(db, ada);
    if (status == ORM_OK) {
        *bill = (struct invoice){ .customer_id = ada->id, .total_cents = 5 };
        status = invoice_insert(db, bill);
    }
    if (status == ORM_OK) {
        bill->paid_at = 1;
        status = invoice_update(db, bill);
    }
    return status;
}

static orm_status read_rows(orm_db *db, const orm_allocator *allocator, size_t window)
{
    const char *const countries[] = { "DE", "FR" };
    orm_filter *filter = NULL;
    orm_rows *rows = NULL;
    orm_status status = orm_filter_new(allocator, &filter);
    if (status != ORM_OK) {
        return status;
    }
    orm_filter_and(filter, orm_in(customer_.country, countries, 2));
    orm_filter_and(filter, orm_starts_with(customer_.name, "A"));
    orm_filter_or(filter, orm_is_null(customer_.email));
    status = customer_select(db,
                             &(orm_query){ .where = orm_filter_where(filter),
                                           .window = window,
                                           .order_by = { orm_asc(customer_.id) } },
                             &rows);
    if (status == ORM_OK) {
        while (customer_next(rows) != NULL) {
        }
        status = orm_rows_status(rows);
        orm_rows_free(rows);
    }
    orm_filter_free(filter);
    return status;
}

static orm_status find_rows(orm_db *db, const orm_allocator *allocator, const struct customer *ada)
{
    orm_arena *arena = NULL;
    struct customer found = { .visits = 1 };
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = customer_find(db, ada->id, &found, arena);
    }
    if (status == ORM_OK) {
        status = customer_find_by_email(db, "ada@x", &found, arena);
    }
    if (status == ORM_OK) {
        assert_string_equal(found.name, "Ada");
    }
    orm_arena_free(arena);
    return status;
}

/* Leaves the tables as it found them: empty. */
static orm_status cycle(orm_db *db, const orm_allocator *allocator)
{
    struct customer ada;
    struct invoice bill;
    orm_status status = orm_begin(db, NULL);
    if (status == ORM_OK) {
        status = orm_begin(db, NULL);
    }
    if (status == ORM_OK) {
        status = write_rows(db, &ada, &bill);
    }
    if (status == ORM_OK) {
        status = find_rows(db, allocator, &ada);
    }
    for (size_t window = 0; status >= 0 && window < 3; window++) {
        status = read_rows(db, allocator, window);
    }
    if (status >= 0) {
        status = orm_commit(db);
    }
    if (status == ORM_OK) {
        status = invoice_delete(db, &bill);
    }
    if (status == ORM_OK) {
        status = customer_delete_key(db, ada.id);
    }
    return status == ORM_OK ? orm_commit(db) : status;
}

static orm_db *open_with(const engine_fixture *fx, const orm_allocator *allocator,
                         orm_status *status_out)
{
    orm_db *db = NULL;
    orm_error error;
    *status_out = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    return db;
}

static orm_status crud_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_status status = ORM_OK;
    orm_db *db = open_with(fx, allocator, &status);
    if (db != NULL) {
        status = cycle(db, allocator);
    }
    orm_close(db);
    int64_t customers = -1;
    assert_ok(fx->db, customer_count(fx->db, NULL, &customers));
    assert_int_equal(customers, 0);
    return status;
}

static orm_status tables_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_status status = ORM_OK;
    orm_db *db = open_with(fx, allocator, &status);
    if (status == ORM_OK) {
        status = orm_create_all(db, &kinds_schema);
    }
    if (status == ORM_OK) {
        struct sample row = sample_plain();
        status = sample_insert(db, &row);
    }
    if (status == ORM_OK) {
        status = orm_drop_all(db, &kinds_schema);
    }
    orm_close(db);
    if (status != ORM_OK) {
        assert_ok(fx->db, orm_drop_all(fx->db, &kinds_schema));
    }
    return status;
}

static void test_b270_a_crud_cycle(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_string_equal(chaos_each(crud_scenario, fx), "");
}

static void test_b270_creating_and_dropping_tables(void **state)
{
    engine_fixture *fx = *state;
    assert_string_equal(chaos_each(tables_scenario, fx), "");
}

/* One handle that lives on: each call fails at each of its allocations, and works afterwards. */
static void test_b270_a_handle_survives(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = allocator });
    for (size_t n = 1; n < 2000; n++) {
        chaos.requests = 0;
        chaos.fail_at = n;
        orm_status status = cycle(db, &allocator);
        bool failed = chaos.requests >= n;
        chaos.fail_at = 0;
        if (!failed) {
            assert_int_equal(status, ORM_OK);
            break;
        }
        while (orm_depth(db) > 0) {
            assert_ok(db, orm_rollback(db));
        }
        int64_t count = -1;
        assert_ok(db, customer_count(db, NULL, &count));
        assert_int_equal(count, 0);
    }
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* The same calls again and again take no more memory. */
static void test_a_warm_handle_does_not_grow(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = allocator });
    for (int i = 0; i < 5; i++) {
        assert_ok(db, cycle(db, &allocator));
    }
    size_t blocks = chaos.live_blocks, bytes = chaos.live_bytes;
    for (int i = 0; i < 50; i++) {
        assert_ok(db, cycle(db, &allocator));
        assert_fails(db, ORM_CHECK, customers_fail(db));
        assert_fails(db, ORM_NOT_FOUND, customer_delete_key(db, 4711));
    }
    assert_in_range(chaos.live_blocks, 0, blocks + 8);
    assert_in_range(chaos.live_bytes, 0, bytes + 4096);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* What find gives is the arena's; what select gives is the result's: each has one free. */
static void test_b279_everything_has_one_owner(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer row = { .name = (char *)"Ada", .email = (char *)"a" };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    chaos_alloc of_arena, of_handle;
    chaos_init(&of_arena, 0);
    chaos_init(&of_handle, 0);
    const orm_allocator allocator = chaos_allocator(&of_arena);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&allocator, &arena), ORM_OK);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&of_handle) });
    struct customer found = { .id = 0 };
    orm_rows *rows = NULL;
    assert_ok(db, customer_find(db, row.id, &found, arena));
    assert_ok(db, customer_select(db, NULL, &rows));
    const struct customer *selected = customer_next(rows);
    engine_close(fx, db);
    assert_string_equal(found.name, "Ada"); /* neither is the handle's */
    assert_string_equal(selected->name, "Ada");
    orm_rows_free(rows);
    assert_string_equal(chaos_fault(&of_handle), "");
    orm_arena_reset(arena);
    orm_arena_free(arena);
    orm_arena_free(NULL);
    orm_rows_free(NULL);
    assert_string_equal(chaos_fault(&of_arena), "");
}

/* What one operation needs for itself is given back at its end, and not with the next window. */
static void test_operations_of_one_kind_do_not_grow(void **state)
{
    engine_fixture *fx = *state;
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    orm_status status = ORM_OK;
    orm_db *db = open_with(fx, &allocator, &status);
    assert_int_equal(status, ORM_OK);
    struct customer ada = { .name = (char *)"Ada" }, found = { .id = 0 };
    assert_ok(db, customer_insert(db, &ada));
    size_t finds = 0, counts = 0;
    for (int i = 0; i < 2000; i++) {
        assert_ok(db, customer_find(db, ada.id, &found, fx->arena));
        orm_arena_reset(fx->arena);
        finds = i == 100 ? chaos.live_bytes : finds;
    }
    assert_int_equal(chaos.live_bytes, finds);
    for (int i = 0; i < 2000; i++) {
        int64_t count = 0;
        assert_ok(db, customer_count(db, &(orm_query){ .where = orm_gt(customer_.id, 0) }, &count));
        counts = i == 100 ? chaos.live_bytes : counts;
    }
    assert_int_equal(chaos.live_bytes, counts);
    orm_close(db);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b270_a_crud_cycle),
    ENGINE_TEST(test_b270_creating_and_dropping_tables),
    ENGINE_TEST(test_b270_a_handle_survives),
    ENGINE_TEST(test_a_warm_handle_does_not_grow),
    ENGINE_TEST(test_b279_everything_has_one_owner),
    ENGINE_TEST(test_operations_of_one_kind_do_not_grow),
};

ENGINE_MAIN(tests)
