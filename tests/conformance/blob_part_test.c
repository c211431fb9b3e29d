/* Bytes that are too many for one value, written and read in parts by the engine's own calls,
 * within a transaction of the handle's: sqlite3_blob_..., and the large objects of PostgreSQL,
 * whose number stands in the row. */
#include "models/samples.h"
#include "support/engine.h"

#include <libpq-fe.h>
#include <libpq/libpq-fs.h>
#include <sqlite3.h>
#include <string.h>

enum { PART = 1000, PARTS = 50 };

static void fill_part(char part[PART], int number)
{
    memset(part, 'a' + number % 26, PART);
}

static void insert_row(engine_fixture *fx)
{
    struct sample row = sample_plain();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_int_equal(row.id, 1);
}

/* ---- SQLite: room in the row, then its parts ---- */

static void write_in_parts_sqlite(engine_fixture *fx)
{
    char part[PART];
    sqlite3_blob *blob = NULL;
    const orm_value size = orm_value_int(PART * PARTS);
    const orm_raw room = { .sql = "UPDATE sample SET data = zeroblob($1)",
                           .params = &size,
                           .param_count = 1 };
    assert_ok(fx->db, orm_raw_run(fx->db, &room, NULL));
    sqlite3 *connection = orm_native_sqlite(fx->db);
    assert_int_equal(sqlite3_blob_open(connection, "main", "sample", "data", 1, 1, &blob),
                     SQLITE_OK);
    for (int i = 0; i < PARTS; i++) {
        fill_part(part, i);
        assert_int_equal(sqlite3_blob_write(blob, part, PART, i * PART), SQLITE_OK);
    }
    assert_int_equal(sqlite3_blob_close(blob), SQLITE_OK);
}

static void read_in_parts_sqlite(engine_fixture *fx)
{
    char part[PART], expected[PART];
    sqlite3_blob *blob = NULL;
    sqlite3 *connection = orm_native_sqlite(fx->db);
    assert_int_equal(sqlite3_blob_open(connection, "main", "sample", "data", 1, 0, &blob),
                     SQLITE_OK);
    assert_int_equal(sqlite3_blob_bytes(blob), PART * PARTS);
    for (int i = 0; i < PARTS; i++) {
        fill_part(expected, i);
        assert_int_equal(sqlite3_blob_read(blob, part, PART, i * PART), SQLITE_OK);
        assert_memory_equal(part, expected, PART);
    }
    assert_int_equal(sqlite3_blob_close(blob), SQLITE_OK);
}

/* ---- PostgreSQL: an object beside the row ---- */

static void write_in_parts_postgresql(engine_fixture *fx)
{
    char part[PART];
    PGconn *connection = orm_native_postgresql(fx->db);
    Oid object = lo_creat(connection, INV_READ | INV_WRITE);
    assert_true(object != InvalidOid);
    int descriptor = lo_open(connection, object, INV_WRITE);
    assert_true(descriptor >= 0);
    for (int i = 0; i < PARTS; i++) {
        fill_part(part, i);
        assert_int_equal(lo_write(connection, descriptor, part, PART), PART);
    }
    assert_int_equal(lo_close(connection, descriptor), 0);
    assert_ok(fx->db, sample_update_all(fx->db, orm_set(sample_.i64, (int64_t)object), NULL));
}

static void read_in_parts_postgresql(engine_fixture *fx)
{
    char part[PART], expected[PART];
    struct sample row;
    assert_ok(fx->db, sample_find(fx->db, 1, &row, fx->arena));
    PGconn *connection = orm_native_postgresql(fx->db);
    int descriptor = lo_open(connection, (Oid)row.i64, INV_READ);
    assert_true(descriptor >= 0);
    for (int i = 0; i < PARTS; i++) {
        fill_part(expected, i);
        assert_int_equal(lo_read(connection, descriptor, part, PART), PART);
        assert_memory_equal(part, expected, PART);
    }
    assert_int_equal(lo_read(connection, descriptor, part, PART), 0);
    assert_int_equal(lo_close(connection, descriptor), 0);
}

/* ---- both ---- */

static void write_in_parts(engine_fixture *fx)
{
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    if (engine_is_sqlite()) {
        write_in_parts_sqlite(fx);
    } else {
        write_in_parts_postgresql(fx);
    }
}

static void test_b079_a_blob_in_parts(void **state)
{
    engine_fixture *fx = *state;
    insert_row(fx);
    write_in_parts(fx);
    assert_ok(fx->db, orm_commit(fx->db));
    assert_ok(fx->db, orm_begin(fx->db, NULL));
    if (engine_is_sqlite()) {
        read_in_parts_sqlite(fx);
    } else {
        read_in_parts_postgresql(fx);
    }
    assert_ok(fx->db, orm_commit(fx->db));
}

static const char count_objects[] = "(SELECT count(*) FROM pg_largeobject_metadata)";

/* What was written in parts goes with the transaction. */
static void test_b079_parts_are_rolled_back(void **state)
{
    engine_fixture *fx = *state;
    struct sample before, after;
    const char *objects = NULL;
    insert_row(fx);
    if (!engine_is_sqlite()) {
        objects = engine_ask(fx, fx->db, count_objects);
    }
    assert_ok(fx->db, sample_find(fx->db, 1, &before, fx->arena));
    write_in_parts(fx);
    assert_ok(fx->db, orm_rollback(fx->db));
    assert_ok(fx->db, sample_find(fx->db, 1, &after, fx->arena));
    assert_int_equal(after.data_size, before.data_size);
    assert_true(after.i64 == before.i64);
    if (!engine_is_sqlite()) {
        assert_string_equal(engine_ask(fx, fx->db, count_objects), objects);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b079_a_blob_in_parts),
    ENGINE_TEST(test_b079_parts_are_rolled_back),
};

ENGINE_MAIN(tests)
