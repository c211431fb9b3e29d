/* Parts, views and results as orm-scan makes them: their typed calls, and that a change through a
 * part is the same change of the whole row, whatever is in it. */
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_orders.orm.h"

static const char views_sqlite[] =
    "CREATE VIEW order_line AS SELECT i.id AS item_id, o.buyer AS buyer, o.state AS state,"
    " i.count AS count FROM order_item AS i JOIN order_row AS o ON o.id = i.order_id;"
    "CREATE VIEW OrderTotal AS SELECT o.buyer AS buyer, count(DISTINCT o.id) AS orders,"
    " sum(i.count) AS items FROM order_row AS o LEFT JOIN order_item AS i ON i.order_id = o.id"
    " GROUP BY o.buyer";
static const char views_postgresql[] =
    "CREATE VIEW order_line AS SELECT i.id AS item_id, o.buyer_name AS buyer, o.state, i.count"
    " FROM order_item AS i JOIN order_row AS o ON o.order_id = i.order_id;"
    "CREATE VIEW order_total AS SELECT o.buyer_name AS buyer, count(DISTINCT o.order_id) AS orders,"
    " sum(i.count)::bigint AS items"
    " FROM order_row AS o LEFT JOIN order_item AS i ON i.order_id = o.order_id"
    " GROUP BY o.buyer_name";

orm_status order_cents_check(const orm_field *field, const orm_value *value, orm_error *error)
{
    (void)field;
    return value->as.integer == 6666 ? orm_validate_fail(error, "too much") : ORM_OK;
}

static void make(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_orders_schema));
    engine_exec(fx->db, views_sqlite, views_postgresql);
}

/* ---- random rows ---- */

