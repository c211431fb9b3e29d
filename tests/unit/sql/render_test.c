/* Statements on rows: their text and where each parameter comes from, for both dialects. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct fixture {
    orm_sql sql;
    orm_error error;
    sqlite3 *engine;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    const orm_schema *const schemas[] = { &shop_schema, &odd_schema, &bare_schema };
    orm__sql_init(&f.sql, NULL);
    f.engine = world_open();
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        char *text = world_create_text(schemas[i], SQLITE);
        world_run(f.engine, text);
        free(text);
    }
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    orm__sql_fini(&f->sql);
    sqlite3_close(f->engine);
    return 0;
}

/* Whatever is rendered for SQLite must also be SQL to it, with that many parameters. */
static void expect_prepares(const fixture *f)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(f->engine, f->sql.text.text, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(f->engine), f->sql.text.text);
    }
    assert_int_equal(sqlite3_bind_parameter_count(statement), f->sql.param_count);
    sqlite3_finalize(statement);
}

static void expect_text(fixture *f, orm_status status, const char *expected)
{
    if (status != ORM_OK) {
        fail_msg("%s", f->error.message);
    }
    assert_string_equal(orm__buffer_string(&f->sql.text), expected);
    if (strchr(expected, '$') == NULL) {
        expect_prepares(f);
    }
}

/* fields: of the parameters, in their order, as digits. */
static void expect_members(const fixture *f, const char *fields)
{
    assert_int_equal(f->sql.param_count, strlen(fields));
    for (size_t i = 0; i < f->sql.param_count; i++) {
        assert_int_equal(f->sql.params[i].source, ORM_SQL_MEMBER);
        assert_int_equal(f->sql.params[i].field, fields[i] - '0');
        assert_int_equal(f->sql.params[i].pattern, ORM_OP_END);
    }
}

static void inserts(void **state)
{
    fixture *f = *state;
    expect_text(f,
                orm__sql_insert(&f->sql, SQLITE, &customer_entity, ORM_SQL_KEY_RETURNED, &f->error),
                "INSERT INTO \"customer\" (\"name\", \"email\", \"country\", \"tier\")"
                " VALUES (?1, ?2, ?3, ?4) RETURNING \"id\"");
    expect_members(f, "1234");
    expect_text(
        f, orm__sql_insert(&f->sql, POSTGRESQL, &customer_entity, ORM_SQL_KEY_STORED, &f->error),
        "INSERT INTO \"customer\" (\"id\", \"name\", \"email\", \"country\", \"tier\")"
        " VALUES ($1, $2, $3, $4, $5)");
    expect_members(f, "01234");
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &link_entity, ORM_SQL_KEY_RETURNED, &f->error),
                "INSERT INTO \"link\" (\"left\", \"right\") VALUES (?1, ?2)");
    expect_members(f, "01");
}

static void a_key_that_the_driver_tells_is_left_out(void **state)
{
    fixture *f = *state;
    expect_text(f,
                orm__sql_insert(&f->sql, SQLITE, &invoice_entity, ORM_SQL_KEY_LEFT_OUT, &f->error),
                "INSERT INTO \"invoice\" (\"customer_id\", \"total_cents\", \"paid_at\")"
                " VALUES (?1, ?2, ?3)");
    expect_members(f, "123");
    expect_text(f,
                orm__sql_insert(&f->sql, SQLITE, &counter_entity, ORM_SQL_KEY_LEFT_OUT, &f->error),
                "INSERT INTO \"counter\" DEFAULT VALUES");
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &link_entity, ORM_SQL_KEY_LEFT_OUT, &f->error),
                "INSERT INTO \"link\" (\"left\", \"right\") VALUES (?1, ?2)");
}

/* A key that is narrower than 64 bits comes back through its type, where that refuses what is too
 * large. */
static void a_narrow_key_is_checked_on_its_way_back(void **state)
{
    static const struct {
        orm_kind kind;
        const char *returning;
    } cases[] = {
        { ORM_KIND_INT16, "CAST(\"id\" AS smallint)" },
        { ORM_KIND_INT32, "CAST(\"id\" AS integer)" },
        { ORM_KIND_INT64, "\"id\"" },
        { ORM_KIND_UINT64, "\"id\"" },
    };
    fixture *f = *state;
    orm_field fields[1] = { counter_entity.fields[0] };
    orm_entity entity = counter_entity;
    entity.fields = fields;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128];
        fields[0].column.kind = cases[i].kind;
        (void)snprintf(text, sizeof text, "INSERT INTO \"counter\" DEFAULT VALUES RETURNING %s",
                       cases[i].returning);
        expect_text(f,
                    orm__sql_insert(&f->sql, POSTGRESQL, &entity, ORM_SQL_KEY_RETURNED, &f->error),
                    text);
        expect_text(f, orm__sql_insert(&f->sql, SQLITE, &entity, ORM_SQL_KEY_RETURNED, &f->error),
                    "INSERT INTO \"counter\" DEFAULT VALUES RETURNING \"id\"");
    }
}

