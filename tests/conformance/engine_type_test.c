/* Columns of types that one engine alone has, in new tables and in existing ones. */
#include <string.h>
#include <time.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

#define TOKEN "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
#define LATER_TOKEN "b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct guest new_guest(const char *address, const char *token)
{
    struct guest row = { .name = "Ada", .paid = 1250, .seen_at = 1000001 };
    row.address = (char *)address;
    (void)strcpy(row.token, token);
    return row;
}

static struct guest found_again(engine_fixture *fx, int64_t id)
{
    struct guest found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, guest_find(fx->db, id, &found, fx->arena));
    return found;
}

static int64_t count_of(engine_fixture *fx, const orm_query *query)
{
    int64_t count = -1;
    assert_ok(fx->db, guest_count(fx->db, query, &count));
    return count;
}

static void round_trip(engine_fixture *fx)
{
    struct guest row = new_guest("10.0.0.1", TOKEN);
    assert_ok(fx->db, guest_insert(fx->db, &row));
    struct guest found = found_again(fx, row.id);
    assert_string_equal(found.name, "Ada");
    assert_int_equal(found.paid, 1250);
    assert_int_equal(found.seen_at, 1000001);
    assert_string_equal(found.token, TOKEN);
    assert_string_equal(found.address, "10.0.0.1");
    found.address = NULL;
    found.token[0] = '\0';
    found.paid = -1;
    assert_ok(fx->db, guest_update(fx->db, &found));
    found = found_again(fx, row.id);
    assert_null(found.address);
    assert_string_equal(found.token, "");
    assert_int_equal(found.paid, -1);
}

static void test_b042_types_of_a_new_table(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    round_trip(fx);
}

static void test_b042_types_of_an_existing_table(void **state)
{
    engine_fixture *fx = *state;
    engine_exec(fx->db,
                "CREATE TABLE guest (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, paid"
                " INTEGER NOT NULL, seen_at INTEGER NOT NULL, made_at INTEGER, address TEXT,"
                " token TEXT, nick TEXT, chosen INTEGER DEFAULT 42, other BLOB)",
                "SET TimeZone = 'Asia/Tokyo';"
                "CREATE TABLE guest (id serial PRIMARY KEY, name varchar(20) NOT NULL, paid"
                " numeric(20, 4) NOT NULL, seen_at timestamp NOT NULL, made_at timestamp, address"
                " inet, token uuid, nick varchar(10), chosen smallint DEFAULT 42, other xml)");
    engine_exec(fx->db, "UPDATE guest SET made_at = 0", NULL);
    struct guest row = new_guest("::1", TOKEN), found;
    assert_ok(fx->db, guest_insert(fx->db, &row));
    assert_fails(fx->db, ORM_CONVERSION, guest_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "made_at");
    engine_exec(fx->db, "DELETE FROM guest",
                "DELETE FROM guest; ALTER TABLE guest ALTER made_at SET DEFAULT now()");
    if (!engine_is_sqlite()) {
        round_trip(fx);
        assert_string_equal(engine_ask(fx, fx->db, "(SELECT seen_at::text FROM guest)"),
                            "1970-01-01 00:00:01.000001");
    }
}

static void test_b042_the_time_of_a_type_without_zone_is_utc(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(fx->db, NULL, "SET TimeZone = 'Asia/Tokyo'");
    struct guest row = new_guest(NULL, "");
    assert_ok(fx->db, guest_insert(fx->db, &row));
    struct guest found = found_again(fx, row.id);
    int64_t now = (int64_t)time(NULL) * 1000000;
    assert_in_range(found.made_at, now - 60000000, now + 60000000);
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_eq(guest_.seen_at, 1000001) }), 1);
}

static void test_defaults_of_single_engines(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct guest row = new_guest(NULL, "");
    row.chosen = 1;
    assert_ok(fx->db, guest_insert(fx->db, &row));
    assert_int_equal(found_again(fx, row.id).chosen, 42);
}

