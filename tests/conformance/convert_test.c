/* Converters: C types of the program's as columns of each kind, what they refuse, what they
 * forget. */
#include <stdlib.h>
#include <string.h>

#include "models/shipments.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

static struct flexible_text *text_of(engine_fixture *fx, const char *bytes, size_t size)
{
    struct flexible_text *text = orm_arena_alloc(fx->arena, sizeof *text + size);
    assert_non_null(text);
    text->size = size;
    memcpy(text->bytes, bytes, size);
    return text;
}

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct shipment shipment_of(int64_t units)
{
    return (struct shipment){ .price = { units, -2 }, .shipping.is_net = 1 };
}

static struct shipment find(engine_fixture *fx, int64_t id)
{
    struct shipment found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, shipment_find(fx->db, id, &found, fx->arena));
    return found;
}

static void test_b275_types_of_the_program(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct hop hops[] = { { { 1, 0, 2 }, 70000 }, { { 255 }, 0 }, { { 9 }, UINT32_MAX } };
    struct amount discount = { -7, 1 };
    cents maybe = 12345;
    struct shipment row = shipment_of(INT64_MIN);
    row.discount = &discount;
    row.route = (struct route){ hops, 3 };
    row.note = text_of(fx,
                       "Gr\xC3\xBC\xC3\x9F"
                       "e",
                       7);
    row.exact = 4205;
    row.maybe = &maybe;
    row.shipping.net = (struct amount){ 3, 0 };
    row.shipping.gross = (struct amount){ 4, 0 };
    row.shipping.is_net = 0;
    assert_ok(fx->db, shipment_insert(fx->db, &row));
    struct shipment found = find(fx, row.id);
    assert_true(found.price.units == INT64_MIN && found.price.exponent == -2);
    assert_true(found.discount->units == -7 && found.discount->exponent == 1);
    assert_int_equal(found.route.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(found.route.hops[i].node, hops[i].node, sizeof hops[i].node);
        assert_int_equal(found.route.hops[i].fee, hops[i].fee);
    }
    assert_int_equal(found.note->size, 7);
    assert_memory_equal(found.note->bytes, row.note->bytes, 7);
    assert_int_equal(found.exact, 4205);
    assert_int_equal(*found.maybe, 12345);
    assert_true(found.shipping.net.units == 3 && found.shipping.gross.units == 4);
    assert_int_equal(found.shipping.is_net, 0);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT price FROM shipment)"),
                        "-9223372036854775808e-2");
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT length(route) FROM shipment)"), "27");
}

static void test_b275_null_reaches_no_converter(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct shipment row = shipment_of(1);
    assert_ok(fx->db, shipment_insert(fx->db, &row));
    struct shipment found = find(fx, row.id);
    assert_null(found.discount);
    assert_null(found.note);
    assert_null(found.maybe);
    assert_int_not_equal(found.shipping.is_net, 0);
    assert_true(found.shipping.gross.units == 0 && found.shipping.gross.exponent == 0);
    assert_int_equal(found.route.count, 0);
    row.note = text_of(fx, "", 0);
    assert_ok(fx->db, shipment_update(fx->db, &row));
    assert_int_equal(find(fx, row.id).note->size, 0);
    row.note = NULL;
    assert_ok(fx->db, shipment_update(fx->db, &row));
    assert_null(find(fx, row.id).note);
}

static void test_b275_names_behind_pointers(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    spot via = { 1, -2 }, stop = { 0, INT64_MAX };
    struct ends ends = { &stop, NULL };
    struct stretch row = { .via = &via, .stop = &stop, .ends = &ends }, found;
    assert_ok(fx->db, stretch_insert(fx->db, &row));
    assert_string_equal(
        engine_ask(fx, fx->db, "(SELECT via || ' ' || stop || ' ' || ends_first FROM stretch)"),
        "1/-2 0/9223372036854775807 0/9223372036854775807");
    assert_ok(fx->db, stretch_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.via->x == 1 && found.via->y == -2 && found.stop->y == INT64_MAX);
    assert_true(found.ends->first->y == INT64_MAX && found.ends->last == NULL);

    struct bend bend = { .at = &via, .ends = &(struct ends){ NULL, &stop } }, read;
    assert_ok(fx->db, bend_insert(fx->db, &bend));
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT at || ' ' || ends_last FROM bend)"),
                        "1/-2 0/9223372036854775807");
    assert_ok(fx->db, bend_find(fx->db, bend.id, &read, fx->arena));
    assert_true(read.at->y == -2 && read.ends->last->y == INT64_MAX);
    bend.at = NULL;
    assert_ok(fx->db, bend_update(fx->db, &bend));
    assert_ok(fx->db, bend_find(fx->db, bend.id, &read, fx->arena));
    assert_null(read.at);
}

static void test_b275_each_kind(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct kindly row = { .key = text_of(fx, "k", 1), .real = 250, .json = -3 };
    row.day = 19782;
    row.time = 1700000000123456;
    row.flag = 1;
    row.natural = INT64_MAX;
    row.uuid = 171;
    row.small = -32768;
    assert_ok(fx->db, kindly_insert(fx->db, &row));
    struct kindly found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, kindly_find(fx->db, "k", &found, fx->arena));
    assert_memory_equal(found.key->bytes, "k", 1);
    found.key = row.key;
    assert_memory_equal(&found, &row, sizeof row);
    row.small = 32768;
    assert_fails(fx->db, ORM_CONVERSION, kindly_update(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "small");
    row.small = 0;
    assert_ok(fx->db, kindly_update(fx->db, &row));
    assert_ok(fx->db, kindly_delete(fx->db, &row));
    assert_int_equal(kindly_find(fx->db, "k", &found, fx->arena), ORM_NOT_FOUND);
}

