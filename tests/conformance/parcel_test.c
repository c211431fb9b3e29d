/* Enums by name, by number and as sets of flags: what is stored, what is refused, what is
 * unknown. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct parcel find(engine_fixture *fx, int64_t id)
{
    struct parcel found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, parcel_find(fx->db, id, &found, fx->arena));
    return found;
}

static void insert(engine_fixture *fx, struct parcel *row)
{
    assert_ok(fx->db, parcel_insert(fx->db, row));
}

static int64_t count(engine_fixture *fx, const orm_expr *where)
{
    int64_t found = -1;
    assert_ok(fx->db, parcel_count(fx->db, &(orm_query){ .where = where }, &found));
    return found;
}

/* Runs SQL that the table's own checks forbid: as in a table that another program has made. */
static void exec_unchecked(orm_db *db, const char *sql)
{
    engine_exec(db, "PRAGMA ignore_check_constraints = ON",
                "ALTER TABLE parcel DROP CONSTRAINT IF EXISTS parcel_state_check;"
                "ALTER TABLE parcel DROP CONSTRAINT IF EXISTS parcel_before_check");
    assert_ok(db, orm_exec(db, sql));
    engine_exec(db, "PRAGMA ignore_check_constraints = OFF", NULL);
}

static void test_b026_numbers_of_an_enum(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    const enum parcel_state states[] = { PARCEL_LOST, PARCEL_PACKED, PARCEL_SENT, PARCEL_HOME };
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        struct parcel row = { .state = states[i], .before = states[i] };
        insert(fx, &row);
        struct parcel found = find(fx, row.id);
        assert_int_equal(found.state, states[i]);
        assert_int_equal(found.before, states[i]);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT max(state) FROM parcel"), "2147483647");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT min(before) FROM parcel"), "0");
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM parcel WHERE before IS NULL AND state = -1"),
        "1");
    assert_int_equal(count(fx, orm_lt(parcel_.state, PARCEL_SENT)), 2);
    assert_int_equal(count(fx, orm_lt(parcel_.state, 5)), 2); /* a number that none has */
    const int32_t list[] = { PARCEL_LOST, PARCEL_POSTED, 7 };
    assert_int_equal(count(fx, orm_in(parcel_.state, list, 3)), 2);
}

static void test_b026_the_database_checks_numbers(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO parcel (id, before) VALUES (1, NULL)"));
    struct parcel found = find(fx, 1);
    assert_int_equal(found.state, PARCEL_POSTED);
    assert_int_equal(found.before, PARCEL_LOST);
    assert_int_equal(found.marks, PARCEL_URGENT | PARCEL_COLD);
    static const char *const wrong[] = { "UPDATE parcel SET state = 1",
                                         "UPDATE parcel SET state = -2",
                                         "UPDATE parcel SET before = 11" };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_fails(fx->db, ORM_CHECK, orm_exec(fx->db, wrong[i]));
    }
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE parcel SET before = 0, marks = 99"));
}

static void test_b026_a_number_of_none_is_not_written(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct parcel row = { .state = PARCEL_SENT };
    insert(fx, &row);
    row.state = (enum parcel_state)1;
    assert_fails(fx->db, ORM_CONVERSION, parcel_update(fx->db, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "parcel");
    assert_string_equal(error->column, "state");
    assert_mentions(error->message, "integer 1 is no value of enum parcel_state");
    assert_string_equal(error->sqlstate, ""); /* before the engine sees it */
    row.id = 0;
    assert_fails(fx->db, ORM_CONVERSION, parcel_insert(fx->db, &row));
    assert_string_equal(engine_ask(fx, fx->db, "SELECT sum(state) FROM parcel"), "10");
}

static void test_b026_an_unknown_number_is_reported(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct parcel row = { .state = PARCEL_SENT }, found;
    insert(fx, &row);
    exec_unchecked(fx->db, "UPDATE parcel SET state = 11");
    memset(&found, 0x55, sizeof found);
    const struct parcel before = found;
    assert_fails(fx->db, ORM_CONVERSION, parcel_find(fx->db, row.id, &found, fx->arena));
    assert_memory_equal(&found, &before, sizeof found);
    assert_string_equal(orm_db_error(fx->db)->column, "state");
    assert_mentions(orm_db_error(fx->db)->message, "integer 11 is no value of enum parcel_state");
}

static void test_b039_sets_of_flags(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    for (int marks = 0; marks < 9; marks++) {
        struct parcel row = { .marks = (enum parcel_marks)marks };
        insert(fx, &row);
        assert_int_equal(find(fx, row.id).marks, marks);
    }
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM parcel WHERE marks & 1 = 1"),
                        "4");
}

