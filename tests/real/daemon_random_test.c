/* The ported daemon in long random sequences: whatever it does, its database holds what plain C in
 * memory says that it should, and so does the copy that is made of its log. */
#include <stdlib.h>
#include <string.h>

#include "real/daemon/copy.h"
#include "real/daemon/life.h"
#include "real/daemon/list.h"
#include "real/daemon/show.h"
#include "real/daemon/tables.h"

#define TRY(call) assert_ok(l->w.db, call)

static void compare_all(life *l)
{
    orm_rows *rows = NULL;
    page *found = page_open(), *expected = page_open();
    model_sort(&l->m);
    TRY(invoice_list(&l->w, false, 0, NULL, &rows));
    list_invoices(found->out, rows);
    TRY(forward_list(&l->w, FORWARD_ANY, NULL, NULL, &rows));
    list_forwards(found->out, rows);
    TRY(store_list(&l->w, NULL, &rows));
    list_entries(found->out, rows);
    for (size_t i = 0; i < l->m.invoice_count; i++) {
        show_invoice(expected->out, &l->m.invoices[i]);
    }
    for (size_t i = 0; i < l->m.forward_count; i++) {
        show_forward(expected->out, &l->m.forwards[i]);
    }
    for (size_t i = 0; i < l->m.entry_count; i++) {
        show_entry(expected->out, &l->m.entries[i]);
    }
    page_compare(found, expected);
}

/* Begins a transaction, or ends it in one way or the other. */
static void turn(life *l)
{
    if (orm_depth(l->w.db) == 0) {
        l->before = l->m;
        TRY(orm_begin(l->w.db, NULL));
    } else if (life_draw(l, 2)) {
        TRY(orm_commit(l->w.db));
    } else {
        TRY(orm_rollback(l->w.db));
        l->m = l->before;
    }
}

static void (*const steps[])(life *) = {
    life_make_invoice,     life_make_invoice,
    life_resolve_invoice,  life_expire_invoices,
    life_drop_invoice,     life_ask_invoices,
    life_note_forward,     life_note_forward,
    life_drop_forward,     life_list_some_forwards,
    life_put_entry,        life_put_entry,
    life_change_entry,     life_append_entry,
    life_drop_entry,       life_list_some_entries,
    life_add_coin,         life_add_coin,
    life_reserve_coin,     life_spend_coin,
    life_confirm_coins,    life_add_block,
    life_roll_back_blocks, life_list_available,
    compare_all,           turn,
};

static void live(engine_fixture *fx, copy *c, uint64_t seed, size_t length)
{
    life *l = calloc(1, sizeof *l);
    assert_non_null(l);
    l->w = (wallet){ .db = copy_open_original(fx, c), .arena = fx->arena, .now = 1700000000 };
    l->m.next_pay_index = 1;
    l->seed = seed;
    assert_int_equal(orm_arena_new(NULL, &l->kept), ORM_OK);
    for (size_t i = 0; i < length; i++) {
        steps[life_draw(l, sizeof steps / sizeof steps[0])](l);
        orm_arena_reset(fx->arena);
    }
    if (orm_depth(l->w.db) > 0) {
        turn(l);
    }
    compare_all(l);
    engine_close(fx, l->w.db);
    orm_arena_free(l->kept);
    free(l);
}

static void test_a_random_life(void **state)
{
    engine_fixture *fx = *state;
    plain *db = plain_open(fx->url);
    tables_create(db);
    plain_close(db);
    copy c = copy_open(fx, false);
    live(fx, &c, 7, 4000);
    copy_compare(fx, &c);
    copy_close(&c);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_random_life),
};

ENGINE_MAIN(tests)
