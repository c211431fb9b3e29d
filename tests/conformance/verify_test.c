/* Comparing a model with the tables that are there: what Corm created itself has no difference, and
 * each change that somebody makes is found. */
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "support/chaos_alloc.h"
#include "test_ledgers.orm.h"
#include "test_scanned.orm.h"
#include "test_volumes.orm.h"

/* Their structs have names in common. */
extern const orm_schema shop_schema, kinds_schema, nested_schema, odd_schema, cycle_schema,
    narrow_schema;

typedef struct report {
    const orm_difference *list;
    size_t count;
} report;

static report verified(engine_fixture *fx, const orm_schema *schema)
{
    report r = { .count = 999 };
    assert_ok(fx->db, orm_verify(fx->db, schema, fx->arena, &r.list, &r.count));
    assert_int_equal(r.list == NULL, r.count == 0);
    return r;
}

static void print(const report *r)
{
    for (size_t i = 0; i < r->count; i++) {
        print_message("%s, %s: %s\n", orm_difference_kind_name(r->list[i].kind),
                      orm_severity_name(r->list[i].severity), r->list[i].message);
    }
}

/* ---- what Corm created ---- */

static void check_created(engine_fixture *fx, const orm_schema *schema)
{
    assert_ok(fx->db, orm_create_all(fx->db, schema));
    report r = verified(fx, schema);
    print(&r);
    assert_int_equal(r.count, 0);
    assert_ok(fx->db, orm_drop_all(fx->db, schema));
}

static void test_b168_created_tables_do_not_differ(void **state)
{
    engine_fixture *fx = *state;
    const orm_schema *const schemas[] = { &test_volumes_schema, &shop_schema, &kinds_schema,
                                          &nested_schema,       &odd_schema,  &cycle_schema,
                                          &narrow_schema };
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        check_created(fx, schemas[i]);
    }
}

static void test_b168_created_tables_of_scanned_structs_do_not_differ(void **state)
{
    engine_fixture *fx = *state;
    check_created(fx, &test_scanned_schema);
    engine_exec(fx->db, NULL, /* tables that no struct maps */
                "CREATE TABLE country (code text PRIMARY KEY);"
                "CREATE TABLE city (country text, code integer, UNIQUE (country, code))");
    check_created(fx, &test_ledgers_schema);
}

/* ---- where tables are looked for ---- */

static void check_none(engine_fixture *fx)
{
    report r = verified(fx, &test_volumes_schema);
    print(&r);
    assert_int_equal(r.count, 0);
}

static const orm_difference *only(const report *r, orm_difference_kind kind)
{
    if (r->count != 1) {
        print(r);
    }
    assert_int_equal(r->count, 1);
    assert_int_equal(r->list[0].kind, kind);
    return &r->list[0];
}

static void test_b057_another_table_of_the_name(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db,
                "ATTACH ':memory:' AS other; CREATE TABLE other.loan (x INTEGER);"
                "CREATE TABLE other.volume (y TEXT)",
                "CREATE SCHEMA other; CREATE TABLE other.loan (x integer);"
                "CREATE TABLE other.volume (y text); SET search_path = public, other");
    check_none(fx);
    engine_exec(fx->db, "CREATE TEMP TABLE loan (x INTEGER)", "CREATE TEMP TABLE loan (x integer)");
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 3); /* two columns, x */
    for (size_t i = 0; i < r.count; i++) {
        assert_string_equal(r.list[i].table, "loan");
    }
}

static void test_b057_a_schema_that_is_said(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    engine_exec(fx->db, NULL,
                "CREATE TABLE country (code text PRIMARY KEY);"
                "CREATE TABLE city (country text, code integer, UNIQUE (country, code))");
    assert_ok(fx->db, orm_create_all(fx->db, &test_ledgers_schema));
    engine_exec(fx->db, NULL,
                "CREATE SCHEMA other; CREATE TABLE other.ledger_line (x integer);"
                "CREATE TABLE other.country (x integer); SET search_path = other, public");
    report r = verified(fx, &test_ledgers_schema);
    print(&r);
    assert_int_equal(r.count, 0);
    engine_exec(fx->db, NULL, "DROP TABLE \"the Books\".ledger_line");
    r = verified(fx, &test_ledgers_schema);
    assert_int_equal(only(&r, ORM_DIFFERENCE_TABLE_MISSING)->severity, ORM_SEVERITY_ERROR);
}

