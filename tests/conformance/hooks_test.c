/* Hooks that a program adds to a handle: when they are called, for which rows, what they may
 * change, and what is left when one of them refuses. */
#include "notes.h"

#include <stdio.h>
#include <string.h>

/* ---- one row ---- */

static void test_b273_each_call_on_a_row(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .refuses = 0 };
    notes_begin(fx, &notes);
    struct member row = notes_ada();
    assert_ok(fx->db, member_insert(fx->db, &row));
    notes_assert(&notes, "bi:ada ai:ada");
    assert_int_equal(row.id, 1);
    row.visits = 2;
    assert_ok(fx->db, member_update(fx->db, &row));
    notes_assert(&notes, "bu:ada au:ada");
    assert_int_equal(row.changes, 1);
    assert_ok(fx->db, member_delete(fx->db, &row));
    notes_assert(&notes, "bd:ada ad:ada");
    row.id = 50;
    assert_ok(fx->db, orm_insert_with_key(fx->db, &member_entity, &row));
    notes_assert(&notes, "bi:ada ai:ada");
    assert_ok(fx->db, member_delete_key(fx->db, 50));
    notes_assert(&notes, "bd:ada ad:ada");
    assert_fails(fx->db, ORM_NOT_FOUND, member_delete_key(fx->db, 50));
    notes_assert(&notes, "");
    notes_assert_members(fx, "0", "0");
}

static void test_b274_a_refusal_leaves_nothing(void **state)
{
    static const orm_hook_event events[] = { ORM_BEFORE_INSERT, ORM_AFTER_INSERT };
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    notes_begin(fx, &notes);
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        struct member row = notes_ada(), before = row;
        notes.refuses = events[i];
        assert_fails(fx->db, ORM_REFUSED, member_insert(fx->db, &row));
        assert_string_equal(orm_db_error(fx->db)->message, "member: ada is not wanted");
        assert_string_equal(orm_db_error(fx->db)->table, "member");
        assert_memory_equal(&row, &before, sizeof row);
        notes_assert_members(fx, "0", "0");
    }
}

/* A refusal of each event: the database, and the program's row, are as they were. */
static void test_b274_each_event_can_refuse(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    notes_begin(fx, &notes);
    struct member row = notes_ada();
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
        notes_assert_answer(fx, "(SELECT CAST(sum(visits * 10 + changes) AS text) FROM member)",
                            "10");
        notes_assert_members(fx, "1", "2");
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
    struct member row = notes_ada();
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
    struct member row = notes_ada();
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
    struct member row = notes_ada();
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
    notes_begin(fx, &notes);
    struct member rows[3] = { notes_ada(), notes_ada(), notes_ada() };
    rows[1].email = (char *)"bob";
    rows[2].email = (char *)"cyd";
    assert_ok(fx->db, orm_insert_many(fx->db, &member_entity, rows, 3, NULL));
    notes_assert(&notes, "bi:ada bi:bob bi:cyd ai:ada ai:bob ai:cyd");
    assert_int_equal(rows[2].id, 3);
    assert_ok(fx->db, orm_update_many(fx->db, &member_entity, rows, 3, NULL));
    notes_assert(&notes, "bu:ada bu:bob bu:cyd au:ada au:bob au:cyd");
    assert_ok(fx->db, orm_delete_many(fx->db, &member_entity, rows, 3));
    notes_assert(&notes, "bd:ada bd:bob bd:cyd ad:ada ad:bob ad:cyd");
    assert_ok(fx->db, orm_delete_many(fx->db, &member_entity, rows, 0));
    notes_assert(&notes, "");
}

static void test_b274_one_of_many_refuses(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = true };
    notes_begin(fx, &notes);
    struct member rows[3] = { notes_ada(), notes_ada(), notes_ada() };
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
        notes_assert_members(fx, "0", "0");
    }
}

/* ---- rows that may be there ---- */

