/* What hooks hear of an upsert where it is hard to tell what it did: keys of some rows only, views,
 * tables in partitions, triggers that stop it. */
#include <string.h>

#include "notes.h"
#include "support/engine.h"
#include "test_scanned.orm.h"

static orm_status note_event(orm_hook *hook)
{
    notes_append(hook->ctx, hook->event == ORM_AFTER_INSERT ? "inserted" : "updated");
    return ORM_OK;
}

static void begin(engine_fixture *fx, struct notes *notes)
{
    const unsigned afters = ORM_AFTER_INSERT | ORM_AFTER_UPDATE;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    assert_ok(fx->db, orm_hook_add(fx->db, &ware_entity, afters, note_event, notes, NULL));
    assert_ok(fx->db, orm_hook_add(fx->db, &locker_entity, afters, note_event, notes, NULL));
}

/* ---- keys of some rows only ---- */

static void put_ware(engine_fixture *fx, const char *label, int64_t amount)
{
    static int32_t next = 1;
    struct ware row = { .label = (char *)label, .amount = amount, .place = next++ };
    const orm_conflict by_label = { .on = orm_columns(ware_.label),
                                    .columns = orm_columns(ware_.amount) };
    assert_ok(fx->db, orm_upsert(fx->db, &ware_entity, &row, &by_label));
}

static void test_b273_upserts_by_a_key_of_some_rows(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    begin(fx, &notes);
    put_ware(fx, "a", 5);
    put_ware(fx, "a", 0); /* nothing is in its way */
    put_ware(fx, "a", 0);
    put_ware(fx, "a", 7);
    put_ware(fx, "b", 7);
    notes_assert(&notes, "inserted inserted inserted updated inserted");
}

static void test_b273_many_upserts_by_a_key_of_some_rows(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    begin(fx, &notes);
    struct ware rows[6];
    for (int i = 0; i < 6; i++) {
        rows[i] = (struct ware){ .label = (char *)(i < 4 ? "a" : "b"),
                                 .amount = i % 2 == 0 ? 1 + i : 0,
                                 .place = i };
    }
    const orm_conflict by_label = { .on = orm_columns(ware_.label),
                                    .columns = orm_columns(ware_.amount) };
    assert_ok(fx->db, orm_upsert_many(fx->db, &ware_entity, rows, 6, &by_label));
    notes_assert(&notes, "inserted inserted updated inserted inserted inserted");
}

/* ---- tables of other sorts ---- */

static void put_locker(engine_fixture *fx, int32_t number, int64_t visits)
{
    struct locker row = { .line = 1, .number = number, .visits = visits, .size = -1 };
    assert_ok(fx->db, orm_upsert(fx->db, &locker_entity, &row, NULL));
}

static void assert_told(engine_fixture *fx, struct notes *notes)
{
    put_locker(fx, 1, 10);
    put_locker(fx, 1, 11);
    put_locker(fx, 2, 12);
    put_locker(fx, 2, 13);
    put_locker(fx, 3, 14);
    notes_assert(notes, "inserted updated inserted updated inserted");
    struct locker rows[3] = { { .line = 1, .number = 2 },
                              { .line = 1, .number = 4 },
                              { .line = 1, .number = 3 } };
    assert_ok(fx->db, orm_upsert_many(fx->db, &locker_entity, rows, 3, NULL));
    notes_assert(notes, "updated inserted updated");
}

#define LOCKER                                                                                 \
    "CREATE TABLE locker (line integer NOT NULL, number integer NOT NULL,"                     \
    " owner text DEFAULT 'nobody', visits bigint NOT NULL, size integer,"                      \
    " weight double precision NOT NULL, twice bigint GENERATED ALWAYS AS (visits * 2) STORED," \
    " changes integer NOT NULL, lid_width integer, lid_color text,"                            \
    " lid_area bigint GENERATED ALWAYS AS (lid_width * 2) STORED, PRIMARY KEY (line, number))"

static void test_b273_upserts_into_partitions(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    begin(fx, &notes);
    engine_exec(fx->db, "DROP TABLE locker;" LOCKER "WITHOUT ROWID",
                "DROP TABLE locker;" LOCKER "PARTITION BY LIST (number);"
                "CREATE TABLE locker_one PARTITION OF locker FOR VALUES IN (1);"
                "CREATE TABLE locker_more PARTITION OF locker DEFAULT");
    assert_told(fx, &notes);
}

static void test_b273_upserts_into_views(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    engine_postgresql_only();
    begin(fx, &notes);
    engine_exec(fx->db, "",
                "ALTER TABLE locker RENAME TO locker_of_old;"
                "CREATE VIEW locker AS SELECT * FROM locker_of_old");
    assert_told(fx, &notes);
}

/* What was noted of an update that did not come about is not taken for that of the next row. */
static void test_b273_upserts_that_a_trigger_stops(void **state)
{
    engine_fixture *fx = *state;
    struct notes notes = { .remarks = false };
    begin(fx, &notes);
    put_ware(fx, "a", 5);
    engine_exec(fx->db, "CREATE TRIGGER stop BEFORE UPDATE ON ware BEGIN SELECT RAISE(IGNORE); END",
                "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS"
                " 'BEGIN RETURN NULL; END';"
                "CREATE TRIGGER stop BEFORE UPDATE ON ware FOR EACH ROW EXECUTE FUNCTION stop()");
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    struct ware row = { .label = (char *)"a", .amount = 6, .place = 50 };
    const orm_conflict by_label = { .on = orm_columns(ware_.label),
                                    .columns = orm_columns(ware_.amount) };
    orm_status status = orm_upsert(fx->db, &ware_entity, &row, &by_label);
    assert_int_not_equal(status, ORM_OK);
    put_ware(fx, "b", 5);
    assert_ok(fx->db, orm_commit(fx->db));
    notes_assert(&notes, "inserted inserted");
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b273_upserts_by_a_key_of_some_rows),
    ENGINE_TEST(test_b273_many_upserts_by_a_key_of_some_rows),
    ENGINE_TEST(test_b273_upserts_into_partitions),
    ENGINE_TEST(test_b273_upserts_into_views),
    ENGINE_TEST(test_b273_upserts_that_a_trigger_stops),
};

ENGINE_MAIN(tests)
