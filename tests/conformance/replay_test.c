/* What the log tells of a write, with its values, does the same when it is run: every kind of
 * value, on each engine. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.orm.h"
#include "models/items.h"
#include "models/samples.h"
#include "support/chaos_alloc.h"
#include "test_scanned.orm.h"

/* The last statement that the handle has run. */
typedef struct record {
    char *write, *read;
    bool is_lost; /* there was one without its text */
} record;

static void note(void *ctx, const orm_log_event *event)
{
    record *log = ctx;
    if (event->level != ORM_LOG_STATEMENT || event->status < 0) {
        return;
    }
    char **kept = event->is_write ? &log->write : &log->read;
    free(*kept);
    *kept = event->expanded == NULL ? NULL : strdup(event->expanded);
    log->is_lost = log->is_lost || event->expanded == NULL;
}

static orm_db *open_logged(engine_fixture *fx, record *log)
{
    return engine_open(
        fx, &(orm_options){
                .log = note, .log_ctx = log, .log_values = true, .log_value_max = ORM_LOG_WHOLE });
}

static void forget(record *log)
{
    assert_false(log->is_lost);
    free(log->write);
    free(log->read);
    *log = (record){ NULL, NULL, false };
}

/* ---- writes ---- */

static void run_format(orm_db *db, const char *format, const char *table)
{
    char sql[1024];
    (void)snprintf(sql, sizeof sql, format, table, table, table, table);
    assert_ok(db, orm_exec(db, sql));
}

/* Before a write: what the table holds. */
static void keep_before(engine_fixture *fx, const char *table)
{
    run_format(fx->db, "CREATE TABLE kept_before AS SELECT * FROM %s", table);
}

/* Behind it: run again from its text, it makes the same rows of the same ones. */
static void assert_replays(engine_fixture *fx, const record *log, const char *table)
{
    char question[512];
    /* Rows as texts, since not every type can be compared. */
    const char *row = engine_is_sqlite() ? "*" : "t::text";
    run_format(fx->db,
               "CREATE TABLE kept_after AS SELECT * FROM %s; DELETE FROM %s;"
               " INSERT INTO %s SELECT * FROM kept_before",
               table);
    assert_non_null(log->write);
    assert_ok(fx->db, orm_exec(fx->db, log->write));
    for (int i = 0; i < 2; i++) {
        (void)snprintf(question, sizeof question,
                       "(SELECT COUNT(*) FROM (SELECT %s FROM %s AS t EXCEPT SELECT %s FROM %s AS"
                       " t) AS d)",
                       row, i == 0 ? table : "kept_after", row, i == 0 ? "kept_after" : table);
        assert_string_equal(engine_ask(fx, fx->db, question), "0");
    }
    assert_ok(fx->db, orm_exec(fx->db, "DROP TABLE kept_before; DROP TABLE kept_after"));
}

static const char *const texts[] = { "",      "'",    "''",   "\\",   "\\'", "\"",       "$1",
                                     "?1",    "--",   "/*",   "%",    "\n",  "\xc3\xa4", "'; --",
                                     "E'\\'", "$$x$", "\x01", "NULL", "a\tb" };
enum { TEXTS = sizeof texts / sizeof texts[0] };

static const double reals[] = { 0.0,      -0.0,    1.5, -2.25e-300, DBL_MAX,
                                -DBL_MAX, DBL_MIN, 0.1, 1e15,       1e16 };
enum { REALS = sizeof reals / sizeof reals[0] };

static struct sample sample_of(size_t i)
{
    static char bytes[256];
    struct sample row = sample_plain();
    row.id = (int64_t)i + 1;
    row.text = (char *)texts[i % TEXTS];
    row.maybe_text = i % 3 == 0 ? NULL : (char *)texts[(i + 7) % TEXTS];
    row.f64 = reals[i % REALS];
    row.f32 = i % 2 == 0 ? FLT_MAX : -0.1F;
    row.maybe_real = reals[(i + 3) % REALS];
    row.i8 = i % 2 == 0 ? INT8_MIN : INT8_MAX;
    row.i64 = i % 2 == 0 ? INT64_MIN : INT64_MAX;
    row.u64 = (uint64_t)(i % 2 == 0 ? INT64_MAX : 0);
    row.flag = i % 2 == 0;
    row.color = i % 2 == 0 ? COLOR_BLUE : COLOR_RED;
    row.at_us = (i % 2 == 0 ? -1 : 1) * (int64_t)i * 1234567890123;
    row.maybe_at = i % 4 == 0 ? INT64_MIN : -62135596800000001 - (int64_t)(i % 3);
    row.at_s = (time_t)i * 86400 - 1;
    for (size_t b = 0; b < sizeof bytes; b++) {
        bytes[b] = (char)(b * 7 + i);
    }
    row.data = bytes;
    row.data_size = i * 13 % sizeof bytes;
    row.flagged_is_null = i % 2 == 0;
    row.flagged = (int32_t)i;
    return row;
}

