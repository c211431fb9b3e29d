/* Statements that name their columns: the text of INSERT with what it does where the row is there,
 * of UPDATE with assignments, and of the SELECTs beside them. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

enum { W = ORM_SQL_WRITTEN, B = ORM_SQL_RETURNED, T = ORM_SQL_TARGET, R = ORM_SQL_RENEWED };

typedef struct fixture {
    orm_sql sql;
    orm_error error;
    orm_arena *arena;
    sqlite3 *engine;
} fixture;

static int set_up(void **state)
{
    static fixture f;
    const orm_schema *const schemas[] = { &shop_schema, &odd_schema, &bare_schema };
    orm__sql_init(&f.sql, NULL);
    f.engine = world_open();
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
        char *text = world_create_text(schemas[i], SQLITE);
        world_run(f.engine, text);
        free(text);
    }
    world_run(f.engine, "CREATE UNIQUE INDEX named ON customer (name) WHERE \"country\" <> ''");
    *state = &f;
    return orm_arena_new(NULL, &f.arena) == ORM_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    orm__sql_fini(&f->sql);
    orm_arena_free(f->arena);
    sqlite3_close(f->engine);
    return 0;
}

static void expect_prepares(const fixture *f, const char *text)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(f->engine, text, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sqlite3_errmsg(f->engine), text);
    }
    assert_int_equal(sqlite3_bind_parameter_count(statement), f->sql.param_count);
    sqlite3_finalize(statement);
}

/* Whatever is rendered for SQLite must also be SQL to it. */
static void expect_text(fixture *f, orm_status status, const char *expected)
{
    if (status != ORM_OK) {
        fail_msg("%s", f->error.message);
    }
    assert_string_equal(orm__buffer_string(&f->sql.text), expected);
    if (strchr(expected, '$') == NULL) {
        expect_prepares(f, expected);
    }
}

static void expect_insert(fixture *f, const orm_dialect *dialect, const orm_sql_row *what,
                          const char *expected)
{
    expect_text(f, orm__sql_insert_row(&f->sql, dialect, &customer_entity, what, &f->error),
                expected);
}

static void expect_update(fixture *f, const orm_dialect *dialect, const orm_sql_row *what,
                          const char *expected)
{
    expect_text(f, orm__sql_update_row(&f->sql, dialect, &customer_entity, what, &f->error),
                expected);
}

static void inserts_name_what_is_marked(void **state)
{
    fixture *f = *state;
    const unsigned char some[] = { B, W, 0, B, W | B }, none[] = { B, 0, 0, 0, 0 };
    expect_insert(f, SQLITE, &(orm_sql_row){ .marks = some },
                  "INSERT INTO \"customer\" (\"name\", \"tier\") VALUES (?1, ?2)"
                  " RETURNING \"id\", \"country\", \"tier\"");
    expect_insert(f, POSTGRESQL, &(orm_sql_row){ .marks = none },
                  "INSERT INTO \"customer\" DEFAULT VALUES RETURNING \"id\"");
    expect_insert(f, SQLITE, &(orm_sql_row){ .marks = none, .conflict = ORM_SQL_IGNORE },
                  "INSERT INTO \"customer\" DEFAULT VALUES RETURNING \"id\"");
}

static void conflicts_have_a_target_or_none(void **state)
{
    fixture *f = *state;
    const unsigned char any[] = { 0, W, W, 0, 0 }, email[] = { B, W, W | T, 0, 0 };
    expect_insert(f, SQLITE, &(orm_sql_row){ .marks = any, .conflict = ORM_SQL_IGNORE },
                  "INSERT INTO \"customer\" (\"name\", \"email\") VALUES (?1, ?2)"
                  " ON CONFLICT DO NOTHING");
    expect_insert(f, POSTGRESQL, &(orm_sql_row){ .marks = email, .conflict = ORM_SQL_IGNORE },
                  "INSERT INTO \"customer\" (\"name\", \"email\") VALUES ($1, $2)"
                  " ON CONFLICT (\"email\") DO NOTHING RETURNING \"id\"");
}

