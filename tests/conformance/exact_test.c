/* Databases that are not what the struct says: wider and narrower columns, other types, NULLs and
 * missing columns. What fits is read, what does not is refused with table and column named. */
#include "models/odd.h"
#include "models/samples.h"
#include "shop.orm.h"

#include <stdio.h>
#include <string.h>

/* The one row of item, which each test has written by SQL. */
static orm_status find_item(engine_fixture *fx, struct item *out)
{
    const orm_value key[] = { orm_value_int(1) };
    return orm_find(fx->db, &item_entity, key, out, fx->arena);
}

static void assert_refuses_column(engine_fixture *fx, orm_status expected, const char *column)
{
    struct item found, before;
    memset(&found, 0x11, sizeof found);
    memcpy(&before, &found, sizeof before);
    assert_fails(fx->db, expected, find_item(fx, &found));
    assert_memory_equal(&found, &before, sizeof before);
    assert_string_equal(orm_db_error(fx->db)->table, "item");
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_mentions(orm_db_error(fx->db)->message, column);
    orm_rows *rows = NULL;
    assert_fails(fx->db, expected, orm_select(fx->db, &item_entity, NULL, &rows));
    assert_null(rows);
}

/* An item table whose columns' types are not what Corm would make. */
static void make_items(orm_db *db, const char *sqlite_values, const char *postgresql_columns,
                       const char *postgresql_values)
{
    assert_ok(db, orm_exec(db, "DROP TABLE IF EXISTS item"));
    engine_exec(db, "CREATE TABLE item (id, amount, rank, weight, flag, label)",
                postgresql_columns);
    engine_exec(db, sqlite_values, postgresql_values);
}

static void test_b003_too_large_for_the_member(void **state)
{
    static const char *const updates[] = {
        "UPDATE sample SET i8 = 128",    "UPDATE sample SET i8 = -129",
        "UPDATE sample SET u8 = 256",    "UPDATE sample SET u8 = -1",
        "UPDATE sample SET u16 = 65536", "UPDATE sample SET u32 = 4294967296",
        "UPDATE sample SET u64 = -1",
    };
    static const char *const columns[] = { "i8", "i8", "u8", "u8", "u16", "u32", "u64" };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &row));
    for (size_t i = 0; i < sizeof updates / sizeof updates[0]; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, orm_exec(fx->db, updates[i]));
        struct sample found = { .id = 0 };
        assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
        assert_string_equal(orm_db_error(fx->db)->table, "sample");
        assert_string_equal(orm_db_error(fx->db)->column, columns[i]);
        assert_ok(fx->db, orm_rollback(fx->db));
    }
}

static void test_b003_wider_columns_too(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    assert_ok(fx->db, sample_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE sample SET i16 = 32768",
                "ALTER TABLE sample ALTER COLUMN i16 TYPE bigint; UPDATE sample SET i16 = 32768");
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "i16");
    engine_exec(fx->db, "UPDATE sample SET i16 = 1, i32 = -2147483649",
                "ALTER TABLE sample ALTER COLUMN i32 TYPE bigint;"
                "UPDATE sample SET i16 = 1, i32 = -2147483649");
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "i32");
}

static void test_b004_narrower_columns_load(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    make_items(fx->db, NULL,
               "CREATE TABLE item (id int2, amount int4, rank int2, weight real,"
               " flag boolean, label varchar(10))",
               "INSERT INTO item VALUES (1, -70000, 7, 0.5, true, 'x')");
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.amount == -70000 && found.rank == 7 && found.flag);
    assert_true(found.weight == 0.5);
    assert_string_equal(found.label, "x");
}

static void test_b005_int64_member_and_int4_column(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    make_items(fx->db, NULL,
               "CREATE TABLE item (id int8, amount int4 not null, rank int4,"
               " weight float8, flag boolean, label text)",
               NULL);
    struct item row = { .id = 1, .amount = INT32_MAX, .rank = INT32_MIN };
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.amount == INT32_MAX && found.rank == INT32_MIN);
    row.amount = (int64_t)INT32_MAX + 1;
    assert_fails(fx->db, ORM_CONVERSION, orm_insert(fx->db, &item_entity, &row));
    assert_string_equal(orm_db_error(fx->db)->sqlstate, "22003");
    assert_string_equal(orm_db_error(fx->db)->table, "item");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM item"), "1");
}

static void test_b006_other_spellings_of_a_boolean(void **state)
{
    static const char *const values[] = { "0", "1", "'t'", "'f'", "'true'", "5", "-1" };
    static const bool expected[] = { false, true, true, false, true, true, true };
    engine_fixture *fx = *state;
    engine_sqlite_only();
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        make_items(fx->db, "INSERT INTO item VALUES (1, 1, 1, 1.0, 0, NULL)", NULL, NULL);
        char update[64] = "UPDATE item SET flag = ";
        assert_ok(fx->db, orm_exec(fx->db, strcat(update, values[i])));
        struct item found = { .id = 0 };
        assert_ok(fx->db, find_item(fx, &found));
        assert_int_equal(found.flag, expected[i]);
    }
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET flag = 'perhaps'"));
    assert_refuses_column(fx, ORM_CONVERSION, "flag");
}

