/* Many rows of which one is refused, or the commit, or memory: nothing is left of them. */
#include <stdlib.h>
#include <string.h>

#include "kinds.orm.h"
#include "support/chaos_alloc.h"
#include "wares.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

/* ---- what is only seen at the end ---- */

/* The commit is refused: the keys have been handed out by then. */
static void test_b081_what_the_commit_refuses(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE node (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES node (id)"
                " DEFERRABLE INITIALLY DEFERRED, label TEXT)",
                "CREATE TABLE node (id bigserial PRIMARY KEY, parent_id bigint REFERENCES node (id)"
                " DEFERRABLE INITIALLY DEFERRED, label text)");
    struct node nodes[] = { { .id = -1, .label = (char *)"a" },
                            { .id = -2, .label = (char *)"b", .parent_id = 77 } };
    const struct node before[] = { nodes[0], nodes[1] };
    assert_fails(fx->db, ORM_FOREIGN_KEY, orm_insert_many(fx->db, &node_entity, nodes, 2, NULL));
    wares_assert_element(fx, 0);
    assert_int_equal(orm_depth(fx->db), 0);
    assert_memory_equal(nodes, before, sizeof nodes);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM node"), "0");
    nodes[1].parent_id = 0;
    assert_ok(fx->db, orm_insert_many(fx->db, &node_entity, nodes, 2, NULL));
    nodes[0].parent_id = nodes[1].id;
    assert_ok(fx->db, orm_update_many(fx->db, &node_entity, nodes, 2, NULL));
}

/* The server ends the connection at the sixth row. */
static void test_b081_a_connection_that_is_lost_on_the_way(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    engine_exec(fx->db, NULL,
                "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                "  PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
                "CREATE TRIGGER leave BEFORE INSERT ON ware FOR EACH ROW WHEN (NEW.amount = 5)"
                "  EXECUTE FUNCTION leave()");
    orm_db *db = engine_open(fx, NULL);
    struct ware *rows = wares_new(fx, 10), *before = wares_copy(fx, rows, 10);
    assert_fails(db, ORM_CONNECTION, orm_insert_many(db, &ware_entity, rows, 10, NULL));
    assert_int_equal(orm_db_error(db)->element, 6);
    assert_memory_equal(before, rows, 10 * sizeof *rows);
    wares_assert_count(fx, 0);
}

/* ---- what no row is at fault of ---- */

typedef orm_status (*many_fn)(orm_db *db, struct ware *rows, size_t count);

static orm_status insert_many(orm_db *db, struct ware *rows, size_t count)
{
    return orm_insert_many(db, &ware_entity, rows, count, NULL);
}

static orm_status update_many(orm_db *db, struct ware *rows, size_t count)
{
    return orm_update_many(db, &ware_entity, rows, count, NULL);
}

static orm_status upsert_many(orm_db *db, struct ware *rows, size_t count)
{
    return orm_upsert_many(db, &ware_entity, rows, count, NULL);
}

static orm_status delete_many(orm_db *db, struct ware *rows, size_t count)
{
    return orm_delete_many(db, &ware_entity, rows, count);
}

static const many_fn calls[] = { insert_many, upsert_many, update_many, delete_many };
enum { CALLS = sizeof calls / sizeof calls[0] };

static orm_db *open_in_mode(engine_fixture *fx, int mode)
{
    const orm_options options = { .statements = (orm_statements)mode };
    return engine_open(fx, &options);
}

/* However statements are kept. */
static void test_b088_what_all_rows_meet_names_none(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (int mode = ORM_STATEMENTS_NAMED; mode <= (int)ORM_STATEMENTS_OFF; mode++) {
        orm_db *db = open_in_mode(fx, mode);
        struct ware *rows = wares_new(fx, 3);
        for (size_t i = 0; i < CALLS; i++) { /* so that each is known */
            assert_ok(db, calls[i](db, rows, 3));
        }
        assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE ware RENAME TO gone"));
        for (size_t i = 0; i < CALLS; i++) {
            assert_fails(db, ORM_SCHEMA, calls[i](db, rows, 3));
            assert_int_equal(orm_db_error(db)->element, 0);
        }
        assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE gone RENAME TO ware"));
        engine_close(fx, db);
    }
}

static orm_status abort_transaction(orm_hook *hook)
{
    return orm_exec(hook->db, "SELECT no_such_column") == ORM_OK ? ORM_ENGINE : ORM_OK;
}