/* What the database fills in is read, and named nowhere else. */
static void columns_that_the_database_fills_in(void **state)
{
    fixture *f = *state;
    enum { FIELDS = 5, NAME = 1, EMAIL = 2 };
    orm_field fields[FIELDS];
    orm_entity entity = customer_entity;
    memcpy(fields, customer_entity.fields, sizeof fields);
    fields[NAME].column.readonly = true;
    fields[EMAIL].column.computed = "1";
    entity.fields = fields;
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &entity, ORM_SQL_KEY_STORED, &f->error),
                "INSERT INTO \"customer\" (\"id\", \"country\", \"tier\") VALUES (?1, ?2, ?3)");
    expect_members(f, "034");
    expect_text(f, orm__sql_update(&f->sql, SQLITE, &entity, &f->error),
                "UPDATE \"customer\" SET \"country\" = ?1, \"tier\" = ?2 WHERE \"id\" = ?3");
    expect_members(f, "340");
    entity.field_count = EMAIL + 1;
    expect_text(f, orm__sql_update(&f->sql, SQLITE, &entity, &f->error),
                "SELECT 1 FROM \"customer\" WHERE \"id\" = ?1");
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &entity, ORM_SQL_KEY_RETURNED, &f->error),
                "INSERT INTO \"customer\" DEFAULT VALUES RETURNING \"id\"");
    expect_text(f, orm__sql_find(&f->sql, SQLITE, &entity, &entity.primary_key, &f->error),
                "SELECT \"id\", \"name\", \"email\" FROM \"customer\" WHERE \"id\" = ?1");
}

static void an_entity_may_be_but_a_generated_key(void **state)
{
    fixture *f = *state;
    expect_text(f,
                orm__sql_insert(&f->sql, SQLITE, &counter_entity, ORM_SQL_KEY_RETURNED, &f->error),
                "INSERT INTO \"counter\" DEFAULT VALUES RETURNING \"id\"");
    expect_members(f, "");
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &counter_entity, ORM_SQL_KEY_STORED, &f->error),
                "INSERT INTO \"counter\" (\"id\") VALUES (?1)");
    expect_members(f, "0");
    expect_text(f, orm__sql_update(&f->sql, SQLITE, &counter_entity, &f->error),
                "SELECT 1 FROM \"counter\" WHERE \"id\" = ?1");
}

static void finds_by_any_key(void **state)
{
    fixture *f = *state;
    expect_text(f,
                orm__sql_find(&f->sql, POSTGRESQL, &customer_entity, &customer_entity.primary_key,
                              &f->error),
                "SELECT \"id\", \"name\", \"email\", \"country\", \"tier\" FROM \"customer\""
                " WHERE \"id\" = $1");
    expect_members(f, "0");
    expect_text(
        f, orm__sql_find(&f->sql, SQLITE, &customer_entity, &customer_entity.uniques[0], &f->error),
        "SELECT \"id\", \"name\", \"email\", \"country\", \"tier\" FROM \"customer\""
        " WHERE \"email\" = ?1");
    expect_members(f, "2");
    expect_text(f,
                orm__sql_find(&f->sql, SQLITE, &link_entity, &link_entity.primary_key, &f->error),
                "SELECT \"left\", \"right\" FROM \"link\" WHERE \"right\" = ?1 AND \"left\" = ?2");
    expect_members(f, "10");
}

static void updates_set_no_key(void **state)
{
    fixture *f = *state;
    expect_text(
        f, orm__sql_update(&f->sql, SQLITE, &customer_entity, &f->error),
        "UPDATE \"customer\" SET \"name\" = ?1, \"email\" = ?2, \"country\" = ?3, \"tier\" = ?4"
        " WHERE \"id\" = ?5");
    expect_members(f, "12340");
    expect_text(f, orm__sql_update(&f->sql, POSTGRESQL, &link_entity, &f->error),
                "SELECT 1 FROM \"link\" WHERE \"right\" = $1 AND \"left\" = $2");
    expect_members(f, "10");
}

static void deletes_by_key(void **state)
{
    fixture *f = *state;
    expect_text(f, orm__sql_delete(&f->sql, POSTGRESQL, &invoice_entity, &f->error),
                "DELETE FROM \"invoice\" WHERE \"id\" = $1");
    expect_members(f, "0");
}

