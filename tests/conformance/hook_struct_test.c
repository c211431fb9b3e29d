/* Hooks of rows with structs behind pointers: what a hook puts there is its own, what the database
 * gives comes into the program's, and the after-hooks see both. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

enum { WIDTH = 7 };

/* What the hooks of a test do, and have seen. */
typedef struct lid_watch {
    const struct chest_lid *put; /* what a before-hook sets the pointer to */
    bool puts;
    bool is_seen; /* an after-hook saw one */
    struct chest_lid seen;
} lid_watch;

static orm_status put_lid(orm_hook *hook)
{
    const lid_watch *watch = hook->ctx;
    if (watch->puts) {
        ((struct locker *)hook->row)->lid = (struct chest_lid *)watch->put;
    }
    return ORM_OK;
}

static orm_status see_lid(orm_hook *hook)
{
    lid_watch *watch = hook->ctx;
    const struct locker *row = hook->row;
    watch->is_seen = row->lid != NULL;
    watch->seen = row->lid != NULL ? *row->lid : (struct chest_lid){ .width = -1 };
    return ORM_OK;
}

static void begin(engine_fixture *fx, lid_watch *watch)
{
    const unsigned befores = ORM_BEFORE_INSERT | ORM_BEFORE_UPDATE;
    const unsigned afters = ORM_AFTER_INSERT | ORM_AFTER_UPDATE;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, orm_hook_add(fx->db, &locker_entity, befores, put_lid, watch, NULL));
    assert_ok(fx->db, orm_hook_add(fx->db, &locker_entity, afters, see_lid, watch, NULL));
}

static struct locker new_locker(void)
{
    return (struct locker){ .line = 1, .number = 2, .owner = (char *)"Ada", .size = -1 };
}

/* It may be a constant, and is nobody's to write. */
static void test_b273_a_struct_of_the_hooks_is_not_written(void **state)
{
    engine_fixture *fx = *state;
    static const struct chest_lid constant = { .width = WIDTH, .color = (char *)"red" };
    lid_watch watch = { .put = &constant, .puts = true };
    struct chest_lid own = { .width = 1, .area = -1 };
    struct locker row = new_locker();
    const orm_insert_options insert = { .read_back = orm_columns(locker_.lid_area),
                                        .arena = fx->arena };
    begin(fx, &watch);
    row.lid = &own;
    assert_ok(fx->db, orm_insert_with(fx->db, &locker_entity, &row, &insert));
    assert_ptr_equal(row.lid, &own);
    assert_int_equal(own.width, 1);
    assert_int_equal(own.area, 2 * WIDTH);
    assert_int_equal(watch.seen.width, WIDTH);
    assert_int_equal(watch.seen.area, 2 * WIDTH);
    assert_string_equal(watch.seen.color, "red");

    own.area = -1;
    const orm_update_options update = { .read_back = insert.read_back, .arena = fx->arena };
    assert_ok(fx->db, orm_update_with(fx->db, &locker_entity, &row, &update));
    assert_int_equal(own.area, 2 * WIDTH);
    assert_int_equal(watch.seen.area, 2 * WIDTH);
    assert_int_equal(constant.area, 0);
}

/* The program's row has none: what comes back makes one. */
static void test_b273_a_struct_that_hooks_have_put_there(void **state)
{
    engine_fixture *fx = *state;
    static const struct chest_lid constant = { .width = WIDTH };
    lid_watch watch = { .put = &constant, .puts = true };
    struct locker row = new_locker();
    const orm_insert_options insert = { .read_back = orm_columns(locker_.lid_area),
                                        .arena = fx->arena };
    begin(fx, &watch);
    assert_ok(fx->db, orm_insert_with(fx->db, &locker_entity, &row, &insert));
    assert_non_null(row.lid);
    assert_ptr_not_equal(row.lid, &constant);
    assert_int_equal(row.lid->area, 2 * WIDTH);
    assert_true(watch.is_seen);
    assert_int_equal(watch.seen.area, 2 * WIDTH);
    assert_int_equal(watch.seen.width, WIDTH);
}

/* The hook has taken it away: nothing is stored of it, and nothing comes back. */
static void test_b273_a_struct_that_hooks_have_taken_away(void **state)
{
    engine_fixture *fx = *state;
    lid_watch watch = { .puts = true };
    struct chest_lid own = { .width = 1, .area = -1 };
    struct locker row = new_locker();
    const orm_insert_options insert = { .read_back = orm_columns(
                                            locker_.lid_width, locker_.lid_color, locker_.lid_area),
                                        .arena = fx->arena };
    begin(fx, &watch);
    row.lid = &own;
    assert_ok(fx->db, orm_insert_with(fx->db, &locker_entity, &row, &insert));
    assert_null(row.lid);
    assert_false(watch.is_seen);
    assert_int_equal(own.area, -1);
}

/* What is not there before the write is seen after it. */
static void test_b273_what_comes_back_is_seen_behind_a_pointer(void **state)
{
    engine_fixture *fx = *state;
    lid_watch watch = { .puts = false };
    struct chest_lid own = { .width = WIDTH };
    struct locker row = new_locker();
    begin(fx, &watch);
    row.lid = &own;
    assert_ok(fx->db, locker_insert(fx->db, &row));
    row.lid = NULL;
    const orm_update_options update = {
        .columns = orm_columns(locker_.owner),
        .read_back = orm_columns(locker_.lid_width, locker_.lid_color, locker_.lid_area),
        .arena = fx->arena,
    };
    assert_ok(fx->db, orm_update_with(fx->db, &locker_entity, &row, &update));
    assert_non_null(row.lid);
    assert_int_equal(row.lid->area, 2 * WIDTH);
    assert_true(watch.is_seen);
    assert_int_equal(watch.seen.width, WIDTH);
    assert_int_equal(watch.seen.area, 2 * WIDTH);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_a_struct_of_the_hooks_is_not_written),
    ENGINE_TEST(test_b273_a_struct_that_hooks_have_put_there),
    ENGINE_TEST(test_b273_a_struct_that_hooks_have_taken_away),
    ENGINE_TEST(test_b273_what_comes_back_is_seen_behind_a_pointer),
};

ENGINE_MAIN(tests)
