/* Names: whatever a table or a column is called, it is quoted everywhere; no value is ever SQL. */
#include "kinds.orm.h"
#include "models/odd.h"
#include "shop.orm.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

/* Six columns and a key: their names are the test's. */
struct named {
    int64_t id;
    int64_t a, b, c, d, e;
    char *f;
};

enum { COLUMNS = 7 };

static orm_field fields[COLUMNS];
static orm_entity named_entity;
static orm_schema named_schema;
static const orm_entity *named_list[1];

static const uint16_t first[] = { 0 }, a_and_b[] = { 1, 2 }, b_and_a[] = { 2, 1 };

/* Makes named_schema anew, with these names; what has a hash is another schema each time. */
static const orm_schema *make_schema(const char *table, const char *const names[COLUMNS])
{
    static const orm_field plain[COLUMNS] = {
        ODD_FIELD(struct named, id, INT64, INT, .generated = true),
        ODD_FIELD(struct named, a, INT64, INT, .nullable = false),
        ODD_FIELD(struct named, b, INT64, INT, .nullable = false),
        ODD_FIELD(struct named, c, INT64, INT, .nullable = false),
        ODD_FIELD(struct named, d, INT64, INT, .nullable = false),
        ODD_FIELD(struct named, e, INT64, INT, .nullable = false),
        ODD_FIELD(struct named, f, TEXT, STRING, .nullable = true),
    };
    static const orm_key uniques[] = { { .fields = a_and_b, .field_count = 2 },
                                       { .fields = b_and_a, .field_count = 2 } };
    static const orm_index indexes[] = { { .fields = a_and_b, .field_count = 2 },
                                         { .fields = b_and_a, .field_count = 2 } };
    memcpy(fields, plain, sizeof fields);
    for (size_t i = 0; i < COLUMNS; i++) {
        fields[i].column.name = names[i];
    }
    fields[3].column.check = "{c} < 1000 AND {b} >= 0";
    named_entity = (orm_entity){ .schema = &named_schema,
                                 .name = "named",
                                 .table = table,
                                 .size = sizeof(struct named),
                                 .align = _Alignof(struct named),
                                 .fields = fields,
                                 .field_count = COLUMNS,
                                 .primary_key = { .fields = first, .field_count = 1 },
                                 .uniques = uniques,
                                 .unique_count = 2,
                                 .indexes = indexes,
                                 .index_count = 2 };
    named_list[0] = &named_entity;
    named_schema = (orm_schema){ .meta_version = ORM_META_VERSION,
                                 .lock = orm_meta_v1,
                                 .name = "named",
                                 .entities = named_list,
                                 .entity_count = 1 };
    return &named_schema;
}

static const orm_path path = { .entity = &named_entity };
static const orm_int_handle column_a = { { .path = &path, .field = 1 } };
static const orm_int_handle column_b = { { .path = &path, .field = 2 } };
static const orm_text_handle column_f = { { .path = &path, .field = 6 } };

static void store_and_find(engine_fixture *fx, orm_db *db)
{
    struct named row = { .a = 1, .b = 2, .c = 3, .d = 4, .e = 5, .f = (char *)"text" };
    assert_ok(db, orm_insert(db, &named_entity, &row));
    row.e = 6;
    assert_ok(db, orm_update(db, &named_entity, &row));
    struct named found = { .id = 0 };
    const orm_value key[] = { orm_value_int(row.id) };
    const orm_value unique[] = { orm_value_int(2), orm_value_int(1) };
    assert_ok(db, orm_find(db, &named_entity, key, &found, fx->arena));
    assert_true(found.a == 1 && found.b == 2 && found.c == 3 && found.d == 4 && found.e == 6);
    assert_string_equal(found.f, "text");
    assert_ok(db, orm_find_by(db, &named_entity, 1, unique, &found, fx->arena));
    orm_rows *rows = NULL;
    assert_ok(db, orm_select(db, &named_entity,
                             &(orm_query){ .where = orm_and(orm_eq(column_a, 1),
                                                            orm_starts_with(column_f, "te"),
                                                            orm_is_not_null(column_f)),
                                           .order_by = { orm_desc(column_b), orm_asc(column_f) },
                                           .limit = orm_limit(5),
                                           .offset = 0,
                                           .window = 1 },
                             &rows));
    assert_non_null(orm_rows_next(rows, &named_entity));
    assert_null(orm_rows_next(rows, &named_entity));
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
}