static void without_a_key_there_is_no_single_row(void **state)
{
    fixture *f = *state;
    const orm_key none = { .field_count = 0 };
    assert_int_equal(orm__sql_update(&f->sql, SQLITE, &note_entity, &f->error), ORM_MISUSE);
    assert_int_equal(orm__sql_delete(&f->sql, SQLITE, &note_entity, &f->error), ORM_MISUSE);
    assert_int_equal(orm__sql_find(&f->sql, SQLITE, &note_entity, &none, &f->error), ORM_MISUSE);
    assert_string_equal(f->error.message, "note has no primary key");
    expect_text(f, orm__sql_insert(&f->sql, SQLITE, &note_entity, ORM_SQL_KEY_RETURNED, &f->error),
                "INSERT INTO \"note\" (\"left\", \"right\") VALUES (?1, ?2)");
}

static void odd_names_work_everywhere(void **state)
{
    fixture *f = *state;
#define ODD_TABLE "\"Group \"\"by\"\"; --\""
#define ODD_LONG "\"a234567890b234567890c234567890d234567890e234567890f23456789\xc3\xa9_3\""
#define ODD_COLUMNS "\"order\", \"it's \"\"quoted\"\"\", \"select\", " ODD_LONG
    const orm_handle handle = { &odd_path, 2 };
    const orm_expr column = { .op = ORM_OP_COLUMN, .column = &handle };
    const orm_expr where = { .op = ORM_OP_IS_NULL, .left = &column };
    const orm_expr order = { .op = ORM_OP_DESC, .left = &column };
    const orm_query query = { .where = &where, .order_by = { &order } };
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &odd_entity, &query, &f->error),
                "SELECT " ODD_COLUMNS " FROM " ODD_TABLE " WHERE \"select\" IS NULL"
                " ORDER BY \"select\" DESC NULLS FIRST");
    expect_text(f, orm__sql_count(&f->sql, SQLITE, &odd_entity, &query, &f->error),
                "SELECT count(*) FROM " ODD_TABLE " WHERE \"select\" IS NULL");
    expect_text(f, orm__sql_count(&f->sql, POSTGRESQL, &odd_entity, &query, &f->error),
                "SELECT count(*) FROM " ODD_TABLE " WHERE \"\xe6\xa0\xb9 $1 ?1\" IS NULL");
    expect_text(f, orm__sql_update(&f->sql, SQLITE, &odd_entity, &f->error),
                "UPDATE " ODD_TABLE " SET \"it's \"\"quoted\"\"\" = ?1, \"select\" = ?2, " ODD_LONG
                " = ?3 WHERE \"order\" = ?4");
}

/* ---- many rows ---- */

#define SELECT_CUSTOMER \
    "SELECT \"id\", \"name\", \"email\", \"country\", \"tier\" FROM \"customer\""

static void a_query_may_ask_nothing(void **state)
{
    fixture *f = *state;
    const orm_query empty = { .where = orm_and(NULL, orm_or(NULL)) };
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, NULL, &f->error),
                SELECT_CUSTOMER);
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, &empty, &f->error),
                SELECT_CUSTOMER);
    expect_text(f, orm__sql_count(&f->sql, SQLITE, &customer_entity, NULL, &f->error),
                "SELECT count(*) FROM \"customer\"");
}

static void orders_place_null_alike(void **state)
{
    fixture *f = *state;
    const orm_query query = { .order_by = { orm_asc(customer_.name), orm_desc(customer_.id),
                                            orm_asc(customer_.email), orm_desc(customer_.email) } };
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, &query, &f->error),
                SELECT_CUSTOMER " ORDER BY \"name\", \"id\" DESC, \"email\" NULLS LAST,"
                                " \"email\" DESC NULLS FIRST");
    expect_text(f, orm__sql_select(&f->sql, POSTGRESQL, &customer_entity, &query, &f->error),
                SELECT_CUSTOMER " ORDER BY \"name\", \"id\" DESC, \"email\", \"email\" DESC");
}

static void eight_orders_are_allowed(void **state)
{
    fixture *f = *state;
    orm_query query = { .offset = 0 };
    const orm_expr *order = orm_asc(customer_.id);
    for (size_t i = 0; i < ORM_ORDER_MAX; i++) {
        query.order_by[i] = order;
    }
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, &query, &f->error),
                SELECT_CUSTOMER
                " ORDER BY \"id\", \"id\", \"id\", \"id\", \"id\", \"id\", \"id\", \"id\"");
}

static void expect_offset(const fixture *f, int64_t offset)
{
    assert_int_equal(f->sql.param_count, 1);
    assert_int_equal(f->sql.params[0].source, ORM_SQL_INTEGER);
    assert_int_equal(f->sql.params[0].integer, offset);
}

