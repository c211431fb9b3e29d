/* NULL in members that are not nullable: it is refused before anything is written, whatever the
 * table would take. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

/* What a form's members point to. */
typedef struct contents {
    uint8_t seal[2];
    int32_t pages;
    int16_t marks[2];
    struct flexible_text *note;
} contents;

static struct form form_of(contents *c, const char *code)
{
    *c = (contents){ .seal = { 1, 2 }, .pages = 3, .marks = { 4, 5 } };
    c->note = calloc(1, sizeof *c->note + 1);
    assert_non_null(c->note);
    return (struct form){ .code = (char *)(uintptr_t)code,
                          .name = (char *)(uintptr_t)"name",
                          .seal = c->seal,
                          .seal_size = 2,
                          .pages = &c->pages,
                          .marks = c->marks,
                          .mark_count = 2,
                          .note = c->note,
                          .price = (char *)(uintptr_t)"1.50",
                          .grade = 7,
                          .copies = 2 };
}

/* The tables of another program, whose columns take NULL: also those of the keys. */
static void make_loose(orm_db *db)
{
    engine_exec(db,
                "CREATE TABLE form (code TEXT PRIMARY KEY, name, seal, pages, marks, note, price,"
                " grade, copies, weight, stamp_day, stamp_by);"
                "CREATE TABLE permit (id BLOB PRIMARY KEY, uses)",
                "CREATE TABLE form (code text, name text, seal bytea, pages int, marks int2[],"
                " note text, price numeric, grade int8, copies int, weight float8, stamp_day int,"
                " stamp_by text);"
                "CREATE TABLE permit (id bytea, uses int)");
}

static void assert_refused(engine_fixture *fx, orm_status status, const char *column)
{
    assert_fails(fx->db, ORM_NOT_NULL, status);
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->table, "form");
    assert_string_equal(error->column, column);
    assert_mentions(error->message, "form.");
    assert_mentions(error->message, column);
}

/* The form without one of the members that it needs; NULL: it has them all. */
static const char *take_away(struct form *form, int which)
{
    switch (which) {
    case 0:
        form->name = NULL;
        return "name";
    case 1:
        form->seal = NULL;
        return "seal";
    case 2:
        form->pages = NULL;
        return "pages";
    case 3:
        form->marks = NULL;
        return "marks";
    case 4:
        form->note = NULL;
        return "note";
    case 5:
        form->price = NULL;
        return "price";
    default:
        return NULL;
    }
}

static void refuse_each(engine_fixture *fx)
{
    contents c;
    struct form whole = form_of(&c, "a"), form = whole;
    int64_t count = 0;
    assert_ok(fx->db, form_insert(fx->db, &whole));
    for (int i = 0; take_away(&form, i) != NULL; i++) {
        form = whole;
        const char *column = take_away(&form, i);
        form.code = (char *)(uintptr_t)"b";
        assert_refused(fx, form_insert(fx->db, &form), column);
        form.code = whole.code;
        form.grade = 8;
        assert_refused(fx, form_update(fx->db, &form), column);
        form = whole;
    }
    form.code = NULL;
    assert_refused(fx, form_insert(fx->db, &form), "code");
    assert_ok(fx->db, form_count(fx->db, NULL, &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, form_find(fx->db, "a", &form, fx->arena));
    assert_true(form.grade == 7);
    free(c.note);
}

static void test_b035_null_is_refused_where_it_is_written(void **state)
{
    engine_fixture *fx = *state;
    make_loose(fx->db);
    refuse_each(fx);
}

static void test_b035_null_is_refused_in_tables_of_ours(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    refuse_each(fx);
}

/* Nothing was sent: the transaction is as good as before. */
static void test_b035_a_refused_null_leaves_the_transaction(void **state)
{
    engine_fixture *fx = *state;
    make_loose(fx->db);
    contents c;
    struct form form = form_of(&c, "a");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    form.name = NULL;
    assert_refused(fx, form_insert(fx->db, &form), "name");
    assert_false(orm_is_aborted(fx->db));
    form.name = form.code;
    assert_ok(fx->db, form_insert(fx->db, &form));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, form_find(fx->db, "a", &form, fx->arena));
    free(c.note);
}

static void test_what_may_be_null_is_stored(void **state)
{
    engine_fixture *fx = *state;
    make_loose(fx->db);
    contents c;
    struct form form = form_of(&c, "a"), found;
    struct stamp stamp = { .day = 5 };
    form.grade = -1;
    form.no_weight = true;
    assert_ok(fx->db, form_insert(fx->db, &form));
    assert_ok(fx->db, form_find(fx->db, "a", &found, fx->arena));
    assert_true(found.grade == -1 && found.no_weight && found.stamp == NULL);
    form.stamp = &stamp; /* what it needs is there or it is not, as a whole */
    assert_refused(fx, form_update(fx->db, &form), "stamp_by");
    stamp.by = (char *)(uintptr_t)"Ada";
    assert_ok(fx->db, form_update(fx->db, &form));
    assert_ok(fx->db, form_find(fx->db, "a", &found, fx->arena));
    assert_int_equal(found.stamp->day, 5);
    assert_string_equal(found.stamp->by, "Ada");
    free(c.note);
}

