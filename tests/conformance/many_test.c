/* Many rows at once: all or none, in order, and who is at fault. */
#include <stdio.h>
#include <string.h>

#include "wares.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

/* ---- insert ---- */

/* More values than an engine takes parameters in one statement. */
static void test_b080_b082_keys_come_to_their_rows(void **state)
{
    enum { COUNT = 12000 };
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, COUNT);
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    assert_int_equal(orm_depth(fx->db), 0);
    wares_assert_count(fx, COUNT);
    for (size_t i = 0; i < COUNT; i += 997) {
        struct ware found = wares_found(fx, rows[i].id);
        assert_string_equal(found.code, rows[i].code);
        assert_int_equal(found.amount, i);
        assert_true(i == 0 || rows[i].id > rows[i - 1].id);
    }
}

static void test_b081_b088_nothing_is_left_of_a_batch_that_fails(void **state)
{
    enum { COUNT = 6000, FAULT = 5000 };
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, COUNT), *before;
    rows[FAULT - 1].code = rows[17].code;
    before = wares_copy(fx, rows, COUNT);
    assert_fails(fx->db, ORM_UNIQUE, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    wares_assert_element(fx, FAULT);
    assert_string_equal(orm_db_error(fx->db)->table, "ware");
    assert_memory_equal(before, rows, COUNT * sizeof *rows);
    wares_assert_count(fx, 0);
    rows[FAULT - 1].code = NULL;
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    wares_assert_count(fx, COUNT);
    struct ware one = { .place = -1 };
    assert_fails(fx->db, ORM_UNIQUE, orm_insert_with_key(fx->db, &ware_entity, &rows[3]));
    wares_assert_element(fx, 0); /* of no batch */
    assert_ok(fx->db, ware_insert(fx->db, &one));
}

static void test_b081_inside_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, 20);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, 10, NULL));
    rows[15].place = 3;
    assert_fails(fx->db, ORM_UNIQUE, orm_insert_many(fx->db, &ware_entity, rows + 10, 10, NULL));
    wares_assert_element(fx, 6);
    assert_int_equal(orm_depth(fx->db), 1);
    if (orm_is_aborted(fx->db)) {
        assert_false(engine_is_sqlite());
        assert_ok(fx->db, orm_rollback(fx->db));
        wares_assert_count(fx, 0);
        return;
    }
    assert_ok(fx->db, orm_commit(fx->db));
    wares_assert_count(fx, 10);
}

static void test_b083_no_rows_are_no_statement(void **state)
{
    engine_fixture *fx = *state; /* there are no tables at all */
    struct ware row = { .id = 5 };
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, NULL, 0, NULL));
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, &row, 0, NULL));
    assert_ok(fx->db, orm_update_many(fx->db, &ware_entity, NULL, 0, NULL));
    assert_ok(fx->db, orm_delete_many(fx->db, &ware_entity, NULL, 0));
    assert_ok(fx->db, orm_upsert_many(fx->db, &ware_entity, NULL, 0, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_insert_many(fx->db, &ware_entity, NULL, 1, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_update_many(fx->db, NULL, &row, 1, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_delete_many(fx->db, &ware_entity, NULL, 1));
    assert_fails(fx->db, ORM_MISUSE, orm_upsert_many(fx->db, NULL, &row, 0, NULL));
    assert_int_equal(orm_insert_many(NULL, &ware_entity, &row, 1, NULL), ORM_MISUSE);
    assert_fails(fx->db, ORM_SCHEMA, orm_delete_many(fx->db, &ware_entity, &row, 1));
}

static void test_b084_options_are_for_all_rows(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, 50);
    for (int64_t i = 0; i < 50; i++) {
        rows[i].id = i; /* the keys are the program's, 0 included */
    }
    const orm_insert_options options = { .with_key = true,
                                         .use_defaults = orm_columns(ware_.amount),
                                         .read_back =
                                             orm_columns(ware_.amount, ware_.twice, ware_.code),
                                         .arena = fx->arena };
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, 50, &options));
    for (int64_t i = 0; i < 50; i++) {
        char code[24];
        (void)snprintf(code, sizeof code, "code %d", (int)i);
        assert_int_equal(rows[i].id, i);
        assert_int_equal(rows[i].amount, 1);
        assert_int_equal(rows[i].twice, 2);
        assert_string_equal(rows[i].code, code);
        assert_int_equal(wares_found(fx, i).amount, 1);
    }
}

