/* Runs the groups of this folder; each file owns one. */
#include "sql_test.h"

int main(void)
{
    return run_name_tests() + run_pattern_tests() + run_ddl_tests() + run_render_tests()
         + run_condition_tests() + run_property_tests() + run_memory_tests();
}
