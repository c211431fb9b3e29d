/* All rows: through a function of the program's, into an arena, into its own array. */
#include "models/customers.h"
#include "models/odd.h"
#include "support/chaos_alloc.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 40 };

static const orm_query by_id = { .order_by = { orm_asc(customer_.id) } };

static void add_rows(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    for (int i = 1; i <= ROWS; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "customer %d", i);
        struct customer row = { .name = name, .email = i % 2 == 0 ? name : NULL, .country = "DE" };
        assert_ok(db, customer_insert(db, &row));
    }
}

/* ---- each ---- */

typedef struct visit {
    int64_t count, sum;
    int64_t stop_at; /* the row at which fn answers status; 0 = none */
    orm_status status;
    orm_db *expected;
} visit;

static orm_status count_row(orm_db *db, void *row, void *ctx)
{
    visit *own = ctx;
    const struct customer *customer = row;
    assert_ptr_equal(db, own->expected);
    own->count++;
    own->sum += customer->id;
    return own->count == own->stop_at ? own->status : ORM_OK;
}

static void test_b272_each_row_is_passed(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    visit seen = { .expected = fx->db };
    assert_ok(fx->db, orm_each(fx->db, &customer_entity, NULL, count_row, &seen));
    assert_true(seen.count == ROWS && seen.sum == ROWS * (ROWS + 1) / 2);
    seen = (visit){ .expected = fx->db };
    orm_query few = by_id;
    few.where = orm_le(customer_.id, 7);
    few.window = 2;
    assert_ok(fx->db, orm_each(fx->db, &customer_entity, &few, count_row, &seen));
    assert_true(seen.count == 7 && seen.sum == 28);
    few.where = orm_gt(customer_.id, 1000);
    seen = (visit){ .expected = fx->db };
    assert_ok(fx->db, orm_each(fx->db, &customer_entity, &few, count_row, &seen));
    assert_true(seen.count == 0);
}

static void test_b272_what_the_function_answers_comes_back(void **state)
{
    static const orm_status answers[] = { ORM_DONE, ORM_CHECK, ORM_NOT_FOUND, (orm_status)4711 };
    engine_fixture *fx = *state;
    add_rows(fx->db);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        visit seen = { .expected = fx->db, .stop_at = 5, .status = answers[i] };
        orm_status status = orm_each(fx->db, &customer_entity, &by_id, count_row, &seen);
        assert_int_equal(status, answers[i]);
        assert_true(seen.count == 5);
        if (status < 0) {
            assert_int_equal(orm_db_error(fx->db)->status, status);
            assert_mentions(orm_db_error(fx->db)->message, "orm_each");
        }
    }
    assert_int_equal(customers_count(fx->db), ROWS); /* the handle is free */
}

static orm_status fail_inside(orm_db *db, void *row, void *ctx)
{
    (void)row;
    (void)ctx;
    return customers_fail(db);
}

static void test_b272_a_call_that_fails_inside_keeps_its_error(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    assert_fails(fx->db, ORM_CHECK, orm_each(fx->db, &customer_entity, &by_id, fail_inside, NULL));
    assert_non_null(orm_db_error(fx->db)->sql);
}

/* Reads and writes in the loop; what it writes does not change what it reads. */
static orm_status write_inside(orm_db *db, void *row, void *ctx)
{
    int *seen = ctx;
    struct customer *customer = row;
    struct customer added = { .name = (char *)"added", .country = "FR" };
    assert_true(customer->id == ++*seen);
    customer->name = (char *)"changed";
    assert_ok(db, customer_update(db, customer));
    visit nested = { .expected = db };
    orm_query few = by_id;
    few.limit = orm_limit(3);
    assert_ok(db, orm_each(db, &customer_entity, &few, count_row, &nested));
    assert_true(nested.count == 3);
    return customer_insert(db, &added);
}

static void test_b164_b165_the_handle_may_be_used_inside(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    int seen = 0;
    orm_query query = by_id;
    query.window = 4;
    assert_ok(fx->db, orm_each(fx->db, &customer_entity, &query, write_inside, &seen));
    assert_int_equal(seen, ROWS);
    assert_int_equal(customers_count(fx->db), 2 * ROWS);
}

static orm_status end_transaction(orm_db *db, void *row, void *ctx)
{
    (void)row;
    (void)ctx;
    return orm_depth(db) > 0 ? orm_commit(db) : ORM_OK;
}

static void test_a_transaction_that_ends_inside_ends_the_loop(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    orm_query query = by_id;
    query.window = 4;
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_each(fx->db, &customer_entity, &query, end_transaction, NULL));
}

static orm_status sum_people(orm_db *db, void *row, void *ctx)
{
    (void)db;
    *(int64_t *)ctx += ((const struct country *)row)->people;
    return ORM_OK;
}