static void test_b035_null_where_none_can_be_shown(void **state)
{
    engine_fixture *fx = *state;
    make_items(fx->db, "INSERT INTO item VALUES (1, NULL, NULL, 1.0, 1, NULL)",
               "CREATE TABLE item (id int8, amount int8, rank int8, weight float8, flag boolean,"
               " label text)",
               "INSERT INTO item VALUES (1, NULL, NULL, 1.0, true, NULL)");
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = 1, weight = NULL"));
    assert_refuses_column(fx, ORM_CONVERSION, "weight");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET weight = 1.0, flag = NULL"));
    assert_refuses_column(fx, ORM_CONVERSION, "flag");
    engine_exec(fx->db, "UPDATE item SET flag = 0", "UPDATE item SET flag = false");
    struct item found = { .rank = 5, .label = (char *)"left over" };
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.rank == INT64_MIN);
    assert_null(found.label);
}

static void test_b035_null_in_a_text_that_is_not_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE customer (id BIGINT, name TEXT, email TEXT,"
                                       " country TEXT, tier TEXT);"
                                       "INSERT INTO customer VALUES (1, NULL, NULL, 'DE',"
                                       " 'TIER_GOLD'), (2, 'x', NULL, NULL, 'TIER_GOLD'),"
                                       " (3, 'x', NULL, 'DE', NULL)"));
    static const char *const columns[] = { "name", "country", "tier" };
    for (int64_t id = 1; id <= 3; id++) {
        struct customer found = { .id = 77 };
        assert_fails(fx->db, ORM_CONVERSION, customer_find(fx->db, id, &found, fx->arena));
        assert_string_equal(orm_db_error(fx->db)->column, columns[id - 1]);
        assert_int_equal(found.id, 77);
    }
}

/* The member could not tell it from NULL. */
static void test_b034_the_value_of_null_if_in_the_database_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET maybe_int = -1"));
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "maybe_int");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET maybe_int = NULL, maybe_code = ''"));
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "maybe_code");
}

static void test_b037_another_storage_class_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    make_items(fx->db, "INSERT INTO item VALUES (1, 'abc', 1, 1.0, 1, 'x')", NULL, NULL);
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = 1, weight = 'abc'"));
    assert_refuses_column(fx, ORM_CONVERSION, "weight");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET weight = 1, label = 5"));
    assert_refuses_column(fx, ORM_CONVERSION, "label");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET label = x'00'"));
    assert_refuses_column(fx, ORM_CONVERSION, "label");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET label = NULL, amount = x'31'"));
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
}

/* Only what means the same number is read. */
static void test_b038_whole_reals_and_texts_of_digits(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    make_items(fx->db, "INSERT INTO item VALUES (1, 3.0, 1, 7, 1, NULL)", NULL, NULL);
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.amount == 3 && found.weight == 7.0);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = 3.5"));
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = 1e19"));
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = '42'"));
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE item SET amount = 1, weight = 9007199254740993"));
    assert_refuses_column(fx, ORM_CONVERSION, "weight");
}

static void test_b021_padded_char_columns(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE TABLE country (code char(2) PRIMARY KEY, people int8)"));
    struct country row = { .code = "DE", .people = 1 }, found = { .people = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &country_entity, &row));
    const orm_value key[] = { orm_value_text("DE") };
    assert_ok(fx->db, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_string_equal(found.code, "DE");
    int64_t count = 0;
    assert_ok(fx->db, orm_count(fx->db, &country_entity,
                                &(orm_query){ .where = orm_eq(country_.code, "DE") }, &count));
    assert_int_equal(count, 1);
    struct country narrow = { .code = "D", .people = 2 };
    assert_ok(fx->db, orm_insert(fx->db, &country_entity, &narrow));
    const orm_value narrow_key[] = { orm_value_text("D") };
    assert_ok(fx->db, orm_find(fx->db, &country_entity, narrow_key, &found, NULL));
    assert_string_equal(found.code, "D");
    assert_int_equal(found.people, 2);
    found.people = 3;
    assert_ok(fx->db, orm_update(fx->db, &country_entity, &found));
    assert_ok(fx->db, orm_delete(fx->db, &country_entity, &found));
}

