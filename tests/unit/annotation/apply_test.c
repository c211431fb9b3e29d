/* What cannot be applied or resolved: what is said, and where. Each case is a model of text and the
 * messages it must give, all of them and in order. */
#include "world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "annotation/known.h"
#include "base/buffer.h"

/* clang-format off */
static const world_case cases[] = {
    { "arguments said twice",
      "struct s(name = a, name = b)\n"
      "int64 a(primary_key, primary_key)\n",
      "input.h:1:20: error: 'name' is said twice; remove one\n"
      "input.h:1:10: note: it is said here first\n"
      "input.h:2:22: error: 'primary_key' is said twice; remove one\n"
      "input.h:2:9: note: it is said here first\n"
      "2 errors\n" },
    { "unknown keys",
      "struct s(nam = a)\n"
      "int64 a(primry_key, \"text\")\n",
      "input.h:1:10: error: unknown key 'nam' in ORM_TABLE; did you mean 'name'?\n"
      "input.h:2:9: error: unknown key 'primry_key' in ORM_COLUMN; did you mean "
      "'primary_key'?\n"
      "input.h:2:21: error: a string alone says nothing here; write name = "
      "\"...\"\n"
      "3 errors\n" },
    { "a name after the name",
      "struct s(a, prefx)\n"
      "int64 a()\n",
      "input.h:1:13: error: unknown key 'prefx' in ORM_TABLE; did you mean "
      "'prefix'?\n"
      "1 error\n" },
    { "values of the wrong kind",
      "struct s(prefix = \"x\", name = 5, sqlite_name)\n"
      "int64 a(primary_key = true, check = a, size, references = 1, unique = 5, "
      "name = a.b)\n",
      "input.h:1:19: error: 'prefix' takes a name without quotes; write prefix = x\n"
      "input.h:1:31: error: 'name' takes a name or a string; write for example "
      "name = customers\n"
      "input.h:1:34: error: 'sqlite_name' needs a value; write sqlite_name = "
      "\"Customer\"\n"
      "input.h:2:23: error: 'primary_key' takes no value; write it alone\n"
      "input.h:2:37: error: 'check' takes a string in quotes; write check = \"a\"\n"
      "input.h:2:40: error: 'size' needs a value; write size = picture_size\n"
      "input.h:2:59: error: 'references' takes names joined by a point or a name; "
      "write for example references = customer.id\n"
      "input.h:2:71: error: 'unique' takes a name or a string; write for example "
      "unique, or unique = customer_email\n"
      "input.h:2:81: error: 'name' takes a string in quotes; write name = \"a.b\"\n"
      "9 errors\n" },
    { "an action that is none",
      "struct s()\n"
      "int64 a(on_delete = cascde)\n",
      "input.h:2:21: error: 'on_delete' cannot be 'cascde'; write cascade, "
      "restrict, set_null, set_default or no_action; did you mean 'cascade'?\n"
      "1 error\n" },
    { "strings that no engine takes",
      "struct s(name = \"a\\0b\")\n"
      "text a(default = \"\\xff\")\n",
      "input.h:1:17: error: 'name' must be UTF-8 without a NUL byte\n"
      "input.h:2:18: error: 'default' must be UTF-8 without a NUL byte\n"
      "2 errors\n" },
    { "types that make no column",
      "struct s()\n"
      "other a()\n"
      "int128 b()\n"
      "empty c()\n"
      "int32 d(as = number)\n"
      "int32 e(type = timestamp)\n"
      "uint64 f(type = timestamp)\n"
      "int32 g(type = blob)\n",
      "input.h:2:7: error: 'a' cannot be a column: it is other; use text\n"
      "input.h:3:8: error: 'b' is a number of 16 bytes, for which there is no "
      "column; use one of at most 8\n"
      "input.h:4:7: error: the enum of 'c' has no enumerators here; include its "
      "definition\n"
      "input.h:5:14: error: 'd' is no enum, bool, char, struct timespec or struct timeval; remove as = number\n"
      "input.h:6:16: error: 'e' cannot hold a timestamp; make it int64_t, "
      "time_t or struct timespec, or leave out type = timestamp "
      "to store the number\n"
      "input.h:7:17: error: 'f' cannot hold a timestamp; make it int64_t, "
      "time_t or struct timespec, or leave out type = timestamp "
      "to store the number\n"
      "input.h:8:16: error: 'g' cannot hold a blob; make it a pointer to bytes "
      "with size = member, or an array of bytes\n"
      "7 errors\n" },
    { "numbers that do not fit",
      "struct s()\n"
      "int8 a(default = 300)\n"
      "int8 b(default = LIMIT)\n"
      "uint8 c(default = -1)\n"
      "uint64 d(default = 9223372036854775808)\n"
      "int64 e(default = 99999999999999999999)\n"
      "int64 f(default = -9223372036854775809)\n"
      "int32 g(default = 1.5)\n"
      "int32 h(default = \"1\")\n"
      "int32 i(default = LIMITS)\n"
      "int32 j(default = true)\n",
      "input.h:2:18: error: '300' does not fit 'a', which holds -128 to 127\n"
      "input.h:3:18: error: 'LIMIT' does not fit 'b', which holds -128 to 127\n"
      "input.h:4:19: error: '-1' does not fit 'c', which holds 0 to 255\n"
      "input.h:5:20: error: '9223372036854775808' does not fit 'd', which holds 0 "
      "to 9223372036854775807\n"
      "input.h:6:19: error: '99999999999999999999' does not fit 'e', which holds "
      "-9223372036854775808 to 9223372036854775807\n"
      "input.h:7:19: error: '-9223372036854775809' does not fit 'f', which holds "
      "-9223372036854775808 to 9223372036854775807\n"
      "input.h:8:19: error: 'g' is int32; write default = a whole number\n"
      "input.h:9:19: error: 'h' is int32; write default = 1\n"
      "input.h:10:19: error: 'LIMITS' is no integer constant that this header "
      "knows\n"
      "input.h:11:19: error: 'true' is no integer constant that this header knows\n"
      "10 errors\n" },
    { "defaults of the wrong kind",
      "struct s()\n"
      "bool a(default = 1)\n"
      "bool m(default = LIMIT)\n"
      "float b(default = 1e39)\n"
      "double c(default = 1e999)\n"
      "double d(default = \"1\")\n"
      "char[3] e(default = \"ABC\")\n"
      "text f(default = ABC)\n"
      "blob g(size = n, default = \"x\")\n"
      "tier h(default = TIER_GOLDEN)\n"
      "tier i(default = 1)\n"
      "int64 j(default = now)\n"
      "int64 k(type = timestamp, default = tomorrow)\n"
      "time l(type = timestamp, default = 9223372036855)\n"
      "uint32 n\n",
      "input.h:2:18: error: 'a' is bool; write default = true or false\n"
      "input.h:3:18: error: 'm' is bool; write default = true or false\n"
      "input.h:4:19: error: '1e39' is too large for 'b'\n"
      "input.h:5:20: error: '1e999' is too large for 'c'\n"
      "input.h:6:20: error: 'd' is float64; write default = 1\n"
      "input.h:7:21: error: \"ABC\" has 3 bytes, but 'e' holds 2 and a NUL\n"
      "input.h:8:18: error: 'f' is text; write default = \"ABC\"; where that is a macro, "
      "write its text\n"
      "input.h:9:28: error: the default of a blob is written in SQL; use "
      "default_sql = \"...\"\n"
      "input.h:10:18: error: 'TIER_GOLDEN' is no enumerator of enum tier; did you "
      "mean 'TIER_GOLD'?\n"
      "input.h:11:18: error: 'i' is enum; write default = TIER_BASIC\n"
      "input.h:12:19: error: 'now' is the default of a timestamp; add type = "
      "timestamp\n"
      "input.h:13:37: error: 'tomorrow' is no integer constant that this header "
      "knows\n"
      "input.h:14:36: error: '9223372036855' is too far away: timestamps are kept "
      "in microseconds\n"
      "13 errors\n" },
    { "null_if that does not fit",
      "struct s()\n"
      "text a(null_if = \"\")\n"
      "bool b(null_if = false)\n"
      "bytes[4] c(null_if = \"x\")\n"
      "char[2] d(null_if = \"ab\")\n"
      "uint8 e(null_if = -1)\n"
      "tier f(null_if = TIER_BASC)\n"
      "int32 g(null_if = NOTHING)\n"
      "uint32 i(null_if = NO_ID)\n"
      "uint64 h(null_if = 18446744073709551616)\n",
      "input.h:2:18: error: a NULL pointer is NULL in 'a'; remove null_if\n"
      "input.h:3:18: error: null_if is for numbers, enums and char arrays; use "
      "null_flag = member\n"
      "input.h:4:22: error: null_if is for numbers, enums and char arrays; use "
      "null_flag = member\n"
      "input.h:5:21: error: \"ab\" has 2 bytes, but 'd' holds 1 and a NUL\n"
      "input.h:6:19: error: '-1' does not fit 'e', which holds 0 to 255\n"
      "input.h:7:18: error: 'TIER_BASC' is no integer constant that this header "
      "knows; did you mean 'TIER_BASIC'?\n"
      "input.h:8:19: error: 'NOTHING' is no integer constant that this header "
      "knows\n"
      "input.h:9:20: error: 'NO_ID' does not fit 'i', which holds 0 to 4294967295\n"
      "input.h:10:20: error: '18446744073709551616' does not fit 'h', which holds "
      "0 to 18446744073709551615\n"
      "9 errors\n" },
};
/* clang-format on */

