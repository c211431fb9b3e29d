/* Hooks that a program adds to a handle: when they are called, for which rows, what they may
 * change, and what is left when one of them refuses. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

/* What hooks have noted, and what they are to do. */
struct notes {
    char text[1024];
    orm_hook_event refuses; /* 0 = none */
    size_t at;              /* the element that is refused; 0 = any */
    bool remarks;           /* a row is written at each event */
};

static const char *const names[] = { "bi", "ai", "bu", "au", "bd", "ad", "al" };

static const char *name_of(orm_hook_event event)
{
    size_t i = 0;
    while ((int)event != 1 << i) {
        i++;
    }
    return names[i];
}

static void append(struct notes *notes, const char *text)
{
    size_t used = strlen(notes->text);
    (void)snprintf(notes->text + used, sizeof notes->text - used, "%s%s", used == 0 ? "" : " ",
                   text);
}

static orm_status write_remark(orm_hook *hook, const struct member *row)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%s %s", name_of(hook->event), row->email);
    struct remark remark = { .member_id = row->id, .text = text };
    return remark_insert(hook->db, &remark);
}

static orm_status note(orm_hook *hook)
{
    struct notes *notes = hook->ctx;
    const struct member *row = hook->row;
    char text[64];
    (void)snprintf(text, sizeof text, "%s:%s", name_of(hook->event), row->email);
    append(notes, text);
    bool refuses = notes->refuses == hook->event && (notes->at == 0 || notes->at == hook->element);
    if (refuses) {
        return orm_hook_refuse(hook, "%s is not wanted", row->email);
    }
    return notes->remarks ? write_remark(hook, row) : ORM_OK;
}

static void begin(engine_fixture *fx, struct notes *notes)
{
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, orm_hook_add(fx->db, &member_entity, ORM_EVERY_EVENT, note, notes, NULL));
}

static struct member ada(void)
{
    return (struct member){ .id = -1, .email = (char *)"ada", .name = (char *)"Ada", .visits = 1 };
}

static void assert_notes(struct notes *notes, const char *expected)
{
    assert_string_equal(notes->text, expected);
    notes->text[0] = '\0';
}

static void assert_answer(engine_fixture *fx, const char *expression, const char *expected)
{
    const char *answer = engine_ask(fx, fx->db, expression);
    assert_string_equal(answer == NULL ? "NULL" : answer, expected);
}

static void assert_members(engine_fixture *fx, const char *count, const char *remarks)
{
    assert_answer(fx, "(SELECT CAST(count(*) AS text) FROM member)", count);
    assert_answer(fx, "(SELECT CAST(count(*) AS text) FROM remark)", remarks);
    assert_int_equal(orm_depth(fx->db), 0);
}

/* ---- one row ---- */

static void test_b273_each_call_on_a_row(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .refuses = 0 };
    begin(fx, &notes);
    struct member row = ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    assert_notes(&notes, "bi:ada ai:ada");
    assert_int_equal(row.id, 1);
    row.visits = 2;
    assert_ok(fx->db, member_update(fx->db, &row));
    assert_notes(&notes, "bu:ada au:ada");
    assert_int_equal(row.changes, 1);
    assert_ok(fx->db, member_delete(fx->db, &row));
    assert_notes(&notes, "bd:ada ad:ada");
    row.id = 50;
    assert_ok(fx->db, orm_insert_with_key(fx->db, &member_entity, &row));
    assert_notes(&notes, "bi:ada ai:ada");
    assert_ok(fx->db, member_delete_key(fx->db, 50));
    assert_notes(&notes, "bd:ada ad:ada");
    assert_fails(fx->db, ORM_NOT_FOUND, member_delete_key(fx->db, 50));
    assert_notes(&notes, "");
    assert_members(fx, "0", "0");
}

static void test_b274_a_refusal_leaves_nothing(void **state)
{
    static const orm_hook_event events[] = { ORM_BEFORE_INSERT, ORM_AFTER_INSERT };
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    begin(fx, &notes);
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        struct member row = ada(), before = row;
        notes.refuses = events[i];
        assert_fails(fx->db, ORM_REFUSED, member_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->message, "member: ada is not wanted");
        assert_string_equal(orm_db_error(fx->db)->table, "member");
        assert_memory_equal(&row, &before, sizeof row);
        assert_members(fx, "0", "0");
    }
}