static void test_b053_names_that_are_nearly_the_same(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE volume RENAME COLUMN remark TO remarks"));
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.list[0].kind, ORM_DIFFERENCE_COLUMN_MISSING);
    assert_string_equal(r.list[0].column, "remark");
    assert_string_equal(r.list[0].found, "remarks");
    assert_string_equal(r.list[1].column, "remarks");
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE volume RENAME COLUMN remarks TO \"Remark\""));
    r = verified(fx, &test_volumes_schema);
    if (engine_is_sqlite()) { /* which does not tell them apart */
        assert_int_equal(r.count, 0);
        return;
    }
    assert_int_equal(r.count, 2);
    assert_string_equal(r.list[0].found, "Remark");
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE loan RENAME TO \"Loan\""));
    r = verified(fx, &test_volumes_schema);
    assert_string_equal(r.list[2].found, "Loan");
}

/* ---- what is as good as what Corm makes ---- */

static void test_b168_other_forms_of_the_same(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db,
                "DROP TABLE loan; CREATE TABLE [Loan] (number INT NOT NULL,"
                " `VOLUME_ID` bigint NOT NULL /* of, a (volume */, -- CHECK (1)\n"
                " PRIMARY KEY (volume_id, number)) WITHOUT ROWID",
                "DROP TABLE loan; CREATE TABLE loan (number int4 NOT NULL, volume_id int8 NOT NULL,"
                " PRIMARY KEY (volume_id, number)) PARTITION BY HASH (number);"
                "ALTER TABLE volume DROP CONSTRAINT volume_isbn_key;"
                "CREATE UNIQUE INDEX by_isbn ON volume (isbn);"
                "ALTER TABLE volume ALTER id DROP IDENTITY;"
                "CREATE SEQUENCE numbers; ALTER TABLE volume ALTER id SET DEFAULT"
                " nextval('numbers'), DROP CONSTRAINT volume_check,"
                " ADD CHECK (NOT pages > most)");
    check_none(fx);
}

static void test_b027_verified_labels_of_a_native_enum(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db, NULL,
                "CREATE TYPE stage AS ENUM ('STAGE_NEW', 'STAGE_READ', 'it''s lost');"
                "ALTER TABLE volume DROP CONSTRAINT volume_stage_check, ALTER stage DROP DEFAULT,"
                " ALTER stage TYPE stage USING stage::stage,"
                " ALTER stage SET DEFAULT 'STAGE_NEW'");
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.list[0].kind, ORM_DIFFERENCE_COLUMN_LABELS);
    assert_string_equal(r.list[0].expected, "STAGE_LENT");
    assert_string_equal(r.list[1].found, "it's lost");
    engine_exec(fx->db, NULL, "ALTER TYPE stage RENAME VALUE 'it''s lost' TO 'STAGE_LENT'");
    check_none(fx);
}

static void test_b028_domains_are_what_is_under_them(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db, NULL,
                "CREATE DOMAIN code AS varchar(10) COLLATE \"C\" NOT NULL;"
                "CREATE DOMAIN isbn AS code CHECK (value <> '');"
                "ALTER TABLE volume ALTER isbn TYPE isbn, ALTER isbn DROP NOT NULL");
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 2);
    assert_int_equal(r.list[0].kind, ORM_DIFFERENCE_COLUMN_LENGTH);
    assert_int_equal(r.list[0].severity, ORM_SEVERITY_WARNING);
    assert_string_equal(r.list[0].found, "isbn");
    assert_int_equal(r.list[1].kind, ORM_DIFFERENCE_CHECK);
    assert_mentions(r.list[1].found, "(isbn)::text <> ''");
}

static void test_b074_nulls_that_are_alike(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    if (atoi(engine_ask(fx, fx->db, "current_setting('server_version_num')")) < 150000) {
        skip();
    }
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db, NULL,
                "ALTER TABLE volume DROP CONSTRAINT volume_isbn_key,"
                " ADD UNIQUE NULLS NOT DISTINCT (isbn)");
    report r = verified(fx, &test_volumes_schema);
    assert_mentions(only(&r, ORM_DIFFERENCE_UNIQUE)->message, "NULLS NOT DISTINCT");
}

/* ---- it only reads ---- */

static void test_it_writes_nothing(void **state)
{
    engine_fixture *fx = *state;
    engine_named_only();
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db, NULL, "ALTER TABLE volume ADD CHECK (most > 1), DROP remark");
    assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){ .read_only = true }));
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, engine_is_sqlite() ? 0 : 2);
    assert_int_equal(orm_depth(fx->db), 1);
    assert_false(orm_is_aborted(fx->db));
    assert_ok(fx->db, orm_commit(fx->db));
    orm_db *reader = engine_open(fx, &(orm_options){ .read_only = true });
    const orm_difference *list = NULL;
    size_t count = 0;
    assert_ok(reader, orm_verify(reader, &test_volumes_schema, fx->arena, &list, &count));
    assert_int_equal(count, r.count);
    assert_int_equal(orm_depth(reader), 0);
}