static void test_b161_each_keeps_memory_flat(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE country AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
                " FROM n WHERE i < 300000) SELECT 'DE' AS code, i AS people FROM n",
                "CREATE TABLE country AS SELECT 'DE' AS code, i::int8 AS people"
                " FROM generate_series(1, 300000) i");
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&chaos) });
    int64_t sum = 0;
    assert_ok(db, orm_each(db, &country_entity, NULL, sum_people, &sum));
    assert_true(sum == INT64_C(300000) * 300001 / 2);
    assert_in_range(chaos.peak_bytes, 1, 256 * 1024);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* ---- collect ---- */

static void test_rows_are_collected_side_by_side(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    struct customer *rows = NULL;
    size_t count = 0;
    assert_ok(fx->db, orm_collect(fx->db, &customer_entity, &by_id, fx->arena, &rows, &count));
    assert_int_equal(count, ROWS);
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM customer"));
    for (int i = 0; i < ROWS; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "customer %d", i + 1);
        assert_int_equal(rows[i].id, i + 1);
        assert_string_equal(rows[i].name, name);
        assert_int_equal(rows[i].email != NULL, i % 2 == 1);
        assert_int_equal(rows[i].visits, 0);
    }
    assert_ok(fx->db, orm_collect(fx->db, &customer_entity, NULL, fx->arena, &rows, &count));
    assert_null(rows);
    assert_int_equal(count, 0);
}

/* What is collected is the arena's alone, and a failure leaves the arena as it was. */
static void test_b279_what_is_collected_has_one_owner(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(&allocator, &arena), ORM_OK);
    orm_db *db = engine_open(fx, NULL);
    struct customer *rows = NULL;
    size_t count = 0;
    assert_ok(db, orm_collect(db, &customer_entity, &by_id, arena, &rows, &count));
    engine_close(fx, db);
    assert_string_equal(rows[ROWS - 1].name, "customer 40");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE customer SET country = 'far too long'"
                                       " WHERE id = 39"));
    size_t bytes = chaos.live_bytes;
    for (int i = 0; i < 100; i++) {
        assert_fails(fx->db, ORM_CONVERSION,
                     orm_collect(fx->db, &customer_entity, &by_id, arena, &rows, &count));
    }
    assert_int_equal(count, ROWS);
    assert_string_equal(rows[ROWS - 1].name, "customer 40");
    assert_in_range(chaos.live_bytes, 0, bytes + 16384);
    orm_arena_free(arena);
    assert_string_equal(chaos_fault(&chaos), "");
}

/* ---- into the caller's array ---- */

static void test_rows_into_an_array_of_the_callers(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    struct customer rows[5];
    for (size_t i = 0; i < 5; i++) {
        rows[i] = (struct customer){ .id = -1, .visits = 100 + (unsigned)i };
    }
    orm_query few = by_id;
    few.where = orm_le(customer_.id, 3);
    orm_room room = { .rows = rows, .capacity = 5, .arena = fx->arena };
    size_t count = 99;
    assert_ok(fx->db, orm_select_into(fx->db, &customer_entity, &few, &room, &count));
    assert_int_equal(count, 3);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(rows[i].visits, 100 + i); /* is not mapped */
        assert_int_equal(rows[i].id, i < 3 ? (int64_t)i + 1 : -1);
    }
    assert_string_equal(rows[2].name, "customer 3");
    few.where = orm_gt(customer_.id, 1000);
    assert_ok(fx->db, orm_select_into(fx->db, &customer_entity, &few, &room, &count));
    assert_int_equal(count, 0);
    assert_int_equal(rows[0].id, 1);
}

static void test_b093_more_rows_than_room(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    struct customer rows[5], before[5];
    memset(rows, 0x5a, sizeof rows);
    memcpy(before, rows, sizeof rows);
    orm_room room = { .rows = rows, .capacity = 5, .arena = fx->arena };
    size_t count = 99;
    assert_fails(fx->db, ORM_TOO_MANY_ROWS,
                 orm_select_into(fx->db, &customer_entity, &by_id, &room, &count));
    assert_mentions(orm_db_error(fx->db)->message, "5 rows");
    assert_int_equal(count, 99);
    assert_memory_equal(rows, before, sizeof rows);
    /* just as many as there is room for, and a limit of the query's own */
    orm_query five = by_id;
    five.limit = orm_limit(5);
    assert_ok(fx->db, orm_select_into(fx->db, &customer_entity, &five, &room, &count));
    assert_int_equal(count, 5);
    five.limit = orm_limit(6);
    assert_fails(fx->db, ORM_TOO_MANY_ROWS,
                 orm_select_into(fx->db, &customer_entity, &five, &room, &count));
    /* no room at all */
    room = (orm_room){ .capacity = 0 };
    assert_fails(fx->db, ORM_TOO_MANY_ROWS,
                 orm_select_into(fx->db, &customer_entity, &five, &room, &count));
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM customer"));
    assert_ok(fx->db, orm_select_into(fx->db, &customer_entity, &five, &room, &count));
    assert_int_equal(count, 0);
}