/* Each size under the text that is stored. */
static void assert_sizes(engine_fixture *fx, const char *ask)
{
    static const struct {
        enum parcel_size size;
        const char *label;
    } cases[] = {
        { PARCEL_SMALL, "S" },
        { PARCEL_LARGE, "It's \"Large\", 100%" },
        { PARCEL_HUGE, "\xC3\x9C"
                       "bergr\xC3\xB6\xC3\x9F"
                       "e" },
        { PARCEL_ODD, "PARCEL_ODD" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parcel row = { .size = cases[i].size };
        insert(fx, &row);
        assert_int_equal(find(fx, row.id).size, cases[i].size);
        assert_string_equal(engine_ask(fx, fx->db, ask), cases[i].label);
        assert_int_equal(count(fx, orm_eq(parcel_.size, cases[i].size)), 1);
    }
    const int32_t list[] = { PARCEL_SMALL, PARCEL_ODD };
    assert_int_equal(count(fx, orm_in(parcel_.size, list, 2)), 2);
}

static void test_b026_labels_of_an_enum(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_sizes(fx, "SELECT size FROM parcel ORDER BY id DESC LIMIT 1");
    assert_int_equal(count(fx, orm_gt(parcel_.size, PARCEL_SMALL)), 3);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO parcel (id) VALUES (99)"));
    assert_int_equal(find(fx, 99).size, PARCEL_LARGE);
    assert_fails(fx->db, ORM_CHECK, orm_exec(fx->db, "UPDATE parcel SET size = 'PARCEL_SMALL'"));
}

static void test_b027_labels_of_a_native_enum(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "ALTER TABLE parcel DROP CONSTRAINT parcel_size_check;"
                                       "ALTER TABLE parcel ALTER COLUMN size DROP DEFAULT;"
                                       "CREATE TYPE size AS ENUM ('S', 'It''s \"Large\", 100%',"
                                       " E'\\u00DCbergr\\u00F6\\u00DFe', 'PARCEL_ODD');"
                                       "ALTER TABLE parcel ALTER COLUMN size TYPE size"
                                       " USING size::size"));
    assert_sizes(fx, "SELECT size::text FROM parcel ORDER BY id DESC LIMIT 1");
}

static struct crate find_crate(engine_fixture *fx, int64_t id)
{
    struct crate found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, crate_find(fx->db, id, &found, fx->arena));
    return found;
}

/* A crate whose labels a newer program has written. */
static void make_strange(engine_fixture *fx)
{
    struct crate row = { .size = PARCEL_LARGE, .state = PARCEL_SENT };
    assert_ok(fx->db, crate_insert(fx->db, &row));
    engine_exec(fx->db, "PRAGMA ignore_check_constraints = ON",
                "ALTER TABLE crate DROP CONSTRAINT crate_size_check;"
                "ALTER TABLE crate DROP CONSTRAINT crate_state_check");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE crate SET size = 'XXL', state = 12"));
    engine_exec(fx->db, "PRAGMA ignore_check_constraints = OFF", NULL);
}

static void test_b026_what_is_unknown_reads_as_declared(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    make_strange(fx);
    struct crate found = find_crate(fx, 1);
    assert_int_equal(found.size, PARCEL_ODD);
    assert_int_equal(found.state, PARCEL_HOME);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE crate SET size = 'S', state = NULL"));
    found = find_crate(fx, 1);
    assert_int_equal(found.size, PARCEL_SMALL);
    assert_int_equal(found.state, PARCEL_LOST);
}

/* A program that does not know a label does not overwrite it. */
static void test_b026_what_is_unknown_is_never_written(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    make_strange(fx);
    struct crate found = find_crate(fx, 1);
    found.weight = 5;
    assert_fails(fx->db, ORM_CONVERSION, crate_update(fx->db, &found));
    assert_string_equal(orm_db_error(fx->db)->column, "size");
    assert_mentions(orm_db_error(fx->db)->message, "'PARCEL_ODD' of enum parcel_size stands for");
    found.size = PARCEL_SMALL;
    assert_fails(fx->db, ORM_CONVERSION, crate_update(fx->db, &found));
    assert_string_equal(orm_db_error(fx->db)->column, "state");
    found.id = 0;
    assert_fails(fx->db, ORM_CONVERSION, crate_insert(fx->db, &found));
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM crate WHERE size = 'XXL' AND state = 12"),
        "1");
    int64_t rows = 0;
    assert_ok(fx->db,
              crate_count(fx->db, &(orm_query){ .where = orm_eq(crate_.size, PARCEL_ODD) }, &rows));
    assert_int_equal(rows, 0); /* conditions ask for what is stored */
}

static void test_b027_an_unknown_label_of_a_native_enum(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    begin(fx);
    make_strange(fx);
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TYPE size AS ENUM ('S', 'XXL');"
                                       "ALTER TABLE crate ALTER COLUMN size TYPE size"
                                       " USING size::size"));
    assert_int_equal(find_crate(fx, 1).size, PARCEL_ODD);
}

