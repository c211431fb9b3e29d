/* Members that are picked out of annotated structs keep what is said of them there. */
#include <stdio.h>
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static void create(engine_fixture *f)
{
    assert_ok(f->db, orm_create_all(f->db, &test_scanned_schema));
}

static struct utxo utxo_of(uint8_t first, uint32_t n, const char *label)
{
    return (struct utxo){
        .at = { .txid = { first, 2, 3, 4 }, .n = n, .changes = 1, .label = (char *)label },
        .amount = 10,
    };
}

/* ---- columns(...) ---- */

static void test_picked_members_are_the_key(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct utxo a = utxo_of(1, 0, "a"), b = utxo_of(1, 1, "b"), found;
    assert_ok(f->db, utxo_insert(f->db, &a));
    assert_ok(f->db, utxo_insert(f->db, &b));
    assert_fails(f->db, ORM_UNIQUE, utxo_insert(f->db, &a));
    assert_ok(f->db, utxo_find(f->db, b.at.txid, 1, &found, f->arena));
    assert_string_equal(found.at.label, "b");
    assert_memory_equal(found.at.txid, b.at.txid, 4);
    b.amount = 77;
    assert_ok(f->db, utxo_update(f->db, &b));
    assert_ok(f->db, utxo_delete_key(f->db, a.at.txid, 0));
    assert_fails(f->db, ORM_NOT_FOUND, utxo_find(f->db, a.at.txid, 0, &found, f->arena));
    assert_string_equal(engine_ask(f, f->db, "SELECT amount FROM outputs WHERE prev_out_index = 1"),
                        "77");
}

static void test_picked_members_keep_their_rules(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct utxo a = utxo_of(1, 0, "a"), same = utxo_of(1, 1, "a"), found;
    assert_ok(f->db, utxo_insert(f->db, &a));
    assert_fails(f->db, ORM_UNIQUE, utxo_insert(f->db, &same));
    same.at.label = (char *)"";
    assert_fails(f->db, ORM_CHECK, utxo_insert(f->db, &same));
    same.at.label = NULL;
    assert_fails(f->db, ORM_NOT_NULL, utxo_insert(f->db, &same));
    same.at.label = (char *)"a";
    same.at.kind = 2;
    assert_ok(f->db, utxo_insert(f->db, &same));
    assert_ok(f->db, utxo_find_by_at_label_and_at_kind(f->db, "a", 2, &found, f->arena));
    assert_int_equal(found.at.n, 1);
}

static void test_picked_members_are_written_by_whom_they_say(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct utxo a = utxo_of(1, 21, "a"), found;
    a.at.twice = 5;
    a.at.level = 5;
    assert_ok(f->db, utxo_insert(f->db, &a));
    assert_ok(f->db, utxo_find(f->db, a.at.txid, 21, &found, f->arena));
    assert_int_equal(found.at.twice, 42);
    assert_int_equal(found.at.level, 7);
    struct utxo old = found;
    assert_ok(f->db, utxo_update(f->db, &found));
    assert_int_equal(found.at.changes, 2);
    assert_fails(f->db, ORM_STALE, utxo_update(f->db, &old));
}

static void test_a_copy_of_a_row_has_none_of_its_rules(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct utxo of = utxo_of(9, 8, "");
    of.at.twice = 1;
    of.at.level = 2;
    struct output_spend spend = { .of = &of }, again = { .of = &of }, none = { .of = NULL }, found;
    assert_ok(f->db, output_spend_insert(f->db, &spend));
    assert_ok(f->db, output_spend_insert(f->db, &again));
    assert_ok(f->db, output_spend_insert(f->db, &none));
    assert_ok(f->db, output_spend_update(f->db, &again));
    assert_int_equal(of.at.changes, 1);
    assert_ok(f->db, output_spend_find(f->db, again.id, &found, f->arena));
    assert_int_equal(found.of->at.twice, 1);
    assert_int_equal(found.of->at.level, 2);
    assert_string_equal(found.of->at.label, "");
    assert_ok(f->db, output_spend_find(f->db, none.id, &found, f->arena));
    assert_null(found.of);
}

/* ---- ORM_MEMBER ---- */

static void test_mapped_members_keep_how_they_are_stored(void **state)
{
    engine_fixture *f = *state;
    create(f);
    uint8_t bytes[] = { 1, 2, 3 };
    struct output_note theirs = { .seen = 3, .rank = -1 };
    struct output_notes row = {
        .id = 5,
        .mine = { .seen = 2000, .bytes = bytes, .byte_count = 3, .rank = -2 },
        .theirs = &theirs
    };
    struct output_notes found;
    assert_ok(f->db, output_notes_insert(f->db, &row));
    assert_ok(f->db, output_notes_find(f->db, 5, &found, f->arena));
    assert_int_equal(found.mine.seen, 2000);
    assert_int_equal(found.mine.byte_count, 3);
    assert_memory_equal(found.mine.bytes, bytes, 3);
    assert_int_equal(found.mine.rank, -2);
    assert_int_equal(found.theirs->seen, 3);
    assert_int_equal(found.theirs->rank, -1);
    assert_string_equal(engine_ask(f, f->db,
                                   "SELECT count(*) FROM output_notes WHERE mine_rank IS NULL AND "
                                   "theirs_rank IS NULL AND mine_seen < theirs_seen"),
                        "1");
}

static void test_mapped_members_keep_their_rules(void **state)
{
    engine_fixture *f = *state;
    create(f);
    struct output_note theirs = { .secret = (char *)"no" };
    struct output_notes row = { .id = 5, .mine = { .rank = 1 }, .theirs = &theirs };
    assert_fails(f->db, ORM_CHECK, output_notes_insert(f->db, &row));
    theirs.secret = (char *)"xx-hunter2-xx";
    assert_ok(f->db, output_notes_insert(f->db, &row));
    row.id = 6;
    row.mine.rank = 2;
    theirs.rank = 3;
    row.mine.secret = (char *)"xx-hunter2-xx";
    assert_fails(f->db, ORM_CHECK, output_notes_insert(f->db, &row));
    assert_null(strstr(orm_db_error(f->db)->message, "hunter2"));
    assert_string_equal(engine_ask(f, f->db, "SELECT theirs_hidden FROM output_notes"),
                        "xx-hunter2-xx");
    row.mine.secret = NULL;
    row.mine.rank = 1;
    assert_fails(f->db, ORM_UNIQUE, output_notes_insert(f->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_copy_of_a_row_has_none_of_its_rules),
    ENGINE_TEST(test_mapped_members_keep_how_they_are_stored),
    ENGINE_TEST(test_mapped_members_keep_their_rules),
    ENGINE_TEST(test_picked_members_are_the_key),
    ENGINE_TEST(test_picked_members_are_written_by_whom_they_say),
    ENGINE_TEST(test_picked_members_keep_their_rules),
};

ENGINE_MAIN(tests)
