/* Parts: structs with some columns of another entity's table. What they read, and that they leave
 * the other columns alone. */
#include "models/cards.h"
#include "support/chaos_alloc.h"
#include "support/engine.h"

#include <stdio.h>
#include <string.h>

#define KEY(id) (&(const orm_value){ .type = ORM_TYPE_INT, .as.integer = (id) })

static void add_card(orm_db *db, const char *title, struct card *card)
{
    *card =
        (struct card){ .title = (char *)title, .stock = 12, .hint = (char *)"key", .changes = 3 };
    assert_ok(db, orm_insert(db, &card_entity, card));
}

static struct leaf add_leaf(orm_db *db, int64_t card_id, const char *text)
{
    struct leaf leaf = { .card_id = card_id, .text = (char *)text, .pinned = true, .weight = -4 };
    assert_ok(db, orm_insert(db, &leaf_entity, &leaf));
    return leaf;
}

static struct card card_of(engine_fixture *fx, int64_t id)
{
    struct card card = { .id = 0 };
    assert_ok(fx->db, orm_find(fx->db, &card_entity, KEY(id), &card, fx->arena));
    return card;
}

static struct leaf leaf_of(engine_fixture *fx, int64_t id)
{
    struct leaf leaf = { .id = 0 };
    assert_ok(fx->db, orm_find(fx->db, &leaf_entity, KEY(id), &leaf, fx->arena));
    return leaf;
}

/* ---- what is sent ---- */

typedef struct record {
    int statements;
    char last_sql[512];
} record;

static void note(void *ctx, const orm_log_event *event)
{
    record *log = ctx;
    if (event->level == ORM_LOG_STATEMENT) {
        log->statements++;
        (void)snprintf(log->last_sql, sizeof log->last_sql, "%s", event->sql);
    }
}

static orm_db *open_logged(engine_fixture *fx, record *log)
{
    assert_ok(fx->db, orm_create_all(fx->db, &cards_schema));
    return engine_open(fx, &(orm_options){ .log = note, .log_ctx = log });
}

/* ---- reading ---- */

static void test_b096_a_part_reads_its_columns_alone(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    struct card card;
    add_card(db, "one", &card);
    struct card_title part = { .id = 0 };
    assert_ok(db, orm_find(db, &card_title_entity, KEY(card.id), &part, fx->arena));
    assert_true(part.id == card.id && part.changes == 3);
    assert_string_equal(part.title, "one");
    assert_null(strstr(log.last_sql, engine_is_sqlite() ? "Stock" : "stock"));
    assert_null(strstr(log.last_sql, engine_is_sqlite() ? "Hint" : "hint"));
    part.title = NULL;
    assert_ok(db, orm_reload(db, &card_title_entity, &part, fx->arena));
    assert_string_equal(part.title, "one");
}

static void test_b096_each_way_of_reading_takes_a_part(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    struct card one, two;
    add_card(db, "one", &one);
    add_card(db, "two", &two);
    const orm_query query = { .where = orm_eq(card_title_.title, "two"),
                              .order_by = { orm_asc(card_title_.id) } };
    struct card_title part = { .id = 0 };
    struct card_title *all = NULL;
    struct card_title room[3];
    size_t count = 0;
    int64_t found = 0;
    bool exists = false;
    assert_ok(db, orm_one(db, &card_title_entity, &query, &part, fx->arena));
    assert_true(part.id == two.id);
    assert_ok(db, orm_first(db, &card_title_entity, NULL, &part, fx->arena));
    assert_ok(db, orm_collect(db, &card_title_entity, &query, fx->arena, &all, &count));
    assert_true(count == 1 && all[0].id == two.id);
    assert_ok(db, orm_select_into(db, &card_title_entity, NULL,
                                  &(orm_room){ .rows = room, .capacity = 3, .arena = fx->arena },
                                  &count));
    assert_int_equal(count, 2);
    assert_ok(db, orm_count(db, &card_title_entity, &query, &found));
    assert_int_equal(found, 1);
    assert_ok(db, orm_exists(db, &card_stock_entity, KEY(two.id), &exists));
    assert_true(exists);
    orm_rows *rows = NULL;
    assert_ok(db, orm_select(db, &card_hint_entity, NULL, &rows));
    assert_int_equal(orm_rows_count(rows), 2);
    assert_string_equal(((struct card_hint *)orm_rows_next(rows, &card_hint_entity))->hint, "key");
    orm_rows_free(rows);
    struct card_hint hint = { .hint = NULL };
    const orm_value title = orm_value_text("two");
    assert_ok(db, orm_find_by(db, &card_hint_entity, 0, &title, &hint, fx->arena));
    assert_string_equal(hint.title, "two");
}

