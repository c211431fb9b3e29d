/* Bit-fields: all their values, what does not fit them, and the members beside them. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct tile find(engine_fixture *fx, unsigned x, int y)
{
    struct tile found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, tile_find(fx->db, x, y, &found, fx->arena));
    return found;
}

static void assert_same_edge(const struct tile_edge *a, const struct tile_edge *b)
{
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    assert_int_equal(a->is_cut, b->is_cut);
}

static void assert_survives(engine_fixture *fx, const struct tile *row)
{
    struct tile copy = *row;
    assert_ok(fx->db, tile_insert(fx->db, &copy));
    const struct tile found = find(fx, row->x, row->y);
    assert_int_equal(found.x, row->x);
    assert_int_equal(found.y, row->y);
    assert_int_equal(found.is_laid, row->is_laid);
    assert_int_equal(found.sign, row->sign);
    assert_int_equal(found.number, row->number);
    assert_true(found.far == row->far);
    assert_true(found.wide == row->wide);
    assert_true(found.all == row->all);
    assert_true(found.whole == row->whole);
    assert_int_equal(found.color, row->color);
    assert_int_equal(found.shade, row->shade);
    assert_same_edge(&found.edge, &row->edge);
    assert_int_equal(found.back == NULL, row->back == NULL);
    if (row->back != NULL) {
        assert_same_edge(found.back, row->back);
    }
    assert_true(found.is_seen); /* as find found it */
}

static void test_b039_bit_fields_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct tile_edge least = { .width = 0, .height = -15, .is_cut = false };
    struct tile_edge most = { .width = 31, .height = 15, .is_cut = true };
    const struct tile rows[] = {
        { .x = 0,
          .y = -524288,
          .sign = -1,
          .far = -549755813887 - 1,
          .whole = INT64_MIN,
          .edge = least,
          .back = &most },
        { .x = 4095,
          .y = 524287,
          .is_laid = true,
          .number = 0x7fffffff,
          .far = 549755813887,
          .wide = INT64_MAX,
          .all = INT64_MAX,
          .whole = INT64_MAX,
          .color = TILE_GREEN,
          .shade = TILE_BLUE,
          .edge = most,
          .back = &least },
        { .x = 1, .y = -1, .number = 7, .far = -1, .whole = -1, .edge = { .height = -16 } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_survives(fx, &rows[i]);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT min(y) FROM tile"), "-524288");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT color FROM tile WHERE x = 0"), "red");
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM tile WHERE edge_height IS NULL"), "1");
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM tile WHERE back_width IS NULL"), "1");
}

/* Each value of the small ones, which must not touch its neighbours. */
static void test_b039_bit_fields_keep_all_bits(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (int i = 0; i < 32; i++) {
        struct tile row = { .x = (unsigned)i & 0xFFF, .is_laid = i % 2 != 0 };
        row.number = 1U << i & 0x7fffffff;
        row.far = INT64_C(1) << i;
        row.wide = UINT64_C(1) << (31 + i);
        row.edge.width = (unsigned)i & 31;
        row.edge.height = i & 15;
        assert_survives(fx, &row);
    }
}

static void test_b034_null_flags_that_are_bit_fields(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct tile_edge back = { .no_angle = 1, .angle = 7 };
    struct tile null = { .x = 1, .no_age = -1, .is_old = true, .back = &back };
    struct tile zero = { .x = 2, .number = 1, .edge = { .no_angle = 1 } };
    assert_ok(fx->db, tile_insert(fx->db, &null));
    assert_ok(fx->db, tile_insert(fx->db, &zero));
    struct tile found = find(fx, 1, 0);
    assert_true(found.no_age != 0 && !found.is_old && found.is_seen);
    assert_true(found.edge.no_angle == 0 && found.edge.angle == 0);
    assert_true(found.back->no_angle == 1 && found.back->angle == 0);
    found = find(fx, 2, 0);
    assert_true(found.no_age == 0 && !found.is_old && found.edge.no_angle == 1);
    assert_string_equal(engine_ask(fx, fx->db,
                                   "SELECT count(*) FROM tile WHERE x = 1 AND is_old IS NULL"
                                   " AND edge_angle = 0 AND back_angle IS NULL"),
                        "1");
}

