/* Rows that may be there: inserted or updated, by each sort of key, and what comes back. */
#include <stdlib.h>
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "shop.orm.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct ware some_ware(const char *code, int32_t at)
{
    return (struct ware){ .id = 999,
                          .code = (char *)code,
                          .shelf = 1,
                          .place = at,
                          .amount = 5,
                          .note = (char *)"first",
                          .twice = -1 };
}

static struct ware found_ware(engine_fixture *fx, int64_t id)
{
    struct ware found = { .id = 0 };
    assert_ok(fx->db, ware_find(fx->db, id, &found, fx->arena));
    return found;
}

static orm_status upsert(engine_fixture *fx, struct ware *row, const orm_conflict *conflict)
{
    return orm_upsert(fx->db, &ware_entity, row, conflict);
}

/* Two of other keys, so that what is changed beside the row that is meant is seen. */
static int64_t add_wares(engine_fixture *fx)
{
    struct ware row = some_ware("a", 1), other = some_ware("z", 9);
    other.label = (char *)"other";
    assert_ok(fx->db, ware_insert(fx->db, &other));
    assert_ok(fx->db, ware_insert(fx->db, &row));
    return row.id;
}

static void assert_wares(engine_fixture *fx, const char *count)
{
    assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM ware"), count);
    assert_string_equal(found_ware(fx, 1).note, "first");
    assert_int_equal(found_ware(fx, 1).changes, 0);
}

static void test_b110_b114_by_a_unique_column(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t id = add_wares(fx);
    struct ware row = some_ware("a", 2);
    row.amount = 7;
    row.note = (char *)"second";
    assert_ok(fx->db, upsert(fx, &row,
                             &(orm_conflict){ .on = orm_columns(ware_.code),
                                              .columns = orm_columns(ware_.amount),
                                              .read_back = orm_columns(ware_.twice) }));
    assert_int_equal(row.id, id);
    assert_int_equal(row.changes, 1);
    assert_int_equal(row.twice, 14);
    struct ware found = found_ware(fx, id);
    assert_int_equal(found.amount, 7);
    assert_string_equal(found.note, "first"); /* the others are left alone */
    assert_int_equal(found.place, 1);
    assert_int_equal(found.changes, 1);
    assert_wares(fx, "2");
}

static void test_b110_all_members_but_the_keys(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t id = add_wares(fx);
    struct ware row = some_ware("new code", 1);
    row.note = (char *)"second";
    row.label = (char *)"new";
    row.changes = 40; /* not compared */
    assert_ok(fx->db,
              upsert(fx, &row, &(orm_conflict){ .on = orm_columns(ware_.place, ware_.shelf) }));
    assert_int_equal(row.id, id);
    assert_int_equal(row.changes, 1);
    struct ware found = found_ware(fx, id);
    assert_string_equal(found.code, "new code");
    assert_string_equal(found.note, "second");
    assert_string_equal(found.label, "new");
    assert_wares(fx, "2");
}

static void test_b117_a_row_that_is_not_there_is_inserted(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_wares(fx);
    struct ware row = some_ware("b", 3);
    row.changes = 4;
    assert_ok(fx->db, upsert(fx, &row, &(orm_conflict){ .on = orm_columns(ware_.code) }));
    assert_int_equal(row.id, 3);
    assert_int_equal(row.changes, 4);
    assert_int_equal(found_ware(fx, 3).changes, 4);
    struct ware null = some_ware(NULL, -1); /* NULL is in nobody's way */
    assert_ok(fx->db, upsert(fx, &null, &(orm_conflict){ .on = orm_columns(ware_.code) }));
    assert_ok(fx->db, upsert(fx, &null, &(orm_conflict){ .on = orm_columns(ware_.code) }));
    assert_wares(fx, "5");
}

