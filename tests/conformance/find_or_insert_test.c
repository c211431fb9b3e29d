/* Rows that are inserted unless they are there: what was done is told, also where two do it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
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

static void assert_count(engine_fixture *fx, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, ware_count(fx->db, NULL, &count));
    assert_int_equal(count, expected);
}

static void test_b064_b111_what_was_done_is_told(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    bool inserted = false;
    struct ware row = some_ware("a", 1);
    const orm_conflict filled = { .read_back = orm_columns(ware_.twice) };
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &row, &filled, &inserted));
    assert_true(inserted);
    assert_int_equal(row.id, 1);
    assert_int_equal(row.twice, 10);
    struct ware again[] = { some_ware("a", 2), some_ware("b", 1) }; /* by either key */
    for (size_t i = 0; i < 2; i++) {
        assert_ok(fx->db,
                  orm_insert_or_ignore(fx->db, &ware_entity, &again[i], &filled, &inserted));
        assert_false(inserted);
        assert_int_equal(again[i].id, 999);
        assert_int_equal(again[i].twice, -1);
        assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &again[i], NULL, NULL));
    }
    assert_count(fx, 1);
    const orm_conflict by_code = { .on = orm_columns(ware_.code) };
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &again[0], &by_code, &inserted));
    assert_false(inserted);
    inserted = true;
    assert_fails(fx->db, ORM_UNIQUE,
                 orm_insert_or_ignore(fx->db, &ware_entity, &again[1], &by_code, &inserted));
    assert_true(inserted); /* untouched on failure */
    again[1].place = 3;
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &again[1], &by_code, &inserted));
    assert_true(inserted);
    assert_true(again[1].id > 1);
}

/* What a trigger did before the row was found to be there stays, whether a key was to come back or
 * not. */
static void test_b111_what_triggers_did_stays(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(
        fx->db,
        "CREATE TABLE audit (line TEXT);"
        "CREATE TRIGGER note BEFORE INSERT ON ware BEGIN"
        "  INSERT INTO audit VALUES (NEW.code); END;"
        "CREATE TRIGGER note_pair BEFORE INSERT ON pairing BEGIN"
        "  INSERT INTO audit VALUES ('pair'); END",
        "CREATE TABLE audit (line text);"
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        "  INSERT INTO audit VALUES (TG_TABLE_NAME); RETURN NEW; END $$;"
        "CREATE TRIGGER note BEFORE INSERT ON ware FOR EACH ROW EXECUTE FUNCTION note();"
        "CREATE TRIGGER note BEFORE INSERT ON pairing FOR EACH ROW EXECUTE FUNCTION note()");
    for (int i = 0; i < 3; i++) {
        struct ware row = some_ware("a", 1);
        struct pairing pair = { .left = 1, .right = 2 };
        assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &row, NULL, NULL));
        assert_ok(fx->db, orm_insert_or_ignore(fx->db, &pairing_entity, &pair, NULL, NULL));
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT CAST(count(*) AS text) FROM audit"), "6");
}

/* Only keys are in the way: what else is wrong is told. */
static void test_b111_other_constraints_are_not_ignored(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    bool inserted = false;
    struct chest row = { .amount = -1 };
    assert_fails(fx->db, ORM_CHECK,
                 orm_insert_or_ignore(fx->db, &chest_entity, &row, NULL, &inserted));
    assert_fails(fx->db, ORM_CHECK,
                 orm_find_or_insert(fx->db, &chest_entity, &row,
                                    &(orm_conflict){ .arena = fx->arena }, &inserted));
}

static void test_b111_by_the_primary_key(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    bool inserted = false;
    const orm_conflict by_id = { .on = orm_columns(ware_.id) };
    struct ware row = some_ware("a", 1);
    row.id = 0;
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &row, &by_id, &inserted));
    assert_true(inserted);
    row = some_ware("b", 2);
    row.id = 0;
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &row, &by_id, &inserted));
    assert_false(inserted);
    struct pairing pair = { .left = 1, .right = 2 };
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_insert_or_ignore(fx->db, &pairing_entity, &pair, NULL, &inserted));
        assert_true(inserted == (i == 0));
    }
    /* nothing but a generated key is in nobody's way */
    struct stub stub = { .id = 0 };
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &stub_entity, &stub, NULL, &inserted));
    assert_true(inserted && stub.id == 1);
}

static void test_b118_the_row_that_is_there_is_loaded(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    bool inserted = false;
    const orm_conflict by_code = { .on = orm_columns(ware_.code),
                                   .read_back = orm_columns(ware_.twice),
                                   .arena = fx->arena };
    struct ware row = some_ware("a", 1), other = some_ware("a", 2);
    assert_ok(fx->db, orm_find_or_insert(fx->db, &ware_entity, &row, &by_code, &inserted));
    assert_true(inserted);
    assert_int_equal(row.twice, 10);
    other.note = NULL;
    other.amount = 77;
    assert_ok(fx->db, orm_find_or_insert(fx->db, &ware_entity, &other, &by_code, &inserted));
    assert_false(inserted);
    assert_int_equal(other.id, row.id);
    assert_int_equal(other.place, 1);
    assert_int_equal(other.amount, 5);
    assert_string_equal(other.note, "first");
    assert_int_equal(other.twice, 10);
    assert_count(fx, 1);
    struct ware null = some_ware(NULL, -1); /* which no row is found by */
    for (int i = 0; i < 2; i++) {
        assert_ok(fx->db, orm_find_or_insert(fx->db, &ware_entity, &null, &by_code, &inserted));
        assert_true(inserted);
    }
    assert_count(fx, 3);
}

