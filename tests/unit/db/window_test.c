/* The list of open windows: any may leave it, and the end of a level takes those that were opened
 * in it. */
#include "db/window.h"
#include "handle.h"
#include "support/unit.h"

enum { WINDOWS = 5 };

typedef struct watched {
    orm_window window; /* first, so that its end finds it */
    orm_status ended;
    const char *why;
} watched;

static void note_end(orm_window *window, orm_status status, const char *why)
{
    watched *w = (watched *)window;
    assert_int_equal(w->ended, ORM_OK); /* once */
    w->ended = status;
    w->why = why;
}

/* One window at each depth from 0 on. */
static void open_all(handle *h, watched *all)
{
    for (unsigned i = 0; i < WINDOWS; i++) {
        all[i] = (watched){ .window.end = note_end };
        h->db->depth = i;
        orm__window_open(h->db, &all[i].window);
    }
    h->db->depth = 0;
}

static size_t count_open(const handle *h)
{
    size_t count = 0;
    const orm_window *previous = NULL;
    for (const orm_window *at = h->db->windows; at != NULL; at = at->next) {
        assert_ptr_equal(at->previous, previous);
        previous = at;
        count++;
    }
    return count;
}

static void any_window_may_leave(void **state)
{
    (void)state;
    handle h;
    handle_open_to_prepare(&h, 1);
    for (unsigned first = 0; first < WINDOWS; first++) {
        watched all[WINDOWS];
        open_all(&h, all);
        for (unsigned i = 0; i < WINDOWS; i++) {
            orm__window_close(h.db, &all[(first + i * 2) % WINDOWS].window);
            assert_int_equal(count_open(&h), WINDOWS - 1 - i);
        }
        for (unsigned i = 0; i < WINDOWS; i++) {
            assert_int_equal(all[i].ended, ORM_OK);
        }
    }
    handle_close(&h);
}

static void the_end_of_a_level_ends_its_windows(void **state)
{
    (void)state;
    handle h;
    watched all[WINDOWS];
    handle_open_to_prepare(&h, 1);
    open_all(&h, all);
    orm__window_end_from(h.db, 3, ORM_MISUSE, "rolled back");
    assert_int_equal(count_open(&h), 3);
    for (unsigned i = 0; i < WINDOWS; i++) {
        assert_int_equal(all[i].ended, i < 3 ? ORM_OK : ORM_MISUSE);
        assert_true(i < 3 || strcmp(all[i].why, "rolled back") == 0);
    }
    orm__window_end_from(h.db, 0, ORM_CONNECTION, "lost");
    assert_int_equal(count_open(&h), 0);
    assert_int_equal(all[0].ended, ORM_CONNECTION);
    assert_int_equal(all[4].ended, ORM_MISUSE);
    handle_close(&h);
}

static void a_released_level_hands_its_windows_on(void **state)
{
    (void)state;
    handle h;
    watched all[WINDOWS];
    handle_open_to_prepare(&h, 1);
    open_all(&h, all);
    orm__window_rise(h.db, 2);
    orm__window_end_from(h.db, 2, ORM_MISUSE, "rolled back");
    assert_int_equal(count_open(&h), 3);
    assert_int_equal(all[2].ended, ORM_OK);
    orm__window_end_from(h.db, 1, ORM_MISUSE, "rolled back");
    assert_int_equal(all[2].ended, ORM_MISUSE);
    assert_int_equal(count_open(&h), 1);
    handle_close(&h); /* ends the last one */
    assert_int_equal(all[0].ended, ORM_MISUSE);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_window_may_leave),
    cmocka_unit_test(the_end_of_a_level_ends_its_windows),
    cmocka_unit_test(a_released_level_hands_its_windows_on),
};

UNIT_MAIN(tests)
