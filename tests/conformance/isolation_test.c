/* What a transaction may be asked to be: isolation, read-only, deferrable, when SQLite locks. Each
 * holds for one transaction, and anything that cannot be had is refused alike on both engines. */
#include "models/items.h"

#include <stdio.h>

static const char *ask_level(engine_fixture *fx)
{
    return engine_is_sqlite() ? ""
                              : engine_ask(fx, fx->db, "current_setting('transaction_isolation')");
}

static void test_b198_isolation_levels_do_not_leak(void **state)
{
    engine_fixture *fx = *state;
    static const struct {
        orm_isolation level;
        const char *name;
    } cases[] = {
        { ORM_ISOLATION_SERIALIZABLE, "serializable" },
        { ORM_ISOLATION_REPEATABLE_READ, "repeatable read" },
        { ORM_ISOLATION_READ_COMMITTED, "read committed" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orm_transaction_options asked = { .isolation = cases[i].level };
        assert_ok(fx->db, orm_begin(fx->db, &asked));
        assert_string_equal(ask_level(fx), engine_is_sqlite() ? "" : cases[i].name);
        assert_ok(fx->db, i % 2 == 0 ? orm_commit(fx->db) : orm_rollback(fx->db));
        assert_ok(fx->db, orm_begin(fx->db, NULL));
        assert_string_equal(ask_level(fx), engine_is_sqlite() ? "" : "read committed");
        assert_ok(fx->db, orm_commit(fx->db));
    }
}

static void test_b198_a_deferrable_transaction(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    const orm_transaction_options asked = { .isolation = ORM_ISOLATION_SERIALIZABLE,
                                            .read_only = true,
                                            .deferrable = true };
    struct item row = { .id = 11 };
    assert_ok(fx->db, orm_begin(fx->db, &asked));
    engine_exec(fx->db, NULL, "SELECT 1 / (current_setting('transaction_deferrable') = 'on')::int");
    int64_t count = 0;
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &count));
    assert_int_equal(count, 10);
    assert_fails(fx->db, ORM_READ_ONLY, orm_insert(fx->db, &item_entity, &row));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    engine_exec(fx->db, NULL,
                "SELECT 1 / (current_setting('transaction_deferrable') = 'off')::int");
    assert_ok(fx->db, orm_insert(fx->db, &item_entity, &row));
    assert_ok(fx->db, orm_commit(fx->db));
}

static void test_b198_what_cannot_be_had_is_refused(void **state)
{
    engine_fixture *fx = *state;
    const orm_transaction_options refused[] = {
        { .isolation = (orm_isolation)4 },
        { .isolation = (orm_isolation)-1 },
        { .sqlite_begin = (orm_sqlite_begin)4 },
        { .read_only = true, .sqlite_begin = ORM_SQLITE_BEGIN_IMMEDIATE },
        { .read_only = true, .sqlite_begin = ORM_SQLITE_BEGIN_EXCLUSIVE },
        { .deferrable = true },
        { .deferrable = true, .read_only = true },
        { .deferrable = true, .isolation = ORM_ISOLATION_SERIALIZABLE },
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, &refused[i]));
        assert_int_equal(orm_depth(fx->db), 0);
    }
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, &refused[i]));
        assert_int_equal(orm_depth(fx->db), 1);
    }
    assert_ok(fx->db, orm_commit(fx->db));
}

/* An inner level is a savepoint: it is what the outermost one is. */
static void test_b198_an_inner_level_asks_for_nothing_new(void **state)
{
    engine_fixture *fx = *state;
    const orm_transaction_options outer = { .isolation = ORM_ISOLATION_REPEATABLE_READ };
    const orm_transaction_options same[] = {
        { .isolation = ORM_ISOLATION_DEFAULT },
        { .isolation = ORM_ISOLATION_REPEATABLE_READ },
        { .sqlite_begin = ORM_SQLITE_BEGIN_IMMEDIATE },
    };
    const orm_transaction_options other[] = {
        { .isolation = ORM_ISOLATION_READ_COMMITTED },
        { .isolation = ORM_ISOLATION_SERIALIZABLE },
        { .read_only = true },
        { .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED },
        { .sqlite_begin = ORM_SQLITE_BEGIN_EXCLUSIVE },
    };
    assert_ok(fx->db, orm_begin(fx->db, &outer));
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_ok(fx->db, orm_begin(fx->db, &same[i]));
        assert_ok(fx->db, orm_commit(fx->db));
    }
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, &other[i]));
    }
    assert_int_equal(orm_depth(fx->db), 1);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, &other[2]));
    assert_ok(fx->db, orm_begin(fx->db, &other[2]));
    assert_fails(fx->db, ORM_MISUSE, orm_begin(fx->db, &outer));
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, orm_rollback(fx->db));
}