/* Everything that the library writes about the table: DDL, rows, questions, errors. */
static void assert_names_work(engine_fixture *fx, const char *table,
                              const char *const names[COLUMNS])
{
    orm_db *db = engine_open(fx, NULL); /* a handle of its own: the tables are others each time */
    const orm_schema *schema = make_schema(table, names);
    assert_ok(db, orm_create_all(db, schema));
    assert_ok(db, orm_create_all(db, schema));
    store_and_find(fx, db);
    struct named twin = { .a = 1, .b = 2 }, bad = { .a = 7, .b = 7, .c = 1000 };
    assert_fails(db, ORM_UNIQUE, orm_insert(db, &named_entity, &twin));
    assert_fails(db, ORM_CHECK, orm_insert(db, &named_entity, &bad));
    const orm_value key[] = { orm_value_int(1) };
    assert_ok(db, orm_delete_key(db, &named_entity, key));
    int64_t count = -1;
    assert_ok(db, orm_count(db, &named_entity, NULL, &count));
    assert_int_equal(count, 0);
    assert_ok(db, orm_drop_all(db, schema));
    engine_close(fx, db);
}

static void test_b050_reserved_words(void **state)
{
    static const char *const words[][COLUMNS] = {
        { "select", "order", "group", "user", "table", "limit", "offset" },
        { "default", "from", "where", "index", "primary", "references", "check" },
        { "values", "insert", "null", "not", "and", "or", "unique" },
    };
    static const char *const tables[] = { "order", "user", "table" };
    engine_fixture *fx = *state;
    for (size_t i = 0; i < 3; i++) {
        assert_names_work(fx, tables[i], words[i]);
    }
}

static void test_b051_spaces_signs_and_unicode(void **state)
{
    static const char *const names[COLUMNS] = {
        "the id", "a-b", "c/d", "e.f", "1st", "\xc3\xbc-name", "\xe8\xa1\xa8\xf0\x9f\x98\x80"
    };
    static const char *const others[COLUMNS] = { "%s", "?", "$1", ":name", "{a}", "a'b", ";--" };
    engine_fixture *fx = *state;
    assert_names_work(fx, "Order Details", names);
    assert_names_work(fx, "2024/25 \xc3\x84-Tabelle.x", names);
    assert_names_work(fx, "%d'; DROP", others);
}

static void test_b052_double_quotes_are_doubled(void **state)
{
    static const char *const names[COLUMNS] = { "\"",  "a\"b", "\"\"",   "\"c\"",
                                                "d\"", "\"e",  "f\"\"\"" };
    engine_fixture *fx = *state;
    assert_names_work(fx, "a \"table\"", names);
    assert_names_work(fx, "\"", names);
}

static void test_b053_case_is_kept(void **state)
{
    static const char *const names[COLUMNS] = { "Id",        "CustomerName", "lower", "UPPER",
                                                "camelCase", "With_Under",   "F" };
    engine_fixture *fx = *state;
    assert_names_work(fx, "CustomerOrders", names);
    assert_ok(fx->db, orm_create_all(fx->db, make_schema("CustomerOrders", names)));
    const char *found =
        engine_ask(fx, fx->db,
                   engine_is_sqlite()
                       ? "SELECT name FROM sqlite_schema WHERE lower(name) = 'customerorders'"
                       : "SELECT relname FROM pg_class WHERE lower(relname) = 'customerorders'");
    assert_string_equal(found, "CustomerOrders");
}

/* 22 bytes */
#define WIDE \
    "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"

/* Longer than PostgreSQL's 63 bytes once table and columns are joined; alike in the first 63. */
static void test_b054_long_names_do_not_collide(void **state)
{
    static const char *const names[COLUMNS] = {
        "id",
        "a_column_whose_name_is_long_enough_for_one_of_the_two_of_them",
        "a_column_whose_name_is_long_enough_for_the_other_one_of_them_x",
        "a_column_whose_name_is_long_enough_for_the_third_of_them",
        "d",
        "e",
        "f",
    };
    static const char *const wide[COLUMNS] = {
        "id",
        WIDE WIDE,
        "b\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4",
        "c",
        "d",
        "e",
        "f",
    };
    engine_fixture *fx = *state;
    assert_names_work(fx, "a_table_whose_name_alone_nearly_fills_what_an_engine_may_take", names);
    assert_names_work(fx, "\xc3\xa4_table_of_wide_characters_whose_name_is_long_too", wide);
}

/* A name that PostgreSQL would cut short is refused before anything runs. */
static void test_b054_a_table_name_that_is_too_long_is_refused(void **state)
{
    static const char *const names[COLUMNS] = { "id", "a", "b", "c", "d", "e", "f" };
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_fails(fx->db, ORM_MISUSE,
                 orm_create_all(fx->db, make_schema("a_table_whose_name_alone_is_longer_than_what_"
                                                    "the_server_keeps_of_it",
                                                    names)));
}