static void test_b085_b086_texts_and_nulls_come_back_as_they_were(void **state)
{
    static char *const texts[] = { (char *)"a\tb\nc", (char *)"\\N", NULL,          (char *)"",
                                   (char *)"'\"",     (char *)"\\",  (char *)"\r\n" };
    enum { COUNT = sizeof texts / sizeof texts[0] };
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        rows[i].note = texts[i];
    }
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < COUNT; i++) {
            struct ware found = wares_found(fx, rows[i].id);
            assert_true((found.note == NULL) == (rows[i].note == NULL));
            assert_true(found.note == NULL || strcmp(found.note, rows[i].note) == 0);
            rows[i].note = texts[COUNT - 1 - i];
            rows[i].label = NULL; /* of all of them */
        }
        assert_ok(fx->db, orm_update_many(fx->db, &ware_entity, rows, COUNT, NULL));
    }
}

/* ---- before the first is written ---- */

static void count_statement(void *ctx, const orm_log_event *event)
{
    (void)event;
    ++*(size_t *)ctx;
}

/* What does not fit is seen before anything is sent. */
static void test_b088_what_does_not_fit_is_told_first(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    size_t statements = 0;
    orm_db *db = engine_open(fx, &(orm_options){ .log = count_statement, .log_ctx = &statements });
    struct chest rows[5];
    for (size_t i = 0; i < 5; i++) {
        rows[i] = (struct chest){ .label = (char *)"x", .code = "ab" };
    }
    memcpy(rows[3].code, "long", 4); /* no NUL */
    assert_ok(db, orm_insert_many(db, &chest_entity, rows, 3, NULL));
    struct chest before[5];
    memcpy(before, rows, sizeof rows);
    statements = 0;
    assert_fails(db, ORM_CONVERSION, orm_insert_many(db, &chest_entity, rows, 5, NULL));
    assert_int_equal(orm_db_error(db)->element, 4);
    assert_string_equal(orm_db_error(db)->column, "code");
    assert_fails(db, ORM_CONVERSION, orm_update_many(db, &chest_entity, rows, 5, NULL));
    assert_int_equal(orm_db_error(db)->element, 4);
    assert_fails(db, ORM_CONVERSION, orm_upsert_many(db, &chest_entity, rows, 5, NULL));
    assert_int_equal(orm_db_error(db)->element, 4);
    assert_int_equal(statements, 0);
    assert_memory_equal(before, rows, sizeof rows);
}

/* ---- update ---- */

static void test_b109_versions_count_or_are_as_before(void **state)
{
    enum { COUNT = 30 };
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, COUNT), *before;
    assert_ok(fx->db, orm_insert_many(fx->db, &ware_entity, rows, COUNT, NULL));
    for (size_t i = 0; i < COUNT; i++) {
        rows[i].amount += 100;
    }
    assert_ok(fx->db, orm_update_many(fx->db, &ware_entity, rows, COUNT, NULL));
    assert_int_equal(rows[COUNT - 1].changes, 1);
    engine_exec(fx->db, "UPDATE ware SET changes = 9 WHERE place = 20",
                "UPDATE ware SET changes = 9 WHERE place = 20");
    before = wares_copy(fx, rows, COUNT);
    const orm_update_options options = {
        .columns = orm_columns(ware_.note),
        .set = orm_set_to(ware_.amount, orm_add(ware_.amount, 1)),
        .read_back = orm_columns(ware_.amount),
    };
    assert_fails(fx->db, ORM_STALE, orm_update_many(fx->db, &ware_entity, rows, COUNT, &options));
    wares_assert_element(fx, 21);
    assert_memory_equal(before, rows, COUNT * sizeof *rows);
    assert_int_equal(wares_found(fx, rows[0].id).amount, 100);
    assert_int_equal(wares_found(fx, rows[0].id).changes, 1);
    assert_fails(fx->db, ORM_STALE, orm_delete_many(fx->db, &ware_entity, rows, COUNT));
    wares_assert_element(fx, 21);
    wares_assert_count(fx, COUNT);
    assert_ok(fx->db, orm_update_many(fx->db, &ware_entity, rows, 20, &options));
    for (int64_t i = 0; i < 20; i++) {
        assert_int_equal(rows[i].amount, 101 + i);
        assert_int_equal(rows[i].changes, 2);
    }
    assert_ok(fx->db, orm_delete_many(fx->db, &ware_entity, rows, 20));
    wares_assert_count(fx, 10);
}