/* ---- writing ---- */

static void test_b096_update_writes_no_other_column(void **state)
{
    engine_fixture *fx = *state;
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    struct card card;
    add_card(db, "one", &card);
    struct card_title part = { .id = 0 };
    assert_ok(db, orm_find(db, &card_title_entity, KEY(card.id), &part, fx->arena));
    /* somebody else writes what the part does not have */
    const orm_raw raw = { .sql = engine_is_sqlite() ? "UPDATE \"Card\" SET \"Stock\" = 99"
                                                    : "UPDATE card_row SET stock = 99" };
    assert_ok(db, orm_raw_run(db, &raw, NULL));
    part.title = (char *)"uno";
    assert_ok(db, orm_update(db, &card_title_entity, &part));
    assert_null(strstr(log.last_sql, engine_is_sqlite() ? "Stock" : "stock"));
    struct card now = card_of(fx, card.id);
    assert_true(now.stock == 99 && now.changes == 4 && part.changes == 4);
    assert_string_equal(now.hint, "key");
    assert_string_equal(now.title, "uno");
    part.changes = 3;
    assert_fails(db, ORM_STALE, orm_update(db, &card_title_entity, &part));
    assert_fails(db, ORM_STALE, orm_delete(db, &card_title_entity, &part));
    part.changes = 4;
    assert_ok(db, orm_delete(db, &card_title_entity, &part));
    assert_fails(db, ORM_NOT_FOUND, orm_find(db, &card_entity, KEY(card.id), &now, fx->arena));
}

