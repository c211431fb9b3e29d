/* Assignments as text: what each is for both dialects, in an update and in an upsert, and which are
 * refused. What they do to rows is tested on the engines. */
#include "world.h"

#include <string.h>

#include "sql/assign.h"

static orm_status render(orm_sql *sql, const orm_dialect *dialect, const orm_expr *set,
                         orm_assign_place place, orm_error *error)
{
    orm__sql_init(sql, NULL);
    const orm_writer writer = orm__writer_begin(sql, dialect, &cell_entity, error);
    return orm__assign_write(&writer, set, place);
}

static void expect_on(const orm_dialect *dialect, const orm_expr *set, orm_assign_place place,
                      const char *expected)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    (void)render(&sql, dialect, set, place, &error);
    assert_string_equal(error.message, "");
    assert_string_equal(orm__buffer_string(&sql.text), expected);
    orm__sql_fini(&sql);
}

static void expect_both(const orm_expr *set, const char *sqlite, const char *postgresql)
{
    expect_on(SQLITE, set, ORM_ASSIGN_UPDATE, sqlite);
    expect_on(POSTGRESQL, set, ORM_ASSIGN_UPDATE, postgresql);
}

static void expect_misuse(const orm_expr *set, const char *message)
{
    orm_sql sql;
    orm_error error = { .message = "" };
    assert_int_equal(render(&sql, SQLITE, set, ORM_ASSIGN_UPDATE, &error), ORM_MISUSE);
    unit_assert_error(&error, ORM_MISUSE, message);
    orm__sql_fini(&sql);
}

static void values(void **state)
{
    (void)state;
    expect_both(orm_set(cell_.b, 1), "\"b\" = ?1", "\"b\" = $1");
    expect_both(orm_sets(orm_set(cell_.b, 1), NULL, orm_sets(orm_set_null(cell_.t)),
                         orm_set_bytes(cell_.bytes, "x", 1)),
                "\"b\" = ?1, \"t\" = ?2, \"bytes\" = ?3", "\"b\" = $1, \"t\" = $2, \"bytes\" = $3");
}

static void columns(void **state)
{
    (void)state;
    expect_both(orm_set_to(cell_.b, orm_col(cell_.id)), "\"b\" = \"id\"", "\"b\" = \"id\"");
    expect_both(orm_set_to(cell_.t, orm_col(cell_.t)), "\"t\" = \"t\"", "\"t\" = \"t\"");
    expect_both(orm_set_to(cell_.a, orm_col(cell_.b)), "\"a\" = NULLIF(\"b\", ?1)",
                "\"a\" = NULLIF(\"b\", $1)");
}

static void calculations(void **state)
{
    (void)state;
    expect_both(orm_set_to(cell_.b, orm_add(cell_.b, 1)),
                "\"b\" = orm_calculate_integer('+', \"b\", ?1, -9223372036854775808, "
                "9223372036854775807)",
                "\"b\" = CASE WHEN (CAST(0 AS bigint) + \"b\") + $1 NOT BETWEEN "
                "-9223372036854775808 AND 9223372036854775807 "
                "THEN CAST(\"b\" * 0 + 2147483648 AS integer) "
                "ELSE (CAST(0 AS bigint) + \"b\") + $1 END");
    expect_both(orm_set_to(cell_.r, orm_mul(cell_.r, 2)),
                "\"r\" = NULLIF(orm_calculate_real('*', \"r\", ?1, 0), ?2)",
                "\"r\" = NULLIF(CAST(\"r\" AS double precision) * $1, $2)");
    expect_on(SQLITE, orm_set_to(cell_.r, orm_sub(cell_.r, orm_col(cell_.r))), ORM_ASSIGN_UPDATE,
              "\"r\" = NULLIF(orm_calculate_real('-', \"r\", \"r\", 0), ?1)");
}

/* The row as it is has to be told from the one that was to be inserted. */
static void upserts(void **state)
{
    (void)state;
    expect_on(POSTGRESQL,
              orm_sets(orm_set_to(cell_.t, orm_excluded(cell_.t)),
                       orm_set_to(cell_.b, orm_col(cell_.id))),
              ORM_ASSIGN_UPSERT, "\"t\" = excluded.\"t\", \"b\" = \"cell\".\"id\"");
    expect_on(SQLITE, orm_set_to(cell_.r, orm_add(cell_.r, orm_excluded(cell_.r))),
              ORM_ASSIGN_UPSERT,
              "\"r\" = NULLIF(orm_calculate_real('+', \"cell\".\"r\", excluded.\"r\", 0), ?1)");
}

