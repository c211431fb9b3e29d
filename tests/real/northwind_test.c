/* A trading company: every row is read, written back and read again. What is
 * read is the same on both engines. */
#include "real/data.h"
#include DATA_TABLES

static void test_every_row(void **state)
{
    engine_fixture *fx = *state;
    data_load(fx, "northwind_psql/northwind_psql.sqlite", "northwind_psql/northwind_psql.pg.sql");
    data_verify(fx, &DATA_SCHEMA);
    assert_true(data_check(fx, &DATA_SCHEMA) == UINT64_C(0x8f7708226e74e212));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_every_row),
};

int main(int argc, char **argv)
{
    return data_main(argc, argv, tests, sizeof tests / sizeof tests[0]);
}