static uint32_t chance(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static const char *random_text(uint32_t *seed)
{
    static const char *const texts[] = {
        NULL, "", "a", "it's \"quoted\"", "\xc3\xa4\xc3\xb6", "{}"
    };
    return texts[chance(seed, sizeof texts / sizeof texts[0])];
}

static void assert_same_leaf(engine_fixture *fx, const struct leaf *a, const struct leaf *b)
{
    orm_field_bits differing;
    assert_int_equal(orm_compare(&leaf_entity, a, b, fx->arena, &differing), ORM_OK);
    assert_true(orm_field_bits_next(&differing, 0) < 0);
}

/* A change through a part is the same change of the whole row, whatever is in it. */
static void test_b096_property_a_part_changes_what_it_has(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    struct card card;
    add_card(db, "one", &card);
    uint32_t seed = 96;
    for (int i = 0; i < 200; i++) {
        struct leaf whole = add_leaf(db, card.id, random_text(&seed));
        whole.pinned = chance(&seed, 2) == 0;
        whole.weight = (int32_t)chance(&seed, 1000) - 500;
        assert_ok(db, orm_update(db, &leaf_entity, &whole));
        if (chance(&seed, 2) == 0) {
            const struct leaf_text part = { .id = whole.id, .text = (char *)random_text(&seed) };
            assert_ok(db, orm_update(db, &leaf_text_entity, &part));
            whole.text = part.text;
        } else {
            const struct leaf_whole part = { .id = whole.id, .card_id = card.id, .weight = i };
            assert_ok(db, orm_update(db, &leaf_whole_entity, &part));
            whole.weight = i;
        }
        const struct leaf now = leaf_of(fx, whole.id);
        assert_same_leaf(fx, &whole, &now);
    }
}

static void test_b096_insert_leaves_the_rest_to_the_database(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    struct card card;
    add_card(db, "one", &card);
    struct leaf_whole leaf = { .card_id = card.id, .weight = 5 };
    assert_ok(db, orm_insert(db, &leaf_whole_entity, &leaf));
    struct leaf now = leaf_of(fx, leaf.id);
    assert_true(now.pinned && now.text == NULL && now.weight == 5 && now.card_id == card.id);
    assert_ok(db, orm_insert_with(db, &leaf_whole_entity, &leaf,
                                  &(orm_insert_options){ .with_key = false }));
    leaf.weight = 6;
    assert_ok(db, orm_upsert(db, &leaf_whole_entity, &leaf, NULL));
    now = leaf_of(fx, leaf.id);
    assert_true(now.weight == 6);
    struct leaf_text text = { .text = (char *)"x" };
    assert_fails(db, ORM_NOT_NULL, orm_insert(db, &leaf_text_entity, &text));
    assert_string_equal(orm_db_error(db)->column, "card_id");
    struct card_title title = { .title = (char *)"two" };
    assert_fails(db, ORM_NOT_NULL, orm_insert(db, &card_title_entity, &title));
}

static void test_b096_upsert_through_a_part_leaves_the_rest_alone(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    struct card card;
    add_card(db, "one", &card);
    struct leaf whole = add_leaf(db, card.id, "kept");
    struct leaf_whole part = { .id = whole.id, .card_id = card.id, .weight = 77 };
    assert_ok(db, orm_upsert(db, &leaf_whole_entity, &part, NULL));
    whole.weight = 77;
    const struct leaf now = leaf_of(fx, whole.id);
    assert_same_leaf(fx, &whole, &now);
}

static void test_b096_many_and_by_condition(void **state)
{
    engine_fixture *fx = *state;
    orm_db *db = fx->db;
    assert_ok(db, orm_create_all(db, &cards_schema));
    struct card card;
    add_card(db, "one", &card);
    struct leaf a = add_leaf(db, card.id, "a"), b = add_leaf(db, card.id, "b");
    struct leaf_text parts[] = { { .id = a.id, .text = (char *)"A" }, { .id = b.id } };
    int64_t count = 0;
    assert_ok(db, orm_update_many(db, &leaf_text_entity, parts, 2, NULL));
    assert_string_equal(leaf_of(fx, a.id).text, "A");
    assert_true(leaf_of(fx, b.id).text == NULL && leaf_of(fx, b.id).weight == -4);
    assert_ok(db, orm_update_where(db, &leaf_text_entity, orm_set(leaf_text_.text, "c"),
                                   orm_is_null(leaf_text_.text), &count));
    assert_int_equal(count, 1);
    assert_ok(db, orm_delete_where(db, &leaf_text_entity, orm_eq(leaf_text_.text, "c"), &count));
    assert_int_equal(count, 1);
    assert_ok(db, orm_delete_many(db, &leaf_text_entity, parts, 1));
    assert_ok(db, orm_count(db, &leaf_entity, NULL, &count));
    assert_int_equal(count, 0);
}

/* ---- what is refused ---- */

typedef struct attempt {
    orm_db *db;
    const orm_entity *entity;
    void *row;
} attempt;

static orm_status try_write(const attempt *a, int way)
{
    switch (way) {
    case 0:
        return orm_update(a->db, a->entity, a->row);
    case 1:
        return orm_update_with(a->db, a->entity, a->row, &(orm_update_options){ .set = NULL });
    case 2:
        return orm_update_many(a->db, a->entity, a->row, 1, NULL);
    case 3:
        return orm_delete(a->db, a->entity, a->row);
    case 4:
        return orm_delete_key(a->db, a->entity, KEY(1));
    case 5:
        return orm_delete_many(a->db, a->entity, a->row, 1);
    case 6:
        return orm_upsert(a->db, a->entity, a->row, NULL);
    case 7:
        return orm_upsert_many(a->db, a->entity, a->row, 1, NULL);
    case 8:
        return orm_delete_all(a->db, a->entity, NULL);
    case 9:
        return orm_update_all(a->db, a->entity, NULL, NULL);
    case 10:
        return orm_update_with(a->db, a->entity, a->row,
                               &(orm_update_options){ .columns = orm_no_columns() });
    default:
        return ORM_OK;
    }
}

static orm_status try_insert(const attempt *a, int way)
{
    bool inserted = false;
    switch (way) {
    case 0:
        return orm_insert(a->db, a->entity, a->row);
    case 1:
        return orm_insert_with_key(a->db, a->entity, a->row);
    case 2:
        return orm_insert_many(a->db, a->entity, a->row, 1, NULL);
    case 3:
        return orm_insert_or_ignore(a->db, a->entity, a->row, NULL, &inserted);
    case 4:
        return orm_find_or_insert(a->db, a->entity, a->row, NULL, &inserted);
    case 5:
        return orm_insert_with(a->db, a->entity, a->row,
                               &(orm_insert_options){ .columns = orm_no_columns() });
    default:
        return ORM_OK;
    }
}

enum { WRITES = 11, INSERTS = 6 };

static void check_refused(engine_fixture *fx, const orm_entity *entity, void *row,
                          const char *reason)
{
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    const attempt a = { db, entity, row };
    int64_t before = log.statements;
    for (int way = 0; way < WRITES; way++) {
        assert_fails(db, ORM_MISUSE, try_write(&a, way));
        assert_mentions(orm_db_error(db)->message, reason);
    }
    assert_int_equal(log.statements, before);
    engine_close(fx, db);
}

static void check_insert_refused(engine_fixture *fx, const orm_entity *entity, void *row,
                                 const char *reason)
{
    record log = { .statements = 0 };
    orm_db *db = open_logged(fx, &log);
    const attempt a = { db, entity, row };
    int64_t before = log.statements;
    for (int way = 0; way < INSERTS; way++) {
        assert_fails(db, ORM_MISUSE, try_insert(&a, way));
        assert_mentions(orm_db_error(db)->message, reason);
    }
    assert_int_equal(log.statements, before);
    engine_close(fx, db);
}

static void test_b096_nothing_goes_past_a_version(void **state)
{
    engine_fixture *fx = *state;
    struct card_stock part = { .id = 1, .stock = 5 };
    check_refused(fx, &card_stock_entity, &part,
                  "card_stock is a part of card without its version");
    struct card card;
    add_card(fx->db, "one", &card);
    struct card_stock read = { .id = 0 };
    assert_ok(fx->db, orm_find(fx->db, &card_stock_entity, KEY(card.id), &read, fx->arena));
    assert_true(read.stock == 12);
    /* the database asks for what the part has not */
    assert_fails(fx->db, ORM_NOT_NULL, orm_insert(fx->db, &card_stock_entity, &part));
}

static void test_b096_a_part_without_the_key_is_read(void **state)
{
    engine_fixture *fx = *state;
    struct card_hint part = { .title = "one", .hint = NULL };
    const char *reason = "card_hint is a part of card without its primary key: it can only be read";
    check_refused(fx, &card_hint_entity, &part, reason);
    check_insert_refused(fx, &card_hint_entity, &part, reason);
    assert_fails(fx->db, ORM_MISUSE, orm_reload(fx->db, &card_hint_entity, &part, NULL));
    assert_mentions(orm_db_error(fx->db)->message, "card_hint has no primary key");
}

static void test_b264_a_view_is_not_written(void **state)
{
    engine_fixture *fx = *state;
    struct card_total view = { .card_id = 1 };
    struct card_size part = { .card_id = 1 };
    check_refused(fx, &card_total_entity, &view, "card_total is a view: it cannot be written");
    check_insert_refused(fx, &card_total_entity, &view, "card_total is a view");
    check_refused(fx, &card_size_entity, &part,
                  "card_size is a part of the view card_total: it cannot be written");
    check_insert_refused(fx, &card_size_entity, &part, "card_size is a part of the view");
}

static void test_b264_a_result_is_not_written(void **state)
{
    engine_fixture *fx = *state;
    struct tally row = { .rows = 1 };
    check_refused(fx, &tally_entity, &row, "tally is the result of an SQL text");
    check_insert_refused(fx, &tally_entity, &row, "tally is the result of an SQL text");
}

/* ---- memory ---- */

typedef struct scenario {
    const char *url;
    int64_t card_id, leaf_id;
} scenario;

static orm_status use_parts(orm_db *db, const scenario *s, const orm_allocator *allocator)
{
    orm_arena *arena = NULL;
    orm_rows *rows = NULL;
    struct card_title title = { .id = 0 };
    struct leaf_text text = { .id = s->leaf_id, .text = (char *)"y" };
    struct card_stock stock = { .id = s->card_id };
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_find(db, &card_title_entity, KEY(s->card_id), &title, arena);
    }
    if (status == ORM_OK) {
        status = orm_update(db, &card_title_entity, &title);
    }
    if (status == ORM_OK) {
        status = orm_update(db, &leaf_text_entity, &text);
    }
    if (status == ORM_OK) {
        status = orm_update(db, &card_stock_entity, &stock) == ORM_MISUSE ? ORM_OK : ORM_NO_MEMORY;
    }
    if (status == ORM_OK) {
        status = orm_select(db, &card_size_entity, NULL, &rows);
    }
    orm_rows_free(rows);
    orm_arena_free(arena);
    return status;
}

