/* Decimals and times that are calculated with: exactly, and up to the ends of what column and
 * member hold. */
#include "support/engine.h"
#include "test_scanned.orm.h"

#include <string.h>

static struct price begin(engine_fixture *fx)
{
    struct price row = { .net = 1999,
                         .tax = 100,
                         .maybe = -1,
                         .rate = 12500,
                         .written = "-0.50",
                         .pieces = 3,
                         .until = 1000,
                         .at_us = -1,
                         .at_ns = 5000,
                         .day = 10 };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, price_insert(fx->db, &row));
    return row;
}

static struct price price_of(engine_fixture *fx)
{
    struct price found;
    memset(&found, 0, sizeof found);
    assert_ok(fx->db, price_find(fx->db, 1, &found, fx->arena));
    return found;
}

static orm_status set(engine_fixture *fx, const orm_expr *assignments)
{
    return orm_update_all(fx->db, &price_entity, assignments, NULL);
}

static void assert_refused(engine_fixture *fx, orm_status expected, const orm_expr *assignments)
{
    const struct price before = price_of(fx);
    assert_fails(fx->db, expected, set(fx, assignments));
    assert_mentions(orm_db_error(fx->db)->message, "price");
    const struct price after = price_of(fx);
    assert_memory_equal(&before, &after, sizeof before);
}

/* As the integers that count the last place. */
static void test_b104_decimals_are_exact(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set_to(price_.net, orm_add(price_.net, 2)),
                                       orm_set_to(price_.tax, orm_mul(price_.tax, 3)),
                                       orm_set_to(price_.rate, orm_sub(price_.rate, 12501)))));
    struct price found = price_of(fx);
    assert_true(found.net == 2001 && found.tax == 300 && found.rate == -1);
    assert_ok(fx->db, set(fx, orm_set_to(price_.net, orm_sub(price_.net, orm_col(price_.tax)))));
    assert_ok(fx->db, set(fx, orm_set_to(price_.net, orm_mul(price_.net, orm_col(price_.pieces)))));
    assert_int_equal(price_of(fx).net, 1701 * 3);
    assert_ok(fx->db, set(fx, orm_set_to(price_.maybe, orm_sub(price_.net, 1701 * 3 + 1))));
    assert_int_equal(price_of(fx).maybe, -1); /* what it shows for NULL */
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM price WHERE maybe IS NULL"),
                        "1");
    for (int i = 0; i < 10; i++) { /* a tenth has no double */
        assert_ok(fx->db, set(fx, orm_set_to(price_.tax, orm_add(price_.tax, 10))));
    }
    assert_int_equal(price_of(fx).tax, 400);
}

static void test_b104_decimals_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set(price_.tax, 999998),
                                       orm_set(price_.net, INT64_C(999999999999)))));
    assert_ok(fx->db, set(fx, orm_set_to(price_.tax, orm_add(price_.tax, 1))));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.tax, orm_add(price_.tax, 1)));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.tax, orm_mul(price_.tax, -2)));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.tax, orm_add(price_.tax, 1000000)));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.net, orm_mul(price_.net, INT64_MAX)));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.net, orm_mul(price_.net, UINT64_MAX)));
    assert_ok(fx->db, set(fx, orm_set_to(price_.tax, orm_mul(price_.tax, -1))));
    assert_int_equal(price_of(fx).tax, -999999);
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.tax, orm_sub(price_.tax, 1)));
    assert_refused(fx, ORM_CONVERSION, orm_set(price_.tax, 1000000));
    assert_refused(fx, ORM_CONVERSION, orm_set(price_.written, "0.001"));
    assert_refused(fx, ORM_CONVERSION, orm_set(price_.written, "x'; --"));
    assert_ok(fx->db, set(fx, orm_set(price_.written, "7.1")));
    assert_string_equal(price_of(fx).written, "7.10");
}

