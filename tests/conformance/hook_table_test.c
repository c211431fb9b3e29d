/* Hooks and validators that annotations name: where they are asked, and what their refusals
 * leave. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct pledge good(void)
{
    return (struct pledge){
        .email = (char *)"a@b", .amount = 15, .color = PLEDGE_GREEN, .hours = { 1, 24 }
    };
}

static struct pledge found(engine_fixture *fx, int64_t id)
{
    struct pledge row = { .id = 0 };
    assert_ok(fx->db, pledge_find(fx->db, id, &row, fx->arena));
    assert_int_equal(row.loads, 1);
    return row;
}

static orm_status mark_late(orm_hook *hook)
{
    struct pledge *row = hook->row;
    row->marks[strlen(row->marks)] = '!';
    return ORM_OK;
}

/* In source order, before those that the program adds. */
static void test_b273_hooks_of_the_annotations(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pledge row = good();
    assert_ok(fx->db,
              orm_hook_add(fx->db, &pledge_entity, ORM_BEFORE_INSERT, mark_late, NULL, NULL));
    assert_ok(fx->db, pledge_insert(fx->db, &row));
    assert_string_equal(row.marks, "");
    row = found(fx, row.id);
    assert_string_equal(row.marks, "ri!");
    assert_int_equal(row.amount, 14);
    assert_ok(fx->db, pledge_update(fx->db, &row));
    assert_string_equal(found(fx, row.id).marks, "ri!u");
    assert_ok(fx->db, pledge_delete(fx->db, &row));
}

/* ---- validators ---- */

static void assert_refused(engine_fixture *fx, orm_status status, const char *column,
                           const char *message)
{
    assert_fails(fx->db, ORM_REFUSED, status);
    assert_string_equal(orm_db_error(fx->db)->table, "pledge");
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_mentions(orm_db_error(fx->db)->message, message);
}

static void assert_none(engine_fixture *fx)
{
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT CAST(count(*) AS text) FROM pledge)"), "0");
}

static void test_b274_a_validator_of_each_kind_of_member(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pledge_place ulm = { .city = (char *)"Ulm" };
    struct pledge rows[5] = { good(), good(), good(), good(), good() };
    rows[0].email = (char *)"nobody";
    rows[1].color = PLEDGE_RED;
    rows[2].hours[1] = 25;
    rows[3].place = &ulm;
    rows[4].amount = 9;
    assert_refused(fx, pledge_insert(fx->db, &rows[0]), "email",
                   "pledge.email: email is no address");
    assert_refused(fx, pledge_insert(fx->db, &rows[1]), "color", "pledge.color: color: no red");
    assert_refused(fx, pledge_insert(fx->db, &rows[2]), "hours", "pledge.hours: no hour of a day");
    assert_refused(fx, pledge_insert(fx->db, &rows[3]), "place_city", "place.city is no address");
    assert_fails(fx->db, ORM_FULL, pledge_insert(fx->db, &rows[4]));
    assert_string_equal(orm_db_error(fx->db)->column, "amount");
    assert_none(fx);
    struct pledge row = good();
    row.email = NULL; /* which no validator sees */
    assert_ok(fx->db, pledge_insert(fx->db, &row));
}

/* Every call that stores something. */
static void test_b274_a_validator_sees_all_that_is_stored(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct pledge row = good(), bad = good(), rows[2] = { good(), good() };
    const orm_conflict by_email = { .on = orm_columns(pledge_.email), .arena = fx->arena };
    const orm_insert_options some = { .columns = orm_columns(pledge_.email, pledge_.amount) };
    const char *const message = "is no address";
    int64_t count = 7;
    bool inserted = false;
    assert_ok(fx->db, pledge_insert(fx->db, &row));
    bad.id = row.id;
    bad.email = rows[1].email = (char *)"bad";
    assert_refused(fx, orm_insert_with_key(fx->db, &pledge_entity, &bad), "email", message);
    assert_refused(fx, orm_insert_with(fx->db, &pledge_entity, &bad, &some), "email", message);
    assert_refused(fx, orm_insert_many(fx->db, &pledge_entity, rows, 2, NULL), "email", message);
    assert_int_equal(orm_db_error(fx->db)->element, 2);
    assert_refused(fx, orm_upsert(fx->db, &pledge_entity, &bad, NULL), "email", message);
    assert_refused(fx, orm_upsert(fx->db, &pledge_entity, &bad, &by_email), "email", message);
    assert_refused(fx, orm_insert_or_ignore(fx->db, &pledge_entity, &bad, NULL, NULL), "email",
                   message);
    assert_refused(fx, orm_find_or_insert(fx->db, &pledge_entity, &bad, &by_email, &inserted),
                   "email", message);
    assert_refused(fx, pledge_update(fx->db, &bad), "email", message);
    assert_refused(fx, orm_update_many(fx->db, &pledge_entity, &bad, 1, NULL), "email", message);
    assert_refused(fx,
                   orm_update_with(fx->db, &pledge_entity, &bad,
                                   &(orm_update_options){ .columns = orm_columns(pledge_.email) }),
                   "email", message);
    assert_refused(fx,
                   orm_update_with(fx->db, &pledge_entity, &row,
                                   &(orm_update_options){ .set = orm_set(pledge_.email, "bad") }),
                   "email", message);
    assert_refused(fx,
                   orm_update_all(fx->db, &pledge_entity, orm_set(pledge_.email, "bad"), &count),
                   "email", message);
    assert_int_equal(count, 7);
    assert_string_equal(found(fx, row.id).email, "a@b");
}

/* What is only compared with, or is there already. */
static void test_b274_a_validator_sees_nothing_else(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(fx->db,
                "INSERT INTO pledge (email, amount, color, hours, marks) VALUES"
                " ('bad', 3, 'PLEDGE_RED', '[30,30]', '')",
                "INSERT INTO pledge (email, amount, color, hours, marks) VALUES"
                " ('bad', 3, 'PLEDGE_RED', '{30,30}', '')");
    struct pledge row = { .email = (char *)"bad" };
    const orm_conflict by_email = { .on = orm_columns(pledge_.email), .arena = fx->arena };
    int64_t count = 0;
    bool inserted = true;
    assert_ok(fx->db, pledge_count(fx->db,
                                   &(orm_query){ .where = orm_and(orm_eq(pledge_.email, "bad"),
                                                                  orm_lt(pledge_.amount, 10)) },
                                   &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, pledge_find_by_email(fx->db, "bad", &row, fx->arena));
    assert_ok(fx->db, pledge_reload(fx->db, &row, fx->arena));
    assert_ok(fx->db, orm_find_or_insert(fx->db, &pledge_entity, &row, &by_email, &inserted));
    assert_false(inserted);
    assert_int_equal(row.amount, 3);
    const orm_update_options marks = { .columns = orm_columns(pledge_.marks) };
    assert_ok(fx->db, orm_update_with(fx->db, &pledge_entity, &row, &marks));
    assert_ok(fx->db, pledge_delete(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_hooks_of_the_annotations),
    ENGINE_TEST(test_b274_a_validator_of_each_kind_of_member),
    ENGINE_TEST(test_b274_a_validator_sees_all_that_is_stored),
    ENGINE_TEST(test_b274_a_validator_sees_nothing_else),
};

ENGINE_MAIN(tests)
