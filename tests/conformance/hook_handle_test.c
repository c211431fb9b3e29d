/* What hooks do with the handle that they are called on, and what it does without memory. */
#include "notes.h"

#include <stdio.h>
#include <string.h>

#include "support/chaos_alloc.h"

/* ---- what hooks do with the handle ---- */

/* What a statement does to many rows at once. */
static void test_b273_statements_on_many_rows_call_none(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    notes_begin(fx, &notes);
    struct member row = notes_ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    notes.text[0] = '\0';
    assert_ok(fx->db, orm_update_all(fx->db, &member_entity, orm_set(member_.visits, 3), NULL));
    assert_ok(fx->db, orm_delete_where(fx->db, &member_entity, orm_gt(member_.id, 0), NULL));
    notes_assert(&notes, "");
}

static orm_status disturb(orm_hook *hook)
{
    const int *how = hook->ctx;
    switch (*how) {
    case 0:
        return orm_begin(hook->db, NULL);
    case 1:
        return orm_commit(hook->db);
    case 2:
        return orm_exec(hook->db, "INSERT INTO nowhere VALUES (1)");
    default:
        return orm_depth(hook->db) == 1 ? ORM_BUSY : ORM_OK;
    }
}

/* Each is undone with the call, and the handle works on. */
static void test_b274_hooks_that_disturb(void **state)
{
    static const orm_status expected[] = { ORM_MISUSE, ORM_MISUSE, ORM_SCHEMA, ORM_BUSY };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    for (int how = 0; how < 8; how++) {
        uint64_t id = 0;
        int what = how % 4;
        unsigned event = how < 4 ? ORM_BEFORE_INSERT : ORM_AFTER_INSERT;
        struct member row = notes_ada();
        assert_ok(fx->db, orm_hook_add(fx->db, NULL, event, disturb, &what, &id));
        orm_status status = member_insert(fx->db, &row);
        if (how == 3) { /* no level is open yet */
            assert_ok(fx->db, status);
            assert_ok(fx->db, member_delete(fx->db, &row));
        } else if (how == 5) { /* it is committed by then */
            assert_fails(fx->db, ORM_MISUSE, status);
            engine_exec(fx->db, "DELETE FROM member", "DELETE FROM member");
        } else {
            assert_fails(fx->db, expected[what], status);
            assert_int_equal(row.id, -1);
        }
        assert_ok(fx->db, orm_hook_remove(fx->db, id));
        notes_assert_members(fx, "0", "0");
    }
}

/* In a transaction of the program's, by calls and by text. */
static void test_b274_inside_of_a_transaction(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    notes_begin(fx, &notes);
    for (int i = 0; i < 2; i++) {
        struct member kept = notes_ada(), refused = notes_ada();
        kept.email = i == 0 ? (char *)"k0" : (char *)"k1";
        assert_ok(fx->db, i == 0 ? orm_begin(fx->db, NULL) : orm_exec(fx->db, "BEGIN"));
        notes.refuses = 0;
        assert_ok(fx->db, member_insert(fx->db, &kept));
        notes.refuses = ORM_AFTER_INSERT;
        assert_fails(fx->db, ORM_REFUSED, member_insert(fx->db, &refused));
        assert_false(orm_is_aborted(fx->db));
        assert_ok(fx->db, i == 0 ? orm_commit(fx->db) : orm_exec(fx->db, "COMMIT"));
        notes_assert_members(fx, i == 0 ? "1" : "2", i == 0 ? "2" : "4");
    }
}

/* A hook that removes itself, and adds another one for the next call. */
static uint64_t own_id;

static orm_status once(orm_hook *hook)
{
    struct notes *notes = hook->ctx;
    notes_append(notes, "once");
    orm_status status = orm_hook_remove(hook->db, own_id);
    return status == ORM_OK
               ? orm_hook_add(hook->db, NULL, ORM_AFTER_INSERT, notes_note, notes, NULL)
               : status;
}

static void test_b273_hooks_come_and_go(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, orm_hook_add(fx->db, NULL, ORM_BEFORE_INSERT, once, &notes, &own_id));
    struct member rows[2] = { notes_ada(), notes_ada() };
    rows[1].email = (char *)"bob";
    assert_ok(fx->db, orm_insert_many(fx->db, &member_entity, rows, 2, NULL));
    notes_assert(&notes, "once");
    rows[0].email = (char *)"cyd";
    assert_ok(fx->db, member_insert(fx->db, &rows[0]));
    notes_assert(&notes, "ai:cyd");
    assert_fails(fx->db, ORM_MISUSE, orm_hook_remove(fx->db, own_id));
    assert_fails(fx->db, ORM_MISUSE, orm_hook_add(fx->db, NULL, 0, notes_note, &notes, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_hook_add(fx->db, NULL, 1 << 9, notes_note, &notes, NULL));
    assert_fails(fx->db, ORM_MISUSE, orm_hook_add(fx->db, NULL, ORM_AFTER_LOAD, NULL, NULL, NULL));
}