static void test_b027_native_enums(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE customer DROP CONSTRAINT customer_tier_check;"
                                       "CREATE TYPE tier AS ENUM ('TIER_BASIC', 'TIER_GOLD');"
                                       "ALTER TABLE customer ALTER COLUMN tier TYPE tier"
                                       " USING tier::tier"));
    struct customer row = { .name = (char *)"x", .tier = TIER_GOLD }, found = { .id = 0 };
    assert_ok(fx->db, customer_insert(fx->db, &row));
    assert_ok(fx->db, customer_find(fx->db, row.id, &found, fx->arena));
    assert_int_equal(found.tier, TIER_GOLD);
    int64_t count = 0;
    assert_ok(
        fx->db,
        customer_count(fx->db, &(orm_query){ .where = orm_eq(customer_.tier, TIER_GOLD) }, &count));
    assert_int_equal(count, 1);
}

static void test_b028_domains_are_their_base_types(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE DOMAIN money_ AS int8 CHECK (VALUE >= 0);"
                                       "CREATE DOMAIN name_ AS text"));
    make_items(fx->db, NULL,
               "CREATE TABLE item (id int8, amount money_, rank money_, weight float8,"
               " flag boolean, label name_)",
               NULL);
    struct item row = { .id = 1, .amount = 5, .rank = INT64_MIN, .label = (char *)"x" };
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    struct item found = { .id = 0 };
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.amount == 5 && found.rank == INT64_MIN);
    row.amount = -1;
    assert_fails(fx->db, ORM_CHECK, orm_insert(fx->db, &item_entity, &row));
}

/* A text shows the digits of a NUMERIC as they are: more than a double has, scale and all. */
static void test_b011_b012_numeric_as_text(void **state)
{
    static const char *const digits[] = {
        "12345678901234567890123456789012345678.90", "0.10",   "NaN",
        "-0.000000000000000000000000000001",         "100000", "0"
    };
    engine_fixture *fx = *state;
    engine_postgresql_only();
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        char insert[128];
        (void)snprintf(insert, sizeof insert, "INSERT INTO item VALUES (1, 1, 1, 1, true, '%s')",
                       digits[i]);
        make_items(fx->db, NULL,
                   "CREATE TABLE item (id int8, amount int8, rank int8,"
                   " weight float8, flag boolean, label numeric)",
                   insert);
        struct item found = { .id = 0 };
        assert_ok(fx->db, find_item(fx, &found));
        assert_string_equal(found.label, digits[i]);
    }
}

static void test_b030_json_null_and_empty_are_three(void **state)
{
    static const char *const types[] = { "json", "jsonb" };
    engine_fixture *fx = *state;
    engine_postgresql_only();
    for (size_t i = 0; i < 2; i++) {
        char create[160];
        (void)snprintf(create, sizeof create,
                       "CREATE TABLE item (id int8, amount int8, rank int8,"
                       " weight float8, flag boolean, label %s)",
                       types[i]);
        make_items(fx->db, NULL, create,
                   "INSERT INTO item VALUES (1, 1, 1, 1, true, 'null'),"
                   " (2, 1, 1, 1, true, NULL), (3, 1, 1, 1, true, '\"\"')");
        orm_rows *rows = NULL;
        assert_ok(fx->db, orm_select(fx->db, &item_entity,
                                     &(orm_query){ .order_by = { orm_asc(item_.id) } }, &rows));
        assert_string_equal(((struct item *)orm_rows_next(rows, &item_entity))->label, "null");
        assert_null(((struct item *)orm_rows_next(rows, &item_entity))->label);
        assert_string_equal(((struct item *)orm_rows_next(rows, &item_entity))->label, "\"\"");
        orm_rows_free(rows);
    }
}

/* A view is read like a table; writing to it is the engine's to allow. */
static void test_b123_b264_views(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE base (code TEXT, people BIGINT);"
                                       "INSERT INTO base VALUES ('DE', 83), ('FR', 68);"
                                       "CREATE VIEW country AS SELECT code, sum(people) * 2 / 2"
                                       " AS people FROM base GROUP BY code"));
    engine_exec(fx->db, NULL,
                "DROP VIEW country; CREATE VIEW country AS SELECT code,"
                " sum(people)::int8 AS people FROM base GROUP BY code");
    struct country found = { .people = 0 };
    const orm_value key[] = { orm_value_text("FR") };
    assert_ok(fx->db, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_int_equal(found.people, 68);
    assert_true(orm_delete(fx->db, &country_entity, &found) < 0);
    assert_true(orm_update(fx->db, &country_entity, &found) < 0);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM base"), "2");
}

static void test_b167_other_columns_do_not_shift_fields(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE country (extra TEXT, people BIGINT,"
                                       " more TEXT DEFAULT 'm', code TEXT)"));
    struct country row = { .code = "DE", .people = 83 }, found = { .people = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &country_entity, &row));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE country ADD COLUMN last TEXT"));
    const orm_value key[] = { orm_value_text("DE") };
    assert_ok(fx->db, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_string_equal(found.code, "DE");
    assert_int_equal(found.people, 83);
}