/* The generated key itself is the key of the conflict: the program's is stored. */
static void test_b065_b110_by_the_generated_key(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t id = add_wares(fx);
    struct ware row = some_ware("c", 4);
    static const int64_t keys[] = { 0, 50, INT64_MAX };
    for (size_t i = 0; i < 3; i++) {
        row.id = keys[i];
        row.code = row.label = NULL;
        row.place = (int32_t)(i + 10);
        row.changes = 0;
        assert_ok(fx->db, upsert(fx, &row, NULL));
        assert_true(row.id == keys[i]);
        assert_ok(fx->db, upsert(fx, &row, NULL));
        assert_int_equal(found_ware(fx, keys[i]).changes, 1);
    }
    row = some_ware("d", 5);
    row.id = id;
    assert_ok(fx->db, upsert(fx, &row, NULL));
    assert_string_equal(found_ware(fx, id).code, "d");
    assert_wares(fx, "5");
}

static void test_b112_excluded_values_and_expressions(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t id = add_wares(fx);
    struct ware row = some_ware("a", 1);
    row.amount = 30;
    const orm_conflict conflict = {
        .on = orm_columns(ware_.code),
        .set = orm_sets(orm_set_to(ware_.amount, orm_add(ware_.amount, orm_excluded(ware_.amount))),
                        orm_set(ware_.note, "counted"),
                        orm_set_to(ware_.label, orm_excluded(ware_.code))),
        .read_back = orm_columns(ware_.amount, ware_.twice),
    };
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    assert_int_equal(row.amount, 35);
    assert_int_equal(row.twice, 70);
    assert_string_equal(row.note, "first"); /* it was not asked for */
    struct ware found = found_ware(fx, id);
    assert_string_equal(found.note, "counted");
    assert_string_equal(found.label, "a");
    assert_int_equal(found.changes, 1);
    assert_wares(fx, "2");
    struct ware fresh = some_ware("q", 8); /* nothing of the set where it is inserted */
    assert_ok(fx->db, upsert(fx, &fresh, &conflict));
    assert_string_equal(found_ware(fx, fresh.id).note, "first");
    assert_int_equal(fresh.amount, 5);
}

/* Rows that the index does not have are in nobody's way. */
static void test_b113_by_a_unique_index_on_some_rows(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const orm_conflict conflict = { .on = orm_columns(ware_.label),
                                    .columns = orm_columns(ware_.note) };
    struct ware row = some_ware("a", 1);
    row.label = (char *)"same";
    row.amount = 0;
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    row.code = NULL;
    row.place = 2;
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    assert_int_equal(row.id, 2);
    row.amount = 1;
    row.place = 3;
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    assert_int_equal(row.id, 3);
    row.note = (char *)"renewed";
    row.place = 4;
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    assert_int_equal(row.id, 3);
    struct ware found = found_ware(fx, 3);
    assert_string_equal(found.note, "renewed");
    assert_int_equal(found.place, 3);
    assert_wares(fx, "3");
    bool inserted = true;
    row.place = 5;
    row.amount = 0;
    assert_ok(fx->db, orm_find_or_insert(
                          fx->db, &ware_entity, &row,
                          &(orm_conflict){ .on = orm_columns(ware_.label), .arena = fx->arena },
                          &inserted));
    assert_false(inserted);
    assert_int_equal(row.id, 3);
}

/* A row that is replaced would take its children with it. */
static void test_b115_the_row_stays_the_row(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &shop_schema));
    struct customer ada = { .name = (char *)"Ada", .email = (char *)"a@b", .country = "DE" };
    assert_ok(fx->db, customer_insert(fx->db, &ada));
    struct invoice bill = { .customer_id = ada.id };
    assert_ok(fx->db, invoice_insert(fx->db, &bill));
    struct customer again = { .name = (char *)"Ada L.", .email = (char *)"a@b", .country = "GB" };
    assert_ok(fx->db, orm_upsert(fx->db, &customer_entity, &again,
                                 &(orm_conflict){ .on = orm_columns(customer_.email) }));
    assert_int_equal(again.id, ada.id);
    again.name = (char *)"Ada K.";
    assert_ok(fx->db, orm_upsert(fx->db, &customer_entity, &again, NULL));
    int64_t count = 0;
    assert_ok(fx->db, invoice_count(fx->db, NULL, &count));
    assert_int_equal(count, 1);
    struct customer found = { .id = 0 };
    assert_ok(fx->db, customer_find(fx->db, ada.id, &found, fx->arena));
    assert_string_equal(found.name, "Ada K.");
    assert_string_equal(found.country, "GB");
}