/* A refusal of each event: the database, and the program's row, are as they were. */
static void test_b274_each_event_can_refuse(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    begin(fx, &notes);
    struct member row = ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    const struct member before = row;
    for (int at = 0; at < 4; at++) {
        notes.refuses = (orm_hook_event)(ORM_BEFORE_UPDATE << (unsigned)at);
        row.visits = 5;
        orm_status status = at < 2 ? member_update(fx->db, &row) : member_delete(fx->db, &row);
        assert_fails(fx->db, ORM_REFUSED, status);
        if (at > 1) {
            assert_fails(fx->db, ORM_REFUSED, member_delete_key(fx->db, row.id));
        }
        row.visits = before.visits;
        assert_memory_equal(&row, &before, sizeof row);
        assert_answer(fx, "(SELECT CAST(sum(visits * 10 + changes) AS text) FROM member)", "10");
        assert_members(fx, "1", "2");
    }
}

/* ---- what a hook changes ---- */

static orm_status stamp(orm_hook *hook)
{
    struct member *row = hook->row;
    char text[64];
    int size = snprintf(text, sizeof text, "%s!", row->name);
    row->name = orm_arena_copy(hook->arena, text, (size_t)size);
    if (row->home != NULL) {
        row->home->storey++;
    }
    return row->name == NULL ? ORM_NO_MEMORY : ORM_OK;
}

static struct member found_member(engine_fixture *fx, int64_t id)
{
    struct member found = { .id = 0 };
    assert_ok(fx->db, member_find(fx->db, id, &found, fx->arena));
    return found;
}

static void test_b273_the_copy_is_stored(void **state)
{
    engine_fixture *fx = *state;
    struct lodging home = { .city = (char *)"Ulm", .storey = 3 };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db,
              orm_hook_add(fx->db, NULL, ORM_BEFORE_INSERT | ORM_BEFORE_UPDATE, stamp, NULL, NULL));
    struct member row = ada();
    row.home = &home;
    assert_ok(fx->db, member_insert(fx->db, &row));
    assert_string_equal(row.name, "Ada");
    assert_int_equal(home.storey, 3);
    assert_ptr_equal(row.home, &home);
    assert_string_equal(found_member(fx, row.id).name, "Ada!");
    assert_int_equal(found_member(fx, row.id).home->storey, 4);
    row.name = (char *)"Eve";
    assert_ok(fx->db, member_update(fx->db, &row));
    assert_string_equal(row.name, "Eve");
    assert_int_equal(row.changes, 1);
    assert_string_equal(found_member(fx, row.id).name, "Eve!");
}

/* Whichever columns the call names. */
static void test_b273_what_a_hook_changes_is_stored(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db,
              orm_hook_add(fx->db, NULL, ORM_BEFORE_INSERT | ORM_BEFORE_UPDATE, stamp, NULL, NULL));
    struct member row = ada();
    const orm_insert_options some = { .columns = orm_columns(member_.email, member_.changes),
                                      .read_back = orm_columns(member_.twice, member_.visits) };
    assert_ok(fx->db, orm_insert_with(fx->db, &member_entity, &row, &some));
    assert_int_equal(row.visits, 7);
    assert_int_equal(row.twice, 14);
    assert_string_equal(found_member(fx, row.id).name, "Ada!");
    row.name = (char *)"Eve";
    row.visits = 99;
    const orm_update_options set = { .set = orm_set(member_.email, "eve"),
                                     .read_back = orm_columns(member_.email),
                                     .arena = fx->arena };
    assert_ok(fx->db, orm_update_with(fx->db, &member_entity, &row, &set));
    assert_string_equal(row.email, "eve");
    assert_string_equal(found_member(fx, row.id).name, "Eve!");
    assert_int_equal(found_member(fx, row.id).visits, 7);
    const orm_update_options visits = { .columns = orm_columns(member_.visits) };
    assert_ok(fx->db, orm_update_many(fx->db, &member_entity, &row, 1, &visits));
    assert_string_equal(found_member(fx, row.id).name, "Eve!");
    assert_int_equal(found_member(fx, row.id).visits, 99);
    assert_int_equal(row.changes, 2);
}

static orm_status change_key(orm_hook *hook)
{
    struct member *row = hook->row;
    *(hook->ctx == NULL ? &row->id : &row->changes) += 1;
    return ORM_OK;
}

static void test_b274_the_key_of_an_update_stays(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct member row = ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    for (int i = 0; i < 2; i++) {
        uint64_t id = 0;
        assert_ok(fx->db, orm_hook_add(fx->db, &member_entity, ORM_BEFORE_UPDATE, change_key,
                                       i == 0 ? NULL : &id, &id));
        assert_fails(fx->db, ORM_MISUSE, member_update(fx->db, &row));
        assert_mentions(orm_db_error(fx->db)->message, i == 0 ? "member.id" : "member.changes");
        assert_ok(fx->db, orm_hook_remove(fx->db, id));
    }
    assert_ok(fx->db, member_update(fx->db, &row));
}