static void test_b003_too_large_for_a_bit_field(void **state)
{
    static const char *const updates[] = {
        "UPDATE tile SET y = 524288",         "UPDATE tile SET y = -524289",
        "UPDATE tile SET edge_width = 32",    "UPDATE tile SET edge_width = -1",
        "UPDATE tile SET edge_height = 16",   "UPDATE tile SET sign = 1",
        "UPDATE tile SET far = 549755813888", "UPDATE tile SET back_width = 33",
        "UPDATE tile SET wide = -1",
    };
    static const char *const columns[] = { "y",    "y",   "edge_width", "edge_width", "edge_height",
                                           "sign", "far", "back_width", "wide" };
    engine_fixture *fx = *state;
    begin(fx);
    struct tile_edge back = { .width = 1 };
    struct tile row = { .x = 1, .back = &back };
    assert_ok(fx->db, tile_insert(fx->db, &row));
    for (size_t i = 0; i < sizeof updates / sizeof updates[0]; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(fx->db, orm_exec(fx->db, updates[i]));
        orm_rows *rows = NULL;
        assert_fails(fx->db, ORM_CONVERSION, tile_select(fx->db, NULL, &rows));
        assert_string_equal(orm_db_error(fx->db)->column, columns[i]);
        assert_ok(fx->db, orm_rollback(fx->db));
    }
    row.all = UINT64_MAX;
    assert_fails(fx->db, ORM_CONVERSION, tile_update(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "all");
}

static void test_b125_bit_fields_in_conditions(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (unsigned i = 0; i < 8; i++) {
        struct tile row = {
            .x = i & 7, .number = i & 7, .is_laid = i % 2 == 0, .color = TILE_BLUE
        };
        assert_ok(fx->db, tile_insert(fx->db, &row));
    }
    int64_t count = 0;
    orm_query query = { .where = orm_and(orm_eq(tile_.is_laid, true), orm_gt(tile_.x, 100000)) };
    assert_ok(fx->db, tile_count(fx->db, &query, &count));
    assert_int_equal(count, 0);
    query.where = orm_and(orm_eq(tile_.is_laid, true), orm_eq(tile_.color, TILE_BLUE),
                          orm_lt(tile_.number, 5), orm_is_null(tile_.back_width));
    assert_ok(fx->db, tile_count(fx->db, &query, &count));
    assert_int_equal(count, 3);
    struct tile found;
    assert_ok(fx->db, tile_find_by_number(fx->db, 6, &found, fx->arena));
    assert_int_equal(found.x, 6);
}

/* A key that the database has chosen must fit, else there is no row. */
static void test_b003_b063_a_generated_key_in_a_bit_field(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, tile_insert(fx->db, &(struct tile){ .number = 5 }));
    for (unsigned i = 1; i < 4; i++) {
        struct chip chip = { .tile = 5 };
        assert_ok(fx->db, chip_insert(fx->db, &chip));
        assert_int_equal(chip.id, i);
    }
    struct chip chip = { .tile = 5 };
    assert_fails(fx->db, ORM_CONVERSION, chip_insert(fx->db, &chip));
    assert_int_equal(chip.id, 0);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM chip"), "3");
    assert_fails(fx->db, ORM_FOREIGN_KEY,
                 chip_insert_with_key(fx->db, &(struct chip){ .id = 0, .tile = 6 }));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b039_bit_fields_at_their_ends),
    ENGINE_TEST(test_b039_bit_fields_keep_all_bits),
    ENGINE_TEST(test_b034_null_flags_that_are_bit_fields),
    ENGINE_TEST(test_b003_too_large_for_a_bit_field),
    ENGINE_TEST(test_b125_bit_fields_in_conditions),
    ENGINE_TEST(test_b003_b063_a_generated_key_in_a_bit_field),
};

ENGINE_MAIN(tests)