static void test_b110_entities_of_little_but_a_key(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pairing pair = { .left = 1, .right = 2 };
    struct chair chair = { .line = 1, .number = 2, .changes = 7 };
    for (int i = 0; i < 3; i++) {
        assert_ok(fx->db, orm_upsert(fx->db, &pairing_entity, &pair, NULL));
        assert_ok(fx->db, orm_upsert(fx->db, &chair_entity, &chair, NULL));
        assert_int_equal(chair.changes, 7 + i);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM pairing"), "1");
}

/* Where nothing is to be written to it, the row that is there is only read. */
static void test_b114_the_row_is_left_alone_but_read(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    int64_t id = add_wares(fx);
    struct ware row = some_ware("a", 7);
    row.amount = 1000;
    row.changes = 4;
    const orm_conflict conflict = { .on = orm_columns(ware_.code),
                                    .columns = orm_no_columns(),
                                    .read_back = orm_columns(ware_.amount, ware_.note),
                                    .arena = fx->arena };
    assert_ok(fx->db, upsert(fx, &row, &conflict));
    assert_int_equal(row.id, id);
    assert_int_equal(row.amount, 5);
    assert_int_equal(row.changes, 0);
    assert_int_equal(row.place, 7);
    assert_int_equal(found_ware(fx, id).place, 1);
    struct ware fresh = some_ware("b", 8);
    assert_ok(fx->db, upsert(fx, &fresh, &conflict));
    assert_true(fresh.id > 2);
    assert_wares(fx, "3");
}

/* ---- nothing is left of a failure ---- */

static void assert_refused(engine_fixture *fx, orm_status expected, struct ware *row,
                           const orm_conflict *conflict)
{
    struct ware before;
    memcpy(&before, row, sizeof before);
    assert_fails(fx->db, expected, upsert(fx, row, conflict));
    assert_memory_equal(&before, row, sizeof before);
    assert_wares(fx, "2");
}

static void test_b110_another_key_in_the_way_is_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_wares(fx);
    struct ware row = some_ware("z", 1); /* the code of one, the place of the other */
    const orm_conflict conflict = { .on = orm_columns(ware_.shelf, ware_.place) };
    assert_refused(fx, ORM_UNIQUE, &row, &conflict);
    assert_string_equal(orm_db_error(fx->db)->table, "ware");
    engine_exec(fx->db, "UPDATE ware SET changes = 2147483647 WHERE code = 'a'",
                "UPDATE ware SET changes = 2147483647 WHERE code = 'a'");
    row.code = (char *)"fine";
    assert_refused(fx, ORM_CONVERSION, &row, &conflict);
}

static void assert_misused(engine_fixture *fx, const char *part, const orm_conflict *conflict)
{
    struct ware row = some_ware("a", 1);
    assert_refused(fx, ORM_MISUSE, &row, conflict);
    assert_mentions(orm_db_error(fx->db)->message, part);
}