/* ---- many rows ---- */

static void test_b273_of_many_rows_all_befores_come_first(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .refuses = 0 };
    begin(fx, &notes);
    struct member rows[3] = { ada(), ada(), ada() };
    rows[1].email = (char *)"bob";
    rows[2].email = (char *)"cyd";
    assert_ok(fx->db, orm_insert_many(fx->db, &member_entity, rows, 3, NULL));
    assert_notes(&notes, "bi:ada bi:bob bi:cyd ai:ada ai:bob ai:cyd");
    assert_int_equal(rows[2].id, 3);
    assert_ok(fx->db, orm_update_many(fx->db, &member_entity, rows, 3, NULL));
    assert_notes(&notes, "bu:ada bu:bob bu:cyd au:ada au:bob au:cyd");
    assert_ok(fx->db, orm_delete_many(fx->db, &member_entity, rows, 3));
    assert_notes(&notes, "bd:ada bd:bob bd:cyd ad:ada ad:bob ad:cyd");
    assert_ok(fx->db, orm_delete_many(fx->db, &member_entity, rows, 0));
    assert_notes(&notes, "");
}

static void test_b274_one_of_many_refuses(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    begin(fx, &notes);
    struct member rows[3] = { ada(), ada(), ada() };
    rows[1].email = (char *)"bob";
    rows[2].email = (char *)"cyd";
    for (int i = 0; i < 2; i++) {
        struct member before[3];
        memcpy(before, rows, sizeof rows);
        notes.refuses = (orm_hook_event)(ORM_BEFORE_INSERT << (unsigned)i);
        notes.at = 2;
        assert_fails(fx->db, ORM_REFUSED, orm_insert_many(fx->db, &member_entity, rows, 3, NULL));
        assert_int_equal(orm_db_error(fx->db)->element, 2);
        assert_memory_equal(before, rows, sizeof rows);
        assert_members(fx, "0", "0");
    }
}

/* ---- rows that are loaded ---- */

static void add_members(engine_fixture *fx, int count)
{
    for (int i = 0; i < count; i++) {
        char email[16];
        (void)snprintf(email, sizeof email, "m%d", i);
        struct member row = { .email = email, .visits = i };
        assert_ok(fx->db, member_insert(fx->db, &row));
    }
}

/* What is no column is computed; a name is found in another table, by the same handle. */
static orm_status greet(orm_hook *hook)
{
    const size_t *refused = hook->ctx;
    struct member *row = hook->row;
    int64_t count = 0;
    orm_status status = member_count(hook->db, NULL, &count);
    if (status != ORM_OK) {
        return status;
    }
    row->greetings = row->visits + 100 * (int32_t)count;
    row->name = hook->arena == NULL ? NULL : orm_arena_copy(hook->arena, "loaded", 6);
    return *refused == (size_t)row->visits ? orm_hook_refuse(hook, "not this one") : ORM_OK;
}

static void assert_loaded(const struct member *row, int32_t visits)
{
    assert_int_equal(row->visits, visits);
    assert_int_equal(row->greetings, 300 + visits);
    assert_string_equal(row->name, "loaded");
}

static orm_status note_each(orm_db *db, void *row, void *ctx)
{
    (void)db;
    int32_t *count = ctx;
    assert_loaded(row, (*count)++);
    return ORM_OK;
}

static void test_b273_one_row_is_loaded(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, &member_entity, ORM_AFTER_LOAD, greet, &refused, NULL));
    struct member row = { .id = 0 };
    const orm_query second = { .where = orm_eq(member_.email, "m1") };
    for (size_t i = 0; i < 5; i++) {
        orm_status status = i == 0   ? member_find(fx->db, 2, &row, fx->arena)
                            : i == 1 ? member_find_by_email(fx->db, "m1", &row, fx->arena)
                            : i == 2 ? member_reload(fx->db, &row, fx->arena)
                            : i == 3 ? member_first(fx->db, &second, &row, fx->arena)
                                     : member_one(fx->db, &second, &row, fx->arena);
        assert_ok(fx->db, status);
        assert_loaded(&row, 1);
        row = (struct member){ .id = row.id };
    }
    const struct member before = row;
    refused = 1;
    for (size_t i = 0; i < 3; i++) {
        orm_status status = i == 0   ? member_find(fx->db, 2, &row, fx->arena)
                            : i == 1 ? member_reload(fx->db, &row, fx->arena)
                                     : member_one(fx->db, &second, &row, fx->arena);
        assert_fails(fx->db, ORM_REFUSED, status);
        assert_string_equal(orm_db_error(fx->db)->message, "member: not this one (row id = 2)");
        assert_memory_equal(&row, &before, sizeof row);
    }
    assert_fails(fx->db, ORM_NOT_FOUND, member_find(fx->db, 77, &row, fx->arena));
}

