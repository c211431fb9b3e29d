/* Structs of other libraries that are bytes and their length: one column, with the length beside
 * it. */
#include <string.h>

#include "support/engine.h"
#include "test_scanned.orm.h"

static request_str str_of(const char *text)
{
    return (request_str){ .len = strlen(text), .data = (unsigned char *)(uintptr_t)text };
}

static struct request found_again(engine_fixture *fx, int64_t id)
{
    struct request found;
    memset(&found, 0xFF, sizeof found);
    assert_ok(fx->db, request_find(fx->db, id, &found, fx->arena));
    return found;
}

static void assert_str(request_str found, const char *text)
{
    assert_int_equal(found.len, strlen(text));
    assert_memory_equal(found.data, text, found.len);
}

static void test_bytes_and_their_length_in_a_foreign_struct(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    uint32_t words[] = { 1, 2, UINT32_MAX };
    request_str maybe = str_of("perhaps");
    struct request_part third = { .name = str_of("3") };
    struct request row = { .body = str_of("GET /"),
                           .text = { .ptr = (char *)"text and more", .size = 4, .asize = 20 },
                           .bytes = { .ptr = (char *)"a\0b", .size = 3 },
                           .all = { .words = words, .used = 3 },
                           .maybe = &maybe,
                           .first = { str_of("1") },
                           .second = { str_of("22") },
                           .third = &third };
    assert_ok(fx->db, request_insert(fx->db, &row));
    struct request found = found_again(fx, row.id);
    assert_str(found.body, "GET /");
    assert_int_equal(found.text.size, 4);
    assert_memory_equal(found.text.ptr, "text", 4);
    assert_int_equal(found.bytes.size, 3);
    assert_memory_equal(found.bytes.ptr, "a\0b", 3);
    assert_int_equal(found.all.used, 3);
    assert_memory_equal(found.all.words, words, sizeof words);
    assert_str(*found.maybe, "perhaps");
    assert_str(found.first.name, "1");
    assert_str(found.second.name, "22");
    assert_str(found.third->name, "3");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT text FROM request"), "text");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT count(body_data) FROM request"), "1");
    assert_string_equal(engine_ask(fx, fx->db, "SELECT length(other_name) FROM request"), "2");
}

static void test_a_foreign_struct_without_bytes_is_null(void **state)
{
    engine_fixture *fx = *state;
    assert_ok(fx->db, orm_create_all(fx->db, &test_scanned_schema));
    struct request row = { .body = { .len = 0 }, .first = { str_of("") } };
    assert_ok(fx->db, request_insert(fx->db, &row));
    struct request found = found_again(fx, row.id);
    assert_null(found.body.data);
    assert_int_equal(found.body.len, 0);
    assert_non_null(found.first.name.data);
    assert_int_equal(found.first.name.len, 0);
    assert_null(found.maybe);
    assert_null(found.third);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_foreign_struct_without_bytes_is_null),
    ENGINE_TEST(test_bytes_and_their_length_in_a_foreign_struct),
};

ENGINE_MAIN(tests)
