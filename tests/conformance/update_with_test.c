/* Updating by options: named columns, expressions, what is read back, and versions all the while.
 */
#include <stdlib.h>
#include <string.h>

#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
}

static struct locker add_locker(engine_fixture *fx)
{
    struct locker row = {
        .line = 1, .number = 2, .owner = (char *)"Ada", .visits = 10, .size = -1, .weight = 2.5
    };
    assert_ok(fx->db, locker_insert(fx->db, &row));
    return row;
}

static struct locker found_locker(engine_fixture *fx)
{
    struct locker found = { .line = 0 };
    assert_ok(fx->db, locker_find(fx->db, 1, 2, &found, fx->arena));
    return found;
}

static orm_status update(engine_fixture *fx, struct locker *row, const orm_update_options *options)
{
    return orm_update_with(fx->db, &locker_entity, row, options);
}

static void test_b100_only_named_columns_are_written(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    engine_exec(fx->db, "UPDATE locker SET visits = 77", "UPDATE locker SET visits = 77");
    row.owner = (char *)"Bob";
    row.weight = 9;
    assert_ok(fx->db,
              update(fx, &row,
                     &(orm_update_options){ .columns = orm_columns(locker_.owner, locker_.size) }));
    assert_int_equal(row.changes, 1);
    struct locker found = found_locker(fx);
    assert_string_equal(found.owner, "Bob");
    assert_int_equal(found.visits, 77);
    assert_true(found.weight == 2.5);
    assert_int_equal(found.changes, 1);
    assert_ok(fx->db, update(fx, &row, NULL));
    assert_int_equal(found_locker(fx).visits, 10);
}

static void test_b101_no_column_is_no_update(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    struct chest gone = { .id = 5 };
    const orm_update_options nothing = { .columns = orm_no_columns() };
    row.visits = 5;
    assert_ok(fx->db, update(fx, &row, &nothing));
    assert_int_equal(row.changes, 0);
    assert_int_equal(found_locker(fx).visits, 10);
    assert_ok(fx->db, update(fx, &row,
                             &(orm_update_options){ .set = orm_sets(NULL),
                                                    .read_back = orm_columns(locker_.visits) }));
    assert_int_equal(row.visits, 10);
    assert_fails(fx->db, ORM_NOT_FOUND, orm_update_with(fx->db, &chest_entity, &gone, &nothing));
    row.changes = 4;
    assert_fails(fx->db, ORM_STALE, update(fx, &row, &nothing));
}

static void test_b102_a_column_becomes_null(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    row.owner = NULL;
    assert_ok(fx->db,
              update(fx, &row, &(orm_update_options){ .columns = orm_columns(locker_.owner) }));
    assert_null(found_locker(fx).owner);
    assert_ok(fx->db,
              update(fx, &row, &(orm_update_options){ .set = orm_set(locker_.owner, "Eve") }));
    assert_string_equal(found_locker(fx).owner, "Eve");
    assert_ok(fx->db,
              update(fx, &row, &(orm_update_options){ .set = orm_set_null(locker_.owner) }));
    assert_null(found_locker(fx).owner);
}

static void test_b104_b106_an_expression_is_set_and_read_back(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    engine_exec(fx->db, "UPDATE locker SET visits = 40", "UPDATE locker SET visits = 40");
    row.size = 8;
    assert_ok(fx->db,
              update(fx, &row,
                     &(orm_update_options){
                         .columns = orm_columns(locker_.size),
                         .set = orm_sets(orm_set_to(locker_.visits, orm_add(locker_.visits, 2)),
                                         orm_set(locker_.owner, "it's \"me\"")),
                         .read_back = orm_columns(locker_.twice, locker_.visits, locker_.changes),
                     }));
    assert_int_equal(row.visits, 42);
    assert_int_equal(row.twice, 84);
    assert_int_equal(row.changes, 1);
    assert_string_equal(row.owner, "Ada"); /* it was not asked for */
    struct locker found = found_locker(fx);
    assert_int_equal(found.visits, 42);
    assert_int_equal(found.size, 8);
    assert_string_equal(found.owner, "it's \"me\"");
    assert_int_equal(found.changes, 1);
}