static void assert_names(engine_fixture *fx, const char *column)
{
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "country");
    assert_string_equal(error->column, column);
    assert_mentions(error->message, "country");
    assert_mentions(error->message, column);
    assert_non_null(error->sql);
}

static void test_b168_a_missing_column_or_table_is_named(void **state)
{
    engine_fixture *fx = *state;
    struct country found = { .people = 0 }, row = { .code = "DE" };
    const orm_value key[] = { orm_value_text("DE") };
    assert_fails(fx->db, ORM_SCHEMA, orm_find(fx->db, &country_entity, key, &found, NULL));
    assert_names(fx, "");
    static const char *const scripts[] = { "CREATE TABLE country (code TEXT)",
                                           "ALTER TABLE country ADD COLUMN people_2 BIGINT" };
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) { /* missing, then renamed */
        assert_ok(fx->db, orm_exec(fx->db, scripts[i]));
        assert_fails(fx->db, ORM_SCHEMA, orm_find(fx->db, &country_entity, key, &found, NULL));
        assert_names(fx, "people");
        orm_rows *rows = NULL;
        assert_fails(fx->db, ORM_SCHEMA, orm_select(fx->db, &country_entity, NULL, &rows));
        assert_names(fx, "people");
        int64_t count = 0;
        const orm_query many = { .where = orm_gt(country_.people, 5) };
        assert_fails(fx->db, ORM_SCHEMA, orm_count(fx->db, &country_entity, &many, &count));
        assert_names(fx, "people");
        assert_fails(fx->db, ORM_SCHEMA, orm_insert(fx->db, &country_entity, &row));
        assert_names(fx, "people");
        assert_fails(fx->db, ORM_SCHEMA, orm_update(fx->db, &country_entity, &row));
        assert_names(fx, "people");
    }
}

/* A double has room for what it holds below 2^53 only: above it may be another integer's. */
static void test_b038_what_a_real_may_have_rounded_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db, "CREATE TABLE item (id, amount REAL, rank, weight, flag REAL, label)",
                "CREATE TABLE item (id int8, amount float8, rank int8, weight float8,"
                " flag boolean, label text)");
    struct item row = { .id = 1, .amount = INT64_C(9007199254740991), .flag = true }, found;
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    assert_ok(fx->db, find_item(fx, &found));
    assert_true(found.amount == row.amount && found.flag);
    row.amount += 2;
    assert_ok(fx->db, orm_update(fx->db, &item_entity, &row));
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
}

static void test_b168_a_column_of_another_type_is_named(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    make_items(fx->db, NULL,
               "CREATE TABLE item (id int8, amount text, rank int8, weight float8,"
               " flag boolean, label text)",
               "INSERT INTO item VALUES (1, '5', 1, 1, true, NULL)");
    assert_refuses_column(fx, ORM_CONVERSION, "amount");
    make_items(fx->db, NULL,
               "CREATE TABLE item (id int8, amount int8, rank int8, weight float8,"
               " flag boolean, label int[])",
               "INSERT INTO item VALUES (1, 5, 1, 1, true, '{1,2}')");
    assert_refuses_column(fx, ORM_CONVERSION, "label");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b003_too_large_for_the_member),
    ENGINE_TEST(test_b003_wider_columns_too),
    ENGINE_TEST(test_b004_narrower_columns_load),
    ENGINE_TEST(test_b005_int64_member_and_int4_column),
    ENGINE_TEST(test_b006_other_spellings_of_a_boolean),
    ENGINE_TEST(test_b011_b012_numeric_as_text),
    ENGINE_TEST(test_b021_padded_char_columns),
    ENGINE_TEST(test_b027_native_enums),
    ENGINE_TEST(test_b028_domains_are_their_base_types),
    ENGINE_TEST(test_b030_json_null_and_empty_are_three),
    ENGINE_TEST(test_b034_the_value_of_null_if_in_the_database_is_refused),
    ENGINE_TEST(test_b035_null_where_none_can_be_shown),
    ENGINE_TEST(test_b035_null_in_a_text_that_is_not_null),
    ENGINE_TEST(test_b037_another_storage_class_is_refused),
    ENGINE_TEST(test_b038_whole_reals_and_texts_of_digits),
    ENGINE_TEST(test_b038_what_a_real_may_have_rounded_is_refused),
    ENGINE_TEST(test_b123_b264_views),
    ENGINE_TEST(test_b167_other_columns_do_not_shift_fields),
    ENGINE_TEST(test_b168_a_missing_column_or_table_is_named),
    ENGINE_TEST(test_b168_a_column_of_another_type_is_named),
};

ENGINE_MAIN(tests)