/* A key that is looked for is in no row. */
static void test_no_row_has_a_key_that_is_null(void **state)
{
    engine_fixture *fx = *state;
    make_loose(fx->db);
    engine_exec(fx->db, "INSERT INTO permit VALUES (NULL, 1)",
                "INSERT INTO permit VALUES (NULL, 1)");
    struct permit permit = { .uses = 2 };
    assert_fails(fx->db, ORM_NOT_FOUND, permit_find(fx->db, NULL, 0, &permit, fx->arena));
    assert_fails(fx->db, ORM_NOT_FOUND, permit_update(fx->db, &permit));
    assert_fails(fx->db, ORM_NOT_FOUND, permit_delete(fx->db, &permit));
    assert_fails(fx->db, ORM_NOT_FOUND, permit_delete_key(fx->db, NULL, 0));
    assert_fails(fx->db, ORM_NOT_NULL, permit_insert(fx->db, &permit));
    assert_string_equal(orm_db_error(fx->db)->column, "id");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT sum(uses) FROM permit"), "1");
}

/* Neither written nor read: the column that holds the NULL. */
static void assert_needed(engine_fixture *fx, struct receipt *row, const char *column)
{
    struct receipt found;
    char sql[96];
    (void)snprintf(sql, sizeof sql, "UPDATE receipt SET %s = NULL", column);
    assert_fails(fx->db, ORM_NOT_NULL, receipt_update(fx->db, row));
    assert_string_equal(orm_db_error(fx->db)->column, column);
    assert_string_equal(orm_db_error(fx->db)->sqlstate, ""); /* before the engine sees it */
    int64_t id = row->id;
    row->id = 0;
    assert_fails(fx->db, ORM_NOT_NULL, receipt_insert(fx->db, row));
    row->id = id;
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM receipt"), "1");
    assert_ok(fx->db, orm_exec(fx->db, sql));
    assert_fails(fx->db, ORM_CONVERSION, receipt_find(fx->db, row->id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, column);
}

static void test_b035_what_a_struct_behind_a_pointer_needs(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    int32_t pages = 3;
    char by[] = "Ada";
    struct slip slip = { 1, by, &pages }, deep = { 2, by, &pages };
    struct envelope envelope = { 5, NULL };
    struct receipt row = { 0 }, found;
    assert_ok(fx->db, receipt_insert(fx->db, &row));
    assert_ok(fx->db, receipt_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.slip == NULL && found.envelope == NULL);
    row.slip = &slip;
    row.envelope = &envelope;
    assert_ok(fx->db, receipt_update(fx->db, &row));
    assert_ok(fx->db, receipt_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.slip->day == 1 && *found.slip->pages == 3);
    assert_true(found.envelope->weight == 5 && found.envelope->slip == NULL);
    slip.by = NULL;
    assert_needed(fx, &row, "slip_by");
    slip.by = by;
    assert_ok(fx->db, receipt_update(fx->db, &row));
    slip.pages = NULL;
    assert_needed(fx, &row, "slip_pages");
    slip.pages = &pages;
    envelope.slip = &deep;
    assert_ok(fx->db, receipt_update(fx->db, &row));
    deep.by = NULL;
    assert_needed(fx, &row, "envelope_slip_by");
    deep.by = by;
    assert_ok(fx->db, receipt_update(fx->db, &row));
    assert_ok(fx->db, receipt_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(found.envelope->slip->by, "Ada");
}

static void assert_folder_needs(engine_fixture *fx, struct folder *row, const char *column)
{
    assert_fails(fx->db, ORM_NOT_NULL, folder_insert(fx->db, row));
    assert_string_equal(orm_db_error(fx->db)->column, column);
}

static void test_b035_no_pointer_of_a_column_is_null_where_one_is_needed(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    int32_t seven = 7;
    struct tally full = { &seven }, empty = { NULL };
    struct sheaf sheaf = { 1, &full };
    struct folder row = { 0, &full, NULL }, found;
    assert_ok(fx->db, folder_insert(fx->db, &row));
    row.sheaf = &sheaf;
    assert_ok(fx->db, folder_insert(fx->db, &row));
    assert_ok(fx->db, folder_find(fx->db, row.id, &found, fx->arena));
    assert_true(*found.tally->count == 7 && *found.sheaf->tally->count == 7);
    row.tally = &empty;
    assert_folder_needs(fx, &row, "tally");
    row.tally = NULL;
    assert_folder_needs(fx, &row, "tally");
    row.tally = &full;
    sheaf.tally = &empty;
    assert_folder_needs(fx, &row, "sheaf_tally");
    sheaf.tally = NULL;
    assert_folder_needs(fx, &row, "sheaf_tally");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b035_no_pointer_of_a_column_is_null_where_one_is_needed),
    ENGINE_TEST(test_b035_null_is_refused_where_it_is_written),
    ENGINE_TEST(test_b035_null_is_refused_in_tables_of_ours),
    ENGINE_TEST(test_b035_a_refused_null_leaves_the_transaction),
    ENGINE_TEST(test_b035_what_a_struct_behind_a_pointer_needs),
    ENGINE_TEST(test_what_may_be_null_is_stored),
    ENGINE_TEST(test_no_row_has_a_key_that_is_null),
};

ENGINE_MAIN(tests)
