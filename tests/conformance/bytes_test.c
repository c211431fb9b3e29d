/* Blobs in questions: their order, their beginnings, lists of them; as keys, with any byte in
 * them. A plain reading in C is the judge. */
#include "support/chaos_alloc.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH = 3, ENTRIES = 150, QUESTIONS = 300 };

/* ---- chance: the same on every run, another one with ORM_TEST_SEED ---- */

static uint64_t seed;

static void start_chance(void)
{
    const char *chosen = getenv("ORM_TEST_SEED");
    seed = chosen == NULL ? 20261123 : strtoull(chosen, NULL, 10) | 1;
}

static size_t below(size_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % limit);
}

/* Bytes around which a comparison goes wrong: as signed ones, or as a text. */
typedef struct bytes {
    unsigned char data[LENGTH];
    size_t size;
} bytes;

static bytes some_bytes(size_t size)
{
    static const unsigned char edges[] = { 0x00, 0x01, 0x25, 0x7F, 0x80, 0xFE, 0xFF };
    bytes some = { .size = size };
    for (size_t i = 0; i < size; i++) {
        some.data[i] = edges[below(sizeof edges)];
    }
    return some;
}

/* ---- the rows ---- */

typedef struct model {
    bytes key, note;
    unsigned char mark[2];
    bool has_note, has_mark;
} model;

static model models[ENTRIES];
static size_t model_count;

static int compare(const bytes *a, const void *data, size_t size)
{
    int order = memcmp(a->data, data, a->size < size ? a->size : size);
    return order != 0 ? order : a->size < size ? -1 : a->size > size;
}

static bool is_there(const bytes *key)
{
    size_t i = 0;
    while (i < model_count && compare(&models[i].key, key->data, key->size) != 0) {
        i++;
    }
    return i < model_count;
}

static void add_entry(orm_db *db, const model *m)
{
    struct entry row = { .key = (void *)(uintptr_t)m->key.data,
                         .key_size = m->key.size,
                         .number = (int32_t)model_count,
                         .mark = { m->mark[0], m->mark[1] },
                         .mark_is_null = !m->has_mark,
                         .note = m->has_note ? (void *)(uintptr_t)m->note.data : NULL,
                         .note_size = m->note.size,
                         .token = { (uint8_t)model_count, 0xFF } };
    assert_ok(db, entry_insert(db, &row));
    models[model_count++] = *m;
}

static void add_entries(orm_db *db)
{
    model_count = 0;
    start_chance();
    assert_ok(db, orm_create_all(db, &test_scanned_schema));
    assert_ok(db, orm_begin(db, NULL));
    while (model_count < ENTRIES) {
        model m = { .key = some_bytes(below(LENGTH + 1)), .note = some_bytes(below(LENGTH + 1)) };
        memcpy(m.mark, some_bytes(2).data, 2);
        m.has_note = below(5) > 0;
        m.has_mark = below(5) > 0;
        if (!is_there(&m.key)) {
            add_entry(db, &m);
        }
    }
    assert_ok(db, orm_commit(db));
}

/* ---- the property ---- */

typedef enum truth { NO, UNKNOWN, YES } truth;

static bool starts_with(const bytes *value, const bytes *prefix)
{
    return value->size >= prefix->size && memcmp(value->data, prefix->data, prefix->size) == 0;
}

static truth judge_bytes(orm_op op, const bytes *value, const bytes *operand)
{
    int order = compare(value, operand->data, operand->size);
    bool is = (op == ORM_OP_EQ && order == 0) || (op == ORM_OP_NE && order != 0) ||
              (op == ORM_OP_LT && order < 0) || (op == ORM_OP_LE && order <= 0) ||
              (op == ORM_OP_GT && order > 0) || (op == ORM_OP_GE && order >= 0) ||
              (op == ORM_OP_STARTS_WITH && starts_with(value, operand));
    return is ? YES : NO;
}

static void assert_row(bool found, bool expected, size_t row)
{
    if (found != expected) {
        fail_msg("row %zu is %sfound", row, found ? "" : "not ");
    }
}