static void test_b092_what_is_read_back_takes_the_place_of_what_was_there(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    char buffer[] = "mine";
    struct chest_lid lid = { .width = 4, .color = buffer };
    row.owner = buffer;
    row.lid = &lid;
    engine_exec(fx->db, "UPDATE locker SET owner = NULL", "UPDATE locker SET owner = NULL");
    assert_ok(fx->db, update(fx, &row,
                             &(orm_update_options){
                                 .columns = orm_columns(locker_.lid_width),
                                 .read_back = orm_columns(locker_.owner, locker_.lid_color,
                                                          locker_.lid_area),
                                 .arena = fx->arena,
                             }));
    assert_null(row.owner);
    assert_string_equal(buffer, "mine");
    assert_ptr_equal(row.lid, &lid);
    assert_null(lid.color);
    assert_int_equal(lid.area, 8);
    row.lid = NULL; /* and where no struct was, one is made */
    assert_ok(fx->db, update(fx, &row,
                             &(orm_update_options){ .columns = orm_no_columns(),
                                                    .read_back = orm_columns(locker_.lid_width),
                                                    .arena = fx->arena }));
    assert_int_equal(row.lid->width, 4);
}

/* As find would have it; the struct itself is the program's, and stays as it was. */
static void test_b092_a_struct_that_is_read_back_as_null_is_no_longer_there(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    struct chest_lid lid = { .width = 4, .color = (char *)"red" };
    row.lid = &lid;
    assert_ok(fx->db, locker_update(fx->db, &row));
    orm_update_options options = {
        .columns = orm_no_columns(),
        .set = orm_sets(orm_set_null(locker_.lid_width), orm_set_null(locker_.lid_color)),
        .read_back = orm_columns(locker_.lid_width, locker_.lid_color, locker_.lid_area),
        .arena = fx->arena,
    };
    assert_ok(fx->db, update(fx, &row, &options));
    assert_null(row.lid);
    assert_int_equal(lid.width, 4);
    row.lid = &lid;
    options.read_back = orm_columns(locker_.lid_color, locker_.lid_area); /* not all of it */
    assert_fails(fx->db, ORM_CONVERSION, update(fx, &row, &options));
    assert_ptr_equal(row.lid, &lid);
    assert_null(found_locker(fx).lid);
}

/* ---- nothing is left of a failure ---- */

static void assert_refused(engine_fixture *fx, orm_status expected, struct locker *row,
                           const orm_update_options *options)
{
    const struct locker before = *row;
    const char *owner = found_locker(fx).owner;
    assert_fails(fx->db, expected, update(fx, row, options));
    assert_memory_equal(&before, row, sizeof before);
    assert_string_equal(found_locker(fx).owner, owner);
    assert_int_equal(found_locker(fx).visits, 10);
}

static void test_b108_the_second_of_two_is_told_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx), old = row;
    const orm_update_options options = { .columns = orm_columns(locker_.owner),
                                         .set = orm_set(locker_.visits, 11),
                                         .read_back = orm_columns(locker_.visits, locker_.owner),
                                         .arena = fx->arena };
    row.owner = (char *)"theirs";
    assert_ok(fx->db,
              update(fx, &row, &(orm_update_options){ .columns = orm_columns(locker_.owner) }));
    assert_refused(fx, ORM_STALE, &old, &options);
    assert_string_equal(orm_db_error(fx->db)->table, "locker");
    row.changes = INT32_MAX;
    assert_refused(fx, ORM_CONVERSION, &row, &options);
    assert_string_equal(orm_db_error(fx->db)->column, "changes");
    row.changes = 1;
    row.visits = -3;
    assert_refused(fx, ORM_CHECK, &row,
                   &(orm_update_options){ .columns = orm_columns(locker_.visits),
                                          .read_back = orm_columns(locker_.twice) });
    row.visits = 10;
    assert_ok(fx->db, update(fx, &row, &options));
    assert_int_equal(row.changes, 2);
    row.line = 3;
    assert_fails(fx->db, ORM_STALE, update(fx, &row, &options));
}

