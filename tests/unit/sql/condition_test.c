/* Conditions: every operator for both dialects, NULL, what is empty, what is refused. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "sql/condition.h"

/* Renders where for an entity; *sql is to be finished by the caller. */
static orm_status render(orm_sql *sql, const orm_dialect *dialect, const orm_entity *entity,
                         const orm_expr *where, orm_error *error)
{
    orm__sql_init(sql, NULL);
    const orm_writer writer = orm__writer_begin(sql, dialect, entity, error);
    return orm__condition_write(&writer, where);
}

static void expect_on(const orm_dialect *dialect, const orm_expr *where, const char *expected)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    if (render(&sql, dialect, &cell_entity, where, &error) != ORM_OK) {
        fail_msg("%s: %s", expected, error.message);
    }
    assert_string_equal(orm__buffer_string(&sql.text), expected);
    orm__sql_fini(&sql);
}

static void expect_both(const orm_expr *where, const char *sqlite, const char *postgresql)
{
    expect_on(SQLITE, where, sqlite);
    expect_on(POSTGRESQL, where, postgresql);
}

/* The text behind the column. */
static void expect_of(const orm_entity *entity, const orm_expr *where, const char *expected)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    (void)render(&sql, SQLITE, entity, where, &error);
    assert_string_equal(error.message, "");
    assert_string_equal(strchr(orm__buffer_string(&sql.text), ' ') + 1, expected);
    orm__sql_fini(&sql);
}

static void expect_misuse(const orm_expr *where, const char *message)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    assert_int_equal(render(&sql, SQLITE, &cell_entity, where, &error), ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, message);
    orm__sql_fini(&sql);
}

/* ---- operators ---- */

static void comparisons(void **state)
{
    (void)state;
    expect_both(orm_eq(cell_.b, 1), "\"b\" = ?1", "\"b\" = $1");
    expect_both(orm_ne(cell_.b, 1), "\"b\" <> ?1", "\"b\" <> $1");
    expect_both(orm_lt(cell_.b, 1), "\"b\" < ?1", "\"b\" < $1");
    expect_both(orm_le(cell_.b, 1), "\"b\" <= ?1", "\"b\" <= $1");
    expect_both(orm_gt(cell_.b, 1), "\"b\" > ?1", "\"b\" > $1");
    expect_both(orm_ge(cell_.b, 1), "\"b\" >= ?1", "\"b\" >= $1");
    expect_both(orm_lt(cell_.t, "x"), "\"t\" < ?1", "\"t\" < $1");
    expect_both(orm_eq_bytes(cell_.bytes, "x", 1), "\"bytes\" = ?1", "\"bytes\" = $1");
    expect_both(orm_ne_bytes(cell_.bytes, "", 0), "\"bytes\" <> ?1", "\"bytes\" <> $1");
}

static void bytes(void **state)
{
    (void)state;
    expect_both(orm_lt_bytes(cell_.bytes, "x", 1), "\"bytes\" < ?1", "\"bytes\" < $1");
    expect_both(orm_starts_with_bytes(cell_.bytes, "x", 1), "(\"bytes\" >= ?1 AND \"bytes\" < ?2)",
                "(\"bytes\" >= $1 AND \"bytes\" < $2)");
    expect_both(orm_starts_with_bytes(cell_.bytes, "\xff\xff", 2), "\"bytes\" >= ?1",
                "\"bytes\" >= $1");
    expect_both(orm_starts_with_bytes(cell_.bytes, "", 0), "\"bytes\" = \"bytes\"",
                "\"bytes\" = \"bytes\"");
    expect_both(orm_in_bytes(cell_.bytes, "abcd", 2, 2),
                "\"bytes\" IN (SELECT value FROM orm_list(?1))", "\"bytes\" = ANY($1)");
    expect_both(orm_in_bytes(cell_.bytes, NULL, 2, 0), "0", "FALSE");
    expect_misuse(orm_starts_with_bytes(cell_.bytes, NULL, 1), "the beginning is NULL");
}