static void assert_found(engine_fixture *fx, const orm_expr *where, const bool *expected)
{
    bool found[ENTRIES] = { false };
    orm_rows *rows = NULL;
    assert_ok(fx->db, entry_select(fx->db, &(orm_query){ .where = where }, &rows));
    for (struct entry *row; (row = entry_next(rows)) != NULL;) {
        found[row->number] = true;
    }
    assert_int_equal(orm_rows_status(rows), ORM_DONE);
    orm_rows_free(rows);
    for (size_t i = 0; i < ENTRIES; i++) {
        assert_row(found[i], expected[i], i);
    }
}

/* Of the key, or of a note, which may be NULL; and the same negated. */
static void ask_one(engine_fixture *fx, orm_op op, const bytes *operand, bool of_key)
{
    const orm_expr *eq = of_key ? orm_eq_bytes(entry_.key, operand->data, operand->size)
                                : orm_eq_bytes(entry_.note, operand->data, operand->size);
    orm_expr where = *eq;
    bool expected[ENTRIES], negated[ENTRIES];
    where.op = op;
    for (size_t i = 0; i < ENTRIES; i++) {
        const model *m = &models[i];
        truth is =
            of_key || m->has_note ? judge_bytes(op, of_key ? &m->key : &m->note, operand) : UNKNOWN;
        expected[i] = is == YES;
        negated[i] = is == NO;
    }
    assert_found(fx, &where, expected);
    assert_found(fx, orm_not(&where), negated);
}

static void test_blobs_compare_by_their_bytes(void **state)
{
    static const orm_op ops[] = { ORM_OP_EQ, ORM_OP_NE, ORM_OP_LT,          ORM_OP_LE,
                                  ORM_OP_GT, ORM_OP_GE, ORM_OP_STARTS_WITH, ORM_OP_STARTS_WITH };
    engine_fixture *fx = *state;
    add_entries(fx->db);
    for (size_t i = 0; i < QUESTIONS; i++) {
        const bytes operand = some_bytes(below(LENGTH + 1));
        ask_one(fx, ops[below(sizeof ops / sizeof ops[0])], &operand, below(2) == 0);
    }
}

/* What the macros are, once each. */
static void test_the_macros_of_bytes(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    const unsigned char edge[] = { 0xFF, 0x00 };
    const bytes operand = { .data = { 0xFF, 0x00 }, .size = 2 };
    const struct {
        orm_op op;
        const orm_expr *where;
    } asked[] = { { ORM_OP_LT, orm_lt_bytes(entry_.key, edge, 2) },
                  { ORM_OP_LE, orm_le_bytes(entry_.key, edge, 2) },
                  { ORM_OP_GT, orm_gt_bytes(entry_.key, edge, 2) },
                  { ORM_OP_GE, orm_ge_bytes(entry_.key, edge, 2) },
                  { ORM_OP_STARTS_WITH, orm_starts_with_bytes(entry_.key, edge, 2) } };
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        bool expected[ENTRIES];
        for (size_t m = 0; m < ENTRIES; m++) {
            expected[m] = judge_bytes(asked[i].op, &models[m].key, &operand) == YES;
        }
        assert_found(fx, asked[i].where, expected);
    }
}

/* All that begins with the greatest bytes, and with none. */
static void test_beginnings_at_their_ends(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    const bytes ends[] = { { .size = 0 },
                           { .data = { 0xFF }, .size = 1 },
                           { .data = { 0xFF, 0xFF, 0xFF }, .size = 3 },
                           { .data = { 0xFE, 0xFF, 0xFF }, .size = 3 },
                           { .data = { 0x00 }, .size = 1 },
                           { .data = { 0x00, 0xFF }, .size = 2 } };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        ask_one(fx, ORM_OP_STARTS_WITH, &ends[i], true);
        ask_one(fx, ORM_OP_STARTS_WITH, &ends[i], false);
    }
    bool expected[ENTRIES];
    for (size_t i = 0; i < ENTRIES; i++) {
        expected[i] = models[i].has_note;
    }
    assert_found(fx, orm_starts_with_bytes(entry_.note, NULL, 0), expected);
}

/* Two bytes each. */
typedef struct keys {
    unsigned char all[6][2];
    size_t count;
} keys;