static void test_b118_without_an_arena_nothing_is_inserted(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ware row = some_ware("a", 1);
    assert_fails(fx->db, ORM_MISUSE,
                 orm_find_or_insert(fx->db, &ware_entity, &row,
                                    &(orm_conflict){ .on = orm_columns(ware_.code) }, NULL));
    assert_count(fx, 0);
}

/* A trigger that lets no row in makes no loop. */
static void test_b118_a_row_that_is_kept_out(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(fx->db,
                "CREATE TRIGGER keep_out BEFORE INSERT ON ware BEGIN"
                "  SELECT RAISE(IGNORE); END",
                "CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS"
                "  $$ BEGIN RETURN NULL; END $$;"
                "CREATE TRIGGER keep_out BEFORE INSERT ON ware FOR EACH ROW"
                "  EXECUTE FUNCTION keep_out()");
    struct ware row = some_ware("a", 1);
    bool inserted = true;
    const orm_conflict by_code = { .on = orm_columns(ware_.code), .arena = fx->arena };
    assert_fails(fx->db, ORM_ENGINE,
                 orm_find_or_insert(fx->db, &ware_entity, &row, &by_code, &inserted));
    assert_int_equal(row.id, 999);
    assert_fails(fx->db, ORM_ENGINE, orm_upsert(fx->db, &ware_entity, &row, &by_code));
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &ware_entity, &row, NULL, &inserted));
    assert_false(inserted);
}

/* ---- at the same time ---- */

enum { THREADS = 4, NAMES = 40 };

typedef struct racer {
    pthread_t thread;
    orm_db *db;
    int64_t keys[NAMES];
    int inserted;
    orm_error error;
} racer;

/* No assertion here: they are the main thread's. */
static void *race(void *ctx)
{
    racer *own = ctx;
    orm_arena *arena = NULL;
    orm_status status = orm_arena_new(NULL, &arena);
    for (int i = 0; status == ORM_OK && i < NAMES; i++) {
        char code[16];
        bool inserted = false;
        (void)snprintf(code, sizeof code, "name %d", i);
        struct ware row = some_ware(code, -1);
        status = orm_find_or_insert(
            own->db, &ware_entity, &row,
            &(orm_conflict){ .on = orm_columns(ware_.code), .arena = arena }, &inserted);
        own->keys[i] = row.id;
        own->inserted += inserted;
    }
    if (status != ORM_OK) {
        own->error = *orm_db_error(own->db);
    }
    orm_arena_free(arena);
    return NULL;
}

static void test_b118_who_comes_second_finds_the_row_of_the_first(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static racer racers[THREADS];
    int inserted = 0;
    memset(racers, 0, sizeof racers);
    for (size_t i = 0; i < THREADS; i++) {
        racers[i].db = engine_open(fx, NULL);
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(racers[i].thread, NULL), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_string_equal(racers[i].error.message, "");
        assert_memory_equal(racers[i].keys, racers[0].keys, sizeof racers[0].keys);
        inserted += racers[i].inserted;
    }
    assert_int_equal(inserted, NAMES);
    assert_count(fx, NAMES);
}

/* ---- warm ---- */

static void write_each(orm_db *db, orm_arena *arena)
{
    const orm_conflict by_code = { .on = orm_columns(ware_.code),
                                   .set = orm_set_to(ware_.amount, orm_add(ware_.amount, 1)),
                                   .read_back = orm_columns(ware_.note),
                                   .arena = arena };
    const orm_conflict find = { .on = orm_columns(ware_.code), .arena = arena };
    struct ware row = some_ware("warm", 7);
    assert_ok(db, orm_upsert(db, &ware_entity, &row, &by_code));
    assert_ok(db, orm_find_or_insert(db, &ware_entity, &row, &find, NULL));
    assert_ok(db, orm_insert_or_ignore(db, &ware_entity, &row, NULL, NULL));
    assert_ok(db, orm_update_with(db, &ware_entity, &row,
                                  &(orm_update_options){ .columns = orm_columns(ware_.note),
                                                         .read_back = orm_columns(ware_.twice) }));
    assert_ok(db, orm_update_many(db, &ware_entity, &row, 1, NULL));
}

/* Nothing of ours is asked for but the copies of the rows of a batch. */
static void test_b233_warm_writes_take_no_memory(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&chaos) });
    size_t warm = 0;
    for (int i = 0; i < 20; i++) {
        warm = i == 10 ? chaos.requests : warm;
        write_each(db, fx->arena);
    }
    assert_int_equal(chaos.requests, warm + 10);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b064_b111_what_was_done_is_told),
    ENGINE_TEST(test_b111_by_the_primary_key),
    ENGINE_TEST(test_b111_other_constraints_are_not_ignored),
    ENGINE_TEST(test_b111_what_triggers_did_stays),
    ENGINE_TEST(test_b118_a_row_that_is_kept_out),
    ENGINE_TEST(test_b118_the_row_that_is_there_is_loaded),
    ENGINE_TEST(test_b118_who_comes_second_finds_the_row_of_the_first),
    ENGINE_TEST(test_b118_without_an_arena_nothing_is_inserted),
    ENGINE_TEST(test_b233_warm_writes_take_no_memory),
};

ENGINE_MAIN(tests)
