/* Lists: one parameter of any length stands for a set of values. */
#include "driver/engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *membership(const char *column)
{
    static char sql[256];
    (void)snprintf(sql, sizeof sql, "SELECT id FROM w WHERE %s%s ORDER BY id", column,
                   engine_pick(" IN (SELECT value FROM orm_list($1))", " = ANY($1)"));
    return sql;
}

static orm_value list_of(const orm_value *values, size_t count)
{
    orm_value list = orm_value_null();
    list.type = ORM_TYPE_LIST;
    list.size = count;
    list.as.list = values;
    return list;
}

static result find(fixture *f, const char *column, orm_kind kind, const orm_value *values,
                   size_t count)
{
    orm_value list = list_of(values, count);
    orm_parameter_type type = { .kind = kind, .list = true };
    result r;
    assert_status(f, query_on(f, f->link, membership(column), &type, &list, 1, &r), ORM_OK);
    return r;
}

static void make_words(fixture *f)
{
    run(f, engine_pick("CREATE TABLE w (id INTEGER PRIMARY KEY, t TEXT, r REAL, b BLOB, o INTEGER,"
                       " m INTEGER) STRICT",
                       "CREATE TABLE w (id bigint PRIMARY KEY, t text, r double precision, b bytea,"
                       " o boolean, m timestamptz)"));
}

static void lists_of_every_length(void **state)
{
    fixture *f = *state;
    make_words(f);
    run(f, "INSERT INTO w (id) WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c "
           "WHERE i < 99) SELECT i * 1000 FROM c");
    const size_t lengths[] = { 0, 1, 2, 1000, 1001, 70000 };
    orm_value *values = calloc(70000, sizeof *values);
    assert_non_null(values);
    for (size_t i = 0; i < 70000; i++) {
        values[i] = orm_value_int((int64_t)i);
    }
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        result r = find(f, "id", ORM_KIND_INT64, values, lengths[i]);
        assert_int_equal(r.rows, (lengths[i] + 999) / 1000);
    }
    free(values);
}

/* One statement runs with lists of different lengths, and its list is let go at reset. */
static void a_prepared_list_changes(void **state)
{
    fixture *f = *state;
    make_words(f);
    run(f, "INSERT INTO w (id) VALUES (1), (2), (3)");
    orm_parameter_type type = { .kind = ORM_KIND_INT64, .list = true };
    orm_prepared *select = prepare(f, membership("id"), &type, 1);
    for (size_t count = 0; count <= 3; count++) {
        orm_value values[] = { orm_value_int(3), orm_value_int(1), orm_value_int(2) };
        orm_value list = list_of(values, count);
        result r = { .arena = f->arena };
        start(f, select, &list, 1, false);
        assert_status(f, fetch(select, 9, keep_row, &r, &f->error), ORM_DONE);
        assert_int_equal(r.rows, count);
        select->link->driver->reset(select);
    }
    select->link->driver->finalize(select);
}

static void texts_with_every_character(void **state)
{
    fixture *f = *state;
    make_words(f);
    const char *const texts[] = { "",     "a,b", "{x}",  "say \"hi\"",      "back\\slash",
                                  "NULL", " s ", "it's", "\xF0\x9F\x90\x98" };
    orm_value values[9];
    for (size_t i = 0; i < 9; i++) {
        orm_value params[] = { orm_value_int((int64_t)i), orm_value_text(texts[i]) };
        (void)query(f, "INSERT INTO w (id, t) VALUES ($1, $2)", params, 2);
        values[i] = orm_value_text(texts[i]);
    }
    assert_int_equal(find(f, "t", ORM_KIND_TEXT, values, 9).rows, 9);
    for (size_t i = 0; i < 9; i++) {
        result r = find(f, "t", ORM_KIND_TEXT, &values[i], 1);
        assert_int_equal(r.rows, 1);
        assert_int_equal(cell(&r, 0, 0)->as.integer, i);
        assert_int_equal(find(f, "t", ORM_KIND_ENUM, &values[i], 1).rows, 1);
    }
}

static void every_type_has_lists(void **state)
{
    fixture *f = *state;
    make_words(f);
    orm_value row[] = { orm_value_real(0.1), orm_value_blob("\0\xFF", 2), orm_value_bool(true),
                        orm_value_int(1700000000123456) };
    row[3].type = ORM_TYPE_TIMESTAMP;
    (void)query(f, "INSERT INTO w (id, r, b, o, m) VALUES (1, $1, $2, $3, $4)", row, 4);
    run(f, "INSERT INTO w (id) VALUES (2)");
    const char *const columns[] = { "r", "b", "o", "m" };
    const orm_kind kinds[] = { ORM_KIND_FLOAT64, ORM_KIND_BLOB, ORM_KIND_BOOL, ORM_KIND_TIMESTAMP };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(find(f, columns[i], kinds[i], &row[i], 1).rows, 1);
        assert_int_equal(find(f, columns[i], kinds[i], NULL, 0).rows, 0);
    }
    orm_value empty[] = { orm_value_blob("", 0), row[1] };
    (void)query(f, "UPDATE w SET b = $1 WHERE id = 2", empty, 1);
    assert_int_equal(find(f, "b", ORM_KIND_BLOB, empty, 2).rows, 2);
}

