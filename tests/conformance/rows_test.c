/* Results: what they hold, how long it stays, and how they end. */
#include "models/odd.h"
#include "shop.orm.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

static void add_customers(orm_db *db, int count)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    assert_ok(db, orm_begin(db, NULL));
    for (int i = 1; i <= count; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "customer %d", i);
        struct customer row = { .name = name, .country = "DE" };
        assert_ok(db, customer_insert(db, &row));
    }
    assert_ok(db, orm_commit(db));
}

static orm_rows *select_all(orm_db *db, size_t window)
{
    orm_rows *rows = NULL;
    assert_ok(db, customer_select(
                      db, &(orm_query){ .order_by = { orm_asc(customer_.id) }, .window = window },
                      &rows));
    return rows;
}

static void assert_reads(orm_db *db, int count, size_t window)
{
    orm_rows *rows = select_all(db, window);
    int read = 0;
    for (struct customer *row; (row = customer_next(rows)) != NULL;) {
        assert_int_equal(row->id, ++read);
    }
    assert_int_equal(read, count);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    assert_null(customer_next(rows)); /* the end stays the end */
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_b170_zero_one_and_many_rows(void **state)
{
    static const int counts[] = { 0, 1, 2, 8, 9, 1000 };
    engine_fixture *fx = *state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        add_customers(fx->db, counts[i]);
        for (size_t window = 0; window < 3; window++) {
            assert_reads(fx->db, counts[i], window * window);
        }
        assert_ok(fx->db, orm_drop_all(fx->db, &shop_schema));
    }
}

static void test_b169_rows_stay_until_they_are_freed(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 100);
    orm_rows *rows = select_all(fx->db, 0);
    const struct customer *kept[100];
    for (size_t i = 0; i < 100; i++) {
        kept[i] = customer_next(rows);
        assert_non_null(kept[i]);
    }
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM customer"));
    orm_close(fx->db); /* a whole result outlives its handle */
    fx->db = NULL;
    for (int i = 0; i < 100; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "customer %d", i + 1);
        assert_string_equal(kept[i]->name, name);
    }
    assert_null(customer_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

static void test_b171_the_count_is_known_before_reading(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 25);
    orm_rows *rows = select_all(fx->db, 0);
    assert_int_equal(orm_rows_count(rows), 25);
    assert_non_null(customer_next(rows));
    assert_int_equal(orm_rows_count(rows), 25);
    assert_int_equal(orm_rows_status(rows), ORM_OK);
    orm_rows_free(rows);
}

static void test_rows_of_another_entity_are_refused(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 3);
    for (size_t window = 0; window < 2; window++) {
        orm_rows *rows = select_all(fx->db, window);
        assert_non_null(customer_next(rows));
        assert_null(invoice_next(rows));
        assert_int_equal(orm_rows_status(rows), ORM_MISUSE);
        assert_mentions(orm_rows_error(rows)->message, "customer");
        assert_mentions(orm_rows_error(rows)->message, "invoice");
        assert_null(orm_rows_next(rows, NULL));
        assert_int_equal(orm_rows_status(rows), ORM_MISUSE);
        orm_rows_free(rows);
    }
}

/* Another library has tables of its own for the same schema: its rows are read as well, in turns
 * with those of the program, and what differs is refused after it as before it. */
static void test_rows_are_read_by_several_tables_of_one_schema(void **state)
{
    engine_fixture *fx = *state;
    orm_field fields[5];
    orm_entity twin = customer_entity, other = customer_entity;
    assert_int_equal(customer_entity.field_count, sizeof fields / sizeof fields[0]);
    memcpy(fields, customer_entity.fields, sizeof fields);
    fields[0].layout.offset += 8;
    other.fields = fields;
    add_customers(fx->db, 6);
    const orm_entity *const readers[] = { &twin, &customer_entity, &twin, &twin, &customer_entity };
    for (size_t window = 0; window < 3; window++) {
        orm_rows *rows = select_all(fx->db, window);
        for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
            const struct customer *row = orm_rows_next(rows, readers[i]);
            assert_non_null(row);
            assert_int_equal(row->id, i + 1);
        }
        assert_null(orm_rows_next(rows, window == 0 ? &other : NULL));
        assert_int_equal(orm_rows_status(rows), ORM_MISUSE);
        assert_mentions(orm_rows_error(rows)->message, "rows of customer are read as rows of");
        assert_null(orm_rows_next(rows, &customer_entity));
        orm_rows_free(rows);
    }
}

