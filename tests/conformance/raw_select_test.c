/* Rows of an entity out of texts of the program's own; what all such texts do without memory. */
#include "models/customers.h"
#include "support/chaos_alloc.h"

#include <string.h>

#define VALUES(...)     \
    (const orm_value[]) \
    {                   \
        __VA_ARGS__     \
    }

static orm_raw text_of(const char *sql, const orm_value *params, size_t count)
{
    return (orm_raw){ .sql = sql, .params = params, .param_count = count };
}

static void run(orm_db *db, const char *sql)
{
    const orm_raw raw = { .sql = sql };
    assert_ok(db, orm_raw_run(db, &raw, NULL));
}

/* ---- columns ---- */

static void add_three(orm_db *db)
{
    assert_ok(db, orm_create_all(db, &shop_schema));
    assert_ok(db, customers_add(db, "Ada"));
    assert_ok(db, customers_add(db, "Bob"));
    assert_ok(db, customers_add(db, "Cy"));
}

static void test_b260_columns_by_name_in_any_order(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    const orm_value *value = VALUES(orm_value_text("Ada"));
    orm_raw raw =
        text_of("SELECT 17 AS surplus, tier, 'IT' AS country, name, email, id AS extra, id "
                "FROM customer WHERE name > $1 ORDER BY id DESC",
                value, 1);
    for (size_t window = 0; window < 3; window++) {
        orm_rows *rows = NULL;
        raw.window = window;
        assert_ok(fx->db, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
        const struct customer *row = customer_next(rows);
        assert_string_equal(row->name, "Cy");
        assert_int_equal(row->id, 3);
        assert_string_equal(row->country, "IT");
        assert_null(row->email);
        assert_string_equal(((const struct customer *)customer_next(rows))->name, "Bob");
        assert_null(customer_next(rows));
        assert_int_equal(orm_rows_status(rows), ORM_DONE);
        orm_rows_free(rows);
    }
}

static void test_b260_b168_a_field_without_a_column_is_named(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    orm_rows *rows = NULL;
    orm_raw raw = { .sql = "SELECT id, name, tier, country FROM customer WHERE id > 1000" };
    assert_fails(fx->db, ORM_SCHEMA, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->column, "email");
    assert_string_equal(error->table, "customer");
    assert_mentions(error->message, "email");
    assert_mentions(error->message, "member");
    assert_string_equal(error->sql, raw.sql);
    raw.sql = "SELECT id, name, tier, country, email, email FROM customer";
    assert_fails(fx->db, ORM_SCHEMA, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "two columns");
    /* what is not wanted may be there twice */
    raw.sql = "SELECT id, name, tier, country, email, 1 AS one, 2 AS one FROM customer";
    assert_ok(fx->db, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_int_equal(orm_rows_count(rows), 3);
    orm_rows_free(rows);
    raw.sql = "DELETE FROM customer";
    assert_fails(fx->db, ORM_MISUSE, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_int_equal(customers_count(fx->db), 3);
    /* nor is a write done whose rows could not be read */
    raw.sql = "DELETE FROM customer RETURNING id";
    assert_fails(fx->db, ORM_SCHEMA, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_int_equal(customers_count(fx->db), 3);
}

static void test_b260_what_does_not_fit_is_refused_as_ever(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    orm_rows *rows = NULL;
    orm_raw raw = { .sql =
                        "SELECT id, name, tier, 'far too long' AS country, email FROM customer" };
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_string_equal(orm_db_error(fx->db)->column, "country");
    raw.sql = "SELECT id, NULL AS name, tier, country, email FROM customer";
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    raw.sql = "SELECT id, name, 'TIER_NONE' AS tier, country, email FROM customer";
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    assert_string_equal(orm_db_error(fx->db)->column, "tier");
}

/* A struct that no table stands behind. */
struct total {
    char country[3];
    int64_t rows;
    double mean;
};

static const orm_entity total_entity;
static const orm_entity *const totals[] = { &total_entity };
static const orm_schema total_schema = { .meta_version = ORM_META_VERSION,
                                         .lock = orm_meta_v1,
                                         .name = "totals",
                                         .entities = totals,
                                         .entity_count = 1 };
static const orm_field total_fields[] = {
    { .member = "country",
      .column = { .name = "country", .kind = ORM_KIND_TEXT },
      .layout = { .storage = ORM_STORAGE_CHARS,
                  .offset = offsetof(struct total, country),
                  .size = sizeof(((struct total *)0)->country) } },
    { .member = "rows",
      .column = { .name = "rows", .kind = ORM_KIND_INT64 },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct total, rows),
                  .size = sizeof(int64_t) } },
    { .member = "mean",
      .column = { .name = "mean", .kind = ORM_KIND_FLOAT64 },
      .layout = { .storage = ORM_STORAGE_FLOAT,
                  .offset = offsetof(struct total, mean),
                  .size = sizeof(double) } },
};
static const orm_entity total_entity = { .schema = &total_schema,
                                         .name = "total",
                                         .table = "total",
                                         .size = sizeof(struct total),
                                         .align = _Alignof(struct total),
                                         .fields = total_fields,
                                         .field_count = 3 };

static void test_b260_a_struct_without_a_table(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    const orm_raw raw = { .sql = "SELECT avg(CAST(id AS double precision)) AS mean, country, "
                                 "count(*) AS rows FROM customer GROUP BY country" };
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_raw_select(fx->db, &total_entity, &raw, &rows));
    const struct total *row = orm_rows_next(rows, &total_entity);
    assert_true(row->rows == 3);
    assert_true(row->mean == 2.0);
    assert_null(orm_rows_next(rows, &total_entity));
    orm_rows_free(rows);
}

/* SQLite takes capitals and small letters of a name for the same. */
static void test_b260_names_as_the_engine_compares_them(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    const orm_raw raw = { .sql = "SELECT id AS \"ID\", name, tier, country, email FROM customer" };
    orm_rows *rows = NULL;
    if (engine_is_sqlite()) {
        assert_ok(fx->db, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    } else {
        assert_fails(fx->db, ORM_SCHEMA, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
    }
    orm_rows_free(rows);
}

/* A kept statement is compiled anew where another connection has changed the table. */
static void test_b260_columns_that_move_between_two_runs(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    orm_db *other = engine_open(fx, NULL);
    const orm_raw raw = { .sql = "SELECT * FROM moving" };
    run(fx->db, "CREATE TABLE moving AS SELECT id, name, email, country, tier FROM customer");
    for (int i = 0; i < 3; i++) {
        orm_rows *rows = NULL;
        assert_ok(fx->db, orm_raw_select(fx->db, &customer_entity, &raw, &rows));
        const struct customer *row = customer_next(rows);
        assert_string_equal(row->name, "Ada");
        assert_int_equal(row->id, 1);
        orm_rows_free(rows);
        run(other, "DROP TABLE moving");
        run(other, i == 0
                       ? "CREATE TABLE moving AS SELECT 1 AS first, country, name, tier, email, id"
                         " FROM customer"
                       : "CREATE TABLE moving AS SELECT name, tier, email, id, country, 2 AS last"
                         " FROM customer");
    }
}

/* ---- beside windows ---- */

static void test_b163_a_text_that_writes_beside_a_window(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    const orm_raw all = { .sql = "SELECT id, name, tier, country, email FROM customer ORDER BY id",
                          .window = 1 };
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_raw_select(fx->db, &customer_entity, &all, &rows));
    int seen = 0;
    for (const struct customer *row; (row = customer_next(rows)) != NULL; seen++) {
        assert_true(row->id == seen + 1);
        const orm_value *id = VALUES(orm_value_int(row->id + 1));
        const orm_raw returning =
            text_of("UPDATE customer SET name = 'changed' WHERE id = $1 RETURNING id", id, 1);
        orm_result *changed = NULL;
        assert_ok(fx->db, orm_raw_query(fx->db, &returning, &changed));
        orm_result_free(changed);
        run(fx->db, "INSERT INTO customer (name, country, tier) VALUES ('new', 'DE', 'TIER_GOLD')");
        assert_string_not_equal(row->name, "changed");
    }
    assert_int_equal(seen, 3);
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_int_equal(customers_count(fx->db), 6);
}

/* ---- misuse, memory ---- */

static void test_what_is_missing_is_misuse(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    add_three(db);
    const orm_raw good = { .sql = "SELECT 1" }, empty = { .sql = NULL };
    const orm_raw no_params = { .sql = "SELECT $1", .param_count = 1 };
    orm_rows *rows = NULL;
    orm_result *result = NULL;
    orm_value value;
    assert_int_equal(orm_raw_run(NULL, &good, NULL), ORM_MISUSE);
    assert_int_equal(orm_raw_select(NULL, &customer_entity, &good, &rows), ORM_MISUSE);
    assert_int_equal(orm_raw_query(NULL, &good, &result), ORM_MISUSE);
    assert_int_equal(orm_raw_value(NULL, &good, NULL, &value), ORM_MISUSE);
    assert_fails(db, ORM_MISUSE, orm_raw_run(db, NULL, NULL));
    assert_fails(db, ORM_MISUSE, orm_raw_run(db, &empty, NULL));
    assert_fails(db, ORM_MISUSE, orm_raw_run(db, &no_params, NULL));
    assert_fails(db, ORM_MISUSE, orm_raw_select(db, NULL, &good, &rows));
    assert_fails(db, ORM_MISUSE, orm_raw_select(db, &customer_entity, NULL, &rows));
    assert_fails(db, ORM_MISUSE, orm_raw_select(db, &customer_entity, &good, NULL));
    assert_fails(db, ORM_MISUSE, orm_raw_query(db, NULL, &result));
    assert_fails(db, ORM_MISUSE, orm_raw_query(db, &good, NULL));
    assert_fails(db, ORM_MISUSE, orm_raw_value(db, NULL, NULL, &value));
    assert_fails(db, ORM_MISUSE, orm_raw_value(db, &good, NULL, NULL));
    const orm_entity stray = { .name = "stray", .table = "stray" };
    assert_fails(db, ORM_MISUSE, orm_raw_select(db, &stray, &good, &rows));
    assert_null(rows);
    assert_null(result);
}

static orm_status read_by_name(orm_db *db, const orm_raw *raw)
{
    orm_rows *rows = NULL;
    orm_status status = orm_raw_select(db, &customer_entity, raw, &rows);
    if (status == ORM_OK) {
        while (customer_next(rows) != NULL) {
        }
        status = orm_rows_status(rows) < 0 ? orm_rows_status(rows) : ORM_OK;
    }
    orm_rows_free(rows);
    return status;
}

static orm_status read_plain(orm_db *db, const orm_raw *raw)
{
    orm_result *result = NULL;
    orm_status status = orm_raw_query(db, raw, &result);
    if (status == ORM_OK) {
        while (orm_result_next(result) != NULL) {
        }
        status = orm_result_status(result) < 0 ? orm_result_status(result) : ORM_OK;
    }
    orm_result_free(result);
    return status;
}

static orm_status use_all(orm_db *db, orm_arena *arena)
{
    const orm_value values[] = { orm_value_text("Bob"), orm_value_int(1) };
    const orm_raw one = text_of("SELECT name FROM customer WHERE name = $1", values, 1);
    const orm_raw write = text_of("UPDATE customer SET country = 'FR' WHERE name = $1", values, 1);
    orm_raw raw = text_of("SELECT id, tier, name, country, email FROM customer"
                          " WHERE name >= $1 AND id >= $2 ORDER BY id",
                          values, 2);
    orm_value value;
    orm_status status = ORM_OK;
    for (raw.window = 0; status == ORM_OK && raw.window < 2; raw.window++) {
        status = read_by_name(db, &raw);
        status = status == ORM_OK ? read_plain(db, &raw) : status;
    }
    if (status == ORM_OK) {
        status = orm_raw_value(db, &one, arena, &value);
    }
    return status == ORM_OK ? orm_raw_run(db, &write, NULL) : status;
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
        status = use_all(db, arena);
    }
    orm_close(db);
    orm_arena_free(arena);
    return status;
}

static void test_b270_texts_without_memory(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    assert_string_equal(chaos_each(scenario, fx), "");
}

/* The log's decorator passes on what it does not know itself. */
static void ignore(void *ctx, const orm_log_event *event)
{
    (void)event;
    ++*(int *)ctx;
}

static void test_b260_with_a_log(void **state)
{
    engine_fixture *fx = *state;
    add_three(fx->db);
    int events = 0;
    orm_db *db = engine_open(fx, &(orm_options){ .log = ignore, .log_ctx = &events });
    assert_ok(db, use_all(db, fx->arena));
    assert_true(events > 0);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b260_columns_by_name_in_any_order),
    ENGINE_TEST(test_b260_b168_a_field_without_a_column_is_named),
    ENGINE_TEST(test_b260_what_does_not_fit_is_refused_as_ever),
    ENGINE_TEST(test_b260_a_struct_without_a_table),
    ENGINE_TEST(test_b260_names_as_the_engine_compares_them),
    ENGINE_TEST(test_b260_columns_that_move_between_two_runs),
    ENGINE_TEST(test_b163_a_text_that_writes_beside_a_window),
    ENGINE_TEST(test_what_is_missing_is_misuse),
    ENGINE_TEST(test_b270_texts_without_memory),
    ENGINE_TEST(test_b260_with_a_log),
};

ENGINE_MAIN(tests)