static void rows_that_are_there_are_renewed(void **state)
{
    fixture *f = *state;
    const unsigned char email[] = { 0, W | R, W | T, W | R, 0 }, name[] = { 0, W | T, W, W, 0 };
    expect_insert(f, SQLITE, &(orm_sql_row){ .marks = email, .conflict = ORM_SQL_RENEW },
                  "INSERT INTO \"customer\" (\"name\", \"email\", \"country\") VALUES (?1, ?2, ?3)"
                  " ON CONFLICT (\"email\") DO UPDATE SET \"name\" = excluded.\"name\","
                  " \"country\" = excluded.\"country\"");
    expect_insert(f, SQLITE,
                  &(orm_sql_row){ .marks = name,
                                  .conflict = ORM_SQL_RENEW,
                                  .set = orm_set(customer_.email, "x"),
                                  .where = "{country} <> ''",
                                  .arena = f->arena },
                  "INSERT INTO \"customer\" (\"name\", \"email\", \"country\") VALUES (?1, ?2, ?3)"
                  " ON CONFLICT (\"name\") WHERE \"country\" <> ''"
                  " DO UPDATE SET \"email\" = ?4");
    const orm_sql_row wrong = {
        .marks = name, .conflict = ORM_SQL_IGNORE, .where = "{street} = ''", .arena = f->arena
    };
    assert_int_equal(orm__sql_insert_row(&f->sql, SQLITE, &customer_entity, &wrong, &f->error),
                     ORM_MISUSE);
    assert_non_null(strstr(f->error.message, "street"));
}

static void updates_set_what_is_marked_and_assigned(void **state)
{
    fixture *f = *state;
    const unsigned char some[] = { 0, W, B, 0, 0 }, none[] = { 0, 0, 0, 0, 0 };
    const orm_expr *set = orm_set(customer_.country, "FR");
    expect_update(f, SQLITE, &(orm_sql_row){ .marks = some, .set = set },
                  "UPDATE \"customer\" SET \"name\" = ?1, \"country\" = ?2 WHERE \"id\" = ?3"
                  " RETURNING \"email\"");
    expect_update(f, POSTGRESQL, &(orm_sql_row){ .marks = none, .set = set },
                  "UPDATE \"customer\" SET \"country\" = $1 WHERE \"id\" = $2");
    const orm_sql_row key = { .marks = none, .set = orm_set(customer_.id, 1) };
    assert_int_equal(orm__sql_update_row(&f->sql, SQLITE, &customer_entity, &key, &f->error),
                     ORM_MISUSE);
}

static void what_sets_nothing_asks(void **state)
{
    fixture *f = *state;
    const unsigned char none[] = { 0, 0, 0, 0, 0 }, some[] = { 0, B, 0, 0, B };
    expect_update(f, SQLITE, &(orm_sql_row){ .marks = none, .set = orm_sets(NULL) },
                  "SELECT 1 FROM \"customer\" WHERE \"id\" = ?1");
    expect_update(f, SQLITE, &(orm_sql_row){ .marks = some },
                  "SELECT \"name\", \"tier\" FROM \"customer\" WHERE \"id\" = ?1");
}

static void rows_are_found_by_any_target(void **state)
{
    fixture *f = *state;
    const unsigned char marks[] = { B, T, B, T, 0 };
    const orm_sql_row what = { .marks = marks,
                               .where = "{country} = 'a' OR {tier} = 'b'",
                               .arena = f->arena };
    expect_text(
        f, orm__sql_find_row(&f->sql, SQLITE, &customer_entity, &what, &f->error),
        "SELECT \"id\", \"email\" FROM \"customer\" WHERE \"name\" = ?1 AND \"country\" = ?2"
        " AND (\"country\" = 'a' OR \"tier\" = 'b')");
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const struct CMUnitTest tests[] = {
    WITH_FIXTURE(inserts_name_what_is_marked),
    WITH_FIXTURE(conflicts_have_a_target_or_none),
    WITH_FIXTURE(rows_that_are_there_are_renewed),
    WITH_FIXTURE(updates_set_what_is_marked_and_assigned),
    WITH_FIXTURE(what_sets_nothing_asks),
    WITH_FIXTURE(rows_are_found_by_any_target),
};

UNIT_MAIN(tests)
