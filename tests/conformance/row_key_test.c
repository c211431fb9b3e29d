/* A row that cannot be read is named: its key stands in the message, however it was asked for. */
#include "kinds.orm.h"
#include "models/customers.h"
#include "models/samples.h"

#include <stdio.h>
#include <string.h>

/* The second of three customers has a country that no member takes. */
static void add_bad_row(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    assert_ok(fx->db, customers_add(fx->db, "Ada"));
    assert_ok(fx->db, customers_add(fx->db, "Bob"));
    assert_ok(fx->db, customers_add(fx->db, "Cy"));
    assert_ok(fx->db,
              orm_exec(fx->db, "UPDATE customer SET country = 'far too long' WHERE id = 2"));
}

static void check_error(const orm_error *error)
{
    assert_int_equal(error->status, ORM_CONVERSION);
    assert_string_equal(error->table, "customer");
    assert_string_equal(error->column, "country");
    assert_mentions(error->message, "customer.country: ");
    assert_mentions(error->message, "(row id = 2)");
}

static orm_status pass(orm_db *db, void *row, void *ctx)
{
    (void)db;
    (void)row;
    (void)ctx;
    return ORM_OK;
}

static void test_b168_the_key_of_a_row_that_cannot_be_read(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    add_bad_row(fx);
    struct customer row = { .id = 2 }, *array = NULL, own[3];
    const orm_room room = { .rows = own, .capacity = 3, .arena = fx->arena };
    const orm_query bad = { .where = orm_eq(customer_.id, 2) };
    const orm_raw raw = { .sql = "SELECT * FROM customer" };
    size_t count = 0;
    orm_rows *rows = NULL;
    memset(own, 0, sizeof own);
    assert_fails(db, ORM_CONVERSION, customer_find(db, 2, &row, fx->arena));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, orm_reload(db, &customer_entity, &row, fx->arena));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, orm_one(db, &customer_entity, &bad, &row, fx->arena));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, customer_select(db, NULL, &rows));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, orm_raw_select(db, &customer_entity, &raw, &rows));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, orm_each(db, &customer_entity, NULL, pass, NULL));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION,
                 orm_collect(db, &customer_entity, NULL, fx->arena, &array, &count));
    check_error(orm_db_error(db));
    assert_fails(db, ORM_CONVERSION, orm_select_into(db, &customer_entity, NULL, &room, &count));
    check_error(orm_db_error(db));
    assert_ok(
        db, customer_select(db, &(orm_query){ .window = 1, .order_by = { orm_asc(customer_.id) } },
                            &rows));
    while (customer_next(rows) != NULL) {
    }
    check_error(orm_rows_error(rows));
    orm_rows_free(rows);
}

static void test_b168_a_composite_key_with_text(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct grant row = { .role = (char *)"an\nadmin", .object_id = 7 };
    assert_ok(fx->db, grant_insert(fx->db, &row));
    engine_exec(fx->db,
                "PRAGMA ignore_check_constraints = 1;"
                "CREATE TABLE loose AS SELECT * FROM \"grant\"; DROP TABLE \"grant\";"
                "ALTER TABLE loose RENAME TO \"grant\"; UPDATE \"grant\" SET rights = 'none'",
                "ALTER TABLE \"grant\" ALTER rights DROP DEFAULT, DROP CONSTRAINT IF EXISTS"
                " grant_rights_check, ALTER rights TYPE text USING 'none'");
    assert_fails(fx->db, ORM_CONVERSION, orm_reload(fx->db, &grant_entity, &row, fx->arena));
    assert_mentions(orm_db_error(fx->db)->message, "(row role = 'an admin', object_id = 7)");
    char role[200];
    memset(role, 'x', sizeof role - 1);
    role[sizeof role - 1] = '\0';
    row.role = role;
    char sql[300];
    (void)snprintf(sql, sizeof sql, "UPDATE \"grant\" SET role = '%s'", role);
    assert_ok(fx->db, orm_exec(fx->db, sql));
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, orm_select(fx->db, &grant_entity, NULL, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "xxxx'..., object_id = 7)");
}

