/* Breaking lines: nothing is lost, nothing is too long that could be broken. */
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "emit/emit.h"
#include "emit/flat.h"
#include "emit/writer.h"
#include "model/symbol.h"

static char *written(const orm_buffer *buffer)
{
    const char *text = orm__buffer_string(buffer);
    assert_non_null(text);
    return (char *)text;
}

/* The same text without blanks and line ends. */
static void squeeze(char *to, const char *from)
{
    for (; *from != '\0'; from++) {
        if (*from != ' ' && *from != '\n') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static void test_what_fits_stays_flat(void **state)
{
    (void)state;
    orm_buffer to;
    orm__buffer_init(&to, NULL);
    scan_writer_initialiser(&to, 4, "{ .a = 1, .b = { 2, 3 } }");
    assert_string_equal(written(&to), "    { .a = 1, .b = { 2, 3 } },\n");
    orm__buffer_fini(&to);
}

static void test_the_outer_breaks_first(void **state)
{
    (void)state;
    orm_buffer to;
    orm__buffer_init(&to, NULL);
    scan_writer_initialiser(&to, 4,
                            "{ .first = { .name = \"a, b } c\", .kind = 1 }, .second = "
                            "{ .fields = (const uint16_t[]){ 1 }, .n = f(1, 2) }, .x = 3 }");
    assert_string_equal(written(&to),
                        "    { .first = { .name = \"a, b } c\", .kind = 1 },\n"
                        "      .second = { .fields = (const uint16_t[]){ 1 }, .n = f(1, 2) },\n"
                        "      .x = 3 },\n");
    orm__buffer_fini(&to);
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        longest = size > longest ? size : longest;
        text += size + (text[size] == '\n');
    }
    return longest;
}

static void add_initialiser(orm_buffer *flat, uint64_t *seed, int depth)
{
    static const char *const labels[] = { "a", "name", "longer" };
    orm__buffer_text(flat, "{ ");
    size_t count = 1 + unit_random(seed) % 4;
    for (size_t i = 0; i < count; i++) {
        scan_flat_label(flat, labels[unit_random(seed) % 3]);
        if (depth > 0 && unit_random(seed) % 2 == 0) {
            add_initialiser(flat, seed, depth - 1);
        } else {
            orm__buffer_text(flat, unit_random(seed) % 2 == 0 ? "12345" : "\"{ a, b\\\" }\"");
        }
    }
    orm__buffer_text(flat, " }");
}

static void test_any_initialiser(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 2000; round++) {
        orm_buffer flat, to;
        orm__buffer_init(&flat, NULL);
        orm__buffer_init(&to, NULL);
        add_initialiser(&flat, &seed, 3);
        size_t size = flat.size + 8;
        char *before = calloc(size, 1), *after = calloc(size, 1);
        assert_non_null(before);
        assert_non_null(after);
        squeeze(before, written(&flat));
        strcat(before, ",");
        scan_flat_end(&to, 4, &flat);
        squeeze(after, written(&to));
        assert_string_equal(after, before);
        assert_true(longest_line(written(&to)) <= SCAN_WRITER_COLUMNS);
        free(before);
        free(after);
        orm__buffer_fini(&flat);
        orm__buffer_fini(&to);
    }
}

static void test_fill(void **state)
{
    (void)state;
    orm_buffer to;
    orm__buffer_init(&to, NULL);
    scan_writer_fill(&to, "f(", "a, b", ");");
    assert_string_equal(written(&to), "f(a, b);\n");
    orm__buffer_reset(&to);
    scan_writer_fill(&to, "static inline orm_status a_function_with_a_long_name(",
                     "orm_db *db, "
                     "const struct a_struct *row, orm_arena *arena",
                     ")");
    assert_string_equal(written(&to),
                        "static inline orm_status a_function_with_a_long_name(orm_db *db, const "
                        "struct a_struct *row,\n"
                        "                                                     orm_arena *arena)\n");
    orm__buffer_fini(&to);
}

