/* Names of targets and members as parts of C names. */
#include "model/symbol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_what_cannot_stand_in_a_name_of_c_is_replaced(void **state)
{
    (void)state;
    static const struct {
        const char *name, *symbol;
    } cases[] = {
        { "shop", "shop" },
        { "azAZ09_", "azAZ09_" },
        { "a-b.c+d", "a_b_c_d" },
        { "7zip", "_7zip" },
        { "@[`{/:", "______" },
        { "\xC3\xA9", "__" },
        { "0", "_0" },
        { "_", "_" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char symbol[16];
        assert_true(strlen(cases[i].name) + 2 <= sizeof symbol);
        scan_symbol_make(cases[i].name, symbol);
        assert_string_equal(symbol, cases[i].symbol);
    }
}

static void test_the_way_to_a_member_is_one_name(void **state)
{
    (void)state;
    static const struct {
        const char *member, *symbol;
    } cases[] = {
        { "city", "city" },
        { "address.city", "address_city" },
        { "lines[0].text", "lines_0_text" },
        { "grid[1][2]", "grid_1_2" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        orm_buffer to;
        orm__buffer_init(&to, NULL);
        scan_symbol_append(&to, cases[i].member);
        assert_string_equal(orm__buffer_string(&to), cases[i].symbol);
        orm__buffer_fini(&to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_cannot_stand_in_a_name_of_c_is_replaced),
        cmocka_unit_test(test_the_way_to_a_member_is_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
