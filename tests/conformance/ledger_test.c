/* What ORM_TABLE says of a whole table, through generated tables. */
#include "scanned/ledgers.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_ledgers.orm.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* The tables that no struct maps, and those that are. */
static void create(engine_fixture *f)
{
    assert_ok(f->db,
              orm_exec(f->db,
                       "CREATE TABLE country (code TEXT PRIMARY KEY);"
                       "INSERT INTO country VALUES ('DE'), ('FR');"
                       "CREATE TABLE city (country TEXT, code INTEGER, UNIQUE (country, code));"
                       "INSERT INTO city VALUES ('DE', 7)"));
    assert_ok(f->db, orm_create_all(f->db, &test_ledgers_schema));
}

static struct ledger ledger_of(const char *country, int32_t number, const char *owner)
{
    struct ledger row = { .number = number, .owner_name = (char *)owner, .opened_at = 5 };
    memcpy(row.country_code, country, 3);
    return row;
}

static const char *ledger_table(void)
{
    return engine_is_sqlite() ? "ledger" : "\"the Books\".ledger";
}

static const char *ask_of_ledger(engine_fixture *f, const char *what)
{
    char sql[200];
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s", what, ledger_table());
    return engine_ask(f, f->db, sql);
}

/* ---- schemas ---- */

/* By both sorts of keys, with names that need quoting, and the row's own columns in expressions. */
static void test_b056_b112_upserts_into_a_table_of_a_schema(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada"), again = ledger_of("DE", 1, "Eve");
    assert_ok(f->db, ledger_insert(f->db, &row));
    const orm_expr *more = orm_add(ledger_.opened_at, orm_excluded(ledger_.opened_at));
    assert_ok(f->db,
              orm_upsert(f->db, &ledger_entity, &again,
                         &(orm_conflict){ .on = orm_columns(ledger_.country_code, ledger_.number),
                                          .columns = orm_columns(ledger_.owner_name),
                                          .set = orm_set_to(ledger_.opened_at, more),
                                          .read_back = orm_columns(ledger_.opened_at) }));
    assert_int_equal(again.id, row.id);
    assert_int_equal(again.opened_at, 10);
    const orm_conflict by_owner = { .on = orm_columns(ledger_.owner_name),
                                    .set = orm_set_to(ledger_.opened_at, more),
                                    .read_back = orm_columns(ledger_.opened_at) };
    again.number = 9;
    assert_ok(f->db, orm_upsert(f->db, &ledger_entity, &again, &by_owner));
    assert_int_equal(again.opened_at, 20);
    again.closed_at = 30; /* the index has no such row */
    assert_ok(f->db, orm_upsert(f->db, &ledger_entity, &again, &by_owner));
    assert_true(again.id > row.id);
    assert_string_equal(ask_of_ledger(f, "CAST(count(*) AS text)"), "2");
}

static void test_b056_every_call_on_a_table_of_a_schema(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada"), found;
    struct other_ledger other = { .owner_name = (char *)"other" };
    assert_ok(f->db, other_ledger_insert(f->db, &other));
    assert_ok(f->db, ledger_insert(f->db, &row));
    struct ledger second = ledger_of("DE", 2, "Bob");
    second.id = 77;
    assert_ok(f->db, ledger_insert_with_key(f->db, &second));
    assert_string_equal(ask_of_ledger(f, "count(*)"), "2");
    row.owner_name = (char *)"Eve";
    assert_ok(f->db, ledger_update(f->db, &row));
    assert_ok(f->db, ledger_find(f->db, row.id, &found, f->arena));
    assert_string_equal(found.owner_name, "Eve");
    assert_ok(f->db, ledger_find_by_country_code_and_number(f->db, "DE", 2, &found, f->arena));
    assert_int_equal(found.id, 77);
    const orm_query eve = { .where = orm_eq(ledger_.owner_name, "Eve"),
                            .order_by = { orm_asc(ledger_.opened_at) } };
    int64_t count = 0;
    assert_ok(f->db, ledger_count(f->db, &eve, &count));
    assert_int_equal(count, 1);
    orm_rows *rows = NULL;
    assert_ok(f->db, ledger_select(f->db, &eve, &rows));
    assert_string_equal(ledger_next(rows)->owner_name, "Eve");
    assert_null(ledger_next(rows));
    orm_rows_free(rows);
    assert_ok(f->db, ledger_delete(f->db, &row));
    assert_ok(f->db, ledger_delete_key(f->db, 77));
    assert_string_equal(ask_of_ledger(f, "count(*)"), "0");
    assert_ok(f->db, other_ledger_count(f->db, NULL, &count));
    assert_int_equal(count, 1);
}

