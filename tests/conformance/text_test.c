/* Texts and blobs: every byte that may be there comes back, what may not is refused. */
#include "models/odd.h"
#include "models/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_b014_empty_and_null_texts_are_two(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample empty = sample_plain();
    empty.text = empty.maybe_text = (char *)"";
    empty.code[0] = '\0';
    sample_survives(fx, &empty);
    struct sample null = sample_plain();
    null.maybe_text = NULL;
    sample_survives(fx, &null);
    assert_string_equal(
        engine_ask(fx, fx->db, "SELECT count(*) FROM sample WHERE maybe_text IS NULL"), "1");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM sample WHERE maybe_text = ''"),
                        "1");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(*) FROM sample WHERE code = ''"), "1");
}

/* A C string ends at its NUL; a text with one inside can only come as a key's value ... */
static void test_b015_embedded_nul_in_an_operand_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const orm_value key[] = { { .type = ORM_TYPE_TEXT, .size = 3, .as.text = "a\0b" } };
    struct tag found = { .name = NULL };
    assert_fails(fx->db, ORM_CONVERSION, orm_find(fx->db, &tag_entity, key, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "name");
}

/* ... or from a database that holds one, which PostgreSQL never does. */
static void test_b015_embedded_nul_in_the_database_is_refused(void **state)
{
    engine_fixture *fx = *state;
    engine_sqlite_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    assert_ok(fx->db, sample_insert(fx->db, &row));
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET text = 'a' || char(0) || 'b'"));
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "text");
    assert_ok(fx->db, orm_exec(fx->db, "UPDATE sample SET text = '', code = 'a' || char(0)"));
    assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(orm_db_error(fx->db)->column, "code");
}

static void test_b016_all_256_bytes(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    unsigned char bytes[512];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)i;
    }
    struct sample row = sample_plain();
    row.data = bytes;
    row.data_size = sizeof bytes;
    row.maybe_data = bytes + 1;
    row.maybe_data_size = 1;
    memset(row.digest, 0, sizeof row.digest);
    sample_survives(fx, &row);
    memset(row.digest, 0xff, sizeof row.digest);
    row.maybe_data = (void *)"\0\0";
    row.maybe_data_size = 2;
    sample_survives(fx, &row);
}

static void test_b017_empty_and_null_blobs_are_two(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain(), found = { .id = 0 };
    row.data = row.maybe_data = (void *)"";
    row.data_size = row.maybe_data_size = 0;
    sample_survives(fx, &row);
    row.maybe_data = NULL;
    assert_ok(fx->db, sample_insert(fx->db, &row));
    found.maybe_data_size = 99;
    assert_ok(fx->db, sample_find(fx->db, row.id, &found, fx->arena));
    assert_null(found.maybe_data);
    assert_int_equal(found.maybe_data_size, 0);
    assert_non_null(found.data);
    assert_int_equal(found.data_size, 0);
    row.data = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, sample_insert(fx->db, &row));
}

static void test_b018_a_mebibyte(void **state)
{
    enum { SIZE = 1 << 20 };
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    char *text = malloc(SIZE + 1);
    assert_non_null(text);
    for (size_t i = 0; i < SIZE; i++) {
        text[i] = (char)('a' + i % 26);
    }
    text[SIZE] = '\0';
    struct sample row = sample_plain();
    row.text = text;
    row.data = text;
    row.data_size = SIZE;
    sample_survives(fx, &row);
    free(text);
}

static void test_b019_char_array_exactly_full(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    memcpy(row.code, "1234567", 8);
    sample_survives(fx, &row);
    memcpy(row.code, "\xf0\x9f\x98\x80xyz", 8);
    sample_survives(fx, &row);
    memcpy(row.code, "12345678", 8); /* no room for the NUL */
    assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
    assert_string_equal(orm_db_error(fx->db)->column, "code");
}

/* A text that is one byte, or one character, too long is refused and not cut. */
static void test_b019_a_longer_text_in_the_database_is_refused(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    struct sample row = sample_plain();
    assert_ok(fx->db, sample_insert(fx->db, &row));
    const char *const updates[] = { "UPDATE sample SET code = '12345678'",
                                    "UPDATE sample SET code = '123456789'",
                                    "UPDATE sample SET code = '123456\xc3\xa4'" };
    for (size_t i = 0; i < sizeof updates / sizeof updates[0]; i++) {
        assert_ok(fx->db, orm_exec(fx->db, updates[i]));
        struct sample found = { .code = "before" };
        assert_fails(fx->db, ORM_CONVERSION, sample_find(fx->db, row.id, &found, fx->arena));
        assert_string_equal(found.code, "before");
        assert_string_equal(orm_db_error(fx->db)->table, "sample");
        assert_string_equal(orm_db_error(fx->db)->column, "code");
    }
}

/* PostgreSQL tells neither table nor column (22001); the table is known without it. SQLite has no
 * lengths. */