static bool is_listed(const keys *list, const void *data, size_t size)
{
    size_t i = 0;
    while (i < list->count && (size != 2 || memcmp(list->all[i], data, 2) != 0)) {
        i++;
    }
    return i < list->count;
}

static void ask_list(engine_fixture *fx, const keys *list)
{
    bool expected[ENTRIES], marked[ENTRIES];
    for (size_t i = 0; i < ENTRIES; i++) {
        const model *m = &models[i];
        expected[i] = is_listed(list, m->key.data, m->key.size);
        marked[i] = m->has_mark && is_listed(list, m->mark, 2);
    }
    assert_found(fx, orm_in_bytes(entry_.key, list->all, 2, list->count), expected);
    assert_found(fx, orm_in_bytes(entry_.mark, list->all, sizeof list->all[0], list->count),
                 marked);
}

static void test_lists_of_keys(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    for (size_t round = 0; round < 40; round++) {
        keys list = { .count = below(7) };
        for (size_t i = 0; i < list.count; i++) {
            memcpy(list.all[i], some_bytes(2).data, 2);
        }
        ask_list(fx, &list);
    }
}

/* A key of no bytes is one like any other. */
static void test_lists_of_nothing(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    bool expected[ENTRIES] = { false };
    assert_found(fx, orm_in_bytes(entry_.key, "", 1, 0), expected);
    assert_found(fx, orm_in_bytes(entry_.key, NULL, 1, 0), expected);
    for (size_t i = 0; i < ENTRIES; i++) {
        expected[i] = models[i].key.size == 0;
    }
    assert_found(fx, orm_in_bytes(entry_.key, "", 0, 2), expected);
}

static void test_uuids_in_lists_and_in_order(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    const uint8_t tokens[2][16] = { { 3, 0xFF }, { 149, 0xFF } };
    bool listed[ENTRIES] = { false }, less[ENTRIES];
    listed[3] = listed[149] = true;
    assert_found(fx, orm_in_bytes(entry_.token, tokens, 16, 2), listed);
    for (size_t i = 0; i < ENTRIES; i++) {
        less[i] = i < 149;
    }
    assert_found(fx, orm_lt_bytes(entry_.token, tokens[1], 16), less);
    int64_t count = -1;
    const orm_query wrong[] = { { .where = orm_lt_bytes(entry_.token, tokens, 3) },
                                { .where = orm_in_bytes(entry_.token, tokens, 8, 2) } };
    for (size_t i = 0; i < 2; i++) {
        assert_fails(fx->db, ORM_CONVERSION, entry_count(fx->db, &wrong[i], &count));
        assert_string_equal(orm_db_error(fx->db)->column, "token");
    }
    const orm_query part = { .where = orm_starts_with_bytes(entry_.token, tokens, 3) };
    assert_fails(fx->db, ORM_MISUSE, entry_count(fx->db, &part, &count));
    assert_mentions(orm_db_error(fx->db)->message, "entry.token");
}

static void test_what_is_no_operand_of_bytes(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    const orm_query wrong[] = { { .where = orm_starts_with_bytes(entry_.key, NULL, 2) },
                                { .where = orm_lt_bytes(entry_.key, NULL, 2) },
                                { .where = orm_in_bytes(entry_.key, NULL, 2, 2) } };
    int64_t count = -1;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_fails(fx->db, ORM_MISUSE, entry_count(fx->db, &wrong[i], &count));
    }
}

/* In both directions, with what is left of the bytes and NULLs last, as on either engine. */
static void test_the_order_of_blobs(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    orm_rows *rows = NULL;
    const struct entry *before = NULL;
    const orm_query query = { .order_by = { orm_asc(entry_.key) } };
    assert_ok(fx->db, entry_select(fx->db, &query, &rows));
    for (const struct entry *row; (row = entry_next(rows)) != NULL; before = row) {
        assert_true(before == NULL ||
                    compare(&models[before->number].key, row->key, row->key_size) < 0);
    }
    orm_rows_free(rows);
    const orm_query notes = { .order_by = { orm_desc(entry_.note), orm_asc(entry_.key) } };
    assert_ok(fx->db, entry_select(fx->db, &notes, &rows));
    before = entry_next(rows);
    assert_null(before->note);
    for (const struct entry *row; (row = entry_next(rows)) != NULL; before = row) {
        assert_true(before->note == NULL || row->note != NULL);
        assert_true(before->note == NULL ||
                    compare(&models[before->number].note, row->note, row->note_size) >= 0);
    }
    orm_rows_free(rows);
}