/* How SQLite would find the rows: owned, sqlite3_free. */
static char *plan_of(sqlite3 *engine, const orm_expr *where)
{
    orm_sql sql;
    orm_error error;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(render(&sql, SQLITE, &cell_entity, where, &error), ORM_OK);
    char *text = sqlite3_mprintf("EXPLAIN QUERY PLAN SELECT * FROM cell WHERE %s",
                                 orm__buffer_string(&sql.text));
    assert_int_equal(sqlite3_prepare_v2(engine, text, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    char *plan = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 3));
    (void)sqlite3_finalize(stmt);
    sqlite3_free(text);
    orm__sql_fini(&sql);
    return plan;
}

static void an_index_serves_a_beginning(void **state)
{
    (void)state;
    sqlite3 *engine = world_open();
    char *create = world_create_text(&cell_schema, SQLITE);
    world_run(engine, create);
    world_run(engine, "CREATE INDEX by_bytes ON cell (bytes)");
    char *whole = plan_of(engine, orm_starts_with_bytes(cell_.bytes, "x", 1));
    char *open_end = plan_of(engine, orm_starts_with_bytes(cell_.bytes, "\xff", 1));
    assert_string_equal(whole, "SEARCH cell USING INDEX by_bytes (bytes>? AND bytes<?)");
    assert_string_equal(open_end, "SEARCH cell USING INDEX by_bytes (bytes>?)");
    sqlite3_free(whole);
    sqlite3_free(open_end);
    free(create);
    (void)sqlite3_close(engine);
}

static void patterns(void **state)
{
    (void)state;
    expect_both(orm_like(cell_.t, "x"), "\"t\" GLOB ?1", "\"t\" LIKE $1");
    expect_both(orm_ilike(cell_.t, "x"), "\"t\" LIKE ?1 ESCAPE '\\'",
                "\"t\" COLLATE \"C\" ILIKE $1");
    expect_both(orm_starts_with(cell_.t, "x"), "\"t\" GLOB ?1", "\"t\" LIKE $1");
    expect_both(orm_ends_with(cell_.t, "x"), "substr(\"t\", length(\"t\") - length(?1) + 1) = ?1",
                "\"t\" LIKE $1");
    expect_both(orm_contains(cell_.t, "x"), "instr(\"t\", ?1) > 0", "\"t\" LIKE $1");
}

static void lists_are_one_parameter(void **state)
{
    (void)state;
    const int64_t items[] = { 1, 2, 3 };
    expect_both(orm_in(cell_.b, items, 3), "\"b\" IN (SELECT value FROM orm_list(?1))",
                "\"b\" = ANY($1)");
    expect_both(orm_in(cell_.b, items, 0), "0", "FALSE");
    expect_both(orm_not(orm_in(cell_.b, items, 0)), "NOT (0)", "NOT (FALSE)");
    expect_both(orm_in(cell_.b, (const int64_t *)NULL, 0), "0", "FALSE");
    expect_misuse(orm_in(cell_.b, (const int64_t *)NULL, 1), "cell.b: the list is NULL");
}

static void parameters_say_where_they_come_from(void **state)
{
    (void)state;
    orm_sql sql;
    orm_error error;
    const orm_expr *where = orm_and(orm_eq(cell_.b, 7), orm_contains(cell_.t, "x"),
                                    orm_in(cell_.a, ((const int64_t[]){ 1, 2 }), 2));
    assert_int_equal(render(&sql, SQLITE, &cell_entity, where, &error), ORM_OK);
    assert_int_equal(sql.param_count, 3);
    const uint16_t fields[] = { 2, 3, 1 };
    const orm_op ops[] = { ORM_OP_END, ORM_OP_CONTAINS, ORM_OP_END };
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(sql.params[i].source, ORM_SQL_OPERAND);
        assert_int_equal(sql.params[i].field, fields[i]);
        assert_int_equal(sql.params[i].pattern, ops[i]);
        assert_ptr_equal(sql.params[i].operand, &where->list[i]->right->operand);
    }
    orm__sql_fini(&sql);
}

/* A text that may make too long a pattern is no pattern. */
static void long_texts_are_no_patterns(void **state)
{
    (void)state;
    static char text[16668];
    memset(text, '*', sizeof text - 2);
    expect_both(orm_starts_with(cell_.t, text), "\"t\" GLOB ?1", "\"t\" LIKE $1");
    memset(text, '*', sizeof text - 1);
    expect_both(orm_starts_with(cell_.t, text), "substr(\"t\", 1, length(?1)) = ?1",
                "\"t\" LIKE $1");
}