static void test_b271_writes_with_values_of_every_kind(void **state)
{
    engine_fixture *fx = *state;
    record log = { NULL, NULL, false };
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    engine_exec(fx->db, NULL, "SET TimeZone = 'America/New_York'");
    orm_db *db = open_logged(fx, &log);
    for (size_t i = 0; i < 40; i++) {
        struct sample row = sample_of(i);
        keep_before(fx, "sample");
        assert_ok(db, sample_insert_with_key(db, &row));
        assert_replays(fx, &log, "sample");
        row = sample_of(i + 1);
        row.id = (int64_t)i + 1;
        keep_before(fx, "sample");
        assert_ok(db, sample_update(db, &row));
        assert_replays(fx, &log, "sample");
    }
    keep_before(fx, "sample");
    assert_ok(db, sample_delete_key(db, 7));
    assert_replays(fx, &log, "sample");
    forget(&log);
}

static void test_b271_writes_of_dates_uuids_decimals_json(void **state)
{
    engine_fixture *fx = *state;
    record log = { NULL, NULL, false };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    orm_db *db = open_logged(fx, &log);
    for (uint8_t i = 0; i < 8; i++) {
        const struct paper row = { .id = i + 1,
                                   .day = i == 0 ? INT32_MIN : i * 10000 - 30000,
                                   .text_day = "0001-01-01",
                                   .maybe_day = i % 2 == 0 ? NULL : (char *)"9999-12-31",
                                   .uuid = { 0xFF, i, 0, 5 },
                                   .price = (i % 2 == 0 ? -1 : 1) * INT64_C(999999999999),
                                   .fraction = "-0.000000000000000001",
                                   .whole = i % 3 == 0 ? NULL : (char *)"999999999999999999",
                                   .json = (char *)"{\"it's\": [\"\\\\\", 1.5, null]}" };
        keep_before(fx, "paper");
        assert_ok(db, paper_insert_with_key(db, &row));
        assert_replays(fx, &log, "paper");
    }
    forget(&log);
}

static struct series series_of(size_t i)
{
    static int8_t i8[] = { INT8_MIN, 0, INT8_MAX };
    static int64_t i64[] = { INT64_MIN, 0, INT64_MAX };
    static bool flags[] = { true, false, true };
    static float f32[] = { 0.1F, -FLT_MAX, 0 };
    static char *tags[TEXTS];
    static uint32_t raw[] = { 1, UINT32_MAX, 0 };
    for (size_t t = 0; t < TEXTS; t++) {
        tags[t] = (char *)texts[(t + i) % TEXTS];
    }
    struct series row = { .id = (int64_t)i + 1 };
    row.i8 = i % 4 == 0 ? NULL : i8;
    row.i8_count = (uint8_t)(i % 4);
    row.i64 = i64;
    row.i64_count = (uint8_t)(i % 4);
    row.i32 = (int32_t *)(void *)raw;
    row.i32_count = i % 4;
    row.flags = flags;
    row.flag_count = i % 4;
    row.f32 = f32;
    row.f32_count = i % 4;
    row.tags = tags;
    row.tag_count = i % (TEXTS + 1);
    row.point[0] = reals[i % REALS];
    row.seen[0] = (time_t)i * 100000;
    row.seen[1] = -1;
    row.seen_count = i % 3;
    row.raw = raw;
    row.raw_size = i % 4 * sizeof raw[0];
    return row;
}

static void test_b271_writes_of_arrays(void **state)
{
    engine_fixture *fx = *state;
    record log = { NULL, NULL, false };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    orm_db *db = open_logged(fx, &log);
    for (size_t i = 0; i < 25; i++) {
        struct series row = series_of(i);
        keep_before(fx, "series");
        assert_ok(db, series_insert_with_key(db, &row));
        assert_replays(fx, &log, "series");
    }
    forget(&log);
}