/* ---- memory ---- */

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

static orm_status write_and_read(orm_db *db, const orm_allocator *allocator)
{
    const orm_conflict by_email = { .on = orm_columns(member_.email) };
    const orm_update_options some = { .columns = orm_columns(member_.visits) };
    struct member rows[2] = { notes_ada(), notes_ada() }, found = { .id = 0 };
    orm_arena *arena = NULL;
    orm_rows *all = NULL;
    rows[1].email = (char *)"bob";
    orm_status status = orm_arena_new(allocator, &arena);
    if (status == ORM_OK) {
        status = orm_insert_many(db, &member_entity, rows, 2, NULL);
    }
    if (status == ORM_OK) {
        status = orm_upsert(db, &member_entity, &rows[0], &by_email);
    }
    if (status == ORM_OK) {
        status = orm_update_many(db, &member_entity, rows, 2, &some);
    }
    if (status == ORM_OK) {
        status = member_find(db, rows[1].id, &found, arena);
    }
    if (status == ORM_OK) {
        status = member_select(db, NULL, &all);
    }
    orm_rows_free(all);
    for (int i = 0; status == ORM_OK && i < 2; i++) {
        status = member_delete_key(db, rows[i].id);
    }
    orm_arena_free(arena);
    return status;
}

static orm_status hook_scenario(void *ctx, const orm_allocator *allocator)
{
    engine_fixture *fx = ctx;
    struct notes notes = { .remarks = true };
    orm_db *db = NULL;
    orm_error error;
    orm_status status = orm_open(fx->url, &(orm_options){ .allocator = *allocator }, &db, &error);
    const unsigned stamped = ORM_BEFORE_INSERT | ORM_BEFORE_UPDATE;
    for (int i = 0; status == ORM_OK && i < 5; i++) { /* more than there is room for without */
        status = orm_hook_add(db, &member_entity, i == 0 ? ORM_EVERY_EVENT : stamped,
                              i == 0 ? notes_note : stamp, &notes, NULL);
    }
    if (status == ORM_OK) {
        status = orm_begin(db, NULL);
    }
    if (status == ORM_OK) {
        status = write_and_read(db, allocator);
    }
    orm_close(db);
    notes_assert_members(fx, "0", "0");
    return status;
}

static void test_b270_hooks_without_memory(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_string_equal(chaos_each(hook_scenario, fx), "");
}

/* ---- connections that are set up ---- */

typedef struct set_up {
    struct notes *notes;
    orm_status answer;
} set_up;

static orm_status add_in_setup(orm_db *db, void *ctx)
{
    const set_up *asked = ctx;
    orm_status status =
        orm_hook_add(db, &member_entity, ORM_BEFORE_INSERT, notes_note, asked->notes, NULL);
    return status == ORM_OK ? asked->answer : status;
}

static void insert_noted(orm_db *db, struct notes *notes, const char *expected)
{
    struct member row = notes_ada();
    assert_ok(db, orm_begin(db, NULL));
    assert_ok(db, member_insert(db, &row));
    assert_ok(db, orm_rollback(db));
    notes_assert(notes, expected);
}

/* However often it is called, and where it fails. */
static void test_b273_hooks_of_a_setup_are_added_once(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    set_up asked = { .notes = &notes };
    const orm_options options = { .setup = add_in_setup, .setup_ctx = &asked };
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    orm_db *db = engine_open(fx, &options);
    insert_noted(db, &notes, "bi:ada");
    assert_ok(db, orm_reconnect(db));
    assert_ok(db, orm_reconnect(db));
    insert_noted(db, &notes, "bi:ada");
    assert_ok(db, orm_hook_add(db, &member_entity, ORM_AFTER_INSERT, notes_note, &notes, NULL));
    asked.answer = ORM_REFUSED;
    assert_fails(db, ORM_REFUSED, orm_reconnect(db));
    insert_noted(db, &notes, "bi:ada ai:ada");
    engine_close(fx, db);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_statements_on_many_rows_call_none),
    ENGINE_TEST(test_b274_hooks_that_disturb),
    ENGINE_TEST(test_b274_inside_of_a_transaction),
    ENGINE_TEST(test_b273_hooks_come_and_go),
    ENGINE_TEST(test_b270_hooks_without_memory),
    ENGINE_TEST(test_b273_hooks_of_a_setup_are_added_once),
};

ENGINE_MAIN(tests)