static void the_limit_is_text_and_the_offset_a_parameter(void **state)
{
    fixture *f = *state;
    const orm_query both = { .limit = orm_limit(10), .offset = 20 };
    const orm_query none = { .limit = orm_limit(0) };
    const orm_query rest = { .offset = INT64_MAX };
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, &both, &f->error),
                SELECT_CUSTOMER " LIMIT 10 OFFSET ?1");
    expect_offset(f, 20);
    expect_text(f, orm__sql_select(&f->sql, POSTGRESQL, &customer_entity, &none, &f->error),
                SELECT_CUSTOMER " LIMIT 0");
    assert_int_equal(f->sql.param_count, 0);
    expect_text(f, orm__sql_select(&f->sql, SQLITE, &customer_entity, &rest, &f->error),
                SELECT_CUSTOMER " LIMIT -1 OFFSET ?1");
    expect_offset(f, INT64_MAX);
    expect_text(f, orm__sql_select(&f->sql, POSTGRESQL, &customer_entity, &rest, &f->error),
                SELECT_CUSTOMER " OFFSET $1");
}

static void counts_obey_limits(void **state)
{
    fixture *f = *state;
    const orm_query query = { .where = orm_eq(customer_.id, 1),
                              .order_by = { orm_asc(customer_.id) },
                              .limit = orm_limit(10),
                              .offset = 5 };
    expect_text(f, orm__sql_count(&f->sql, SQLITE, &customer_entity, &query, &f->error),
                "SELECT count(*) FROM (SELECT 1 FROM \"customer\" WHERE \"id\" = ?1"
                " LIMIT 10 OFFSET ?2) AS limited");
    assert_int_equal(f->sql.params[0].source, ORM_SQL_OPERAND);
    assert_int_equal(f->sql.params[1].integer, 5);
}

static void expect_misuse(fixture *f, const orm_query *query, const char *message)
{
    assert_int_equal(orm__sql_select(&f->sql, SQLITE, &customer_entity, query, &f->error),
                     ORM_MISUSE);
    unit_assert_error(&f->error, ORM_MISUSE, message);
}

static void wrong_queries_are_misuse(void **state)
{
    fixture *f = *state;
    expect_misuse(f, &(orm_query){ .limit = orm_limit(-1) }, "limit is -1");
    expect_misuse(f, &(orm_query){ .offset = -7 }, "offset is -7");
    expect_misuse(f, &(orm_query){ .order_by = { orm_eq(customer_.id, 1) } },
                  "a condition stands in order_by");
    expect_misuse(f, &(orm_query){ .order_by = { orm_asc(invoice_.paid_at) } },
                  "column paid_at of invoice in a query on customer");
    const orm_query negative = { .limit = orm_limit(-1) };
    assert_int_equal(orm__sql_count(&f->sql, SQLITE, &customer_entity, &negative, &f->error),
                     ORM_MISUSE);
    const orm_query back = { .offset = -1 };
    assert_int_equal(orm__sql_count(&f->sql, SQLITE, &customer_entity, &back, &f->error),
                     ORM_MISUSE);
}

static void a_statement_is_used_again(void **state)
{
    fixture *f = *state;
    for (int i = 0; i < 3; i++) {
        expect_text(f, orm__sql_update(&f->sql, SQLITE, &customer_entity, &f->error),
                    "UPDATE \"customer\" SET \"name\" = ?1, \"email\" = ?2, \"country\" = ?3,"
                    " \"tier\" = ?4 WHERE \"id\" = ?5");
        expect_text(f, orm__sql_delete(&f->sql, SQLITE, &customer_entity, &f->error),
                    "DELETE FROM \"customer\" WHERE \"id\" = ?1");
    }
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const struct CMUnitTest tests[] = {
    WITH_FIXTURE(inserts),
    WITH_FIXTURE(columns_that_the_database_fills_in),
    WITH_FIXTURE(a_key_that_the_driver_tells_is_left_out),
    WITH_FIXTURE(a_narrow_key_is_checked_on_its_way_back),
    WITH_FIXTURE(an_entity_may_be_but_a_generated_key),
    WITH_FIXTURE(finds_by_any_key),
    WITH_FIXTURE(updates_set_no_key),
    WITH_FIXTURE(deletes_by_key),
    WITH_FIXTURE(without_a_key_there_is_no_single_row),
    WITH_FIXTURE(odd_names_work_everywhere),
    WITH_FIXTURE(a_query_may_ask_nothing),
    WITH_FIXTURE(orders_place_null_alike),
    WITH_FIXTURE(eight_orders_are_allowed),
    WITH_FIXTURE(the_limit_is_text_and_the_offset_a_parameter),
    WITH_FIXTURE(counts_obey_limits),
    WITH_FIXTURE(wrong_queries_are_misuse),
    WITH_FIXTURE(a_statement_is_used_again),
};

UNIT_MAIN(tests)
