/* Values of 100 MiB, and what is larger than an engine takes. */
#include "models/odd.h"
#include "models/samples.h"

#include <stdlib.h>
#include <string.h>

#define MEBIBYTE ((size_t)1 << 20)

/* Bytes that neither repeat nor hold a NUL, as letters where it is a text. */
static char *make_bytes(size_t size)
{
    char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    uint32_t state = 1;
    for (size_t i = 0; i < size; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (char)('a' + (state >> 24) % 26);
    }
    bytes[size] = '\0';
    return bytes;
}

static void test_b018_100_mebibytes(void **state)
{
    engine_fixture *fx = *state;
    const size_t size = 100 * MEBIBYTE;
    assert_ok(fx->db, orm_create_all(fx->db, &odd_schema));
    char *bytes = make_bytes(size);
    struct note row = { .number = 1, .text = bytes }, found = { .number = 0 };
    assert_ok(fx->db, orm_insert(fx->db, &note_entity, &row));
    assert_ok(fx->db, orm_one(fx->db, &note_entity, NULL, &found, fx->arena));
    assert_true(strlen(found.text) == size);
    assert_true(memcmp(found.text, bytes, size) == 0);
    orm_arena_reset(fx->arena);
    /* the same as a blob, through a text of the program's own */
    engine_exec(fx->db, "CREATE TABLE large (data BLOB)", "CREATE TABLE large (data bytea)");
    bytes[size / 2] = '\0';
    const orm_value value = orm_value_blob(bytes, size);
    orm_raw raw = { .sql = "INSERT INTO large VALUES ($1)", .params = &value, .param_count = 1 };
    assert_ok(fx->db, orm_raw_run(fx->db, &raw, NULL));
    orm_value back = orm_value_null();
    raw = (orm_raw){ .sql = "SELECT data FROM large" };
    assert_ok(fx->db, orm_raw_value(fx->db, &raw, fx->arena, &back));
    assert_int_equal(back.type, ORM_TYPE_BLOB);
    assert_true(back.size == size && memcmp(back.as.data, bytes, size) == 0);
    free(bytes);
}

/* None of it is read: it is refused by its size. */
static void test_b018_a_value_over_the_engines_limit(void **state)
{
    engine_fixture *fx = *state;
    const size_t size = (size_t)1100 * MEBIBYTE;
    void *bytes = calloc(size, 1);
    if (bytes == NULL) {
        skip();
    }
    engine_exec(fx->db, "CREATE TABLE large (data BLOB)", "CREATE TABLE large (data bytea)");
    const orm_value value = orm_value_blob(bytes, size);
    const orm_raw raw = { .sql = "INSERT INTO large VALUES ($1)",
                          .params = &value,
                          .param_count = 1 };
    assert_fails(fx->db, ORM_CONVERSION, orm_raw_run(fx->db, &raw, NULL));
    assert_int_equal(orm_db_error(fx->db)->parameter, 1);
    assert_mentions(orm_db_error(fx->db)->message,
                    engine_is_sqlite() ? "too big" : "too large a value");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM large"), "0");
    free(bytes);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b018_100_mebibytes),
    ENGINE_TEST(test_b018_a_value_over_the_engines_limit),
};

ENGINE_MAIN(tests)