static void what_is_refused(void **state)
{
    (void)state;
    const orm_expr *once = orm_set(cell_.b, 1);
    const orm_expr no_value = { .op = ORM_OP_SET, .left = once->left };
    const orm_expr no_column = { .op = ORM_OP_SET, .right = once->right };
    const orm_expr text = { .op = ORM_OP_ADD, .left = orm_col(cell_.t), .right = once->right };
    int untyped = 0;
    expect_misuse(orm_set(cell_.id, 1), "a column of the primary key is never set");
    expect_misuse(orm_sets(once, orm_set(cell_.t, "x"), once), "the column is set twice");
    expect_misuse(orm_eq(cell_.b, 1), "a node that is no assignment");
    expect_misuse(orm_sets(orm_sets(orm_asc(cell_.b))), "a node that is no assignment");
    expect_misuse(orm_set_to(cell_.t, orm_col(cell_.b)), "another kind");
    expect_misuse(orm_set_to(cell_.b, orm_col(cell_.r)), "another kind");
    expect_misuse(orm_set_to(cell_.b, orm_add(cell_.r, 1)), "another kind");
    expect_misuse(orm_set_to(cell_.b, orm_add(cell_.b, orm_col(cell_.t))), "another kind");
    expect_misuse(orm_set_to(cell_.t, orm_add(cell_.b, 1)), "nothing is calculated");
    expect_misuse(orm_set_to(cell_.b, &text), "another kind");
    expect_misuse(orm_set_to(cell_.b, orm_excluded(cell_.b)), "nothing was to be inserted");
    expect_misuse(orm_set_to(cell_.b, NULL), "set to what is no value");
    expect_misuse(orm_set_to(cell_.b, orm_eq(cell_.b, 1)), "set to what is no value");
    expect_misuse(orm_set(cell_.t, (void *)&untyped), "untyped pointer");
    expect_misuse(&no_value, "set to what is no value");
    expect_misuse(&no_column, "a handle of no column");
    expect_misuse(orm_set(customer_.name, "x"), "column name of customer");
    expect_misuse(orm_set_to(cell_.t, orm_col(customer_.name)), "column name of customer");
}

static void what_is_empty(void **state)
{
    (void)state;
    assert_true(orm__assign_is_none(NULL));
    assert_true(orm__assign_is_none(orm_sets(NULL, orm_sets(NULL))));
    assert_false(orm__assign_is_none(orm_sets(NULL, orm_set_null(cell_.t))));
    assert_true(orm__assign_sets(orm_sets(NULL, orm_set_null(cell_.t)), cell_.t.column.field));
    assert_false(orm__assign_sets(orm_sets(NULL, orm_set_null(cell_.t)), cell_.b.column.field));
}

/* Constant data, as conditions are. */
static const orm_expr *const at_file_scope =
    orm_sets(orm_set(cell_.t, "x"), orm_set_null(cell_.a), orm_set_bytes(cell_.bytes, "", 0),
             orm_set_to(cell_.b, orm_add(cell_.b, 1)), orm_set_to(cell_.r, orm_col(cell_.r)));

static void constants(void **state)
{
    (void)state;
    expect_on(
        SQLITE, at_file_scope, ORM_ASSIGN_UPDATE,
        "\"t\" = ?1, \"a\" = ?2, \"bytes\" = ?3, \"b\" = orm_calculate_integer('+', \"b\", ?4, "
        "-9223372036854775808, 9223372036854775807), \"r\" = NULLIF(\"r\", ?5)");
}

static void deep_lists(void **state)
{
    (void)state;
    enum { DEPTH = 1200 };
    static orm_expr lists[DEPTH];
    static const orm_expr *items[DEPTH][2];
    const orm_expr *inner = orm_set(cell_.b, 1);
    for (size_t i = 0; i < DEPTH; i++) {
        items[i][0] = inner;
        items[i][1] = &orm_expr_end;
        lists[i] = (orm_expr){ .op = ORM_OP_SETS, .list = items[i] };
        inner = &lists[i];
    }
    assert_false(orm__assign_is_none(inner));
    expect_misuse(inner, "nested too deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),          cmocka_unit_test(columns),
        cmocka_unit_test(calculations),    cmocka_unit_test(upserts),
        cmocka_unit_test(what_is_refused), cmocka_unit_test(what_is_empty),
        cmocka_unit_test(deep_lists),      cmocka_unit_test(constants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
