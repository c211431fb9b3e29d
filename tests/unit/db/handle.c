/* Owns the opening and closing of handles on scripts. */
#include "handle.h"

#include "support/unit.h"

void handle_open(handle *h, const scripted_step *steps, size_t step_count, unsigned limit)
{
    chaos_init(&h->chaos, 0);
    scripted_init(&h->script, "sqlite", steps, step_count);
    const orm_options options = { .allocator = chaos_allocator(&h->chaos),
                                  .statement_cache_size = limit,
                                  .driver = &h->script.driver };
    orm_error error;
    assert_int_equal(orm_open("scripted:", &options, &h->db, &error), ORM_OK);
}

void handle_open_to_prepare(handle *h, unsigned limit)
{
    enum { MOST = 10000 };
    static scripted_step steps[MOST];
    for (size_t i = 0; i < MOST; i++) {
        steps[i] = (scripted_step){ .op = SCRIPTED_PREPARE };
    }
    handle_open(h, steps, MOST, limit);
}

void handle_close(handle *h)
{
    orm_close(h->db);
    assert_int_equal(h->script.live_statements, 0);
    assert_int_equal(h->script.live_links, 0);
    assert_string_equal(h->script.problem, "");
    assert_string_equal(chaos_fault(&h->chaos), "");
}
