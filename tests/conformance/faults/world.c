/* Owns the running of the scenario: attempts that are made to fail, what is true after each, and
 * the handle's way back. */
#include "faults/world.h"

#include <stdio.h>
#include <string.h>

static const unit_list *const scenario[] = {
    &units_handle_first, &units_write, &units_many,
    &units_transaction,  &units_read,  &units_handle_last
};

enum { LISTS = sizeof scenario / sizeof scenario[0] };

/* NULL: there is none. */
static const unit *unit_at(size_t index)
{
    for (size_t i = 0; i < LISTS; i++) {
        if (index < scenario[i]->count) {
            return &scenario[i]->units[index];
        }
        index -= scenario[i]->count;
    }
    return NULL;
}

/* ---- for units ---- */

struct deed world_deed(const char *code, int number)
{
    static uint8_t data[] = { 1, 0, 2 };
    static int32_t tags[] = { 7, -8 };
    static char facts[100][16];
    char *fact = facts[number % 100];
    (void)snprintf(fact, sizeof facts[0], "{\"n\": %d}", number % 100);
    return (struct deed){ .id = -7,
                          .code = (char *)code,
                          .amount = number,
                          .note = (char *)(number % 2 == 0 ? "even" : "odd number"),
                          .data = data,
                          .data_size = sizeof data,
                          .tags = tags,
                          .tag_count = (size_t)number % 3,
                          .facts = fact,
                          .span = { number, 2 } };
}

orm_status world_unchanged(orm_status status, const void *before, const void *after, size_t size)
{
    if (status != ORM_OK) {
        assert_memory_equal(before, after, size);
    }
    return status;
}

orm_status world_insert(world *w, struct deed *row)
{
    const struct deed before = *row;
    orm_status status = world_unchanged(deed_insert(w->db, row), &before, row, sizeof before);
    shadow_store(&w->next, row)->id = status == ORM_OK ? row->id : 0;
    return status;
}

static void note_commit(orm_db *db, void *ctx)
{
    assert_int_equal(orm_depth(db), 0);
    ((world *)ctx)->commits++;
}

static void note_rollback(orm_db *db, void *ctx)
{
    (void)db;
    ((world *)ctx)->rollbacks++;
}

orm_status world_await_end(world *w)
{
    orm_status status = orm_on_commit(w->db, note_commit, w);
    if (status == ORM_OK) {
        w->expects_commit++;
        status = orm_on_rollback(w->db, note_rollback, w);
    }
    w->expects_rollback += status == ORM_OK;
    return status;
}

/* ---- the handle ---- */

static orm_status set_up(orm_db *db, void *ctx)
{
    if (!engine_is_sqlite()) {
        return orm_exec(db, "SET client_min_messages = warning");
    }
    return orm_exec(db, ((const world *)ctx)->disk != NULL ? "PRAGMA synchronous = FULL"
                                                           : "PRAGMA synchronous = OFF");
}

/* Wraps a connection that is opened for it. */
static orm_status wrap(world *w, const orm_options *options, orm_error *error)
{
    witness_disconnect(w->native);
    w->native = witness_connect(w->url);
    return engine_is_sqlite() ? orm_wrap_sqlite(w->native, options, &w->db, error)
                              : orm_wrap_postgresql(w->native, options, &w->db, error);
}

static void open_handle(world *w)
{
    const orm_options options = { .driver = w->is_wrapped ? NULL : &w->fault.driver,
                                  .allocator = w->allocator,
                                  .statement_cache_size = 8,
                                  .setup = set_up,
                                  .setup_ctx = w,
                                  .journal = w->is_wrapped ? ORM_JOURNAL_NEW_WAL : ORM_JOURNAL_KEEP,
                                  .reconnect = w->reconnects };
    orm_error error = { .status = ORM_OK };
    orm_status status =
        w->is_wrapped ? wrap(w, &options, &error) : orm_open(w->url, &options, &w->db, &error);
    if (status != ORM_OK) {
        fail_msg("opening: %s", error.message);
    }
}

static void open_anew(world *w)
{
    orm_close(w->db);
    w->db = NULL;
    open_handle(w);
}

static void begin_world(world *w, const char *url, const world_plan *plan)
{
    const orm_driver *inner = engine_is_sqlite() ? &orm_driver_sqlite : &orm_driver_postgresql;
    *w = (world){ .url = url, .is_wrapped = plan != NULL && plan->is_wrapped };
    w->disk = plan != NULL && plan->disk_code != 0 ? disk_use() : NULL;
    chaos_init(&w->chaos, 0);
    w->allocator = chaos_allocator(&w->chaos);
    fault_init(&w->fault, inner, 0, ORM_OK);
    w->witness = witness_open(url);
    assert_int_equal(orm_arena_new(&w->allocator, &w->arena), ORM_OK);
    open_handle(w);
}

