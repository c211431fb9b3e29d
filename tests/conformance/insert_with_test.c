/* Inserting by options: named columns, defaults, keys of the program's, what is read back. */
#include <string.h>

#include "models/odd.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct chest some_chest(void)
{
    return (struct chest){ .label = (char *)"mine",
                           .shelf = 30,
                           .place = 4,
                           .amount = 70,
                           .weight = 2.5,
                           .code = "xyz",
                           .twice = -1,
                           .tries = -1,
                           .unmapped = 99 };
}

static struct chest found_chest(engine_fixture *fx, int64_t id)
{
    struct chest found = { .id = 0 };
    assert_ok(fx->db, chest_find(fx->db, id, &found, fx->arena));
    return found;
}

static void test_b068_a_row_of_nothing_but_defaults(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct chest row = some_chest();
    assert_ok(fx->db, orm_insert_with(fx->db, &chest_entity, &row,
                                      &(orm_insert_options){ .columns = orm_no_columns() }));
    assert_int_equal(row.id, 1);
    assert_string_equal(row.label, "mine");
    struct chest found = found_chest(fx, 1);
    assert_string_equal(found.label, "none");
    assert_int_equal(found.place, -1);
    assert_int_equal(found.amount, 7);
    assert_string_equal(found.code, "ab");
    assert_null(found.lid);
}

/* A NULL member is stored as NULL, whatever the default is; only options ask for that. */
static void test_b069_default_and_null_are_two_things(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct chest row = some_chest();
    row.label = NULL;
    assert_ok(fx->db, chest_insert(fx->db, &row));
    assert_null(found_chest(fx, row.id).label);
    assert_ok(fx->db,
              orm_insert_with(fx->db, &chest_entity, &row,
                              &(orm_insert_options){ .use_defaults = orm_columns(chest_.label) }));
    struct chest found = found_chest(fx, row.id);
    assert_string_equal(found.label, "none");
    assert_int_equal(found.amount, 70);
    row.amount = 0;
    assert_ok(fx->db,
              orm_insert_with(fx->db, &chest_entity, &row,
                              &(orm_insert_options){ .columns = orm_columns(chest_.amount) }));
    found = found_chest(fx, row.id);
    assert_string_equal(found.label, "none");
    assert_int_equal(found.amount, 0);
    assert_int_equal(found.shelf, 3);
}

static void test_b036_b070_what_the_database_made_is_read_back(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct chest_lid lid = { .width = 21, .color = (char *)"red", .area = -5 };
    struct chest row = some_chest();
    row.lid = &lid;
    assert_ok(fx->db, orm_insert_with(
                          fx->db, &chest_entity, &row,
                          &(orm_insert_options){
                              .use_defaults = orm_columns(chest_.label, chest_.code),
                              .read_back = orm_columns(chest_.twice, chest_.tries, chest_.label,
                                                       chest_.lid_area, chest_.code, chest_.open),
                              .arena = fx->arena }));
    assert_int_equal(row.twice, 140);
    assert_int_equal(row.tries, 5);
    assert_string_equal(row.label, "none");
    assert_string_equal(row.code, "ab");
    assert_false(row.open);
    assert_ptr_equal(row.lid, &lid);
    assert_int_equal(lid.area, 42);
    assert_string_equal(lid.color, "red");
    assert_int_equal(row.unmapped, 99);
}

static void test_b065_an_explicit_key_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static const int64_t keys[] = { 0, -1, 12, INT64_MAX };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct chest row = some_chest();
        row.id = keys[i];
        bool is_listed = i % 2 == 0;
        const orm_insert_options options = {
            .with_key = !is_listed,
            .columns = is_listed ? orm_columns(chest_.id, chest_.amount) : NULL,
            .use_defaults = is_listed ? NULL : orm_columns(chest_.label),
        };
        assert_ok(fx->db, orm_insert_with(fx->db, &chest_entity, &row, &options));
        assert_true(row.id == keys[i]);
        struct chest found = found_chest(fx, keys[i]);
        assert_true(found.id == keys[i]);
        assert_int_equal(found.amount, 70);
        assert_string_equal(found.label, "none");
    }
    struct chest again = some_chest();
    again.id = 12;
    assert_fails(
        fx->db, ORM_UNIQUE,
        orm_insert_with(fx->db, &chest_entity, &again, &(orm_insert_options){ .with_key = true }));
}

static void test_b066_b070_a_key_that_the_database_makes_of_text(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct medal row = { .code = (char *)"mine", .level = 9 }, found = { .level = 0 };
    assert_ok(fx->db,
              orm_insert_with(fx->db, &medal_entity, &row,
                              &(orm_insert_options){ .use_defaults = orm_columns(medal_.code),
                                                     .read_back = orm_columns(medal_.code),
                                                     .arena = fx->arena }));
    assert_true(strlen(row.code) >= 8);
    assert_ok(fx->db, medal_find(fx->db, row.code, &found, fx->arena));
    assert_int_equal(found.level, 9);
}