static void every_problem_is_reported(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world_assert(&cases[i]);
    }
}

/* What the table knows is listed in order, whatever and however much it is. */
static void assert_lists_keys(const char *model, const char *start, const scan_known *known,
                              size_t count)
{
    orm_buffer messages;
    orm__buffer_init(&messages, NULL);
    orm__buffer_text(&messages, start);
    for (size_t i = 0; i < count; i++) {
        orm__buffer_format(&messages, "%s%s", i == 0 ? "" : ", ", known[i].key);
    }
    orm__buffer_text(&messages, "\n1 error\n");
    const world_case tried = { "keys of the table", model, orm__buffer_string(&messages) };
    world_assert(&tried);
    orm__buffer_fini(&messages);
}

static void unknown_keys_list_the_known_ones(void **state)
{
    (void)state;
    size_t count = 0;
    const scan_known *known = scan_known_table_keys(&count);
    assert_lists_keys("struct s(zzz = 1)\nint64 a()\n",
                      "input.h:1:10: error: unknown key 'zzz' in ORM_TABLE; it knows ", known,
                      count);
    known = scan_known_column_keys(&count);
    assert_lists_keys("struct s()\nint64 a(zzz)\n",
                      "input.h:2:9: error: unknown key 'zzz' in ORM_COLUMN; it knows ", known,
                      count);
}