/* Each key finds its row, and a filter keeps copies of the bytes. */
static void test_keys_with_any_byte(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    for (size_t i = 0; i < ENTRIES; i++) {
        struct entry found = { .number = -1 };
        const bytes *key = &models[i].key;
        const orm_value by[] = { orm_value_blob(key->data, key->size) };
        assert_ok(fx->db, orm_find(fx->db, &entry_entity, by, &found, fx->arena));
        assert_int_equal(found.number, i);
        assert_int_equal(compare(key, found.key, found.key_size), 0);
    }
    bool expected[ENTRIES];
    unsigned char prefix[] = { 0x80 }, list[] = { 0x80, 0x00, 0x80, 0xFF };
    orm_filter *filter = NULL;
    assert_int_equal(orm_filter_new(NULL, &filter), ORM_OK);
    orm_filter_and(filter, orm_starts_with_bytes(entry_.key, prefix, 1));
    orm_filter_and(filter, orm_in_bytes(entry_.key, list, 2, 2));
    orm_filter_and(filter, orm_not(orm_in_bytes(entry_.key, list, 0, 1)));
    memset(prefix, 0, sizeof prefix);
    memset(list, 0, sizeof list);
    for (size_t i = 0; i < ENTRIES; i++) {
        const bytes *key = &models[i].key;
        expected[i] = compare(key, "\x80\x00", 2) == 0 || compare(key, "\x80\xFF", 2) == 0;
    }
    assert_found(fx, orm_filter_where(filter), expected);
    orm_filter_free(filter);
}

/* SQLite's plan is asked where the text is rendered: tests/unit/sql. */
static void test_an_index_serves_a_beginning(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    add_entries(fx->db);
    engine_exec(fx->db, NULL,
                "SET enable_seqscan = off; SET enable_bitmapscan = off;"
                "CREATE FUNCTION plan(query text) RETURNS text LANGUAGE plpgsql AS $$"
                " DECLARE line text; whole text = ''; BEGIN"
                " FOR line IN EXECUTE 'EXPLAIN ' || query LOOP whole = whole || line; END LOOP;"
                " RETURN whole; END $$");
    const char *plan = engine_ask(fx, fx->db,
                                  "plan('SELECT * FROM entry WHERE key >= ''\\x80'' AND"
                                  " key < ''\\x81''')");
    assert_mentions(plan, "Index Cond");
}

static orm_status ask_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    orm_db *db = NULL;
    int64_t count = -1;
    const unsigned char list[] = { 0x80, 0x00, 0x80, 0xFF };
    const orm_query query = { .where = orm_and(orm_starts_with_bytes(entry_.key, list, 1),
                                               orm_in_bytes(entry_.key, list, 2, 2)) };
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = entry_count(db, &query, &count);
    }
    orm_close(db);
    return status;
}

static void test_b270_questions_of_bytes_without_memory(void **state)
{
    engine_fixture *fx = *state;
    add_entries(fx->db);
    assert_string_equal(chaos_each(ask_scenario, fx), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_blobs_compare_by_their_bytes),
    ENGINE_TEST(test_the_macros_of_bytes),
    ENGINE_TEST(test_beginnings_at_their_ends),
    ENGINE_TEST(test_lists_of_keys),
    ENGINE_TEST(test_lists_of_nothing),
    ENGINE_TEST(test_uuids_in_lists_and_in_order),
    ENGINE_TEST(test_what_is_no_operand_of_bytes),
    ENGINE_TEST(test_the_order_of_blobs),
    ENGINE_TEST(test_keys_with_any_byte),
    ENGINE_TEST(test_an_index_serves_a_beginning),
    ENGINE_TEST(test_b270_questions_of_bytes_without_memory),
};

ENGINE_MAIN(tests)