/* As SQL has it: NULL is no member, and makes what is none unknown. */
static void null_is_no_member(void **state)
{
    fixture *f = *state;
    make_words(f);
    run(f, "INSERT INTO w (id, t) VALUES (1, 'a'), (2, NULL)");
    orm_value values[] = { orm_value_null(), orm_value_text("a") };
    assert_int_equal(find(f, "t", ORM_KIND_TEXT, values, 2).rows, 1);
    assert_int_equal(find(f, "t", ORM_KIND_TEXT, values, 1).rows, 0);
    orm_parameter_type type = { .kind = ORM_KIND_TEXT, .list = true };
    result r;
    assert_status(f, query_on(f, f->link, membership("t"), &type, values, 1, &r), ORM_OK);
    assert_int_equal(r.rows, 0);
    orm_value list = list_of(values, 2);
    const char *nulls = engine_pick("SELECT count(*) FROM orm_list($1) WHERE value IS NULL",
                                    "SELECT count(*) FROM unnest($1) AS v WHERE v IS NULL");
    assert_status(f, query_on(f, f->link, nulls, &type, &list, 1, &r), ORM_OK);
    assert_int_equal(cell(&r, 0, 0)->as.integer, 1);
}

/* One list is gone through once for each row of the statement around it. */
static void a_list_is_read_again(void **state)
{
    fixture *f = *state;
    make_words(f);
    run(f, "INSERT INTO w (id) VALUES (1), (2), (3), (4)");
    orm_value values[] = { orm_value_int(4), orm_value_int(2), orm_value_int(9) };
    orm_value list = list_of(values, 3);
    result r = query(f,
                     engine_pick("SELECT (SELECT max(value) FROM orm_list($1) WHERE value <= id) "
                                 "FROM w ORDER BY id",
                                 "SELECT (SELECT max(v) FROM unnest($1) AS v WHERE v <= id) "
                                 "FROM w ORDER BY id"),
                     &list, 1);
    assert_int_equal(r.rows, 4);
    assert_int_equal(cell(&r, 0, 0)->type, ORM_TYPE_NULL);
    assert_int_equal(cell(&r, 1, 0)->as.integer, 2);
    assert_int_equal(cell(&r, 2, 0)->as.integer, 2);
    assert_int_equal(cell(&r, 3, 0)->as.integer, 4);
    r = query(f,
              engine_pick("SELECT count(*) FROM w CROSS JOIN orm_list($1)",
                          "SELECT count(*) FROM w CROSS JOIN unnest($1)"),
              &list, 1);
    assert_int_equal(cell(&r, 0, 0)->as.integer, 12);
}

static void what_cannot_be_stored_is_refused(void **state)
{
    fixture *f = *state;
    make_words(f);
    orm_value texts[] = { orm_value_text("a"), orm_value_text("b") };
    texts[1].as.text = "\0";
    orm_value list = list_of(texts, 2);
    query_fails(f, membership("t"), &list, 1, ORM_CONVERSION);
    assert_int_equal(f->error.parameter, 1);
    orm_value real = orm_value_real(NAN);
    list = list_of(&real, 1);
    if (engine_is_sqlite()) {
        query_fails(f, membership("r"), &list, 1, ORM_CONVERSION);
    } else {
        assert_int_equal(find(f, "r", ORM_KIND_FLOAT64, &real, 1).rows, 0);
    }
    orm_value inner = list_of(texts, 1);
    list = list_of(&inner, 1);
    orm_parameter_type type = { .kind = ORM_KIND_TEXT, .list = true };
    result r;
    assert_status(f, query_on(f, f->link, membership("t"), &type, &list, 1, &r), ORM_CONVERSION);
}

static void lists_can_be_streamed(void **state)
{
    fixture *f = *state;
    make_words(f);
    run(f, "INSERT INTO w (id) VALUES (1), (2), (3)");
    orm_value values[] = { orm_value_int(3), orm_value_int(1), orm_value_int(2) };
    orm_value list = list_of(values, 3);
    orm_prepared *select = prepare(f, membership("id"), types_of(&list, 1), 1);
    result r = { .arena = f->arena };
    start(f, select, &list, 1, true);
    for (size_t i = 1; i <= 3; i++) {
        assert_status(f, fetch(select, 1, keep_row, &r, &f->error), ORM_OK);
        assert_int_equal(cell(&r, i - 1, 0)->as.integer, i);
    }
    assert_status(f, fetch(select, 1, keep_row, &r, &f->error), ORM_DONE);
    select->link->driver->finalize(select);
}

static const struct CMUnitTest tests[] = {
    DRIVER_TEST(lists_of_every_length),      DRIVER_TEST(a_prepared_list_changes),
    DRIVER_TEST(texts_with_every_character), DRIVER_TEST(every_type_has_lists),
    DRIVER_TEST(null_is_no_member),          DRIVER_TEST(what_cannot_be_stored_is_refused),
    DRIVER_TEST(lists_can_be_streamed),      DRIVER_TEST(a_list_is_read_again),
};

DRIVER_MAIN(tests)