static void test_b034_a_null_reads_as_declared(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO crate (id, size) VALUES (1, 'S')"));
    struct crate found = find_crate(fx, 1);
    assert_int_equal(found.weight, -1);
    assert_true(found.is_open);
    assert_string_equal(found.code, "?");
    assert_true(found.rate == 0.5);
    assert_true(found.sent.tv_sec == 1 && found.sent.tv_nsec == 1000);
    assert_int_equal(found.shape, PARCEL_HUGE);
    assert_true(found.count == UINT64_MAX);
    found.count = 3;
    assert_ok(fx->db, crate_update(fx->db, &found));
    assert_string_equal(engine_ask(fx, fx->db,
                                   "SELECT count(*) FROM crate WHERE weight = -1 AND code = '?'"
                                   " AND rate = 0.5 AND shape IS NOT NULL AND sent IS NOT NULL"
                                   " AND is_open IS NOT NULL AND count = 3 AND state IS NULL"),
                        "1");
}

static void test_b034_what_a_null_reads_as_is_a_value(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct crate row = { .weight = -1, .is_open = true, .code = "?" };
    assert_ok(fx->db, crate_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO crate (id, size) VALUES (99, 'S')"));
    int64_t rows = 0;
    orm_query query = { .where = orm_eq(crate_.weight, -1) };
    assert_ok(fx->db, crate_count(fx->db, &query, &rows));
    assert_int_equal(rows, 1);
    query.where = orm_is_null(crate_.weight);
    assert_ok(fx->db, crate_count(fx->db, &query, &rows));
    assert_int_equal(rows, 1);
}

/* As C would, had the row been read. Where no column could hold the number, NULL stays NULL. */
static void test_b104_a_null_counts_as_it_reads(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO crate (id, size) VALUES (1, 'S')"));
    assert_ok(fx->db,
              crate_update_all(fx->db,
                               orm_sets(orm_set_to(crate_.weight, orm_sub(crate_.weight, 4)),
                                        orm_set_to(crate_.rate, orm_mul(crate_.rate, 3)),
                                        orm_set_to(crate_.depth, orm_add(crate_.depth, 1)),
                                        orm_set_to(crate_.price, orm_sub(crate_.price, 151)),
                                        orm_set_to(crate_.count, orm_sub(crate_.count, 1)),
                                        orm_set_to(crate_.sent, orm_add(crate_.sent, 5))),
                               NULL));
    struct crate found = find_crate(fx, 1);
    assert_int_equal(found.weight, -5);
    assert_true(found.rate == 1.5 && found.depth == 1.25F && found.price == -1);
    assert_true(found.count == UINT64_MAX && found.sent.tv_sec == 1);
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE crate SET weight = 7, price = NULL"));
    assert_ok(fx->db,
              crate_update_all(
                  fx->db,
                  orm_sets(orm_set_to(crate_.weight, orm_add(crate_.weight, 1)),
                           orm_set_to(crate_.rate, orm_add(crate_.rate, orm_col(crate_.depth))),
                           orm_set_to(crate_.price, orm_add(crate_.price, orm_col(crate_.price)))),
                  NULL));
    found = find_crate(fx, 1);
    assert_true(found.weight == 8 && found.rate == 2.75 && found.price == 300);
}

/* A column that is only copied is copied as it is. */
static void test_b104_a_null_is_copied_as_null(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    assert_ok(fx->db, orm_exec(fx->db, "INSERT INTO crate (id, size, rate, weight) VALUES (1, 'S',"
                                       " 2, 2)"));
    assert_ok(fx->db, crate_update_all(fx->db,
                                       orm_sets(orm_set_to(crate_.rate, orm_col(crate_.depth)),
                                                orm_set_to(crate_.weight, orm_col(crate_.stamps))),
                                       NULL));
    assert_string_equal(engine_ask(fx, fx->db,
                                   "(SELECT count(*) FROM crate WHERE rate IS NULL AND weight IS"
                                   " NULL)"),
                        "1");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b026_numbers_of_an_enum),
    ENGINE_TEST(test_b026_the_database_checks_numbers),
    ENGINE_TEST(test_b026_a_number_of_none_is_not_written),
    ENGINE_TEST(test_b026_an_unknown_number_is_reported),
    ENGINE_TEST(test_b026_labels_of_an_enum),
    ENGINE_TEST(test_b027_labels_of_a_native_enum),
    ENGINE_TEST(test_b026_what_is_unknown_reads_as_declared),
    ENGINE_TEST(test_b026_what_is_unknown_is_never_written),
    ENGINE_TEST(test_b027_an_unknown_label_of_a_native_enum),
    ENGINE_TEST(test_b034_a_null_reads_as_declared),
    ENGINE_TEST(test_b104_a_null_counts_as_it_reads),
    ENGINE_TEST(test_b104_a_null_is_copied_as_null),
    ENGINE_TEST(test_b034_what_a_null_reads_as_is_a_value),
    ENGINE_TEST(test_b039_sets_of_flags),
};

ENGINE_MAIN(tests)