static void test_b057_the_search_path_does_not_lead_elsewhere(void **state)
{
    engine_fixture *f = *state;
    engine_postgresql_only();
    create(f);
    assert_ok(f->db, orm_exec(f->db, "SET search_path = \"the Books\", public"));
    struct ledger row = ledger_of("DE", 1, "Ada");
    assert_ok(f->db, ledger_insert(f->db, &row));
    assert_ok(f->db, orm_exec(f->db, "SET search_path = public"));
    struct ledger found;
    assert_ok(f->db, ledger_find(f->db, row.id, &found, f->arena));
    assert_string_equal(found.owner_name, "Ada");
}

static void test_b243_tables_of_a_schema_come_and_go(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct other_ledger other = { .owner_name = (char *)"other" };
    struct ledger row = ledger_of("DE", 1, "log");
    assert_ok(f->db, other_ledger_insert(f->db, &other));
    assert_ok(f->db, ledger_insert(f->db, &row));
    assert_ok(f->db, orm_create_all(f->db, &test_ledgers_schema));
    assert_string_equal(ask_of_ledger(f, "count(*)"), "1");
    assert_ok(f->db, orm_drop_all(f->db, &test_ledgers_schema));
    assert_ok(f->db, orm_drop_all(f->db, &test_ledgers_schema));
    engine_exec(f->db, NULL,
                "CREATE TABLE \"the Books\".ledger (x integer);"
                "DROP TABLE \"the Books\".ledger");
    assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM country"), "2");
}

/* ---- keys and indexes of several columns ---- */

static void test_b245_a_partial_unique_index_holds_where_it_says(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger open = ledger_of("DE", 1, "Ada"), closed = ledger_of("DE", 2, "Ada");
    struct ledger again = ledger_of("DE", 3, "Ada");
    closed.closed_at = again.closed_at = 9;
    assert_ok(f->db, ledger_insert(f->db, &open));
    assert_ok(f->db, ledger_insert(f->db, &closed));
    assert_ok(f->db, ledger_insert(f->db, &again));
    again.closed_at = 0;
    assert_fails(f->db, ORM_UNIQUE, ledger_update(f->db, &again));
    open.closed_at = 10;
    assert_ok(f->db, ledger_update(f->db, &open));
    assert_ok(f->db, ledger_update(f->db, &again));
}

static void test_b245_a_unique_key_of_several_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada"), found;
    assert_ok(f->db, ledger_insert(f->db, &row));
    struct ledger twin = ledger_of("DE", 1, "Bob");
    assert_fails(f->db, ORM_UNIQUE, ledger_insert(f->db, &twin));
    memcpy(twin.country_code, "FR", 3);
    assert_ok(f->db, ledger_insert(f->db, &twin));
    assert_int_equal(ledger_find_by_country_code_and_number(f->db, "FR", 2, &found, f->arena),
                     ORM_NOT_FOUND);
}

static void test_b245_indexes_are_in_the_schema_of_their_table(void **state)
{
    engine_fixture *f = *state;
    create(f);
    assert_string_equal(
        engine_ask(f, f->db,
                   engine_is_sqlite()
                       ? "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = "
                         "'ledger' AND name IN ('closed ones', 'ledger_ownerName_key')"
                       : "SELECT count(*) FROM pg_indexes WHERE schemaname = 'the Books' AND "
                         "indexname IN ('closed ones', 'ledger_ownerName_key')"),
        "2");
}

/* ---- references ---- */

static struct ledger_line line_of(const char *country, int32_t number)
{
    struct ledger_line line = { .number = number };
    memcpy(line.country, country, 3);
    return line;
}