static void test_b055_columns_that_differ_by_case_only(void **state)
{
    static const char *const names[COLUMNS] = { "id", "a", "A", "c", "d", "e", "f" };
    engine_fixture *fx = *state;
    assert_fails(fx->db, ORM_MISUSE, orm_create_all(fx->db, make_schema("t", names)));
}

static void test_b056_tables_of_the_first_schema_of_the_path(void **state)
{
    engine_fixture *fx = *state;
    engine_session_only();
    engine_postgresql_only();
    assert_ok(fx->db, orm_exec(fx->db, "CREATE SCHEMA other"));
    orm_db *db = engine_open_with(fx, "options=-csearch_path%3Dother", NULL);
    struct ticket row = { .id = 0 };
    assert_ok(db, orm_create_all(db, &odd_schema));
    assert_ok(db, orm_insert(db, &ticket_entity, &row));
    assert_string_equal(engine_ask(fx, db, "SELECT count(*) FROM other.ticket"), "1");
    assert_fails(fx->db, ORM_SCHEMA, orm_insert(fx->db, &ticket_entity, &row));
    assert_ok(fx->db, orm_exec(fx->db, "DROP SCHEMA other CASCADE"));
}

static const char *const injections[] = {
    "'; DROP TABLE customer; --",
    "\"; DROP TABLE customer; --",
    "' OR '1'='1",
    "\\'; SELECT 1; --",
    "$$; DROP TABLE customer; $$",
    "x') ; DELETE FROM customer; --",
    "%' OR 1=1 --",
    "\xbf\x27 OR 1=1",
};

/* Each call that takes a text gets texts that would be SQL if they were pasted. */
static void test_b058_values_are_never_sql(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer victim = { .name = (char *)"victim" };
    assert_ok(fx->db, customer_insert(fx->db, &victim));
    for (size_t i = 0; i < sizeof injections / sizeof injections[0] - !engine_is_sqlite(); i++) {
        const char *text = injections[i];
        const char *const list[] = { text };
        struct customer row = { .name = (char *)text, .email = (char *)text }, found = { .id = 0 };
        assert_ok(fx->db, customer_insert(fx->db, &row));
        assert_ok(fx->db, customer_find_by_email(fx->db, text, &found, fx->arena));
        assert_true(found.id == row.id);
        assert_string_equal(found.name, text);
        assert_ok(fx->db, customer_update(fx->db, &row));
        const orm_expr *const wheres[] = {
            orm_eq(customer_.name, text),       orm_starts_with(customer_.name, text),
            orm_contains(customer_.name, text), orm_ends_with(customer_.name, text),
            orm_in(customer_.name, list, 1),
        };
        for (size_t w = 0; w < 5; w++) {
            int64_t count = -1;
            assert_ok(fx->db, customer_count(fx->db, &(orm_query){ .where = wheres[w] }, &count));
            assert_int_equal(count, 1);
        }
        assert_ok(fx->db, customer_delete(fx->db, &row));
    }
    int64_t count = -1;
    assert_ok(fx->db, customer_count(fx->db, NULL, &count));
    assert_int_equal(count, 1);
}

/* A member that is an SQL word, and columns that are called otherwise than their members. */
static void test_b061_members_and_columns_may_differ(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct tag row = { .name = (char *)"n", .order = 1, .group = 2, .quoted = 3 },
               found = { .order = 0 };
    assert_ok(fx->db, tag_insert(fx->db, &row));
    assert_ok(fx->db, tag_find(fx->db, "n", &found, fx->arena));
    assert_true(found.order == 1 && found.group == 2 && found.quoted == 3);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT \"Group By\" FROM tag"), "2");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT \"a \"\"quoted\"\" name\" FROM tag"), "3");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b050_reserved_words),
    ENGINE_TEST(test_b051_spaces_signs_and_unicode),
    ENGINE_TEST(test_b052_double_quotes_are_doubled),
    ENGINE_TEST(test_b053_case_is_kept),
    ENGINE_TEST(test_b054_long_names_do_not_collide),
    ENGINE_TEST(test_b054_a_table_name_that_is_too_long_is_refused),
    ENGINE_TEST(test_b055_columns_that_differ_by_case_only),
    ENGINE_TEST(test_b056_tables_of_the_first_schema_of_the_path),
    ENGINE_TEST(test_b058_values_are_never_sql),
    ENGINE_TEST(test_b061_members_and_columns_may_differ),
};

ENGINE_MAIN(tests)