static void test_b070_b073_an_update_that_does_not_fit_is_undone(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    engine_exec(fx->db,
                "DROP TABLE locker; CREATE TABLE locker (line, number, owner, visits,"
                " size, weight, twice DEFAULT 'many', changes, lid_width, lid_color,"
                " lid_area)",
                "ALTER TABLE locker ALTER twice DROP EXPRESSION;"
                "ALTER TABLE locker ALTER twice TYPE numeric;"
                "ALTER TABLE locker ALTER twice SET DEFAULT 1.5");
    struct locker row = add_locker(fx);
    row.owner = (char *)"Bob";
    row.visits = 11;
    const struct locker before = row;
    const orm_update_options options = { .columns = orm_columns(locker_.owner, locker_.visits),
                                         .read_back = orm_columns(locker_.visits, locker_.twice) };
    for (int i = 0; i < 2; i++) {
        assert_fails(fx->db, ORM_CONVERSION, update(fx, &row, &options));
        assert_string_equal(orm_db_error(fx->db)->column, "twice");
        assert_memory_equal(&row, &before, sizeof row);
        assert_string_equal(engine_ask(fx, fx->db, "SELECT owner || changes FROM locker"), "Ada0");
        if (i == 0) {
            assert_ok(fx->db, orm_begin(fx->db, NULL));
        }
    }
    assert_ok(fx->db, orm_commit(fx->db));
}

/* ---- misuse ---- */

static void assert_misused(engine_fixture *fx, const char *part, const orm_update_options *options)
{
    struct locker row = found_locker(fx);
    assert_refused(fx, ORM_MISUSE, &row, options);
    assert_mentions(orm_db_error(fx->db)->message, part);
}

static void test_b103_keys_and_wrong_lists_are_refused(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_locker(fx);
    assert_misused(fx, "locker.number: a column of the primary key",
                   &(orm_update_options){ .columns = orm_columns(locker_.owner, locker_.number) });
    assert_misused(fx, "primary key", &(orm_update_options){ .set = orm_set(locker_.line, 4) });
    assert_misused(fx, "locker.twice in columns",
                   &(orm_update_options){ .columns = orm_columns(locker_.twice) });
    assert_misused(fx, "locker.owner in columns: it is named twice",
                   &(orm_update_options){ .columns = orm_columns(locker_.owner, locker_.owner) });
    assert_misused(fx, "locker.owner: the column is set twice",
                   &(orm_update_options){ .columns = orm_columns(locker_.owner),
                                          .set = orm_set(locker_.owner, "x") });
    assert_misused(fx, "chest", &(orm_update_options){ .columns = orm_columns(chest_.label) });
    assert_misused(fx, "chest", &(orm_update_options){ .set = orm_set(chest_.label, "x") });
    assert_misused(
        fx, "inserted",
        &(orm_update_options){ .set = orm_set_to(locker_.visits, orm_excluded(locker_.visits)) });
    assert_misused(fx, "locker.owner is to be read back",
                   &(orm_update_options){ .read_back = orm_columns(locker_.owner) });
    struct locker row = found_locker(fx);
    assert_fails(fx->db, ORM_MISUSE, orm_update_with(fx->db, NULL, &row, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_update_with(fx->db, &locker_entity, NULL, NULL));
    assert_int_equal(orm_update_with(NULL, &locker_entity, &row, NULL), ORM_MISUSE);
}

/* The version may be named: it counts anyway. */
static void test_b108_a_version_that_is_named(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct locker row = add_locker(fx);
    assert_ok(fx->db,
              update(fx, &row, &(orm_update_options){ .columns = orm_columns(locker_.changes) }));
    assert_int_equal(row.changes, 1);
    assert_int_equal(found_locker(fx).changes, 1);
}

/* ---- whatever the options are ---- */

enum { OWNER, VISITS, SIZE, WEIGHT, COLUMNS };

static int at_most(int limit)
{
    return rand() % (limit + 1); /* NOLINT: any sequence will do */
}

static void fill(struct locker *row)
{
    static char *const owners[] = { NULL, (char *)"", (char *)"Ada", (char *)"\xC3\xA9\n'" };
    row->owner = owners[at_most(3)];
    row->visits = at_most(100);
    row->size = at_most(4) - 1;
    row->weight = at_most(40) / 8.0;
}

static void take(struct locker *to, const struct locker *from, const bool *which)
{
    to->owner = which[OWNER] ? from->owner : to->owner;
    to->visits = which[VISITS] ? from->visits : to->visits;
    to->size = which[SIZE] ? from->size : to->size;
    to->weight = which[WEIGHT] ? from->weight : to->weight;
}

static void assert_same(const struct locker *a, const struct locker *b)
{
    assert_true((a->owner == NULL) == (b->owner == NULL));
    assert_true(a->owner == NULL || strcmp(a->owner, b->owner) == 0);
    assert_int_equal(a->visits, b->visits);
    assert_int_equal(a->size, b->size);
    assert_true(a->weight == b->weight);
    assert_int_equal(a->changes, b->changes);
}

static const orm_handle *const handles[] = { &locker_.owner.column, &locker_.visits.column,
                                             &locker_.size.column, &locker_.weight.column };

static bool choose(const orm_handle **list, bool *is_chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        is_chosen[i] = at_most(1);
        if (is_chosen[i]) {
            list[count++] = handles[i];
        }
    }
    list[count] = NULL;
    return count > 0;
}