static void test_b180_a_foreign_key_of_several_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada");
    assert_ok(f->db, ledger_insert(f->db, &row));
    struct ledger_line line = line_of("DE", 1), wrong = line_of("FR", 1), found;
    assert_ok(f->db, ledger_line_insert(f->db, &line));
    assert_fails(f->db, ORM_FOREIGN_KEY, ledger_line_insert(f->db, &wrong));
    row.number = 8;
    assert_ok(f->db, ledger_update(f->db, &row));
    assert_ok(f->db, ledger_line_find(f->db, line.id, &found, f->arena));
    assert_int_equal(found.number, 8);
    assert_ok(f->db, ledger_delete(f->db, &row));
    assert_int_equal(ledger_line_find(f->db, line.id, &found, f->arena), ORM_NOT_FOUND);
}

static void test_b180_foreign_keys_to_tables_without_a_struct(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger lost = ledger_of("XX", 1, "Ada"), row = ledger_of("DE", 1, "Ada"), found;
    assert_fails(f->db, ORM_FOREIGN_KEY, ledger_insert(f->db, &lost));
    assert_ok(f->db, ledger_insert(f->db, &row));
    struct ledger_line line = line_of("DE", 1), kept;
    memcpy(line.city_country, "DE", 3);
    line.city_code = 8;
    assert_fails(f->db, ORM_FOREIGN_KEY, ledger_line_insert(f->db, &line));
    line.city_code = 7;
    assert_ok(f->db, ledger_line_insert(f->db, &line));
    assert_ok(f->db,
              orm_exec(f->db, "DELETE FROM city; UPDATE country SET code = 'D' WHERE code = 'DE'"));
    assert_ok(f->db, ledger_line_find(f->db, line.id, &kept, f->arena));
    assert_int_equal(kept.city_code, 0);
    assert_string_equal(kept.city_country, "");
    assert_ok(f->db, ledger_find(f->db, row.id, &found, f->arena));
    assert_string_equal(found.country_code, "D");
}

/* ---- checks, statements, names ---- */

static void test_a_check_on_several_columns(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada");
    row.closed_at = 4;
    assert_fails(f->db, ORM_CHECK, ledger_insert(f->db, &row));
    row.closed_at = 5;
    assert_ok(f->db, ledger_insert(f->db, &row));
}

static void test_b243_own_statements_run_once_and_in_order(void **state)
{
    engine_fixture *f = *state;
    create(f);
    assert_ok(f->db, orm_create_all(f->db, &test_ledgers_schema));
    assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM ledger_made"), "1");
    struct ledger plain = ledger_of("DE", 1, "Ada"), logged = ledger_of("DE", 2, "log");
    assert_ok(f->db, ledger_insert(f->db, &plain));
    assert_ok(f->db, ledger_insert(f->db, &logged));
    assert_string_equal(engine_ask(f, f->db, "SELECT max(nth) FROM ledger_made"), "99");
    assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM ledger_made"), "2");
}

/* Nothing stays of a creation whose statement fails. */
static void test_b243_a_failing_statement_takes_the_tables_along(void **state)
{
    engine_fixture *f = *state;
    assert_ok(f->db, orm_exec(f->db, "CREATE TABLE country (code TEXT PRIMARY KEY);"
                                     "CREATE TABLE city (country TEXT, code INTEGER,"
                                     " UNIQUE (country, code));"
                                     "CREATE TABLE ledger_made (other TEXT)"));
    assert_true(orm_create_all(f->db, &test_ledgers_schema) < 0);
    assert_int_equal(orm_depth(f->db), 0);
    assert_ok(f->db, orm_exec(f->db, "DROP TABLE ledger_made"));
    assert_ok(f->db, orm_create_all(f->db, &test_ledgers_schema));
    assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM ledger_made"), "1");
}

static void *create_in_a_thread(void *url)
{
    orm_db *db = NULL;
    orm_status status = orm_open(url, NULL, &db, NULL);
    if (status == ORM_OK) {
        status = orm_create_all(db, &test_ledgers_schema);
    }
    orm_close(db);
    return status == ORM_OK ? url : NULL;
}