static void expect_count(engine_fixture *fx, const orm_expr *where, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, shipment_count(fx->db, &(orm_query){ .where = where }, &count));
    assert_int_equal(count, expected);
}

static void test_b275_columns_compare_as_their_kind(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (int64_t i = 1; i <= 3; i++) {
        struct shipment row = shipment_of(i);
        row.exact = 100 * i;
        assert_ok(fx->db, shipment_insert(fx->db, &row));
    }
    expect_count(fx, orm_eq(shipment_.price, "2e-2"), 1);
    expect_count(fx, orm_ge(shipment_.exact, 20000), 2);
    expect_count(fx, orm_is_null(shipment_.note), 3);
    struct shipment found;
    assert_ok(fx->db, shipment_find_by_price(fx->db, "3e-2", &found, fx->arena));
    assert_int_equal(found.exact, 300);
    struct shipment twin = shipment_of(3);
    assert_fails(fx->db, ORM_UNIQUE, shipment_insert(fx->db, &twin));
    twin.price = (struct amount){ 0, 0 };
    assert_fails(fx->db, ORM_CHECK, shipment_insert(fx->db, &twin));
}

static void test_b275_what_encode_refuses(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    static const struct {
        int8_t exponent;
        const char *reason;
    } wrong[] = {
        { AMOUNT_REFUSED, "shipment.price: 5 is no amount of price" },
        { AMOUNT_BUSY, "shipment.price: the encode of struct amount answers ORM_BUSY" },
        { AMOUNT_DONE, "shipment.price: the encode of struct amount answers ORM_DONE" },
        { AMOUNT_NULL, "shipment.price: the encode of struct amount gives NULL" },
        { AMOUNT_NUMBER, "shipment.price: integer 1 does not fit kind text" },
        { AMOUNT_NUL, "shipment.price: the text has an embedded NUL" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct shipment row = shipment_of(5);
        row.price.exponent = wrong[i].exponent;
        assert_fails(fx->db, ORM_CONVERSION, shipment_insert(fx->db, &row));
        const orm_error *error = orm_db_error(fx->db);
        assert_string_equal(error->message, wrong[i].reason);
        assert_string_equal(error->table, "shipment");
        assert_string_equal(error->column, "price");
    }
    expect_count(fx, NULL, 0);
}

static void test_b275_what_decode_refuses(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct shipment row = shipment_of(5), found = { .exact = 77 };
    assert_ok(fx->db, shipment_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE shipment SET price = '12 EUR'",
                "UPDATE shipment SET price = '12 EUR'");
    assert_fails(fx->db, ORM_CONVERSION, shipment_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->message,
                        "shipment.price: '12 EUR' is no amount (row id = 1)");
    assert_int_equal(found.exact, 77);
    engine_exec(fx->db, "UPDATE shipment SET price = '1e1', route = x'0102'",
                "UPDATE shipment SET price = '1e1', route = '\\x0102'");
    orm_rows *rows = NULL;
    assert_fails(fx->db, ORM_CONVERSION, shipment_select(fx->db, NULL, &rows));
    assert_string_equal(orm_db_error(fx->db)->message,
                        "shipment.route: 2 bytes are no route (row id = 1)");
    assert_ok(fx->db, shipment_delete_key(fx->db, row.id));
}

/* ---- memory ---- */

typedef struct cycle {
    const char *url;
    struct shipment row;
} cycle;

static orm_status write_and_read(void *ctx, const orm_allocator *allocator)
{
    const cycle *c = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    struct shipment row = c->row, found;
    orm_status status = orm_open(c->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = orm_arena_new(allocator, &arena);
    }
    if (status == ORM_OK) {
        status = orm_begin(db, NULL); /* what is not committed, orm_close undoes */
    }
    if (status == ORM_OK) {
        status = shipment_insert(db, &row);
    }
    if (status == ORM_OK) {
        status = shipment_find(db, row.id, &found, arena);
    }
    orm_arena_free(arena);
    orm_close(db);
    return status;
}

static void test_b275_memory_that_runs_out(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only(); /* the server would be asked a hundred times for nothing else */
    begin(fx);
    struct hop hops[] = { { { 1 }, 2 }, { { 3 }, 4 } };
    struct amount discount = { 1, 1 };
    cycle c = { .url = fx->url, .row = shipment_of(9) };
    c.row.discount = &discount;
    c.row.route = (struct route){ hops, 2 };
    c.row.note = text_of(fx, "note", 4);
    assert_string_equal(chaos_each(write_and_read, &c), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b275_types_of_the_program),
    ENGINE_TEST(test_b275_null_reaches_no_converter),
    ENGINE_TEST(test_b275_names_behind_pointers),
    ENGINE_TEST(test_b275_each_kind),
    ENGINE_TEST(test_b275_columns_compare_as_their_kind),
    ENGINE_TEST(test_b275_what_encode_refuses),
    ENGINE_TEST(test_b275_what_decode_refuses),
    ENGINE_TEST(test_b275_memory_that_runs_out),
};

ENGINE_MAIN(tests)