static uint32_t chance(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static char *random_text(uint32_t *seed)
{
    static const char *const texts[] = { NULL, "", "x", "it's \"quoted\"", "\xc3\xa4\xc3\xb6" };
    return (char *)texts[chance(seed, sizeof texts / sizeof texts[0])];
}

static int32_t numbers[4] = { 3, -1, INT32_MAX, INT32_MIN };

static struct order_row random_row(uint32_t *seed, int32_t number)
{
    struct order_row row = { .buyer = chance(seed, 2) == 0 ? (char *)"Ada" : (char *)"Bob",
                             .number = number,
                             .state = (enum order_state)chance(seed, 3),
                             .placed_at = chance(seed, 3) * 1000000,
                             .cents = (int64_t)chance(seed, 1000000) - 500000,
                             .weight = chance(seed, 100) / 8.0,
                             .gift = chance(seed, 2) == 0,
                             .changes = (int32_t)chance(seed, 100),
                             .secret = random_text(seed) };
    row.note = chance(seed, 2) == 0 ? NULL : (void *)"no\0te";
    row.note_size = row.note == NULL ? 0 : chance(seed, 6);
    row.parts = chance(seed, 2) == 0 ? NULL : numbers;
    row.part_count = row.parts == NULL ? 0 : chance(seed, 5);
    row.to.street = random_text(seed);
    (void)strcpy(row.to.zip, chance(seed, 2) == 0 ? "" : "1234567");
    return row;
}

static void assert_same_row(engine_fixture *fx, const struct order_row *a)
{
    struct order_row b = { .id = 0 };
    orm_field_bits differing;
    assert_ok(fx->db, order_row_find(fx->db, a->id, &b, fx->arena));
    assert_int_equal(orm_compare(&order_row_entity, a, &b, fx->arena, &differing), ORM_OK);
    int first = orm_field_bits_next(&differing, 0);
    assert_string_equal(first < 0 ? "" : order_row_entity.fields[first].member, "");
}

static void change_state(engine_fixture *fx, struct order_row *row, uint32_t *seed)
{
    struct order_state_part part = { .id = 0 };
    assert_ok(fx->db, order_state_part_find(fx->db, row->id, &part, fx->arena));
    assert_true(part.state == row->state && part.placed_at == row->placed_at &&
                part.cents == row->cents && part.changes == row->changes);
    part.state = row->state = (enum order_state)chance(seed, 3);
    part.placed_at = row->placed_at = chance(seed, 2) * 77;
    part.cents = row->cents = -(int64_t)chance(seed, 1000);
    assert_ok(fx->db, order_state_part_update(fx->db, &part));
    row->changes++;
    assert_true(part.changes == row->changes);
}

static void change_ship(engine_fixture *fx, struct order_row *row, uint32_t *seed)
{
    struct order_ship part = { .key = row->id };
    assert_ok(fx->db, order_ship_reload(fx->db, &part, fx->arena));
    assert_true(part.n == row->part_count && part.twice == row->id * 2);
    assert_string_equal(part.to.zip, row->to.zip);
    part.to.street = row->to.street = random_text(seed);
    part.secret = row->secret = random_text(seed);
    part.parts = row->parts = numbers;
    part.n = (uint8_t)chance(seed, 5);
    row->part_count = part.n;
    part.twice = 0; /* the database's */
    assert_ok(fx->db, order_ship_update_with(fx->db, &part, NULL));
    row->changes++;
}

static void test_b096_property_parts_of_rows_of_all_kinds(void **state)
{
    engine_fixture *fx = *state;
    uint32_t seed = 1;
    make(fx);
    for (int32_t i = 0; i < 150; i++) {
        struct order_row row = random_row(&seed, i);
        assert_ok(fx->db, order_row_insert(fx->db, &row));
        row.twice = row.id * 2;
        assert_same_row(fx, &row);
        (chance(&seed, 2) == 0 ? change_state : change_ship)(fx, &row, &seed);
        assert_same_row(fx, &row);
        orm_arena_reset(fx->arena);
    }
}

/* ---- typed calls ---- */

static void test_b096_a_unique_key_of_the_whole_finds_a_part(void **state)
{
    engine_fixture *fx = *state;
    uint32_t seed = 2;
    make(fx);
    struct order_row row = random_row(&seed, 4);
    assert_ok(fx->db, order_row_insert(fx->db, &row));
    struct order_buyer part = { .number = 0 };
    assert_ok(fx->db, order_buyer_find_by_buyer_and_number(fx->db, row.buyer, 4, &part, fx->arena));
    assert_string_equal(part.buyer, row.buyer);
    assert_fails(fx->db, ORM_NOT_FOUND,
                 order_buyer_find_by_buyer_and_number(fx->db, row.buyer, 5, &part, fx->arena));
}

static void look_for_secret(void *ctx, const orm_log_event *event)
{
    int *seen = ctx;
    if (event->sql != NULL && strstr(event->sql, "UPDATE") != NULL) {
        *seen += strstr(event->sql, "hush") != NULL ? 100 : 1;
    }
}

static void test_b096_a_secret_stays_one_in_a_part(void **state)
{
    engine_fixture *fx = *state;
    uint32_t seed = 3;
    int seen = 0;
    make(fx);
    struct order_row row = random_row(&seed, 1);
    assert_ok(fx->db, order_row_insert(fx->db, &row));
    orm_db *db = engine_open(
        fx, &(orm_options){ .log = look_for_secret, .log_ctx = &seen, .log_values = true });
    struct order_ship part = { .key = row.id };
    assert_ok(db, order_ship_reload(db, &part, fx->arena));
    part.secret = (char *)"hush";
    assert_ok(db, order_ship_update(db, &part));
    assert_int_equal(seen, 1);
}

static void test_b096_values_are_validated_in_a_part(void **state)
{
    engine_fixture *fx = *state;
    uint32_t seed = 5;
    make(fx);
    struct order_row row = random_row(&seed, 1);
    assert_ok(fx->db, order_row_insert(fx->db, &row));
    struct order_state_part part = { .id = row.id };
    assert_ok(fx->db, order_state_part_reload(fx->db, &part, fx->arena));
    part.cents = 6666;
    assert_fails(fx->db, ORM_REFUSED, order_state_part_update(fx->db, &part));
    assert_mentions(orm_db_error(fx->db)->message, "too much");
}

static void add_items(engine_fixture *fx)
{
    uint32_t seed = 4;
    for (int32_t i = 0; i < 6; i++) {
        struct order_row row = random_row(&seed, i);
        row.buyer = i == 0 ? (char *)"Cy" : (char *)"Ada";
        row.state = ORDER_PAID;
        assert_ok(fx->db, order_row_insert(fx->db, &row));
        struct order_item item = { .order_id = row.id, .count = i };
        if (i > 0) {
            assert_ok(fx->db, order_item_insert(fx->db, &item));
        }
    }
}

static void test_b264_views_over_joins_and_groups(void **state)
{
    engine_fixture *fx = *state;
    make(fx);
    add_items(fx);
    struct order_total total = { .orders = 0 };
    assert_ok(fx->db, order_total_find(fx->db, "Ada", &total, fx->arena));
    assert_true(total.orders == 5 && total.items == 15);
    assert_ok(fx->db, order_total_find(fx->db, "Cy", &total, fx->arena));
    assert_true(total.orders == 1 && total.items == -1);
    struct order_line *lines = NULL;
    size_t count = 0;
    const orm_query query = { .where = orm_and(orm_eq(order_line_.buyer, "Ada"),
                                               orm_gt(order_line_.count, 3)),
                              .order_by = { orm_asc(order_line_.count) } };
    assert_ok(fx->db, order_line_collect(fx->db, &query, fx->arena, &lines, &count));
    assert_int_equal(count, 2);
    assert_true(lines[0].count == 4 && lines[0].state == ORDER_PAID);
    orm_rows *rows = NULL;
    const orm_raw raw = { .sql = "SELECT state, count(*) AS n FROM order_row GROUP BY state" };
    assert_ok(fx->db, state_count_raw_select(fx->db, &raw, &rows));
    const struct state_count *line = state_count_next(rows);
    assert_true(line->state == ORDER_PAID && line->orders == 6);
    orm_rows_free(rows);
}

static void test_b264_what_was_scanned_does_not_differ(void **state)
{
    engine_fixture *fx = *state;
    const orm_difference *list = NULL;
    size_t count = 0;
    make(fx);
    assert_ok(fx->db, orm_verify(fx->db, &test_orders_schema, fx->arena, &list, &count));
    assert_string_equal(count == 0 ? "" : list[0].message, "");
    engine_exec(fx->db, "DROP VIEW order_line; DROP VIEW OrderTotal",
                "DROP VIEW order_line; DROP VIEW order_total");
    assert_ok(fx->db, orm_drop_all(fx->db, &test_orders_schema));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b096_property_parts_of_rows_of_all_kinds),
    ENGINE_TEST(test_b096_a_unique_key_of_the_whole_finds_a_part),
    ENGINE_TEST(test_b096_a_secret_stays_one_in_a_part),
    ENGINE_TEST(test_b096_values_are_validated_in_a_part),
    ENGINE_TEST(test_b264_views_over_joins_and_groups),
    ENGINE_TEST(test_b264_what_was_scanned_does_not_differ),
};

ENGINE_MAIN(tests)