static void what_the_column_cannot_hold_is_certain(void **state)
{
    (void)state;
    expect_both(orm_lt(cell_.b, UINT64_MAX), "\"b\" = \"b\"", "\"b\" = \"b\"");
    expect_both(orm_ne(cell_.b, UINT64_MAX), "\"b\" = \"b\"", "\"b\" = \"b\"");
    expect_both(orm_ge(cell_.b, UINT64_MAX), "\"b\" <> \"b\"", "\"b\" <> \"b\"");
    expect_both(orm_eq(cell_.a, UINT64_MAX), "\"a\" <> \"a\"", "\"a\" <> \"a\"");
    expect_both(orm_eq(cell_.r, INT64_MAX), "\"r\" <> \"r\"", "\"r\" <> \"r\"");
    expect_both(orm_lt(cell_.r, INT64_MAX), "\"r\" < ?1", "\"r\" < $1");
    expect_both(orm_lt(cell_.b, INT64_MAX), "\"b\" < ?1", "\"b\" < $1");
}

/* ---- NULL ---- */

static void null_is_asked_for_by_is(void **state)
{
    (void)state;
    const char *text = NULL;
    expect_both(orm_is_null(cell_.t), "\"t\" IS NULL", "\"t\" IS NULL");
    expect_both(orm_is_not_null(cell_.t), "\"t\" IS NOT NULL", "\"t\" IS NOT NULL");
    expect_both(orm_eq(cell_.t, text), "\"t\" IS NULL", "\"t\" IS NULL");
    expect_both(orm_ne(cell_.t, text), "\"t\" IS NOT NULL", "\"t\" IS NOT NULL");
    expect_both(orm_eq(cell_.t, (void *)0), "\"t\" IS NULL", "\"t\" IS NULL");
    expect_both(orm_eq(cell_.bytes, (void *)0), "\"bytes\" IS NULL", "\"bytes\" IS NULL");
    expect_both(orm_eq_bytes(cell_.bytes, NULL, 0), "\"bytes\" IS NULL", "\"bytes\" IS NULL");
    expect_both(orm_eq(cell_.t, ""), "\"t\" = ?1", "\"t\" = $1");
}

static void what_stands_for_null_is_null(void **state)
{
    (void)state;
    expect_both(orm_eq(cell_.a, -1), "\"a\" IS NULL", "\"a\" IS NULL");
    expect_both(orm_ne(cell_.a, (short)-1), "\"a\" IS NOT NULL", "\"a\" IS NOT NULL");
    expect_both(orm_eq(cell_.a, 0), "\"a\" = ?1", "\"a\" = $1");
    expect_both(orm_eq(cell_.b, -1), "\"b\" = ?1", "\"b\" = $1");
    expect_both(orm_lt(cell_.a, -1), "\"a\" < ?1", "\"a\" < $1");
    expect_both(orm_eq(cell_.r, -2.0), "\"r\" IS NULL", "\"r\" IS NULL");
    expect_both(orm_eq(cell_.r, -2), "\"r\" IS NULL", "\"r\" IS NULL");
    expect_both(orm_eq(cell_.r, 2U), "\"r\" = ?1", "\"r\" = $1");
    expect_both(orm_ne(cell_.r, -2.5), "\"r\" <> ?1", "\"r\" <> $1");
}

/* Whatever the type of the member and of the operand. */
static void any_number_may_stand_for_null(void **state)
{
    (void)state;
    static const orm_value seven = { .type = ORM_TYPE_UINT, .as.natural = 7 };
    static const orm_value two = { .type = ORM_TYPE_REAL, .as.real = 2 };
    orm_field fields[6];
    orm_entity entity = cell_entity;
    memcpy(fields, cell_entity.fields, sizeof fields);
    fields[cell_.a.column.field].layout.null_if = &seven;
    fields[cell_.a.column.field].layout.storage = ORM_STORAGE_UINT;
    fields[cell_.r.column.field].layout.null_if = &two;
    entity.fields = fields;
    const orm_expr *const nulls[] = { orm_eq(cell_.a, 7U),  orm_eq(cell_.a, 7),
                                      orm_eq(cell_.r, 2U),  orm_eq(cell_.r, 2),
                                      orm_eq(cell_.r, 2.0), orm_eq(cell_.r, 2.0F) };
    const orm_expr *const others[] = { orm_eq(cell_.a, 8U), orm_eq(cell_.a, -7),
                                       orm_eq(cell_.r, 3U), orm_eq(cell_.r, 2.5) };
    for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++) {
        expect_of(&entity, nulls[i], "IS NULL");
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        expect_of(&entity, others[i], "= ?1");
    }
}