/* Programs that start together: each finds the tables missing, and one creates them. */
static void test_b243_own_statements_run_once_for_many_programs(void **state)
{
    enum { PROGRAMS = 4, ROUNDS = 5 };
    engine_fixture *f = *state;
    create(f);
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[PROGRAMS];
        assert_ok(f->db, orm_drop_all(f->db, &test_ledgers_schema));
        assert_ok(f->db, orm_exec(f->db, "DROP TABLE ledger_made"));
        engine_exec(f->db, NULL, "DROP FUNCTION ledger_log; DROP SCHEMA \"the Books\"");
        for (size_t i = 0; i < PROGRAMS; i++) {
            assert_int_equal(pthread_create(&threads[i], NULL, create_in_a_thread, f->url), 0);
        }
        for (size_t i = 0; i < PROGRAMS; i++) {
            void *result = NULL;
            assert_int_equal(pthread_join(threads[i], &result), 0);
            assert_non_null(result);
        }
        assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM ledger_made"), "1");
    }
}

static void test_names_in_a_style(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct ledger row = ledger_of("DE", 1, "Ada");
    assert_ok(f->db, ledger_insert(f->db, &row));
    assert_string_equal(ask_of_ledger(f, "\"countryCode\""), "DE");
    assert_string_equal(ask_of_ledger(f, "\"ownerName\""), "Ada");
    struct other_ledger other = { .owner_name = (char *)"Eve" };
    assert_ok(f->db, other_ledger_insert(f->db, &other));
    assert_string_equal(engine_ask(f, f->db,
                                   engine_is_sqlite() ? "SELECT owner_name FROM other_ledger"
                                                      : "SELECT owner_name FROM ledger"),
                        "Eve");
}

/* ---- memory ---- */

static orm_status create_all(void *ctx, const orm_allocator *allocator)
{
    orm_db *db = NULL;
    orm_status status = orm_open(ctx, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = orm_create_all(db, &test_ledgers_schema);
    }
    orm_close(db);
    return status;
}

static void memory_runs_out_while_tables_are_created(void **state)
{
    engine_fixture *f = *state;
    create(f);
    assert_string_equal(chaos_each(create_all, f->url), "");
    assert_ok(f->db, orm_drop_all(f->db, &test_ledgers_schema));
    assert_ok(f->db, orm_exec(f->db, "DROP TABLE ledger_made"));
    engine_exec(f->db, NULL, "DROP FUNCTION ledger_log");
    for (size_t i = 1; i < 60; i++) {
        chaos_alloc chaos;
        chaos_init(&chaos, i);
        const orm_allocator allocator = chaos_allocator(&chaos);
        orm_status status = create_all(f->url, &allocator);
        assert_true(status == ORM_NO_MEMORY || chaos.requests < i);
        assert_string_equal(chaos_fault(&chaos), "");
        if (status == ORM_OK) {
            break;
        }
    }
    assert_ok(f->db, orm_create_all(f->db, &test_ledgers_schema));
    assert_string_equal(engine_ask(f, f->db, "SELECT count(*) FROM ledger_made"), "1");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b056_b112_upserts_into_a_table_of_a_schema),
    ENGINE_TEST(test_b056_every_call_on_a_table_of_a_schema),
    ENGINE_TEST(test_b057_the_search_path_does_not_lead_elsewhere),
    ENGINE_TEST(test_b243_tables_of_a_schema_come_and_go),
    ENGINE_TEST(test_b245_a_partial_unique_index_holds_where_it_says),
    ENGINE_TEST(test_b245_a_unique_key_of_several_columns),
    ENGINE_TEST(test_b245_indexes_are_in_the_schema_of_their_table),
    ENGINE_TEST(test_b180_a_foreign_key_of_several_columns),
    ENGINE_TEST(test_b180_foreign_keys_to_tables_without_a_struct),
    ENGINE_TEST(test_a_check_on_several_columns),
    ENGINE_TEST(test_b243_own_statements_run_once_and_in_order),
    ENGINE_TEST(test_b243_own_statements_run_once_for_many_programs),
    ENGINE_TEST(test_b243_a_failing_statement_takes_the_tables_along),
    ENGINE_TEST(test_names_in_a_style),
    ENGINE_TEST(memory_runs_out_while_tables_are_created),
};

ENGINE_MAIN(tests)
