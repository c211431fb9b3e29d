/* Selects that lock their rows: the same rule where that can be on both engines, and rows that are
 * really locked on the one that locks rows. */
#include "models/items.h"

#include <pthread.h>
#include <stdio.h>

static const orm_row_lock locks[] = { ORM_LOCK_UPDATE, ORM_LOCK_NO_KEY_UPDATE, ORM_LOCK_SHARE,
                                      ORM_LOCK_KEY_SHARE };
static const orm_lock_wait waits[] = { ORM_LOCK_WAIT, ORM_LOCK_NOWAIT, ORM_LOCK_SKIP_LOCKED };
enum { LOCKS = 4, WAITS = 3 };

/* The sum of the ids that a query reads; fails the test if the query does. */
static int64_t sum_ids(orm_db *db, const orm_query *query)
{
    orm_rows *rows = NULL;
    assert_ok(db, orm_select(db, &item_entity, query, &rows));
    int64_t sum = 0;
    for (const struct item *row; (row = orm_rows_next(rows, &item_entity)) != NULL;) {
        sum += row->id;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    return sum;
}

static void test_b205_every_lock_gives_the_same_rows(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(fx->db, orm_begin(fx->db, NULL)); /* a savepoint is as good */
    for (size_t i = 0; i < (size_t)LOCKS * WAITS * 3; i++) {
        const orm_query query = { .where = orm_gt(item_.amount, 50),
                                  .order_by = { orm_desc(item_.id) },
                                  .limit = orm_limit(3),
                                  .offset = 1,
                                  .window = i % 3,
                                  .lock = locks[i / 3 % LOCKS],
                                  .lock_wait = waits[i / 3 / LOCKS] };
        assert_int_equal(sum_ids(fx->db, &query), 9 + 8 + 7);
    }
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_commit(fx->db));
}

static void assert_refused(orm_db *db, const orm_query *query)
{
    orm_rows *rows = NULL;
    assert_fails(db, ORM_MISUSE, orm_select(db, &item_entity, query, &rows));
    assert_null(rows);
    assert_false(orm_is_aborted(db));
}

static void test_b205_a_lock_needs_a_transaction_that_holds_it(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_query query = { .lock = ORM_LOCK_SHARE };
    assert_refused(fx->db, &query);
    assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){ .read_only = true }));
    assert_refused(fx->db, &query);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){
                                            .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED }));
    assert_refused(fx->db, &query);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, orm_exec(fx->db, "BEGIN")); /* not the handle's: it cannot know */
    assert_refused(fx->db, &query);
    assert_ok(fx->db, orm_exec(fx->db, "ROLLBACK"));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    int64_t count = 77;
    assert_fails(fx->db, ORM_MISUSE, orm_count(fx->db, &item_entity, &query, &count));
    assert_int_equal(count, 77);
    assert_refused(fx->db, &(orm_query){ .lock = (orm_row_lock)5 });
    assert_refused(fx->db, &(orm_query){ .lock = (orm_row_lock)-1 });
    assert_refused(fx->db, &(orm_query){ .lock = ORM_LOCK_UPDATE, .lock_wait = (orm_lock_wait)3 });
    assert_refused(fx->db, &(orm_query){ .lock_wait = ORM_LOCK_NOWAIT });
    assert_fails(
        fx->db, ORM_MISUSE,
        orm_count(fx->db, &item_entity, &(orm_query){ .lock_wait = ORM_LOCK_NOWAIT }, &count));
    assert_ok(fx->db, orm_commit(fx->db));
}

static orm_status stop(orm_db *db, void *row, void *ctx)
{
    (void)db;
    *(int64_t *)ctx += ((const struct item *)row)->id;
    return ORM_OK;
}

/* Every call that takes a question: it succeeds, or all fail alike. */
static void ask_every_way(engine_fixture *fx, orm_status expected)
{
    const orm_query query = { .where = orm_eq(item_.id, 3), .lock = ORM_LOCK_UPDATE };
    struct item row = { .id = 0 }, room[1], *rows = NULL;
    orm_value value = orm_value_null();
    size_t count = 0;
    int64_t sum = 0;
    const orm_status answers[] = {
        orm_first(fx->db, &item_entity, &query, &row, fx->arena),
        orm_one(fx->db, &item_entity, &query, &row, fx->arena),
        orm_value_of(fx->db, &item_.amount.column, &query, fx->arena, &value),
        orm_each(fx->db, &item_entity, &query, stop, &sum),
        orm_collect(fx->db, &item_entity, &query, fx->arena, &rows, &count),
        orm_select_into(fx->db, &item_entity, &query, &(orm_room){ .rows = room, .capacity = 1 },
                        &count),
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        assert_int_equal(answers[i], expected);
    }
    assert_int_equal(row.id, expected == ORM_OK ? 3 : 0);
    assert_int_equal(sum, expected == ORM_OK ? 3 : 0);
}

static void test_b205_every_way_to_read(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    ask_every_way(fx, ORM_MISUSE);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    ask_every_way(fx, ORM_OK);
    assert_ok(fx->db, orm_commit(fx->db));
    ask_every_way(fx, ORM_MISUSE);
}