static void null_is_not_less(void **state)
{
    (void)state;
    const char *text = NULL;
    expect_misuse(orm_lt(cell_.t, text), "cell.t: NULL is neither less nor greater");
    expect_misuse(orm_ge(cell_.bytes, (void *)0), "cell.bytes: NULL");
    expect_misuse(orm_like(cell_.t, text), "cell.t: the pattern is NULL");
    expect_misuse(orm_starts_with(cell_.t, text), "the pattern is NULL");
    expect_misuse(orm_eq(cell_.t, (void *)&text), "untyped pointer");
    expect_misuse(orm_lt(cell_.bytes, (const void *)"x"), "untyped pointer");
}

/* ---- joined ---- */

static void lists_are_bracketed(void **state)
{
    (void)state;
    const orm_expr *x = orm_eq(cell_.b, 1), *y = orm_is_null(cell_.t), *z = orm_lt(cell_.b, 2);
    expect_on(SQLITE, orm_and(x, orm_or(y, z)), "(\"b\" = ?1 AND (\"t\" IS NULL OR \"b\" < ?2))");
    expect_on(SQLITE, orm_or(orm_and(x, y), z), "((\"b\" = ?1 AND \"t\" IS NULL) OR \"b\" < ?2)");
    expect_on(SQLITE, orm_not(orm_or(x, z)), "NOT ((\"b\" = ?1 OR \"b\" < ?2))");
    expect_on(SQLITE, orm_not(orm_not(x)), "NOT (NOT (\"b\" = ?1))");
    expect_on(SQLITE, orm_and(x), "(\"b\" = ?1)");
}

static void what_is_empty_is_skipped(void **state)
{
    (void)state;
    const orm_expr *x = orm_eq(cell_.b, 1), *none = NULL;
    assert_true(orm__condition_is_none(NULL));
    assert_true(orm__condition_is_none(orm_and(none)));
    assert_true(orm__condition_is_none(orm_and(orm_or(none, orm_and(none)), orm_not(none))));
    assert_true(orm__condition_is_none(&(const orm_expr){ .op = ORM_OP_AND }));
    assert_true(orm__condition_is_none(orm_not(orm_when(false, x))));
    assert_false(orm__condition_is_none(x));
    assert_false(orm__condition_is_none(orm_or(none, orm_and(none, x))));
    assert_false(orm__condition_is_none(&(const orm_expr){ .op = ORM_OP_FAILED }));
    expect_on(SQLITE, orm_and(none, x, orm_or(none), orm_not(orm_and(none)), x, none),
              "(\"b\" = ?1 AND \"b\" = ?2)");
    expect_on(SQLITE, orm_or(none, orm_and(orm_or(none, none), x)), "((\"b\" = ?1))");
}

/* ---- misuse ---- */

static void other_entities_are_refused(void **state)
{
    (void)state;
    expect_misuse(orm_eq(customer_.name, "x"), "column name of customer in a query on cell");
    expect_misuse(orm_or(orm_eq(cell_.b, 1), orm_not(orm_is_null(invoice_.id))),
                  "column id of invoice in a query on cell");
}

/* Two copies of the same tables, as a program and a library may each have. */
static void a_copy_of_the_entity_is_the_entity(void **state)
{
    (void)state;
    static const orm_entity *copied_list[1];
    orm_schema schema = cell_schema;
    orm_entity entity = cell_entity;
    copied_list[0] = &entity;
    schema.entities = copied_list;
    entity.schema = &schema;
    orm_sql sql;
    orm_error error = { .message = "" };
    assert_int_equal(render(&sql, SQLITE, &entity, orm_eq(cell_.b, 1), &error), ORM_OK);
    orm__sql_fini(&sql);
    schema.hash = 1;
    assert_int_equal(render(&sql, SQLITE, &entity, orm_eq(cell_.b, 1), &error), ORM_MISUSE);
    orm__sql_fini(&sql);
}