static void test_b088_an_aborted_transaction_names_none(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    for (int mode = ORM_STATEMENTS_NAMED; mode <= (int)ORM_STATEMENTS_OFF; mode++) {
        orm_db *db = open_in_mode(fx, mode);
        struct ware *rows = wares_new(fx, 3);
        assert_ok(db,
                  orm_hook_add(db, &ware_entity, ORM_BEFORE_INSERT, abort_transaction, NULL, NULL));
        assert_fails(db, ORM_ABORTED, insert_many(db, rows, 3));
        assert_int_equal(orm_db_error(db)->element, 0);
        engine_close(fx, db);
    }
}

/* ---- whatever is wrong ---- */

static int at_most(int limit)
{
    return rand() % (limit + 1); /* NOLINT: any sequence will do */
}

/* Half of the batches have a fault somewhere: then the table and the rows are as before. */
static void write_somehow(engine_fixture *fx, struct ware *rows, size_t count)
{
    struct ware *before = wares_copy(fx, rows, count);
    size_t fault = (size_t)at_most(2 * (int)count);
    const orm_conflict conflict = { .on = orm_columns(ware_.id),
                                    .read_back = orm_columns(ware_.twice) };
    const orm_update_options back = { .read_back = orm_columns(ware_.twice) };
    const char *sum =
        engine_ask(fx, fx->db, "SELECT CAST(sum(amount + changes) AS text) FROM ware");
    for (size_t i = 0; i < count; i++) {
        rows[i].amount = before[i].amount = at_most(1000);
    }
    if (fault < count) {
        rows[fault].place = before[fault].place = rows[(fault + 1) % count].place;
    }
    orm_status status = at_most(1) ? orm_update_many(fx->db, &ware_entity, rows, count, &back)
                                   : orm_upsert_many(fx->db, &ware_entity, rows, count, &conflict);
    if (fault < count) {
        assert_int_equal(status, ORM_UNIQUE);
        wares_assert_element(fx, fault + 1);
        assert_memory_equal(before, rows, count * sizeof *rows);
        assert_string_equal(
            engine_ask(fx, fx->db, "SELECT CAST(sum(amount + changes) AS text) FROM ware"), sum);
        rows[fault].place = (int32_t)fault;
        return;
    }
    assert_ok(fx->db, status);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(rows[i].twice, 2 * rows[i].amount);
        assert_int_equal(rows[i].changes, before[i].changes + 1);
        assert_int_equal(wares_found(fx, rows[i].id).amount, rows[i].amount);
    }
}

static void test_b081_b088_a_fault_anywhere(void **state)
{
    enum { COUNT = 12 };
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, COUNT);
    srand(7);
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    for (int i = 0; i < 60; i++) {
        write_somehow(fx, rows, COUNT);
    }
}

/* ---- memory ---- */

static orm_status many_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_error error;
    struct ware *rows = wares_new(fx, 4);
    const orm_conflict by_code = { .on = orm_columns(ware_.code) };
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    if (status == ORM_OK) {
        status = orm_insert_many(db, &ware_entity, rows, 4, NULL);
        assert_true(status == ORM_OK || rows[0].id == -7);
    }
    if (status == ORM_OK) {
        status = orm_update_many(db, &ware_entity, rows, 4, NULL);
        assert_int_equal(rows[0].changes, status == ORM_OK);
    }
    if (status == ORM_OK) {
        status = orm_upsert_many(db, &ware_entity, rows, 4, &by_code);
        assert_int_equal(rows[0].changes, 1 + (status == ORM_OK));
    }
    if (status == ORM_OK) {
        status = orm_delete_many(db, &ware_entity, rows, 4);
    }
    orm_close(db);
    if (status != ORM_OK) {
        assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM ware"));
    }
    wares_assert_count(fx, 0);
    return status;
}

static void test_b270_many_rows(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_string_equal(chaos_each(many_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b081_what_the_commit_refuses),
    ENGINE_TEST(test_b081_a_connection_that_is_lost_on_the_way),
    ENGINE_TEST(test_b088_what_all_rows_meet_names_none),
    ENGINE_TEST(test_b088_an_aborted_transaction_names_none),
    ENGINE_TEST(test_b081_b088_a_fault_anywhere),
    ENGINE_TEST(test_b270_many_rows),
};

ENGINE_MAIN(tests)
