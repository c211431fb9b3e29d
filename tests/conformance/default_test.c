/* Columns that are set to their defaults: what the model says, on both engines. */
#include <string.h>

#include "support/engine.h"
#include "test_settings.orm.h"

static const orm_interval no_time = { 0, 0, 0 };

/* Nothing in it is a default. */
static struct setting setting_of(const char *owner)
{
    static int32_t sizes[] = { 9 };
    return (struct setting){ .owner = (char *)(uintptr_t)owner,
                             .level = 1,
                             .weight = 2,
                             .label = (char *)(uintptr_t)"other",
                             .price = 3,
                             .day = "1999-12-31",
                             .json = (char *)(uintptr_t)"{}",
                             .period = no_time,
                             .at = 5,
                             .sum = 6,
                             .chosen = 7,
                             .sizes = sizes,
                             .size_count = 1,
                             .maybe = 8,
                             .half = 9,
                             .bare = 10 };
}

static void insert(engine_fixture *fx, const char *owner)
{
    struct setting row = setting_of(owner);
    assert_ok(fx->db, setting_insert(fx->db, &row));
}

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_settings_schema));
    insert(fx, "a");
}

static struct setting find(engine_fixture *fx, int64_t id)
{
    struct setting row;
    assert_ok(fx->db, setting_find(fx->db, id, &row, fx->arena));
    return row;
}

static void assert_defaults(const struct setting *row)
{
    static const uint8_t key[16] = { 0xa0, 0xee, 0xbc, 0x99, 0x9c, 0x0b, 0x4e, 0xf8,
                                     0xbb, 0x6d, 0x6b, 0xb9, 0xbd, 0x38, 0x0a, 0x11 };
    assert_int_equal(row->level, -7);
    assert_true(row->weight == 0.1);
    assert_true(row->open);
    assert_string_equal(row->label, "it's {} ? $1");
    assert_int_equal(row->theme, THEME_DARK);
    assert_int_equal(row->number, THEME_DARK);
    assert_int_equal(row->price, 150);
    assert_string_equal(row->day, "2024-02-29");
    assert_memory_equal(row->key, key, sizeof key);
    assert_string_equal(row->json, "[1]");
    assert_int_equal(row->period.months, 1);
    assert_int_equal(row->period.days, -2);
    assert_int_equal(row->at, 1700000000);
    assert_true(row->made_at > INT64_C(1700000000000));
    assert_int_equal(row->sum, 3);
    assert_int_equal(row->chosen, 42);
    assert_int_equal(row->size_count, 2);
    assert_int_equal(row->sizes[1], 2);
    assert_int_equal(row->maybe, -1);
    assert_int_equal(row->half, engine_is_sqlite() ? 3 : -1);
    assert_int_equal(row->bare, 10);
}

#define ALL_DEFAULTS                                                            \
    orm_sets(orm_set_default(setting_.level), orm_set_default(setting_.weight), \
             orm_set_default(setting_.open), orm_set_default(setting_.label),   \
             orm_set_default(setting_.theme), orm_set_default(setting_.number), \
             orm_set_default(setting_.price), orm_set_default(setting_.day),    \
             orm_set_default(setting_.key), orm_set_default(setting_.json),     \
             orm_set_default(setting_.period), orm_set_default(setting_.at),    \
             orm_set_default(setting_.made_at), orm_set_default(setting_.sum),  \
             orm_set_default(setting_.chosen), orm_set_default(setting_.sizes), \
             orm_set_default(setting_.maybe), orm_set_default(setting_.half))

#define ALL_COLUMNS                                                                             \
    orm_columns(setting_.level, setting_.weight, setting_.open, setting_.label, setting_.theme, \
                setting_.number, setting_.price, setting_.day, setting_.key, setting_.json,     \
                setting_.period, setting_.at, setting_.made_at, setting_.sum, setting_.chosen,  \
                setting_.sizes, setting_.maybe, setting_.half)

static void test_b102_columns_become_their_defaults(void **state)
{
    engine_fixture *fx = *state;
    int64_t count = 0;
    begin(fx);
    insert(fx, "b");
    assert_ok(fx->db,
              setting_update_where(fx->db, ALL_DEFAULTS, orm_eq(setting_.owner, "a"), &count));
    assert_int_equal(count, 1);
    const struct setting changed = find(fx, 1), other = find(fx, 2);
    assert_defaults(&changed);
    assert_int_equal(other.level, 1);
    assert_string_equal(other.label, "other");
}

static void test_b102_a_row_gets_defaults(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct setting row = find(fx, 1);
    const orm_update_options options = { .set = ALL_DEFAULTS,
                                         .read_back = ALL_COLUMNS,
                                         .arena = fx->arena };
    assert_ok(fx->db, setting_update_with(fx->db, &row, &options));
    assert_defaults(&row);
    const struct setting stored = find(fx, 1);
    assert_defaults(&stored);
    assert_int_equal(stored.version, row.version);
}

static void test_b102_an_upsert_sets_defaults(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct setting row = setting_of("a");
    row.level = 77;
    row.bare = 78;
    const orm_conflict conflict = { .on = orm_columns(setting_.owner),
                                    .set = orm_sets(
                                        orm_set_default(setting_.level),
                                        orm_set_to(setting_.bare, orm_excluded(setting_.bare))) };
    assert_ok(fx->db, setting_upsert(fx->db, &row, &conflict));
    const struct setting stored = find(fx, 1);
    assert_int_equal(stored.level, -7);
    assert_int_equal(stored.bare, 78);
}

static void test_b102_what_has_no_default(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const orm_expr *const wrong[] = { orm_set_default(setting_.bare), orm_set_default(setting_.id),
                                      orm_set_default(setting_.version),
                                      orm_sets(orm_set_default(setting_.level),
                                               orm_set(setting_.level, 1)) };
    static const char *const why[] = { "no default and cannot be NULL", "never set", "by itself",
                                       "set twice" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, setting_update_all(fx->db, wrong[i], NULL));
        assert_mentions(orm_db_error(fx->db)->message, why[i]);
    }
    const orm_expr alone = { .op = ORM_OP_DEFAULT };
    assert_fails(fx->db, ORM_MISUSE,
                 setting_update_where(fx->db, orm_set(setting_.level, 1), &alone, NULL));
    assert_fails(fx->db, ORM_MISUSE, setting_update_all(fx->db, &alone, NULL));
    assert_fails(fx->db, ORM_MISUSE,
                 setting_update_all(
                     fx->db, orm_set_to(setting_.level, orm_add(setting_.level, &alone)), NULL));
}

/* The model's default, where the table of somebody else has another one. */
static void test_b102_the_default_is_the_models(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db,
              orm_exec(fx->db, "CREATE TABLE chore (id INTEGER PRIMARY KEY,"
                               " level INTEGER NOT NULL DEFAULT 99, maybe INTEGER DEFAULT 5)"));
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO chore VALUES (1, 2, 3)"));
    assert_ok(
        fx->db,
        chore_update_all(
            fx->db, orm_sets(orm_set_default(chore_.level), orm_set_default(chore_.maybe)), NULL));
    struct chore found;
    assert_ok(fx->db, chore_find(fx->db, 1, &found, fx->arena));
    assert_int_equal(found.level, 4);
    assert_int_equal(found.maybe, -1);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b102_an_upsert_sets_defaults),
    ENGINE_TEST(test_b102_a_row_gets_defaults),
    ENGINE_TEST(test_b102_columns_become_their_defaults),
    ENGINE_TEST(test_b102_the_default_is_the_models),
    ENGINE_TEST(test_b102_what_has_no_default),
};

ENGINE_MAIN(tests)