static orm_status run_scenario(void *ctx, const orm_allocator *allocator)
{
    const scenario *s = ctx;
    orm_db *db = NULL;
    orm_arena *arena = NULL;
    const orm_difference *list = NULL;
    size_t count = 0;
    orm_status status = orm_open(s->url, &(orm_options){ .allocator = *allocator }, &db, NULL);
    if (status == ORM_OK) {
        status = use_parts(db, s, allocator);
    }
    if (status == ORM_OK) {
        status = orm_arena_new(allocator, &arena);
    }
    if (status == ORM_OK && engine_is_sqlite()) { /* for its time */
        status = orm_create_all(db, &cards_schema);
    }
    if (status == ORM_OK && engine_is_sqlite()) {
        status = orm_verify(db, &cards_schema, arena, &list, &count);
    }
    orm_arena_free(arena);
    orm_close(db);
    return status;
}

static void test_b096_b264_memory_runs_out_anywhere(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &cards_schema));
    engine_exec(fx->db, cards_view_sqlite, cards_view_postgresql);
    struct card card;
    add_card(fx->db, "one", &card);
    scenario s = { .url = fx->url, .card_id = card.id };
    s.leaf_id = add_leaf(fx->db, card.id, "x").id;
    assert_string_equal(chaos_each(run_scenario, &s), "");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b096_a_part_reads_its_columns_alone),
    ENGINE_TEST(test_b096_each_way_of_reading_takes_a_part),
    ENGINE_TEST(test_b096_update_writes_no_other_column),
    ENGINE_TEST(test_b096_property_a_part_changes_what_it_has),
    ENGINE_TEST(test_b096_insert_leaves_the_rest_to_the_database),
    ENGINE_TEST(test_b096_upsert_through_a_part_leaves_the_rest_alone),
    ENGINE_TEST(test_b096_many_and_by_condition),
    ENGINE_TEST(test_b096_nothing_goes_past_a_version),
    ENGINE_TEST(test_b096_a_part_without_the_key_is_read),
    ENGINE_TEST(test_b264_a_view_is_not_written),
    ENGINE_TEST(test_b264_a_result_is_not_written),
    ENGINE_TEST(test_b096_b264_memory_runs_out_anywhere),
};

ENGINE_MAIN(tests)
