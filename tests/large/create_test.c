/* A model of hundreds of tables on an engine: all are created, and a row goes through the last of
 * them. */
#include <string.h>

#include "large.orm.h"
#include "support/engine.h"

static void test_all_tables_are_created(void **state)
{
    engine_fixture *fx = *state;
    assert_int_equal(large_schema.entity_count, 400);
    assert_ok(fx->db, orm_create_all(fx->db, &large_schema));
    struct t0 first = { .name = (char *)"first", .weight = 1 };
    assert_ok(fx->db, t0_insert(fx->db, &first));
    struct t399 last = { .name = (char *)"last", .weight = 1, .data = (void *)"ab" };
    last.state = STATE39_DONE;
    last.data_size = 2;
    last.first_id = first.id;
    assert_ok(fx->db, t399_insert(fx->db, &last));
    struct t399 found;
    assert_ok(fx->db, t399_find(fx->db, last.id, &found, fx->arena));
    assert_string_equal(found.name, "last");
    assert_int_equal(found.state, STATE39_DONE);
    assert_memory_equal(found.data, "ab", 2);
    assert_int_equal(found.first_id, first.id);
}

static const struct CMUnitTest tests[] = { ENGINE_TEST(test_all_tables_are_created) };

ENGINE_MAIN(tests)