static void test_b020_longer_than_the_column(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_exec(fx->db, "CREATE TABLE note (number BIGINT, text VARCHAR(5))"));
    struct note row = { .number = 1, .text = (char *)"12345" };
    assert_ok(fx->db, orm_insert(fx->db, &note_entity, &row));
    row.text = (char *)"123456";
    if (engine_is_sqlite()) {
        assert_ok(fx->db, orm_insert(fx->db, &note_entity, &row));
        assert_string_equal(engine_ask(fx, fx->db, "SELECT max(text) FROM note"), "123456");
        return;
    }
    assert_fails(fx->db, ORM_CONVERSION, orm_insert(fx->db, &note_entity, &row));
    const orm_error *error = orm_db_error(fx->db);
    assert_string_equal(error->sqlstate, "22001");
    assert_string_equal(error->table, "note");
    assert_mentions(error->message, "note: ");
    assert_string_equal(error->column, "");
    assert_mentions(error->sql, "text");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT max(text) FROM note"), "12345");
}

static void test_b022_utf8_of_every_length(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const char *const texts[] = {
        "\xc3\xa9",
        "\xe2\x82\xac",
        "\xf0\x9f\x98\x80",
        "\xf0\xa0\x80\x80\xf4\x8f\xbf\xbf",
        "e\xcc\x81 and \xc3\xa9",
        "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
        "\xef\xbf\xbd\xef\xbf\xbf\xee\x80\x80"
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sample row = sample_plain();
        row.text = row.maybe_text = (char *)texts[i];
        sample_survives(fx, &row);
        int64_t count = 0;
        assert_ok(
            fx->db,
            sample_count(fx->db, &(orm_query){ .where = orm_eq(sample_.text, texts[i]) }, &count));
        assert_int_equal(count, 1);
    }
}

/* PostgreSQL refuses it, SQLite keeps the bytes. */
static void test_b023_text_that_is_not_utf8(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const char *const texts[] = { "\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sample row = sample_plain();
        row.text = (char *)texts[i];
        if (engine_is_sqlite()) {
            sample_survives(fx, &row);
        } else {
            assert_fails(fx->db, ORM_CONVERSION, sample_insert(fx->db, &row));
            assert_string_equal(orm_db_error(fx->db)->sqlstate, "22021");
            assert_string_equal(orm_db_error(fx->db)->column, "text");
        }
    }
}

static void test_b024_the_environment_does_not_choose_the_encoding(void **state)
{
    engine_fixture *fx = *state;
    engine_postgresql_only();
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    assert_int_equal(setenv("PGCLIENTENCODING", "LATIN1", 1), 0);
    orm_db *other = engine_open(fx, NULL);
    assert_int_equal(unsetenv("PGCLIENTENCODING"), 0);
    struct sample row = sample_plain(), found = { .id = 0 };
    row.text = (char *)"\xc3\xa4\xe2\x82\xac";
    assert_ok(other, sample_insert(other, &row));
    assert_ok(fx->db, sample_find(fx->db, row.id, &found, fx->arena));
    assert_string_equal(found.text, row.text);
    assert_string_equal(engine_ask(fx, fx->db, "SELECT length(text) FROM sample"), "2");
}

static void test_b025_characters_that_mean_something_to_sql(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &kinds_schema));
    const char *const texts[] = { "'",      "''",
                                  "\"",     "\\",
                                  "\\'",    "%",
                                  "_",      "?",
                                  "?1",     ":a",
                                  "$1",     "$$",
                                  "--",     "/*",
                                  ";",      "\n",
                                  "\r\n",   "\t",
                                  "E'\\n'", "{}",
                                  "@",      "'; DROP TABLE sample; --" };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sample row = sample_plain();
        row.text = (char *)texts[i];
        (void)snprintf(row.code, sizeof row.code, "%.7s", texts[i]);
        sample_survives(fx, &row);
        int64_t count = 0;
        assert_ok(
            fx->db,
            sample_count(fx->db, &(orm_query){ .where = orm_eq(sample_.text, texts[i]) }, &count));
        assert_int_equal(count, 1);
    }
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_b014_empty_and_null_texts_are_two),
    ENGINE_TEST(test_b015_embedded_nul_in_an_operand_is_refused),
    ENGINE_TEST(test_b015_embedded_nul_in_the_database_is_refused),
    ENGINE_TEST(test_b016_all_256_bytes),
    ENGINE_TEST(test_b017_empty_and_null_blobs_are_two),
    ENGINE_TEST(test_b018_a_mebibyte),
    ENGINE_TEST(test_b019_char_array_exactly_full),
    ENGINE_TEST(test_b019_a_longer_text_in_the_database_is_refused),
    ENGINE_TEST(test_b020_longer_than_the_column),
    ENGINE_TEST(test_b022_utf8_of_every_length),
    ENGINE_TEST(test_b023_text_that_is_not_utf8),
    ENGINE_TEST(test_b024_the_environment_does_not_choose_the_encoding),
    ENGINE_TEST(test_b025_characters_that_mean_something_to_sql),
};

ENGINE_MAIN(tests)