/* A key of bytes, and a secret one. */
struct pass {
    unsigned char code[4];
    char *token;
    int32_t uses;
};

static const orm_entity pass_entity;
static const orm_entity *const passes[] = { &pass_entity };
static const orm_schema pass_schema = { .meta_version = ORM_META_VERSION,
                                        .lock = orm_meta_v1,
                                        .name = "passes",
                                        .entities = passes,
                                        .entity_count = 1 };
static const uint16_t pass_key[] = { 0, 1 };
static const orm_field pass_fields[] = {
    { .member = "code",
      .column = { .name = "code", .kind = ORM_KIND_BLOB },
      .layout = { .storage = ORM_STORAGE_BYTES,
                  .offset = offsetof(struct pass, code),
                  .size = sizeof(((struct pass *)0)->code) } },
    { .member = "token",
      .column = { .name = "token", .kind = ORM_KIND_TEXT, .redact = true },
      .layout = { .storage = ORM_STORAGE_STRING,
                  .offset = offsetof(struct pass, token),
                  .size = sizeof(char *) } },
    { .member = "uses",
      .column = { .name = "uses", .kind = ORM_KIND_INT32 },
      .layout = { .storage = ORM_STORAGE_INT,
                  .offset = offsetof(struct pass, uses),
                  .size = sizeof(int32_t) } },
};
static const orm_entity pass_entity = { .schema = &pass_schema,
                                        .name = "pass",
                                        .table = "pass",
                                        .size = sizeof(struct pass),
                                        .align = _Alignof(struct pass),
                                        .fields = pass_fields,
                                        .field_count = 3,
                                        .primary_key = { .fields = pass_key, .field_count = 2 } };

static void test_b168_a_secret_key_is_not_told(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE pass (code BLOB, token TEXT, uses INTEGER);"
                "INSERT INTO pass VALUES (x'00ff0102', 'hunter2', 9999999999)",
                "CREATE TABLE pass (code bytea, token text, uses bigint);"
                "INSERT INTO pass VALUES ('\\x00ff0102', 'hunter2', 9999999999)");
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, orm_select(fx->db, &pass_entity, NULL, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "(row code = x'00ff0102', token = <withheld>)");
    assert_null(strstr(orm_db_error(fx->db)->message, "hunter2"));
}

/* What PostgreSQL has and no value can hold: the driver refuses it, and the key comes before it and
 * behind it. */
static void test_b168_what_the_driver_cannot_read(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET at_us = 'infinity', id = 77"));
    const orm_query all = { .window = 1 };
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, 77, &row, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->table, "sample");
    assert_string_equal(orm_db_error(fx->db)->column, "at_us");
    assert_mentions(orm_db_error(fx->db)->message, "infinite");
    assert_mentions(orm_db_error(fx->db)->message, "(row id = 77)");
    assert_fails(fx->db, ORM_CONVERSION, orm_one(fx->db, &sample_entity, NULL, &row, fx->arena));
    assert_mentions(orm_db_error(fx->db)->message, "(row id = 77)");
    assert_fails(fx->db, ORM_CONVERSION, sample_select(fx->db, NULL, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "(row id = 77)");
    assert_fails(fx->db, ORM_CONVERSION, sample_select(fx->db, &all, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "(row id = 77)");
    const orm_raw raw = { .sql = "SELECT 1 AS first, * FROM sample" };
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_select(fx->db, &sample_entity, &raw, &rows));
    assert_mentions(orm_db_error(fx->db)->message, "(row id = 77)");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b168_what_the_driver_cannot_read),
    ENGINE_TEST(test_b168_the_key_of_a_row_that_cannot_be_read),
    ENGINE_TEST(test_b168_a_composite_key_with_text),
    ENGINE_TEST(test_b168_a_secret_key_is_not_told),
};

ENGINE_MAIN(tests)