/* The member that no column fills is zero in a result's rows. */
static void test_members_that_are_not_mapped_are_zero(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 20);
    orm_rows *rows = select_all(fx->db, 3);
    for (struct customer *row; (row = customer_next(rows)) != NULL;) {
        assert_int_equal(row->visits, 0);
        assert_null(row->email);
        row->visits = 99; /* the program's to change: memory that is used again is zeroed again */
        row->email = row->name;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

/* One bad row in the middle: a whole result is refused, a window tells it when it comes to it. */
static void test_b166_a_bad_row_in_the_middle_is_no_end(void **state)
{
    engine_fixture *fx = *state;
    add_customers(fx->db, 50);
    engine_exec(
        fx->db,
        "PRAGMA ignore_check_constraints = ON; UPDATE customer SET tier = 'x' WHERE id = 30",
        "ALTER TABLE customer DROP CONSTRAINT customer_tier_check;"
        "UPDATE customer SET tier = 'x' WHERE id = 30");
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, customer_select(fx->db, NULL, &rows));
    assert_null(rows);
    rows = select_all(fx->db, 10);
    int read = 0;
    while (customer_next(rows) != NULL) {
        read++;
    }
    assert_int_equal(orm_rows_status(rows), ORM_CONVERSION);
    assert_string_equal(orm_rows_error(rows)->column, "tier");
    assert_non_null(orm_rows_error(rows)->sql);
    assert_int_equal(orm_db_error(fx->db)->status, ORM_CONVERSION);
    assert_int_equal(read, 29);
    assert_null(customer_next(rows));
    assert_int_equal(orm_rows_status(rows), ORM_CONVERSION);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, 50, &found, fx->arena));
    orm_rows_free(rows);
}

/* The engine fails while it computes a row that comes late. */
static void test_b166_an_engine_error_in_the_middle_is_no_end(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(
        fx->db,
        "CREATE TABLE base AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 3000) SELECT i FROM n;"
        "CREATE VIEW country AS SELECT 'DE' AS code, CASE WHEN i = 2000"
        " THEN abs(-9223372036854775807 - 1) ELSE i END AS people FROM base",
        "CREATE TABLE base AS SELECT i::int8 FROM generate_series(1, 3000) i;"
        "CREATE VIEW country AS SELECT 'DE' AS code, 1 / (2000 - i) AS people FROM base");
    orm_rows *rows = NULL;
    int64_t count = 0;
    orm_status status = orm_select(fx->db, &country_entity, NULL, &rows);
    assert_true(status < 0);
    assert_null(rows);
    /* in a transaction: outside of one PostgreSQL computes all rows before the first is read */
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_select(fx->db, &country_entity, &(orm_query){ .window = 100 }, &rows));
    while (orm_rows_next(rows, &country_entity) != NULL) {
        count++;
    }
    assert_int_equal(orm_rows_status(rows), status);
    assert_in_range(count, 1800, 1999);
    orm_rows_free(rows);
    assert_ok(fx->db, orm_rollback(fx->db));
}

static void test_b280_rows_are_aligned(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    for (int64_t i = 0; i < 30; i++) {
        struct country row = { .people = i };
        (void)snprintf(row.code, sizeof row.code, "%02d", (int)i);
        assert_ok(fx->db, orm_insert(fx->db, &country_entity, &row));
    }
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_select(fx->db, &country_entity, NULL, &rows));
    for (struct country *row; (row = orm_rows_next(rows, &country_entity)) != NULL;) {
        assert_int_equal((uintptr_t)row % _Alignof(struct country), 0);
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

/* Many rows through a window take the memory of few. */
static void test_b161_a_window_keeps_memory_flat(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE country AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
                " FROM n WHERE i < 200000) SELECT 'DE' AS code, i AS people FROM n",
                "CREATE TABLE country AS SELECT 'DE' AS code, i::int8 AS people"
                " FROM generate_series(1, 200000) i");
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&chaos) });
    orm_rows *rows = NULL;
    assert_ok(db, orm_select(db, &country_entity, &(orm_query){ .window = 50 }, &rows));
    int64_t count = 0, sum = 0;
    for (struct country *row; (row = orm_rows_next(rows, &country_entity)) != NULL; count++) {
        sum += row->people;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_int_equal(count, 200000);
    assert_true(sum == INT64_C(200000) * 200001 / 2);
    assert_in_range(chaos.peak_bytes, 1, 256 * 1024);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_rows_are_read_by_several_tables_of_one_schema),
    ENGINE_TEST(test_b161_a_window_keeps_memory_flat),
    ENGINE_TEST(test_b166_a_bad_row_in_the_middle_is_no_end),
    ENGINE_TEST(test_b166_an_engine_error_in_the_middle_is_no_end),
    ENGINE_TEST(test_b169_rows_stay_until_they_are_freed),
    ENGINE_TEST(test_b170_zero_one_and_many_rows),
    ENGINE_TEST(test_b171_the_count_is_known_before_reading),
    ENGINE_TEST(test_b280_rows_are_aligned),
    ENGINE_TEST(test_rows_of_another_entity_are_refused),
    ENGINE_TEST(test_members_that_are_not_mapped_are_zero),
};

ENGINE_MAIN(tests)
