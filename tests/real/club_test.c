/* A club in a schema of its own: every row is read, written back and read again. What is
 * read is the same on both engines. */
#include "real/data.h"
#include DATA_TABLES

static void test_every_row(void **state)
{
    engine_fixture *fx = *state;
    data_load(fx, "pgexercises/clubdata.sqlite", "pgexercises/clubdata.pg.sql");
    data_verify(fx, &DATA_SCHEMA);
    assert_true(data_check(fx, &DATA_SCHEMA) == UINT64_C(0x26b9131ce7923cc6));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_every_row),
};

int main(int argc, char **argv)
{
    return data_main(argc, argv, tests, sizeof tests / sizeof tests[0]);
}