static void test_a_bad_row_leaves_the_array_alone(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE customer SET country = 'far too long'"
                                       " WHERE id = 4"));
    struct customer rows[ROWS], before[ROWS];
    memset(rows, 0x5a, sizeof rows);
    memcpy(before, rows, sizeof rows);
    const orm_room room = { .rows = rows, .capacity = ROWS, .arena = fx->arena };
    size_t count = 99;
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_select_into(fx->db, &customer_entity, &by_id, &room, &count));
    assert_memory_equal(rows, before, sizeof rows);
    assert_int_equal(count, 99);
}

/* ---- misuse, memory ---- */

static void test_what_is_missing_is_misuse(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    add_rows(db);
    struct customer room_rows[1], *rows = room_rows;
    const orm_room room = { .rows = room_rows, .capacity = 1, .arena = fx->arena };
    const orm_room no_rows = { .capacity = 1, .arena = fx->arena };
    size_t count = 99;
    assert_int_equal(orm_each(NULL, &customer_entity, NULL, count_row, NULL), ORM_MISUSE);
    assert_int_equal(orm_collect(NULL, &customer_entity, NULL, fx->arena, &rows, &count),
                     ORM_MISUSE);
    assert_int_equal(orm_select_into(NULL, &customer_entity, NULL, &room, &count), ORM_MISUSE);
    assert_fails(db, ORM_MISUSE, orm_each(db, NULL, NULL, count_row, NULL));
    assert_fails(db, ORM_MISUSE, orm_each(db, &customer_entity, NULL, NULL, NULL));
    assert_fails(db, ORM_MISUSE, orm_collect(db, NULL, NULL, fx->arena, &rows, &count));
    assert_fails(db, ORM_MISUSE, orm_collect(db, &customer_entity, NULL, NULL, &rows, &count));
    assert_fails(db, ORM_MISUSE, orm_collect(db, &customer_entity, NULL, fx->arena, NULL, &count));
    assert_fails(db, ORM_MISUSE, orm_collect(db, &customer_entity, NULL, fx->arena, &rows, NULL));
    assert_fails(db, ORM_MISUSE, orm_select_into(db, NULL, NULL, &room, &count));
    assert_fails(db, ORM_MISUSE, orm_select_into(db, &customer_entity, NULL, NULL, &count));
    assert_fails(db, ORM_MISUSE, orm_select_into(db, &customer_entity, NULL, &no_rows, &count));
    assert_fails(db, ORM_MISUSE, orm_select_into(db, &customer_entity, NULL, &room, NULL));
    const orm_query of_another = { .where = orm_eq(invoice_.id, 1) };
    assert_fails(db, ORM_MISUSE,
                 orm_collect(db, &customer_entity, &of_another, fx->arena, &rows, &count));
    assert_ptr_equal(rows, room_rows);
    assert_int_equal(count, 99);
}

static orm_status read_all(orm_db *db, orm_arena *arena)
{
    struct customer room_rows[ROWS], *rows = NULL;
    memset(room_rows, 0, sizeof room_rows);
    const orm_room room = { .rows = room_rows, .capacity = ROWS, .arena = arena };
    size_t count = 0;
    visit seen = { .expected = db };
    orm_query query = by_id;
    query.window = 7;
    orm_status status = orm_each(db, &customer_entity, &query, count_row, &seen);
    if (status == ORM_OK) {
        status = orm_collect(db, &customer_entity, &by_id, arena, &rows, &count);
    }
    if (status == ORM_OK) {
        status = orm_select_into(db, &customer_entity, &by_id, &room, &count);
    }
    return status;
}

static orm_status scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    }
    if (status == ORM_OK) {
        status = read_all(db, arena);
    }
    orm_close(db);
    orm_arena_free(arena);
    return status;
}

static void test_b270_all_rows_without_memory(void **state)
{
    engine_fixture *fx = *state;
    add_rows(fx->db);
    assert_string_equal(chaos_each(scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b272_each_row_is_passed),
    ENGINE_TEST(test_b272_what_the_function_answers_comes_back),
    ENGINE_TEST(test_b272_a_call_that_fails_inside_keeps_its_error),
    ENGINE_TEST(test_b164_b165_the_handle_may_be_used_inside),
    ENGINE_TEST(test_a_transaction_that_ends_inside_ends_the_loop),
    ENGINE_TEST(test_b161_each_keeps_memory_flat),
    ENGINE_TEST(test_rows_are_collected_side_by_side),
    ENGINE_TEST(test_b279_what_is_collected_has_one_owner),
    ENGINE_TEST(test_rows_into_an_array_of_the_callers),
    ENGINE_TEST(test_b093_more_rows_than_room),
    ENGINE_TEST(test_a_bad_row_leaves_the_array_alone),
    ENGINE_TEST(test_what_is_missing_is_misuse),
    ENGINE_TEST(test_b270_all_rows_without_memory),
};

ENGINE_MAIN(tests)