void world_end(world *w)
{
    orm_close(w->db);
    orm_arena_free(w->arena);
    witness_close(w->witness);
    if (w->native != NULL) {
        witness_disconnect(w->native);
    }
    w->native = NULL;
    w->db = NULL;
    w->arena = NULL;
    w->witness = NULL;
}

/* All is given back. */
static void end_world(world *w)
{
    world_end(w);
    assert_string_equal(chaos_fault(&w->chaos), "");
}

/* ---- after an attempt ---- */

static void assert_stored(world *w, const shadow *expected, const char *when)
{
    shadow found;
    witness_read(w->witness, &found);
    const char *difference = shadow_compare(expected, &found);
    if (*difference != '\0') {
        fail_msg("%s: %s", when, difference);
    }
}

/* Ends what is open; a connection that is gone says so to everything until it is opened anew. */
static void recover(world *w)
{
    while (orm_depth(w->db) > 0) {
        assert_ok(w->db, orm_rollback(w->db));
    }
    assert_false(orm_is_aborted(w->db));
    if (orm_is_connected(w->db) || w->reconnects) {
        return;
    }
    int64_t count = -7;
    assert_fails(w->db, ORM_CONNECTION, orm_begin(w->db, NULL));
    assert_fails(w->db, ORM_CONNECTION, deed_count(w->db, NULL, &count));
    assert_fails(w->db, ORM_CONNECTION, orm_exec(w->db, "SELECT 1"));
    assert_ok(w->db, orm_reconnect(w->db));
}

/* A statement that has not been prepared before: what failed has left nothing for it. */
static void count_anew(world *w)
{
    char sql[64];
    orm_result *result = NULL;
    (void)snprintf(sql, sizeof sql, "SELECT code FROM deed -- %u", ++w->texts);
    assert_ok(w->db, orm_raw_query(w->db, &(orm_raw){ .sql = sql }, &result));
    assert_int_equal(orm_result_count(result), w->now.count);
    orm_result_free(result);
}

/* Everything works: text, a slot, a transaction. Leaves nothing. */
static void probe(world *w)
{
    struct deed row = world_deed("probe", 1);
    int64_t count = -7;
    if (w->now.has_tables) {
        count_anew(w);
    }
    assert_ok(w->db, orm_begin(w->db, NULL));
    assert_int_equal(orm_depth(w->db), 1);
    if (w->now.has_tables) {
        assert_ok(w->db, deed_insert(w->db, &row));
        assert_ok(w->db, deed_count(w->db, NULL, &count));
        assert_int_equal(count, w->now.count + 1);
    }
    assert_ok(w->db, orm_rollback(w->db));
    assert_int_equal(orm_depth(w->db), 0);
}

/* What waits for the end heard of it once, and of the right one. */
static void check_callbacks(const world *w, orm_status status)
{
    if (status >= 0) {
        assert_int_equal(w->commits, w->expects_commit > 0 ? 1 : 0);
        assert_int_equal(w->rollbacks, w->expects_rollback > 0 ? w->expects_rollback - 1 : 0);
        return;
    }
    assert_int_equal(w->commits, 0);
    if (status != ORM_OUTCOME_UNKNOWN) {
        assert_int_equal(w->rollbacks, w->expects_rollback);
    }
}

static bool is_loss(fault_effect effect)
{
    return effect == FAULT_LOST || effect == FAULT_UNANSWERED || effect == FAULT_LOST_AFTER;
}

static void check_status(const world *w, const world_plan *plan, orm_status status, bool was_met)
{
    bool is_expected = status == plan->status;
    if (!plan->is_memory && is_loss(plan->effect)) {
        is_expected = status == ORM_CONNECTION || status == ORM_OUTCOME_UNKNOWN;
    }
    /* a rollback that met it was one, and what followed was refused */
    bool may_be_aborted = !plan->is_memory && !is_loss(plan->effect);
    is_expected = is_expected || (may_be_aborted && status == ORM_ABORTED);
    if (!was_met || !is_expected) {
        fail_msg("%s instead of %s: %s", orm_status_name(status), orm_status_name(plan->status),
                 orm_db_error(w->db)->message);
    }
    const orm_error *error = orm_db_error(w->db);
    if (w->is_not_the_handles) {
        return;
    }
    assert_int_equal(error->status, status);
    assert_true(error->message[0] != '\0' && strchr(error->message, '\n') == NULL);
}