/* stored: what the table has; updated as the options are meant. */
static void update_somehow(engine_fixture *fx, struct locker *stored)
{
    const orm_handle *written[COLUMNS + 1], *back[COLUMNS + 1];
    bool is_written[COLUMNS], comes_back[COLUMNS];
    struct locker row = *stored;
    fill(&row);
    bool writes = choose(written, is_written);
    (void)choose(back, comes_back);
    int64_t more = at_most(9);
    const orm_expr *visits = orm_when(!is_written[VISITS] && at_most(1),
                                      orm_set_to(locker_.visits, orm_add(locker_.visits, more)));
    const orm_expr *owner =
        orm_when(!is_written[OWNER] && at_most(1), orm_set(locker_.owner, row.owner));
    const orm_update_options options = {
        .columns = written, .set = orm_sets(visits, owner), .read_back = back, .arena = fx->arena
    };
    struct locker expected = row;
    take(stored, &row, is_written);
    stored->visits += visits != NULL ? more : 0;
    stored->owner = owner != NULL ? row.owner : stored->owner;
    stored->changes += writes || visits != NULL || owner != NULL;
    take(&expected, stored, comes_back);
    expected.changes = stored->changes;
    assert_ok(fx->db, update(fx, &row, &options));
    assert_same(&row, &expected);
    const struct locker found = found_locker(fx);
    assert_same(&found, stored);
    *stored = found;
}

static void test_b104_b106_what_is_written_is_what_the_options_say(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_locker(fx);
    struct locker stored = found_locker(fx);
    srand(5);
    for (int i = 0; i < 200; i++) {
        update_somehow(fx, &stored);
    }
}

/* ---- memory ---- */

static orm_status update_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    struct locker row = found_locker(fx);
    const struct locker before = row;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    orm_error error;
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    }
    if (status == ORM_OK) {
        status = orm_update_with(db, &locker_entity, &row,
                                 &(orm_update_options){
                                     .columns = orm_columns(locker_.weight),
                                     .set = orm_set_to(locker_.visits, orm_add(locker_.visits, 1)),
                                     .read_back = orm_columns(locker_.owner, locker_.visits),
                                     .arena = arena,
                                 });
    }
    assert_true(status == ORM_OK || (row.owner == before.owner && row.changes == before.changes));
    assert_int_equal(row.visits, before.visits + (status == ORM_OK));
    orm_close(db);
    orm_arena_free(arena);
    assert_int_equal(found_locker(fx).visits, before.visits + (status == ORM_OK));
    return status;
}

static void test_b270_updates_by_options(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    (void)add_locker(fx);
    assert_string_equal(chaos_each(update_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b070_b073_an_update_that_does_not_fit_is_undone),
    ENGINE_TEST(test_b092_what_is_read_back_takes_the_place_of_what_was_there),
    ENGINE_TEST(test_b092_a_struct_that_is_read_back_as_null_is_no_longer_there),
    ENGINE_TEST(test_b100_only_named_columns_are_written),
    ENGINE_TEST(test_b101_no_column_is_no_update),
    ENGINE_TEST(test_b102_a_column_becomes_null),
    ENGINE_TEST(test_b103_keys_and_wrong_lists_are_refused),
    ENGINE_TEST(test_b104_b106_an_expression_is_set_and_read_back),
    ENGINE_TEST(test_b104_b106_what_is_written_is_what_the_options_say),
    ENGINE_TEST(test_b108_a_version_that_is_named),
    ENGINE_TEST(test_b108_the_second_of_two_is_told_by_options),
    ENGINE_TEST(test_b270_updates_by_options),
};

ENGINE_MAIN(tests)