static void test_b099_a_row_of_a_batch_that_is_gone(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct medal medals[] = { { .code = (char *)"a" }, { .code = (char *)"b" } };
    assert_ok(fx->db, orm_insert_many(fx->db, &medal_entity, medals, 1, NULL));
    medals[0].level = 8;
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update_many(fx->db, &medal_entity, medals, 2, NULL));
    wares_assert_element(fx, 2);
    assert_fails(fx->db, ORM_NOT_FOUND, orm_delete_many(fx->db, &medal_entity, medals, 2));
    wares_assert_element(fx, 2);
    struct medal found;
    assert_ok(fx->db, medal_find(fx->db, "a", &found, fx->arena));
    assert_int_equal(found.level, 0);
}

/* ---- delete ---- */

static void test_b087_any_number_of_rows(void **state)
{
    static const size_t counts[] = { 1, 2, 1000, 20000 };
    engine_fixture *fx = *state;
    begin(fx);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct pairing *rows = orm_arena_alloc(fx->arena, counts[i] * sizeof *rows);
        for (size_t k = 0; k < counts[i]; k++) {
            rows[k] = (struct pairing){ .left = (int32_t)k, .right = -(int32_t)k };
        }
        assert_ok(fx->db, orm_insert_many(fx->db, &pairing_entity, rows, counts[i], NULL));
        assert_ok(fx->db, orm_delete_many(fx->db, &pairing_entity, rows, counts[i]));
        assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM pairing"),
                            "0");
    }
}

/* ---- upsert ---- */

/* PostgreSQL's one statement for both would be refused; each row has its own. */
static void test_b116_the_same_key_twice(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, 6);
    rows[3].code = rows[1].code;
    rows[5].code = rows[1].code;
    const orm_conflict conflict = { .on = orm_columns(ware_.code),
                                    .columns = orm_columns(ware_.amount),
                                    .read_back = orm_columns(ware_.place) };
    assert_ok(fx->db, orm_upsert_many(fx->db, &ware_entity, rows, 6, &conflict));
    wares_assert_count(fx, 4);
    assert_true(rows[3].id == rows[1].id && rows[5].id == rows[1].id);
    assert_int_equal(rows[1].changes, 0);
    assert_int_equal(rows[3].changes, 1);
    assert_int_equal(rows[5].changes, 2);
    assert_int_equal(rows[5].place, 1);
    struct ware found = wares_found(fx, rows[1].id);
    assert_int_equal(found.amount, 5);
    assert_int_equal(found.changes, 2);
}

static void test_b081_b116_upserts_are_all_or_none(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ware *rows = wares_new(fx, 40), *before;
    assert_ok(fx->db, orm_upsert_many(fx->db, &ware_entity, rows, 20,
                                      &(orm_conflict){ .on = orm_columns(ware_.code) }));
    for (size_t i = 0; i < 20; i++) {
        rows[i].amount = 1000;
    }
    rows[31].place = 4; /* another row's */
    before = wares_copy(fx, rows, 40);
    assert_fails(fx->db, ORM_UNIQUE,
                 orm_upsert_many(fx->db, &ware_entity, rows, 40,
                                 &(orm_conflict){ .on = orm_columns(ware_.code) }));
    wares_assert_element(fx, 32);
    assert_memory_equal(before, rows, 40 * sizeof *rows);
    wares_assert_count(fx, 20);
    assert_int_equal(wares_found(fx, rows[7].id).amount, 7);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b080_b082_keys_come_to_their_rows),
    ENGINE_TEST(test_b081_b088_nothing_is_left_of_a_batch_that_fails),
    ENGINE_TEST(test_b081_b116_upserts_are_all_or_none),
    ENGINE_TEST(test_b081_inside_a_transaction),
    ENGINE_TEST(test_b083_no_rows_are_no_statement),
    ENGINE_TEST(test_b084_options_are_for_all_rows),
    ENGINE_TEST(test_b085_b086_texts_and_nulls_come_back_as_they_were),
    ENGINE_TEST(test_b087_any_number_of_rows),
    ENGINE_TEST(test_b088_what_does_not_fit_is_told_first),
    ENGINE_TEST(test_b099_a_row_of_a_batch_that_is_gone),
    ENGINE_TEST(test_b109_versions_count_or_are_as_before),
    ENGINE_TEST(test_b116_the_same_key_twice),
};

ENGINE_MAIN(tests)