static void test_b273_rows_are_loaded(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99, count = 0;
    int32_t seen = 0;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, NULL, ORM_AFTER_LOAD, greet, &refused, NULL));
    const orm_query by_id = { .order_by = { orm_asc(member_.id) } };
    struct member *all = NULL, room[3] = { { .id = 0 } };
    assert_ok(fx->db, member_collect(fx->db, &by_id, fx->arena, &all, &count));
    assert_ok(fx->db, orm_select_into(
                          fx->db, &member_entity, &by_id,
                          &(orm_room){ .rows = room, .capacity = 3, .arena = fx->arena }, &count));
    for (int32_t i = 0; i < 3; i++) {
        assert_loaded(&all[i], i);
        assert_loaded(&room[i], i);
    }
    assert_ok(fx->db, orm_each(fx->db, &member_entity, &by_id, note_each, &seen));
    assert_int_equal(seen, 3);
    const struct member before = room[0] = (struct member){ .id = 55 };
    refused = 2;
    assert_fails(fx->db, ORM_REFUSED, member_collect(fx->db, &by_id, fx->arena, &all, &count));
    assert_fails(fx->db, ORM_REFUSED,
                 orm_select_into(fx->db, &member_entity, &by_id,
                                 &(orm_room){ .rows = room, .capacity = 3, .arena = fx->arena },
                                 &count));
    assert_memory_equal(&room[0], &before, sizeof before);
    seen = 0;
    assert_fails(fx->db, ORM_REFUSED, orm_each(fx->db, &member_entity, &by_id, note_each, &seen));
    assert_int_equal(seen, 2);
}

static void read_selected(engine_fixture *fx, size_t window, size_t *refused)
{
    orm_rows *rows = NULL;
    const struct member *row = NULL;
    int32_t seen = 0;
    const orm_query by_id = { .order_by = { orm_asc(member_.id) }, .window = window };
    *refused = 2;
    orm_status status = member_select(fx->db, &by_id, &rows);
    if (window == 0) {
        assert_fails(fx->db, ORM_REFUSED, status);
        assert_null(rows);
        *refused = 99;
        status = member_select(fx->db, &by_id, &rows);
    }
    assert_ok(fx->db, status);
    while ((row = member_next(rows)) != NULL) {
        assert_loaded(row, seen++);
    }
    assert_int_equal(seen, window == 0 ? 3 : 2);
    assert_int_equal(orm_rows_status(rows), window == 0 ? ORM_DONE : ORM_REFUSED);
    assert_string_equal(orm_rows_error(rows)->message,
                        window == 0 ? "" : "member: not this one (row id = 3)");
    orm_rows_free(rows);
}

static void test_b273_windows_are_loaded_row_by_row(void **state)
{
    engine_fixture *fx = *state;
    size_t refused = 99;
    orm_rows *rows = NULL;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    add_members(fx, 3);
    assert_ok(fx->db, orm_hook_add(fx->db, NULL, ORM_AFTER_LOAD, greet, &refused, NULL));
    for (size_t window = 0; window < 5; window++) {
        read_selected(fx, window, &refused);
    }
    refused = 99;
    const orm_raw raw = { .sql = "SELECT * FROM member", .window = 1 };
    assert_ok(fx->db, orm_raw_select(fx->db, &member_entity, &raw, &rows));
    assert_null(orm_rows_next(rows, &remark_entity));
    orm_rows_free(rows);
    assert_ok(fx->db, orm_raw_select(fx->db, &member_entity, &raw, &rows));
    const struct member *row = member_next(rows);
    assert_non_null(row);
    assert_int_equal(row->greetings, 300 + row->visits);
    orm_rows_free(rows);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_each_call_on_a_row),
    ENGINE_TEST(test_b274_a_refusal_leaves_nothing),
    ENGINE_TEST(test_b274_each_event_can_refuse),
    ENGINE_TEST(test_b273_the_copy_is_stored),
    ENGINE_TEST(test_b273_what_a_hook_changes_is_stored),
    ENGINE_TEST(test_b274_the_key_of_an_update_stays),
    ENGINE_TEST(test_b273_of_many_rows_all_befores_come_first),
    ENGINE_TEST(test_b274_one_of_many_refuses),
    ENGINE_TEST(test_b273_one_row_is_loaded),
    ENGINE_TEST(test_b273_rows_are_loaded),
    ENGINE_TEST(test_b273_windows_are_loaded_row_by_row),
};

ENGINE_MAIN(tests)