static void test_b205_nowait_and_skip_locked(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    items_add(fx->db);
    orm_db *other = engine_open(fx, NULL);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(other, orm_begin(other, NULL));
    const orm_query mine = { .where = orm_lt(item_.id, 3), .lock = ORM_LOCK_UPDATE };
    assert_int_equal(sum_ids(fx->db, &mine), 3);
    const orm_query rest = { .lock = ORM_LOCK_UPDATE,
                             .lock_wait = ORM_LOCK_SKIP_LOCKED,
                             .window = 2 };
    assert_int_equal(sum_ids(other, &rest), 55 - 3);
    assert_ok(other, orm_begin(other, NULL));
    const orm_query hasty = { .lock = ORM_LOCK_KEY_SHARE, .lock_wait = ORM_LOCK_NOWAIT };
    orm_rows *rows = NULL;
    assert_fails(other, ORM_BUSY, orm_select(other, &item_entity, &hasty, &rows));
    assert_string_equal(orm_db_error(other)->sqlstate, "55P03");
    assert_true(orm_is_aborted(other));
    assert_ok(other, orm_rollback(other));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(sum_ids(other, &hasty), 55);
    assert_ok(other, orm_commit(other));
}

static void test_b205_locks_for_sharing(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    items_add(fx->db);
    orm_db *other = engine_open(fx, NULL);
    /* Whether the lock of the row can be had beside that of the column. */
    static const bool beside[LOCKS][LOCKS] = {
        { false, false, false, false },
        { false, false, false, true },
        { false, false, true, true },
        { false, true, true, true },
    };
    for (size_t i = 0; i < (size_t)LOCKS * LOCKS; i++) {
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_ok(other, orm_begin(other, NULL));
        assert_int_equal(sum_ids(fx->db, &(orm_query){ .lock = locks[i / LOCKS] }), 55);
        int64_t sum = sum_ids(
            other, &(orm_query){ .lock = locks[i % LOCKS], .lock_wait = ORM_LOCK_SKIP_LOCKED });
        assert_int_equal(sum, beside[i / LOCKS][i % LOCKS] ? 55 : 0);
        assert_ok(other, orm_rollback(other));
        assert_ok(fx->db, orm_rollback(fx->db));
    }
}

/* What the loop writes does not change what it reads, locked or not. */
static void test_b205_a_locking_window_with_writes_in_its_loop(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    orm_rows *rows = NULL;
    const orm_query query = { .order_by = { orm_asc(item_.id) },
                              .window = 2,
                              .lock = ORM_LOCK_UPDATE };
    assert_ok(fx->db, orm_select(fx->db, &item_entity, &query, &rows));
    int64_t id = 0;
    for (const struct item *row; (row = orm_rows_next(rows, &item_entity)) != NULL;) {
        id++;
        assert_int_equal(row->id, id);
        assert_int_equal(row->amount, id * 10);
        struct item next = { .id = id % 10 + 1, .amount = -1 };
        assert_ok(fx->db, orm_update(fx->db, &item_entity, &next));
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    assert_int_equal(id, 10);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT SUM(amount) FROM item)"), "-10");
}

enum { WORKERS = 4, ROUNDS = 100 };

/* Reads with a lock, adds one, writes. */
static orm_status add_one(orm_db *db, void *ctx)
{
    orm_rows *rows = NULL;
    const orm_query query = { .where = orm_eq(item_.id, 1), .lock = ORM_LOCK_UPDATE };
    (void)ctx;
    orm_status status = orm_select(db, &item_entity, &query, &rows);
    if (status != ORM_OK) {
        return status;
    }
    struct item *row = orm_rows_next(rows, &item_entity);
    if (row != NULL) {
        row->amount++;
        status = orm_update(db, &item_entity, row);
    }
    orm_rows_free(rows);
    return row == NULL ? ORM_NOT_FOUND : status;
}

static void *work(void *ctx)
{
    static orm_status failed = ORM_ENGINE, done = ORM_OK;
    orm_db *db = NULL;
    orm_status status = orm_open(ctx, NULL, &db, NULL);
    for (int i = 0; status == ORM_OK && i < ROUNDS; i++) {
        status = orm_run(db, NULL, add_one, NULL);
    }
    orm_close(db);
    return status == ORM_OK ? &done : &failed;
}

/* The weakest isolation is enough where rows are locked before they are changed. */
static void test_b205_no_update_is_lost_with_a_lock(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, work, fx->url), 0);
    }
    for (int i = 0; i < WORKERS; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_int_equal(*(orm_status *)result, ORM_OK);
    }
    char expected[16];
    (void)snprintf(expected, sizeof expected, "%d", 10 + WORKERS * ROUNDS);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT amount FROM item WHERE id = 1)"), expected);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b205_every_lock_gives_the_same_rows),
    ENGINE_TEST(test_b205_a_lock_needs_a_transaction_that_holds_it),
    ENGINE_TEST(test_b205_every_way_to_read),
    ENGINE_TEST(test_b205_nowait_and_skip_locked),
    ENGINE_TEST(test_b205_locks_for_sharing),
    ENGINE_TEST(test_b205_a_locking_window_with_writes_in_its_loop),
    ENGINE_TEST(test_b205_no_update_is_lost_with_a_lock),
};

ENGINE_MAIN(tests)