static orm_status write_item(orm_db *db, int way)
{
    struct item row = { .id = way == 0 ? 3 : 77 + way, .amount = -5, .label = (char *)"it's" };
    const orm_value params[] = { orm_value_text("\\'$1"), orm_value_int(-1), orm_value_null() };
    static const int64_t ids[] = { 2, 4, 9 };
    switch (way) {
    case 0:
        return orm_update_with(
            db, &item_entity, &row,
            &(orm_update_options){
                .set = orm_sets(orm_set_to(item_.amount, orm_sub(item_.amount, -7)),
                                orm_set_to(item_.weight, orm_mul(item_.weight, 0.5)),
                                orm_set(item_.label, "'\\"), orm_set_null(item_.rank)) });
    case 1:
        return orm_upsert(db, &item_entity, &row, NULL);
    case 2:
        return orm_insert_many(db, &item_entity, &row, 1, NULL);
    case 3:
        return orm_raw_run(db,
                           &(orm_raw){ .sql =
                                           "UPDATE item SET label = $1, rank = $3,"
                                           " amount = amount -$2 WHERE id > $2 AND label <> '$1'",
                                       .params = params,
                                       .param_count = 3 },
                           NULL);
    case 4:
        return orm_delete_where(db, &item_entity, orm_in(item_.id, ids, 3), NULL);
    default:
        return ORM_DONE;
    }
}

static void test_b271_writes_in_every_way(void **state)
{
    engine_fixture *fx = *state;
    record log = { NULL, NULL, false };
    items_add(fx->db);
    orm_db *db = open_logged(fx, &log);
    orm_status status = ORM_OK;
    for (int way = 0; status == ORM_OK; way++) {
        keep_before(fx, "item");
        status = write_item(db, way);
        if (status == ORM_OK) {
            assert_replays(fx, &log, "item");
        }
    }
    assert_int_equal(status, ORM_DONE);
    forget(&log);
}

/* ---- questions ---- */

static void assert_same_count(engine_fixture *fx, orm_db *db, record *log, const orm_expr *where)
{
    char question[4096];
    orm_rows *rows = NULL;
    assert_ok(db, orm_select(db, &item_entity, &(orm_query){ .where = where }, &rows));
    assert_non_null(log->read);
    (void)snprintf(question, sizeof question, "(SELECT COUNT(*) FROM (%s) AS q)", log->read);
    char expected[16];
    (void)snprintf(expected, sizeof expected, "%zu", orm_rows_count(rows));
    assert_string_equal(engine_ask(fx, fx->db, question), expected);
    orm_rows_free(rows);
}

static void test_b271_questions_with_their_values(void **state)
{
    engine_fixture *fx = *state;
    record log = { NULL, NULL, false };
    items_add(fx->db);
    orm_db *db = open_logged(fx, &log);
    static const int64_t ids[] = { 3, 1, -5, INT64_MAX };
    static const double weights[] = { 0.25, 1.5, 2.5e300 };
    static const char *const labels[] = { "a", "it's", "\\", "{\"b\"}", "c" };
    for (size_t i = 0; i <= 5; i++) {
        assert_same_count(fx, db, &log, orm_in(item_.id, ids, i % 5));
        assert_same_count(fx, db, &log, orm_in(item_.weight, weights, i % 4));
        assert_same_count(fx, db, &log, orm_in(item_.label, labels, i));
    }
    assert_same_count(fx, db, &log, orm_starts_with(item_.label, "a"));
    assert_same_count(fx, db, &log, orm_contains(item_.label, "'\\%"));
    assert_same_count(
        fx, db, &log,
        orm_or(orm_eq(item_.flag, true), orm_lt(item_.amount, -1), orm_is_null(item_.label)));
    forget(&log);
}

/* ---- memory ---- */

/* Without memory for the text the event has none; the call itself fails only for its own. */
static void test_b271_b270_no_memory_for_the_values(void **state)
{
    engine_fixture *fx = *state;
    items_add(fx->db);
    size_t requests = SIZE_MAX;
    for (size_t n = 1; n <= requests; n++) {
        chaos_alloc chaos;
        record log = { NULL, NULL, false };
        chaos_init(&chaos, n);
        orm_db *db = NULL;
        const orm_options options = {
            .allocator = chaos_allocator(&chaos), .log = note, .log_ctx = &log, .log_values = true
        };
        orm_status status = orm_open(fx->url, &options, &db, NULL);
        struct item row = { .id = 100 + (int64_t)n, .label = (char *)"x" };
        status = status == ORM_OK ? orm_insert(db, &item_entity, &row) : status;
        assert_true(status == ORM_OK || status == ORM_NO_MEMORY);
        assert_true(status != ORM_OK || log.is_lost || log.write != NULL);
        orm_close(db);
        assert_string_equal(chaos_fault(&chaos), "");
        requests = chaos.requests >= n ? SIZE_MAX : 0;
        free(log.write);
        free(log.read);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b271_writes_with_values_of_every_kind),
    ENGINE_TEST(test_b271_writes_of_dates_uuids_decimals_json),
    ENGINE_TEST(test_b271_writes_of_arrays),
    ENGINE_TEST(test_b271_writes_in_every_way),
    ENGINE_TEST(test_b271_questions_with_their_values),
    ENGINE_TEST(test_b271_b270_no_memory_for_the_values),
};

ENGINE_MAIN(tests)
