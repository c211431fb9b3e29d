/* Time limits of calls with hooks: what hooks do is part of the call, and of its time. */
#include <time.h>

#include "notes.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

enum { LIMIT_MS = 200, LONGER_MS = 300 };

/* What a hook does. */
typedef struct sleeper {
    unsigned event;  /* at which */
    bool is_calling; /* a call on the handle, when it has slept */
    bool lifts;      /* the handle's limit, before */
    orm_status called;
} sleeper;

static void sleep_ms(long ms)
{
    const struct timespec time = { .tv_nsec = ms * 1000000 };
    (void)nanosleep(&time, NULL);
}

static orm_status sleep_long(orm_hook *hook)
{
    sleeper *s = hook->ctx;
    int64_t count = 0;
    if ((unsigned)hook->event != s->event) {
        return remark_count(hook->db, NULL, &count);
    }
    orm_status status = s->lifts ? orm_set_timeout(hook->db, 0) : ORM_OK;
    sleep_ms(LONGER_MS);
    s->called = status == ORM_OK && s->is_calling ? remark_count(hook->db, NULL, &count) : status;
    return ORM_OK;
}

static void begin(engine_fixture *fx, sleeper *s)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, orm_hook_add(fx->db, &member_entity, ORM_EVERY_EVENT, sleep_long, s, NULL));
    assert_ok(fx->db, orm_set_timeout(fx->db, LIMIT_MS));
}

static void test_b211_b273_hooks_take_of_the_time_of_the_call(void **state)
{
    static const unsigned events[] = { ORM_BEFORE_INSERT, ORM_AFTER_INSERT };
    engine_fixture *fx = *state;
    sleeper s = { .event = 0 };
    begin(fx, &s);
    for (int i = 0; i < 4; i++) {
        s = (sleeper){ .event = events[i % 2], .is_calling = i >= 2 };
        struct member row = notes_ada();
        assert_fails(fx->db, ORM_TIMEOUT, member_insert(fx->db, &row));
        assert_int_equal(row.id, -1);
        assert_int_equal(orm_depth(fx->db), 0);
        assert_int_equal(s.called, s.is_calling ? ORM_TIMEOUT : ORM_OK);
        s.event = 0;
        notes_assert_members(fx, "0", "0"); /* the next call has its own */
    }
    struct member row = notes_ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    notes_assert_members(fx, "1", "0");
}

/* Nor does another limit give it more. */
static void test_b211_b273_hooks_do_not_lift_the_limit_of_the_call(void **state)
{
    engine_fixture *fx = *state;
    sleeper s = { .event = ORM_BEFORE_INSERT, .is_calling = true, .lifts = true };
    begin(fx, &s);
    struct member row = notes_ada();
    assert_fails(fx->db, ORM_TIMEOUT, member_insert(fx->db, &row));
    assert_int_equal(s.called, ORM_TIMEOUT);
    s.event = 0;
    notes_assert_members(fx, "0", "0");
    sleep_ms(1);
    assert_ok(fx->db, member_insert(fx->db, &row));
}

/* Of rows that are read, too. */
static void test_b211_b273_hooks_of_rows_that_are_read(void **state)
{
    engine_fixture *fx = *state;
    sleeper s = { .event = 0 };
    begin(fx, &s);
    struct member row = notes_ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    s = (sleeper){ .event = ORM_AFTER_LOAD, .is_calling = true };
    struct member found = { .id = 0 };
    orm_status status = member_find(fx->db, row.id, &found, fx->arena);
    assert_true(status == ORM_OK || status == ORM_TIMEOUT);
    assert_int_equal(s.called, ORM_TIMEOUT);
    s.event = 0;
    assert_ok(fx->db, member_find(fx->db, row.id, &found, fx->arena));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b211_b273_hooks_take_of_the_time_of_the_call),
    ENGINE_TEST(test_b211_b273_hooks_do_not_lift_the_limit_of_the_call),
    ENGINE_TEST(test_b211_b273_hooks_of_rows_that_are_read),
};

ENGINE_MAIN(tests)