static void handles_of_nothing_are_refused(void **state)
{
    (void)state;
    const orm_int_handle no_path = { { .path = NULL } };
    const orm_path nowhere = { .entity = NULL };
    const orm_int_handle no_entity = { { .path = &nowhere } };
    const orm_int_handle no_field = { { .path = cell_.a.column.path, .field = 6 } };
    expect_misuse(orm_eq(no_path, 1), "a handle of no column");
    expect_misuse(orm_eq(no_entity, 1), "a handle of no column");
    expect_misuse(orm_eq(no_field, 1), "cell has no field number 6");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_EQ }, "a handle of no column");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_IS_NULL, .left = orm_eq(cell_.b, 1) },
                  "a handle of no column");
}

static void nodes_in_the_wrong_place_are_refused(void **state)
{
    (void)state;
    const orm_expr *column = orm_eq(cell_.b, 1)->left, *value = orm_eq(cell_.b, 1)->right;
    const orm_expr *list = orm_in(cell_.b, ((const int64_t[]){ 1 }), 1)->right;
    const orm_expr *number = orm_eq(cell_.b, 1)->left;
    expect_misuse(orm_asc(cell_.b), "an order stands in a condition");
    expect_misuse(orm_and(orm_eq(cell_.b, 1), orm_desc(cell_.b)), "an order stands");
    expect_misuse(column, "no condition");
    expect_misuse(value, "no condition");
    expect_misuse(&orm_expr_end, "no condition");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_EQ, .left = column }, "no value");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_EQ, .left = column, .right = column },
                  "no value");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_EQ, .left = column, .right = list }, "no value");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_IN, .left = column, .right = value }, "no list");
    expect_misuse(&(const orm_expr){ .op = ORM_OP_LIKE,
                                     .left = number,
                                     .right = orm_like(cell_.t, "x")->right },
                  "cell.b: a pattern for a column that holds no text");
}

static void a_failed_filter_is_out_of_memory(void **state)
{
    (void)state;
    orm_sql sql;
    orm_error error = { .message = "" };
    const orm_expr failed = { .op = ORM_OP_FAILED };
    const orm_expr *where = orm_and(orm_eq(cell_.b, 1), &failed);
    assert_int_equal(render(&sql, SQLITE, &cell_entity, where, &error), ORM_NO_MEMORY);
    assert_int_equal(error.status, ORM_NO_MEMORY);
    orm__sql_fini(&sql);
}

/* ---- depth ---- */

enum { DEEP = 100000 };

/* Each node in the one before it, in turns of these two kinds; the last holds leaf. */
static const orm_expr *make_chain(size_t count, orm_op odd, orm_op even, const orm_expr *leaf)
{
    static orm_expr nodes[DEEP];
    static const orm_expr *lists[DEEP][3];
    const orm_expr *inner = leaf;
    for (size_t i = 0; i < count; i++) {
        lists[i][i % 2] = inner; /* before or behind the leaf */
        lists[i][1 - i % 2] = leaf;
        lists[i][2] = &orm_expr_end;
        nodes[i] = (orm_expr){ .op = i % 2 == 0 ? even : odd, .left = inner, .list = lists[i] };
        inner = &nodes[i];
    }
    return inner;
}

/* What SQLite makes of it, also within a count that is limited. */
static void expect_engine_takes(const orm_expr *where)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    sqlite3_stmt *statement = NULL;
    sqlite3 *engine = world_open();
    const orm_query query = { .where = where, .limit = orm_limit(1) };
    char *text = world_create_text(&cell_schema, SQLITE);
    world_run(engine, text);
    free(text);
    orm__sql_init(&sql, NULL);
    if (orm__sql_count(&sql, SQLITE, &cell_entity, &query, &error) != ORM_OK) {
        fail_msg("%s", error.message);
    }
    if (sqlite3_prepare_v2(engine, sql.text.text, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s", sqlite3_errmsg(engine));
    }
    sqlite3_finalize(statement);
    sqlite3_close(engine);
    orm__sql_fini(&sql);
}