static void test_conflicts_that_are_wrong_are_named(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_wares(fx);
    assert_misused(fx, "no unique key of ware", &(orm_conflict){ .on = orm_columns(ware_.note) });
    assert_misused(fx, "no unique key of ware", &(orm_conflict){ .on = orm_columns(ware_.shelf) });
    assert_misused(fx, "no unique key of ware",
                   &(orm_conflict){ .on = orm_columns(ware_.shelf, ware_.place, ware_.code) });
    assert_misused(fx, "no unique key of ware", &(orm_conflict){ .on = orm_no_columns() });
    assert_misused(fx, "ware.code in on: it is named twice",
                   &(orm_conflict){ .on = orm_columns(ware_.code, ware_.code) });
    assert_misused(fx, "chest", &(orm_conflict){ .on = orm_columns(chest_.id) });
    assert_misused(
        fx, "ware.id: a column of the key",
        &(orm_conflict){ .on = orm_columns(ware_.code), .columns = orm_columns(ware_.id) });
    assert_misused(
        fx, "ware.code: a column of the key",
        &(orm_conflict){ .on = orm_columns(ware_.code), .columns = orm_columns(ware_.code) });
    assert_misused(fx, "ware.twice in columns",
                   &(orm_conflict){ .columns = orm_columns(ware_.twice) });
    assert_misused(
        fx, "ware.note: the column is set twice",
        &(orm_conflict){ .columns = orm_columns(ware_.note), .set = orm_set(ware_.note, "x") });
    assert_misused(fx, "primary key", &(orm_conflict){ .set = orm_set(ware_.id, 1) });
    assert_misused(fx, "arena", &(orm_conflict){ .read_back = orm_columns(ware_.note) });
    struct ware row = some_ware("a", 1);
    bool inserted = false;
    const orm_conflict writes = { .columns = orm_columns(ware_.note) };
    assert_fails(fx->db, ORM_MISUSE, orm_upsert(fx->db, NULL, &row, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_upsert(fx->db, &ware_entity, NULL, NULL));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_insert_or_ignore(fx->db, &ware_entity, &row, &writes, &inserted));
    assert_fails(fx->db, ORM_MISUSE,
                 orm_find_or_insert(fx->db, &ware_entity, &row, &writes, &inserted));
    assert_fails(fx->db, ORM_MISUSE, orm_find_or_insert(fx->db, &ware_entity, NULL, NULL, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_insert_or_ignore(fx->db, NULL, &row, NULL, NULL));
    assert_int_equal(orm_upsert(NULL, &ware_entity, &row, NULL), ORM_MISUSE);
}

/* A table of somebody else's, without the constraint. */
static void test_b110_a_table_without_the_constraint(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db, "CREATE TABLE pairing (\"left\" INTEGER, \"right\" INTEGER)",
                "CREATE TABLE pairing (\"left\" integer, \"right\" integer)");
    struct pairing pair = { .left = 1, .right = 2 };
    assert_fails(fx->db, ORM_SQL, orm_upsert(fx->db, &pairing_entity, &pair, NULL));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM pairing"), "0");
}

/* ---- memory ---- */

static orm_status upsert_all(orm_db *db, orm_arena *arena)
{
    static const char *const codes[] = { "a", "new" };
    bool inserted = false;
    orm_status status = ORM_OK;
    for (int i = 0; status == ORM_OK && i < 4; i++) {
        struct ware row = some_ware(codes[i % 2], 30 + i % 2);
        const orm_conflict renew = { .on = orm_columns(ware_.code),
                                     .columns = i < 2 ? NULL : orm_no_columns(),
                                     .read_back = orm_columns(ware_.note),
                                     .arena = arena };
        const orm_conflict find = { .on = orm_columns(ware_.code), .arena = arena };
        status = orm_upsert(db, &ware_entity, &row, &renew);
        if (status == ORM_OK) {
            status = orm_insert_or_ignore(db, &ware_entity, &row, NULL, &inserted);
        }
        if (status == ORM_OK) {
            row.code = (char *)(i == 3 ? "third" : codes[i % 2]);
            row.place = i == 3 ? 40 : row.place;
            row.label = NULL;
            status = orm_find_or_insert(db, &ware_entity, &row, &find, &inserted);
        }
    }
    return status;
}

static orm_status upsert_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_error error;
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    }
    if (status == ORM_OK) {
        status = upsert_all(db, arena);
    }
    orm_close(db);
    orm_arena_free(arena);
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM ware WHERE id > 2"));
    return status;
}

static void test_b270_upserts(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_wares(fx);
    assert_string_equal(chaos_each(upsert_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b065_b110_by_the_generated_key),
    ENGINE_TEST(test_b110_a_table_without_the_constraint),
    ENGINE_TEST(test_b110_all_members_but_the_keys),
    ENGINE_TEST(test_b110_another_key_in_the_way_is_refused),
    ENGINE_TEST(test_b110_b114_by_a_unique_column),
    ENGINE_TEST(test_b110_entities_of_little_but_a_key),
    ENGINE_TEST(test_b112_excluded_values_and_expressions),
    ENGINE_TEST(test_b113_by_a_unique_index_on_some_rows),
    ENGINE_TEST(test_b114_the_row_is_left_alone_but_read),
    ENGINE_TEST(test_b115_the_row_stays_the_row),
    ENGINE_TEST(test_b117_a_row_that_is_not_there_is_inserted),
    ENGINE_TEST(test_b270_upserts),
    ENGINE_TEST(test_conflicts_that_are_wrong_are_named),
};

ENGINE_MAIN(tests)