static void test_b273_upserts_tell_what_they_did(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    notes_begin(fx, &notes);
    const orm_conflict by_email = { .on = orm_columns(member_.email) };
    const orm_conflict leave = { .on = orm_columns(member_.email), .columns = orm_no_columns() };
    struct member rows[2] = { notes_ada(), notes_ada() };
    assert_ok(fx->db, orm_upsert(fx->db, &member_entity, &rows[0], &by_email));
    notes_assert(&notes, "bi:ada bu:ada ai:ada");
    rows[0].visits = 9;
    assert_ok(fx->db, orm_upsert(fx->db, &member_entity, &rows[0], &by_email));
    notes_assert(&notes, "bi:ada bu:ada au:ada");
    assert_int_equal(rows[0].changes, 1);
    assert_ok(fx->db, orm_upsert(fx->db, &member_entity, &rows[0], &leave));
    notes_assert(&notes, "bi:ada");
    rows[1].email = (char *)"bob";
    assert_ok(fx->db, orm_upsert_many(fx->db, &member_entity, rows, 2, &by_email));
    notes_assert(&notes, "bi:ada bu:ada bi:bob bu:bob au:ada ai:bob");
    notes.refuses = ORM_AFTER_UPDATE;
    assert_fails(fx->db, ORM_REFUSED, orm_upsert(fx->db, &member_entity, &rows[0], &by_email));
    assert_int_equal(rows[0].changes, 2);
    notes_assert_answer(fx, "(SELECT CAST(max(changes) AS text) FROM member)", "2");
    notes.text[0] = '\0';
    rows[1].email = (char *)"cyd";
    notes.refuses = ORM_AFTER_INSERT;
    assert_fails(fx->db, ORM_REFUSED, orm_upsert_many(fx->db, &member_entity, rows, 2, &by_email));
    assert_int_equal(orm_db_error(fx->db)->element, 2);
    notes_assert(&notes, "bi:ada bu:ada bi:cyd bu:cyd au:ada ai:cyd");
    notes_assert_members(fx, "2", "0");
}

static void test_b273_inserts_that_find(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    notes_begin(fx, &notes);
    const orm_conflict by_email = { .on = orm_columns(member_.email), .arena = fx->arena };
    struct member row = notes_ada();
    bool inserted = false;
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &member_entity, &row, NULL, &inserted));
    notes_assert(&notes, "bi:ada ai:ada");
    assert_true(inserted);
    assert_ok(fx->db, orm_insert_or_ignore(fx->db, &member_entity, &row, NULL, &inserted));
    notes_assert(&notes, "bi:ada");
    assert_false(inserted);
    assert_ok(fx->db, orm_find_or_insert(fx->db, &member_entity, &row, &by_email, &inserted));
    notes_assert(&notes, "al:ada");
    assert_false(inserted);
    row = notes_ada();
    row.email = (char *)"bob";
    assert_ok(fx->db, orm_find_or_insert(fx->db, &member_entity, &row, &by_email, &inserted));
    notes_assert(&notes, "bi:bob ai:bob");
    assert_true(inserted);
    notes.refuses = ORM_AFTER_LOAD;
    const struct member before = row;
    assert_fails(fx->db, ORM_REFUSED,
                 orm_find_or_insert(fx->db, &member_entity, &row, &by_email, &inserted));
    assert_memory_equal(&row, &before, sizeof row);
    notes.refuses = ORM_AFTER_INSERT;
    row.email = (char *)"cyd";
    assert_fails(fx->db, ORM_REFUSED,
                 orm_find_or_insert(fx->db, &member_entity, &row, &by_email, &inserted));
    assert_int_equal(row.id, before.id);
    notes_assert_members(fx, "2", "0");
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
    ENGINE_TEST(test_b273_upserts_tell_what_they_did),
    ENGINE_TEST(test_b273_inserts_that_find),
};

ENGINE_MAIN(tests)