static void test_it_sees_the_transaction_that_it_is_in(void **state)
{
    engine_fixture *fx = *state;
    report r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 3);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    check_none(fx);
    /* a condition that PostgreSQL is asked about and does not understand aborts nothing */
    engine_exec(fx->db, "DROP TABLE loan",
                "ALTER TABLE volume ALTER price TYPE text, ADD CHECK (price <> ''),"
                " ALTER pages SET DEFAULT length('x')");
    r = verified(fx, &test_volumes_schema);
    assert_true(r.count > 0);
    assert_false(orm_is_aborted(fx->db));
    assert_ok(fx->db, orm_rollback(fx->db));
    r = verified(fx, &test_volumes_schema);
    assert_int_equal(r.count, 3);
}

static void test_wrong_use(void **state)
{
    engine_fixture *fx = *state;
    const orm_difference *list = NULL;
    size_t count = 7;
    assert_int_equal(orm_verify(NULL, &shop_schema, fx->arena, &list, &count), ORM_MISUSE);
    assert_fails(fx->db, ORM_MISUSE, orm_verify(fx->db, NULL, fx->arena, &list, &count));
    assert_fails(fx->db, ORM_MISUSE, orm_verify(fx->db, &shop_schema, NULL, &list, &count));
    assert_fails(fx->db, ORM_MISUSE, orm_verify(fx->db, &shop_schema, fx->arena, NULL, &count));
    assert_fails(fx->db, ORM_MISUSE, orm_verify(fx->db, &shop_schema, fx->arena, &list, NULL));
    assert_int_equal(count, 7);
    assert_string_equal(orm_difference_kind_name(ORM_DIFFERENCE_COLUMN_NULL), "null");
    assert_string_equal(orm_difference_kind_name(ORM_DIFFERENCE_COUNT), "?");
    assert_string_equal(orm_severity_name(ORM_SEVERITY_NOTE), "note");
    assert_string_equal(orm_severity_name((orm_severity)0), "?");
}

/* ---- memory ---- */

static orm_status verify_once(orm_db *db, const orm_allocator *allocator)
{
    orm_arena *arena = NULL;
    const orm_difference *list = NULL;
    size_t count = 0;
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_verify(db, &test_volumes_schema, arena, &list, &count);
        assert_int_equal(count, status == ORM_OK ? 4 : 0);
    }
    orm_arena_free(arena);
    return status;
}

/* One handle, whose every allocation fails once. */
static void test_b270_verifying(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_volumes_schema));
    engine_exec(fx->db,
                "DROP TABLE loan; ALTER TABLE volume ADD COLUMN a INTEGER DEFAULT 1;"
                "CREATE INDEX i ON volume (lower(title)); DROP INDEX volume_title_pages_idx",
                "DROP TABLE loan; ALTER TABLE volume ADD COLUMN a integer DEFAULT 1,"
                " ADD CHECK (pages < 77); DROP INDEX volume_title_pages_idx");
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    const orm_allocator allocator = chaos_allocator(&chaos);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = allocator });
    orm_status status = ORM_NO_MEMORY;
    for (size_t n = 1; n < 4000 && status != ORM_OK; n++) {
        chaos.requests = 0;
        chaos.fail_at = n;
        status = verify_once(db, &allocator);
        assert_true(status == ORM_OK || status == ORM_NO_MEMORY);
        assert_int_equal(orm_depth(db), 0);
    }
    assert_int_equal(status, ORM_OK);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b168_created_tables_do_not_differ),
    ENGINE_TEST(test_b168_created_tables_of_scanned_structs_do_not_differ),
    ENGINE_TEST(test_b168_other_forms_of_the_same),
    ENGINE_TEST(test_b057_another_table_of_the_name),
    ENGINE_TEST(test_b057_a_schema_that_is_said),
    ENGINE_TEST(test_b053_names_that_are_nearly_the_same),
    ENGINE_TEST(test_b027_verified_labels_of_a_native_enum),
    ENGINE_TEST(test_b028_domains_are_what_is_under_them),
    ENGINE_TEST(test_b074_nulls_that_are_alike),
    ENGINE_TEST(test_it_writes_nothing),
    ENGINE_TEST(test_it_sees_the_transaction_that_it_is_in),
    ENGINE_TEST(test_wrong_use),
    ENGINE_TEST(test_b270_verifying),
};

ENGINE_MAIN(tests)