static void chains_of_one_kind_are_flat(void **state)
{
    (void)state;
    const orm_expr *x = orm_eq(cell_.b, 1), *y = orm_is_null(cell_.t);
    expect_on(SQLITE, orm_and(orm_and(x, y), orm_and(orm_and(NULL), orm_and(y))),
              "(\"b\" = ?1 AND \"t\" IS NULL AND \"t\" IS NULL)");
    expect_on(SQLITE, orm_or(orm_or(x, orm_and(x, y)), y),
              "(\"b\" = ?1 OR (\"b\" = ?2 AND \"t\" IS NULL) OR \"t\" IS NULL)");
    expect_engine_takes(make_chain(900, ORM_OP_AND, ORM_OP_AND, y));
    expect_engine_takes(make_chain(900, ORM_OP_OR, ORM_OP_OR, y));
}

static void long_lists_are_runs(void **state)
{
    (void)state;
    static const orm_expr *items[34];
    const orm_expr list = { .op = ORM_OP_OR, .list = items };
    const orm_expr *item = orm_is_null(cell_.t);
    char expected[1024] = "((";
    for (size_t i = 0; i < 33; i++) {
        items[i] = item;
        strcat(expected, i == 0 ? "" : i == 32 ? ") OR (" : " OR ");
        strcat(expected, "\"t\" IS NULL");
    }
    items[33] = &orm_expr_end;
    expect_on(SQLITE, &list, strcat(expected, "))"));
}

static void depth_is_limited(void **state)
{
    (void)state;
    const orm_expr *leaf = orm_is_null(cell_.t);
    expect_engine_takes(make_chain(24, ORM_OP_AND, ORM_OP_OR, leaf));
    expect_engine_takes(make_chain(24, ORM_OP_NOT, ORM_OP_NOT, leaf));
    expect_misuse(make_chain(25, ORM_OP_AND, ORM_OP_OR, leaf), "nested too deep");
    expect_misuse(make_chain(DEEP, ORM_OP_NOT, ORM_OP_NOT, leaf), "nested too deep");
    expect_misuse(make_chain(DEEP, ORM_OP_AND, ORM_OP_NOT, leaf), "nested too deep");
    expect_misuse(make_chain(DEEP, ORM_OP_OR, ORM_OP_OR, leaf), "nested too deep");
    expect_engine_takes(make_chain(ORM_CONDITION_NODES_MAX - 1, ORM_OP_AND, ORM_OP_AND, leaf));
    expect_misuse(make_chain(ORM_CONDITION_NODES_MAX, ORM_OP_AND, ORM_OP_AND, leaf),
                  "nested too deep");
    assert_true(orm__condition_is_none(make_chain(900, ORM_OP_OR, ORM_OP_NOT, NULL)));
    expect_misuse(make_chain(DEEP, ORM_OP_OR, ORM_OP_NOT, NULL), "nested too deep");
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(comparisons),
    cmocka_unit_test(patterns),
    cmocka_unit_test(bytes),
    cmocka_unit_test(an_index_serves_a_beginning),
    cmocka_unit_test(long_texts_are_no_patterns),
    cmocka_unit_test(what_the_column_cannot_hold_is_certain),
    cmocka_unit_test(lists_are_one_parameter),
    cmocka_unit_test(parameters_say_where_they_come_from),
    cmocka_unit_test(null_is_asked_for_by_is),
    cmocka_unit_test(what_stands_for_null_is_null),
    cmocka_unit_test(any_number_may_stand_for_null),
    cmocka_unit_test(null_is_not_less),
    cmocka_unit_test(lists_are_bracketed),
    cmocka_unit_test(what_is_empty_is_skipped),
    cmocka_unit_test(other_entities_are_refused),
    cmocka_unit_test(a_copy_of_the_entity_is_the_entity),
    cmocka_unit_test(handles_of_nothing_are_refused),
    cmocka_unit_test(nodes_in_the_wrong_place_are_refused),
    cmocka_unit_test(a_failed_filter_is_out_of_memory),
    cmocka_unit_test(chains_of_one_kind_are_flat),
    cmocka_unit_test(long_lists_are_runs),
    cmocka_unit_test(depth_is_limited),
};

UNIT_MAIN(tests)