static void test_b104_times(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_sets(orm_set_to(price_.until, orm_add(price_.until, 86400)),
                                       orm_set_to(price_.at_us, orm_sub(price_.at_us, 1)),
                                       orm_set_to(price_.at_ns, orm_add(price_.at_ns, 1000)),
                                       orm_set(price_.spec, 1500000))));
    struct price found = price_of(fx);
    assert_true(found.until == 87400 && found.at_us == -2 && found.at_ns == 6000);
    assert_ok(fx->db, set(fx, orm_set_to(price_.spec, orm_add(price_.spec, 1))));
    found = price_of(fx);
    assert_true(found.spec.tv_sec == 1 && found.spec.tv_nsec == 500001000);
    assert_ok(fx->db, set(fx, orm_set_to(price_.spec, orm_sub(price_.spec, 1500001))));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM price WHERE spec IS NULL"),
                        "1");
    const int64_t year = INT64_C(31557600000000);
    assert_ok(fx->db, set(fx, orm_set_to(price_.at_us, orm_add(price_.at_us, 285 * year))));
    assert_ok(fx->db, set(fx, orm_set_to(price_.at_us, orm_sub(price_.at_us, 285 * year - 1))));
    assert_int_equal(price_of(fx).at_us, -1);
    if (!engine_is_sqlite()) { /* where a day may have 23 hours */
        assert_ok(fx->db, orm_exec(fx->db, "SET TimeZone = 'Europe/Berlin'"));
    }
    assert_ok(fx->db, set(fx, orm_set(price_.until, 1711846800))); /* the night of 31 March 2024 */
    assert_ok(fx->db, set(fx, orm_set_to(price_.until, orm_add(price_.until, 86400))));
    assert_int_equal(price_of(fx).until, 1711846800 + 86400);
}

static void test_b104_times_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    assert_ok(fx->db, set(fx, orm_set(price_.at_ns, INT64_MAX / 1000 * 1000 - 1000)));
    assert_ok(fx->db, set(fx, orm_set_to(price_.at_ns, orm_add(price_.at_ns, 1000))));
    assert_int_equal(price_of(fx).at_ns, INT64_MAX / 1000 * 1000);
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.at_ns, orm_add(price_.at_ns, 1000)));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.at_ns, orm_add(price_.at_ns, 1)));
    assert_refused(fx, ORM_CONVERSION,
                   orm_set_to(price_.at_us, orm_add(price_.at_us, INT64_C(9007199254740993))));
    assert_refused(fx, ORM_CONVERSION, orm_set_to(price_.until, orm_add(price_.until, INT64_MAX)));
}

static void test_b104_what_is_not_calculated(void **state)
{
    engine_fixture *fx = *state;
    (void)begin(fx);
    const orm_expr *const never[] = {
        orm_set_to(price_.until, orm_mul(price_.until, 2)),
        orm_set_to(price_.until, orm_add(price_.until, orm_col(price_.until))),
        orm_set_to(price_.until, orm_add(price_.until, orm_col(price_.pieces))),
        orm_set_to(price_.at_us, orm_add(price_.until, 1)),
        orm_set_to(price_.net, orm_add(price_.rate, 1)),
        orm_set_to(price_.net, orm_add(price_.net, orm_col(price_.pieces))),
        orm_set_to(price_.net, orm_mul(price_.net, orm_col(price_.tax))),
        orm_set_to(price_.pieces, orm_mul(price_.pieces, orm_col(price_.net))),
        orm_set_to(price_.pieces, orm_add(price_.net, 1)),
        orm_set_to(price_.day, orm_add(price_.day, 1)),
        orm_set_to(price_.net, orm_col(price_.rate)),
        orm_set_to(price_.tax, orm_col(price_.net)),
    };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        assert_refused(fx, ORM_MISUSE, never[i]);
    }
    assert_ok(fx->db, set(fx, orm_sets(orm_set_to(price_.net, orm_col(price_.tax)),
                                       orm_set(price_.day, 11))));
    assert_int_equal(price_of(fx).net, 100);
    assert_int_equal(price_of(fx).day, 11);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b104_decimals_are_exact),
    ENGINE_TEST(test_b104_decimals_at_their_ends),
    ENGINE_TEST(test_b104_times),
    ENGINE_TEST(test_b104_times_at_their_ends),
    ENGINE_TEST(test_b104_what_is_not_calculated),
};

ENGINE_MAIN(tests)