/* SQLite would number the row by itself. */
static void test_b066_a_key_of_the_programs_choice_is_not_left_out(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    struct item row = { .id = 5, .amount = 1, .rank = INT64_MIN };
    assert_fails(fx->db, ORM_MISUSE,
                 orm_insert_with(fx->db, &item_entity, &row,
                                 &(orm_insert_options){ .use_defaults = orm_columns(item_.id) }));
    assert_mentions(orm_db_error(fx->db)->message, "item.id is left out");
    assert_fails(fx->db, ORM_MISUSE,
                 orm_insert_with(fx->db, &item_entity, &row,
                                 &(orm_insert_options){ .columns = orm_columns(item_.amount) }));
    assert_ok(fx->db,
              orm_insert_with(fx->db, &item_entity, &row,
                              &(orm_insert_options){ .use_defaults = orm_columns(item_.label) }));
}

/* ---- nothing is left of a failure ---- */

static void assert_refused(engine_fixture *fx, orm_status expected, struct chest *row,
                           const orm_insert_options *options)
{
    struct chest before;
    memcpy(&before, row, sizeof before);
    assert_fails(fx->db, expected, orm_insert_with(fx->db, &chest_entity, row, options));
    assert_memory_equal(&before, row, sizeof before);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM chest"), "0");
}

/* A table of somebody else's, where what comes back last does not fit: the row has been stored by
 * then, and the members before it were filled. */
static void make_misfit(engine_fixture *fx)
{
    engine_exec(fx->db,
                "DROP TABLE chest; CREATE TABLE chest (id INTEGER PRIMARY KEY, label, shelf,"
                " place, amount, open, weight, code, seal, parts, sizes, lid_width, lid_color,"
                " lid_area DEFAULT 5, tries DEFAULT 'many')",
                "ALTER TABLE chest ALTER tries TYPE bigint;"
                "ALTER TABLE chest ALTER tries SET DEFAULT 5000000000");
}

static const orm_handle *const *const read_back =
    orm_columns(chest_.amount, chest_.lid_area, chest_.label, chest_.tries);

static const orm_insert_options *fill_chest(engine_fixture *fx, struct chest *row)
{
    static orm_insert_options options;
    static struct chest_lid lid;
    *row = some_chest();
    lid = (struct chest_lid){ .width = 1, .area = -5 };
    row->id = 77;
    row->lid = &lid;
    options = (orm_insert_options){ .read_back = read_back, .arena = fx->arena };
    return &options;
}

static void test_b071_b073_a_refused_insert_leaves_all_as_it_was(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct chest row;
    const orm_insert_options *options = fill_chest(fx, &row);
    row.amount = -1;
    assert_refused(fx, ORM_CHECK, &row, options);
    assert_string_equal(orm_db_error(fx->db)->table, "chest");
    assert_int_equal(orm_db_error(fx->db)->element, 0);
    assert_int_equal(row.lid->area, -5);
    row.amount = 1;
    assert_ok(fx->db, orm_insert_with(fx->db, &chest_entity, &row, options));
    assert_int_equal(row.lid->area, 2);
}

static void test_b073_what_does_not_fit_is_not_stored(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    make_misfit(fx);
    struct chest row;
    const orm_insert_options *options = fill_chest(fx, &row);
    assert_refused(fx, ORM_CONVERSION, &row, options);
    assert_string_equal(orm_db_error(fx->db)->column, "tries");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_refused(fx, ORM_CONVERSION, &row, options);
    assert_int_equal(orm_depth(fx->db), 1);
    assert_false(orm_is_aborted(fx->db)); /* it is no failure of a statement */
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(row.lid->area, -5);
}

static void test_b073_a_narrow_key_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pebble row = { .id = 127 };
    assert_ok(fx->db, pebble_insert_with_key(fx->db, &row));
    engine_exec(fx->db, NULL, "SELECT setval(pg_get_serial_sequence('pebble', 'id'), 127)");
    row.id = 5;
    assert_fails(fx->db, ORM_CONVERSION,
                 orm_insert_with(fx->db, &pebble_entity, &row,
                                 &(orm_insert_options){ .columns = orm_no_columns() }));
    assert_int_equal(row.id, 5);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM pebble"), "1");
}

static void test_b064_a_row_kept_out_is_no_success_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(fx->db,
                "CREATE TRIGGER keep_out BEFORE INSERT ON chest BEGIN"
                "  SELECT RAISE(IGNORE); END",
                "CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS"
                "  $$ BEGIN RETURN NULL; END $$;"
                "CREATE TRIGGER keep_out BEFORE INSERT ON chest FOR EACH ROW"
                "  EXECUTE FUNCTION keep_out()");
    struct chest row = some_chest();
    assert_refused(fx, ORM_ENGINE, &row,
                   &(orm_insert_options){ .read_back = orm_columns(chest_.twice) });
    assert_refused(fx, ORM_ENGINE, &row,
                   &(orm_insert_options){ .with_key = true, .columns = orm_columns(chest_.id) });
}

/* ---- misuse ---- */