/* True where the unit has taken effect; now is then next. */
static bool settle(world *w, orm_status status)
{
    bool is_done = status >= 0;
    if (status == ORM_OUTCOME_UNKNOWN) {
        shadow found;
        witness_read(w->witness, &found);
        is_done = *shadow_compare(&w->next, &found) == '\0';
        assert_stored(w, is_done ? &w->next : &w->now, "an unknown outcome");
    }
    if (is_done) {
        w->now = w->next;
    }
    assert_stored(w, &w->now, "at once");
    return is_done;
}

/* ---- attempts ---- */

static void arm(world *w, const world_plan *plan, size_t n)
{
    w->next = w->now;
    w->is_not_the_handles = false;
    w->commits = w->rollbacks = w->expects_commit = w->expects_rollback = 0;
    orm_arena_reset(w->arena);
    w->fault.calls = w->chaos.requests = 0;
    w->fault.status = plan->status;
    w->fault.effect = plan->effect;
    w->chaos.keeps_failing = plan->keeps_failing;
    if (w->disk != NULL) {
        *w->disk = (disk){ .fail_at = n, .code = plan->disk_code };
    } else {
        *(plan->is_memory ? &w->chaos.fail_at : &w->fault.fail_at) = n;
    }
}

/* Returns whether the fault was met. */
static bool disarm(world *w, size_t n, bool is_memory)
{
    size_t calls = is_memory ? w->chaos.requests : w->fault.calls;
    calls = w->disk != NULL ? w->disk->calls : calls;
    bool was_met = n != 0 && calls >= n;
    if (w->disk != NULL) {
        w->disk->fail_at = 0;
    }
    w->chaos.fail_at = w->fault.fail_at = 0;
    return was_met;
}

typedef struct attempt {
    bool was_met, is_done;
} attempt;

/* Makes the n-th call of the unit fail; 0 = none. */
static attempt try_unit(world *w, const unit *u, const world_plan *plan, size_t n)
{
    static const world_plan no_plan = { .status = ORM_OK };
    plan = plan == NULL ? &no_plan : plan;
    arm(w, plan, n);
    orm_status status = u->run(w);
    attempt made = { .was_met = disarm(w, n, plan->is_memory) };
    if (status < 0) {
        check_status(w, plan, status, made.was_met);
    }
    if (w->disk != NULL) { /* what is locked is let go first */
        recover(w);
    }
    made.is_done = settle(w, status);
    recover(w);
    check_callbacks(w, status);
    assert_stored(w, &w->now, "after the rollback");
    if (made.was_met) {
        probe(w);
    }
    if (w->disk != NULL) {
        witness_check(w->witness);
    }
    return made;
}

/* The world as it was before the unit, which a fault has not kept from taking effect. */
static void rebuild(world *w, size_t index)
{
    orm_close(w->db);
    w->db = NULL;
    witness_exec(w->witness, "DROP TABLE IF EXISTS clause");
    witness_exec(w->witness, "DROP TABLE IF EXISTS deed");
    w->now = (shadow){ .count = 0 };
    open_handle(w);
    for (size_t i = 0; i < index; i++) {
        assert_true(try_unit(w, unit_at(i), NULL, 0).is_done);
    }
}

/* Each of the unit's calls fails once; then none does. Returns how many attempts that took. */
static size_t try_each_call(world *w, size_t index, const world_plan *plan)
{
    size_t attempts = 1;
    for (size_t n = plan->stride == 0 ? 1 : plan->first;; attempts++) {
        w->reconnects = plan->is_cold && !plan->is_wrapped && n % 2 == 0;
        if (plan->is_cold) {
            open_anew(w);
        }
        attempt made = try_unit(w, unit_at(index), plan, n);
        if (!made.was_met) {
            assert_true(made.is_done);
            return attempts;
        }
        if (made.is_done) {
            rebuild(w, index);
        }
        n += plan->stride == 0 ? 1 : plan->stride;
    }
}

/* So that a failing test says where. */
static void tell(const unit *u, const world_plan *plan)
{
    if (plan != NULL) {
        print_message("# %s: %s %s, effect %d%s\n", u->name,
                      plan->is_memory ? "memory" : "the driver", orm_status_name(plan->status),
                      (int)plan->effect, plan->is_cold ? ", cold" : "");
    }
}

size_t world_run(world *w, const char *url, const world_plan *plan)
{
    size_t attempts = 0;
    begin_world(w, url, plan);
    for (size_t i = 0; unit_at(i) != NULL; i++) {
        tell(unit_at(i), plan);
        attempts += plan == NULL ? (size_t)try_unit(w, unit_at(i), NULL, 0).is_done
                                 : try_each_call(w, i, plan);
    }
    end_world(w);
    return attempts;
}