/* Whoever reads twice sees the same, whatever others commit between. */
static void test_b198_repeatable_reads(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    orm_db *other = engine_open(fx, NULL);
    const orm_transaction_options asked = { .isolation = ORM_ISOLATION_REPEATABLE_READ,
                                            .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED };
    int64_t before = 0, after = 0;
    struct item row = { .id = 11 };
    assert_ok(fx->db, orm_begin(fx->db, &asked));
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &before));
    assert_ok(other, orm_insert(other, &item_entity, &row));
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &after));
    assert_int_equal(before, 10);
    assert_int_equal(after, 10);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_count(fx->db, &item_entity, NULL, &after));
    assert_int_equal(after, 11);
}

static orm_status switch_off(orm_db *db, int64_t id)
{
    const orm_value key[] = { orm_value_int(id) };
    struct item row;
    orm_arena *arena = NULL;
    assert_int_equal(orm_arena_new(NULL, &arena), ORM_OK);
    orm_status status = orm_find(db, &item_entity, key, &row, arena);
    row.flag = false;
    status = status == ORM_OK ? orm_update(db, &item_entity, &row) : status;
    orm_arena_free(arena);
    return status;
}

static orm_status count_on(orm_db *db, int64_t *count)
{
    return orm_count(db, &item_entity, &(orm_query){ .where = orm_eq(item_.flag, true) }, count);
}

/* Each looks whether enough are on and switches one of them off: one of the two must fail. */
static void test_b198_no_write_skew(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db); /* on are 3, 6 and 9 */
    assert_ok(fx->db, switch_off(fx->db, 9));
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    const orm_transaction_options asked = { .isolation = ORM_ISOLATION_SERIALIZABLE,
                                            .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED };
    int64_t first = 0, second = 0;
    assert_ok(fx->db, orm_begin(fx->db, &asked));
    assert_ok(other, orm_begin(other, &asked));
    assert_ok(fx->db, count_on(fx->db, &first));
    assert_ok(other, count_on(other, &second));
    assert_int_equal(first, 2);
    assert_int_equal(second, 2);
    assert_ok(fx->db, switch_off(fx->db, 3));
    orm_status status = switch_off(other, 6);
    assert_ok(fx->db, orm_commit(fx->db));
    if (status == ORM_OK) {
        status = orm_commit(other);
    }
    assert_true(orm_status_is_retryable(status));
    (void)orm_rollback(other);
    assert_int_equal(orm_depth(other), 0);
    assert_ok(other, count_on(other, &second));
    assert_int_equal(second, 1);
}

static void test_b199_when_sqlite_locks(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    const orm_transaction_options deferred = { .sqlite_begin = ORM_SQLITE_BEGIN_DEFERRED };
    const orm_transaction_options immediate = { .sqlite_begin = ORM_SQLITE_BEGIN_IMMEDIATE };
    const orm_transaction_options exclusive = { .sqlite_begin = ORM_SQLITE_BEGIN_EXCLUSIVE };
    assert_ok(fx->db, orm_begin(fx->db, &deferred));
    assert_ok(other, orm_begin(other, &exclusive)); /* nobody has locked anything */
    assert_ok(other, orm_commit(other));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, &exclusive));
    orm_status status = orm_begin(other, &immediate);
    assert_int_equal(status, engine_is_sqlite() ? ORM_BUSY : ORM_OK);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_int_equal(orm_depth(other), engine_is_sqlite() ? 0 : 1);
    if (status == ORM_OK) {
        assert_ok(other, orm_commit(other));
    }
}

/* In a file without a write-ahead log EXCLUSIVE keeps readers out, too. */
static void test_b199_exclusive_keeps_readers_out(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    items_add(fx->db);
    assert_ok(fx->db, orm_exec(fx->db, "PRAGMA journal_mode = DELETE"));
    orm_db *other = engine_open(fx, &(orm_options){ .busy_timeout_ms = ORM_NO_WAIT });
    int64_t count = 0;
    assert_ok(fx->db, orm_begin(fx->db, &(orm_transaction_options){
                                            .sqlite_begin = ORM_SQLITE_BEGIN_EXCLUSIVE }));
    assert_fails(other, ORM_BUSY, orm_count(other, &item_entity, NULL, &count));
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(other, orm_count(other, &item_entity, NULL, &count));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    assert_ok(other, orm_count(other, &item_entity, NULL, &count));
    assert_ok(fx->db, orm_commit(fx->db));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b198_isolation_levels_do_not_leak),
    ENGINE_TEST(test_b198_a_deferrable_transaction),
    ENGINE_TEST(test_b198_what_cannot_be_had_is_refused),
    ENGINE_TEST(test_b198_an_inner_level_asks_for_nothing_new),
    ENGINE_TEST(test_b198_repeatable_reads),
    ENGINE_TEST(test_b198_no_write_skew),
    ENGINE_TEST(test_b199_when_sqlite_locks),
    ENGINE_TEST(test_b199_exclusive_keeps_readers_out),
};

ENGINE_MAIN(tests)