static void test_conditions_on_texts_of_other_types(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct guest rows[] = { new_guest("10.0.0.2", TOKEN), new_guest("10.0.0.1", LATER_TOKEN) };
    for (size_t i = 0; i < 2; i++) {
        assert_ok(fx->db, guest_insert(fx->db, &rows[i]));
    }
    struct guest found;
    assert_ok(fx->db, guest_find_by_token(fx->db, LATER_TOKEN, &found, fx->arena));
    assert_int_equal(found.id, rows[1].id);
    const char *const tokens[] = { TOKEN, "c0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" };
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_in(guest_.token, tokens, 2) }), 1);
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_gt(guest_.token, TOKEN) }), 1);
    const char *const names[] = { "Ada", "Bob" };
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_in(guest_.name, names, 2) }), 2);
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_eq(guest_.address, "10.0.0.1") }), 1);
    orm_rows *window = NULL;
    assert_ok(fx->db,
              guest_select(fx->db,
                           &(orm_query){ .order_by = { orm_asc(guest_.address) }, .window = 1 },
                           &window));
    assert_int_equal(guest_next(window)->id, rows[1].id);
    orm_rows_free(window);
}

static void test_b020_what_such_a_type_refuses(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    struct guest row = new_guest("nowhere", "");
    assert_fails(fx->db, ORM_CONVERSION, guest_insert(fx->db, &row));
    row = new_guest(NULL, "no uuid");
    assert_fails(fx->db, ORM_CONVERSION, guest_insert(fx->db, &row));
    row = new_guest(NULL, "");
    (void)strcpy(row.name, "of twenty-one letters");
    assert_fails(fx->db, ORM_CONVERSION, guest_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->table, "guest");
}

/* As the documentation advises for types that take two values for one. */
static void test_a_converter_writes_what_its_type_gives_back(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct opening row = { .opens = { 9, 5, 0 }, .pause = (char *)"01:30:00" }, found;
    row.rate = (char *)"12345678901234567890.50";
    assert_ok(fx->db, opening_insert(fx->db, &row));
    assert_ok(fx->db, opening_find(fx->db, row.id, &found, fx->arena));
    assert_memory_equal(&found.opens, &row.opens, sizeof row.opens);
    assert_string_equal(found.pause, row.pause);
    assert_string_equal(found.rate, row.rate);
    assert_string_equal(found.fee, "$1.50");
    int64_t count = 0;
    const char *const spellings[] = { "09:05:00", "9:05" };
    for (size_t i = 0; i < 2; i++) {
        const orm_query query = { .where = orm_eq(opening_.opens, spellings[i]) };
        assert_ok(fx->db, opening_count(fx->db, &query, &count));
        assert_int_equal(count, i == 0 || !engine_is_sqlite());
    }
    row.opens.hour = 25;
    assert_int_equal(opening_update(fx->db, &row), engine_is_sqlite() ? ORM_OK : ORM_CONVERSION);
}

static void test_a_collation_of_sqlite(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    begin(fx);
    struct guest row = new_guest(NULL, "");
    row.nick = (char *)"ADA";
    assert_ok(fx->db, guest_insert(fx->db, &row));
    assert_int_equal(count_of(fx, &(orm_query){ .where = orm_eq(guest_.nick, "ada") }), 1);
    assert_string_equal(found_again(fx, row.id).nick, "ADA");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_collation_of_sqlite),
    ENGINE_TEST(test_a_converter_writes_what_its_type_gives_back),
    ENGINE_TEST(test_b020_what_such_a_type_refuses),
    ENGINE_TEST(test_b042_the_time_of_a_type_without_zone_is_utc),
    ENGINE_TEST(test_b042_types_of_a_new_table),
    ENGINE_TEST(test_b042_types_of_an_existing_table),
    ENGINE_TEST(test_conditions_on_texts_of_other_types),
    ENGINE_TEST(test_defaults_of_single_engines),
};

ENGINE_MAIN(tests)