/* The first message; what follows from the wrong word is not the point. */
static void assert_first_message(const char *model, const char *expected)
{
    world w;
    world_open(&w, model);
    w.messages[strcspn(w.messages, "\n")] = '\0';
    assert_string_equal(w.messages, expected);
    world_close(&w);
}

static void assert_lists_words(const char *key, const scan_word *words)
{
    orm_buffer model, message;
    orm__buffer_init(&model, NULL);
    orm__buffer_init(&message, NULL);
    orm__buffer_format(&model, "struct s()\nint64 a(%s = zzzzzz)\n", key);
    orm__buffer_format(&message, "input.h:2:%zu: error: '%s' cannot be 'zzzzzz'; write ",
                       strlen("int64 a( = ") + strlen(key) + 1, key);
    for (const scan_word *word = words; word->name != NULL; word++) {
        const char *glue = word[1].name == NULL ? " or " : ", ";
        orm__buffer_format(&message, "%s%s", word == words ? "" : glue, word->name);
    }
    if (strcmp(key, "type") == 0) {
        orm__buffer_text(&message, "; other types follow from the C type, or are said by "
                                   "sqlite_type and postgresql_type");
    }
    assert_first_message(orm__buffer_string(&model), orm__buffer_string(&message));
    orm__buffer_fini(&message);
    orm__buffer_fini(&model);
}

static void wrong_words_list_the_known_ones(void **state)
{
    (void)state;
    size_t count = 0;
    const scan_known *known = scan_known_column_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (known[i].words != NULL) {
            assert_lists_words(known[i].key, known[i].words);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_problem_is_reported),
        cmocka_unit_test(unknown_keys_list_the_known_ones),
        cmocka_unit_test(wrong_words_list_the_known_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