/* One line as long as it may be, two from one byte more on. */
static void test_fill_up_to_the_edge(void **state)
{
    (void)state;
    for (size_t size = 1; size < 120; size++) {
        char items[256] = "a, ";
        memset(items + 3, 'b', size);
        orm_buffer to;
        orm__buffer_init(&to, NULL);
        scan_writer_fill(&to, "f(", items, ");");
        size_t flat = strlen("f(a, );") + size;
        size_t lines = flat <= SCAN_WRITER_COLUMNS ? 1 : 2;
        size_t found = 0;
        for (const char *c = written(&to); *c != '\0'; c++) {
            found += *c == '\n';
        }
        if (size + strlen("f();") <= SCAN_WRITER_COLUMNS) {
            assert_int_equal(found, lines);
        }
        orm__buffer_fini(&to);
    }
}

static void test_strings_are_ascii(void **state)
{
    (void)state;
    static const char text[] = "a\"b\\c\n\t?\?=\xc3\xa9\0"
                               "7";
    orm_buffer to;
    orm__buffer_init(&to, NULL);
    scan_writer_string(&to, text, sizeof text - 1);
    assert_string_equal(written(&to), "\"a\\\"b\\\\c\\n\\011?\\?=\\303\\251\\0007\"");
    orm__buffer_fini(&to);
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        orm_value value;
        const char *text;
    } cases[] = {
        { { .type = ORM_TYPE_INT, .as.integer = -1 },
          "{ .type = ORM_TYPE_INT, .as.integer = -1 }" },
        { { .type = ORM_TYPE_INT, .as.integer = INT64_MIN },
          "{ .type = ORM_TYPE_INT, .as.integer = INT64_MIN }" },
        { { .type = ORM_TYPE_INT, .as.integer = INT64_MAX },
          "{ .type = ORM_TYPE_INT, .as.integer = INT64_C(9223372036854775807) }" },
        { { .type = ORM_TYPE_UINT, .as.natural = UINT64_MAX },
          "{ .type = ORM_TYPE_UINT, .as.natural = UINT64_C(18446744073709551615) }" },
        { { .type = ORM_TYPE_REAL, .as.real = 0.1 }, "{ .type = ORM_TYPE_REAL, .as.real = 0.1 }" },
        { { .type = ORM_TYPE_REAL, .as.real = 3 }, "{ .type = ORM_TYPE_REAL, .as.real = 3.0 }" },
        { { .type = ORM_TYPE_BOOL, .as.boolean = true },
          "{ .type = ORM_TYPE_BOOL, .as.boolean = true }" },
        { { .type = ORM_TYPE_TEXT, .size = 1, .as.text = "x" },
          "{ .type = ORM_TYPE_TEXT, .size = 1, .as.text = \"x\" }" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orm_buffer to;
        orm__buffer_init(&to, NULL);
        scan_writer_value(&to, &cases[i].value);
        assert_string_equal(written(&to), cases[i].text);
        orm__buffer_fini(&to);
    }
}

static void test_symbols(void **state)
{
    (void)state;
    char symbol[16];
    scan_symbol_make("my-app.2", symbol);
    assert_string_equal(symbol, "my_app_2");
    scan_symbol_make("3d", symbol);
    assert_string_equal(symbol, "_3d");
}

/* Out of memory anywhere leaves a buffer that says so. */
typedef struct budget {
    size_t left;
} budget;

static void *resize_within(void *ctx, void *pointer, size_t old_size, size_t new_size)
{
    (void)old_size;
    budget *allowed = ctx;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return allowed->left == 0 ? NULL : (allowed->left--, realloc(pointer, new_size));
}

static void test_no_memory(void **state)
{
    (void)state;
    for (size_t left = 0;; left++) {
        budget allowed = { .left = left };
        orm_allocator allocator = { .resize = resize_within, .ctx = &allowed };
        orm_buffer flat, to;
        orm__buffer_init(&flat, &allocator);
        orm__buffer_init(&to, &allocator);
        uint64_t seed = 9;
        add_initialiser(&flat, &seed, 4);
        scan_flat_end(&to, 4, &flat);
        scan_writer_fill(&to, "    call(", "a, b, c", ");");
        bool is_whole = orm__buffer_string(&to) != NULL;
        orm__buffer_fini(&flat);
        orm__buffer_fini(&to);
        if (is_whole) {
            break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_fits_stays_flat),
        cmocka_unit_test(test_the_outer_breaks_first),
        cmocka_unit_test(test_any_initialiser),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_fill_up_to_the_edge),
        cmocka_unit_test(test_strings_are_ascii),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