static void assert_misused(engine_fixture *fx, const char *part, const orm_insert_options *options)
{
    struct chest row = some_chest();
    assert_refused(fx, ORM_MISUSE, &row, options);
    assert_mentions(orm_db_error(fx->db)->message, part);
}

static void test_lists_that_are_wrong_are_named(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_misused(fx, "medal",
                   &(orm_insert_options){ .columns = orm_columns(chest_.label, medal_.code) });
    assert_misused(fx, "chest.label in columns",
                   &(orm_insert_options){ .columns = orm_columns(chest_.label, chest_.label) });
    assert_misused(fx, "chest.twice in columns",
                   &(orm_insert_options){ .columns = orm_columns(chest_.twice) });
    assert_misused(fx, "chest.tries in columns",
                   &(orm_insert_options){ .columns = orm_columns(chest_.tries) });
    assert_misused(fx, "use_defaults",
                   &(orm_insert_options){ .columns = orm_columns(chest_.label),
                                          .use_defaults = orm_columns(chest_.code) });
    assert_misused(
        fx, "with_key",
        &(orm_insert_options){ .with_key = true, .use_defaults = orm_columns(chest_.id) });
    assert_misused(fx, "chest.label is to be read back",
                   &(orm_insert_options){ .read_back = orm_columns(chest_.label) });
    assert_misused(
        fx, "chest.parts is to be read back",
        &(orm_insert_options){ .read_back = orm_columns(chest_.parts), .arena = fx->arena });
    const orm_handle none = { .path = NULL };
    assert_misused(
        fx, "no column",
        &(orm_insert_options){ .read_back = (const orm_handle *const[]){ &none, NULL } });
    struct chest row = some_chest();
    assert_fails(fx->db, ORM_MISUSE, orm_insert_with(fx->db, NULL, &row, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_insert_with(fx->db, &chest_entity, NULL, NULL));
    assert_int_equal(orm_insert_with(NULL, &chest_entity, &row, NULL), ORM_MISUSE);
    assert_ok(fx->db, orm_insert_with(fx->db, &chest_entity, &row, NULL));
}

/* ---- memory ---- */

static orm_status insert_with_all(orm_db *db, orm_arena *arena)
{
    struct chest_lid lid = { .width = 1, .area = -1 };
    struct chest row = some_chest();
    row.lid = &lid;
    orm_status status = orm_insert_with(
        db, &chest_entity, &row,
        &(orm_insert_options){ .use_defaults = orm_columns(chest_.label, chest_.code),
                               .read_back = orm_columns(chest_.label, chest_.twice, chest_.lid_area,
                                                        chest_.parts, chest_.sizes),
                               .arena = arena });
    bool is_stored = status == ORM_OK;
    assert_true(is_stored == (lid.area == 2) && is_stored == (row.twice == 140));
    assert_true(is_stored == (strcmp(row.label, "none") == 0));
    return status;
}

static orm_status insert_scenario(void *ctx, const orm_allocator *allocator)
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
        status = insert_with_all(db, arena);
    }
    orm_close(db);
    orm_arena_free(arena);
    const char *count = engine_ask(fx, fx->db, "SELECT count(*) FROM chest");
    assert_string_equal(count, status == ORM_OK ? "1" : "0");
    assert_ok(fx->db, orm_exec(fx->db, "DELETE FROM chest"));
    return status;
}

static void test_b270_inserts_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_string_equal(chaos_each(insert_scenario, fx), "");
}

/* The statement of the same options is the same one, and asks for no memory. */
static void test_b233_a_warm_insert_by_options_takes_no_memory(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    chaos_alloc chaos;
    chaos_init(&chaos, 0);
    orm_db *db = engine_open(fx, &(orm_options){ .allocator = chaos_allocator(&chaos) });
    size_t warm = 0;
    for (int i = 0; i < 20; i++) {
        warm = i == 10 ? chaos.requests : warm;
        assert_ok(db, insert_with_all(db, fx->arena));
    }
    assert_int_equal(chaos.requests, warm);
    engine_close(fx, db);
    assert_string_equal(chaos_fault(&chaos), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b036_b070_what_the_database_made_is_read_back),
    ENGINE_TEST(test_b064_a_row_kept_out_is_no_success_by_options),
    ENGINE_TEST(test_b065_an_explicit_key_by_options),
    ENGINE_TEST(test_b066_a_key_of_the_programs_choice_is_not_left_out),
    ENGINE_TEST(test_b066_b070_a_key_that_the_database_makes_of_text),
    ENGINE_TEST(test_b068_a_row_of_nothing_but_defaults),
    ENGINE_TEST(test_b069_default_and_null_are_two_things),
    ENGINE_TEST(test_b071_b073_a_refused_insert_leaves_all_as_it_was),
    ENGINE_TEST(test_b073_what_does_not_fit_is_not_stored),
    ENGINE_TEST(test_b073_a_narrow_key_by_options),
    ENGINE_TEST(test_b233_a_warm_insert_by_options_takes_no_memory),
    ENGINE_TEST(test_b270_inserts_by_options),
    ENGINE_TEST(test_lists_that_are_wrong_are_named),
};

ENGINE_MAIN(tests)
