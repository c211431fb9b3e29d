/* Owns the steps with the datastore, with coins and blocks. */
#include "real/daemon/life.h"

#include <string.h>

#include "real/daemon/array.h"
#include "real/daemon/list.h"
#include "real/daemon/page.h"
#include "real/daemon/show.h"

#define TRY(call) assert_ok(l->w.db, call)

/* ---- the datastore ---- */

static const char **draw_key(life *l)
{
    static const char *const parts[] = { "a", "", "b", "a\xff", "ab" };
    const char *words[3];
    size_t count = 1 + life_draw(l, 3);
    for (size_t i = 0; i < count; i++) {
        words[i] = parts[life_draw(l, 5)];
    }
    return array_copy(l->kept, words, count, sizeof words[0]);
}

void life_put_entry(life *l)
{
    model *m = &l->m;
    struct datastore_entry entry = { .key = draw_key(l), .data = life_draw_bytes(l) };
    bool is_there = model_entry(m, entry.key) != NULL;
    /* A transaction of PostgreSQL would not survive it. */
    if (m->entry_count == MODEL_ROWS || (is_there && orm_depth(l->w.db) > 0)) {
        return;
    }
    orm_status status = store_put(&l->w, entry.key, entry.data);
    assert_int_equal(status, is_there ? ORM_UNIQUE : ORM_OK);
    if (!is_there) {
        m->entries[m->entry_count++] = entry;
    }
}

/* Mostly of an entry that is there. */
static const char **draw_known_key(life *l)
{
    return l->m.entry_count > 0 && life_draw(l, 4)
               ? l->m.entries[life_draw(l, l->m.entry_count)].key
               : draw_key(l);
}

void life_change_entry(life *l)
{
    u8 *data = life_draw_bytes(l);
    const char **key = draw_known_key(l);
    struct datastore_entry *entry = model_entry(&l->m, key);
    u64 generation = life_draw(l, 3);
    bool any = life_draw(l, 2), is_done = false;
    TRY(store_change(&l->w, key, data, any ? NULL : &generation, &is_done));
    assert_int_equal(is_done, entry != NULL && (any || entry->generation == generation));
    if (is_done) {
        entry->data = data;
        entry->generation++;
    }
}

void life_append_entry(life *l)
{
    u8 *data = life_draw_bytes(l);
    struct datastore_entry *entry = model_entry(&l->m, draw_known_key(l));
    if (entry == NULL) {
        return;
    }
    TRY(store_append(&l->w, entry->key, data));
    size_t old = array_count(entry->data);
    u8 *whole = array_new(l->kept, old + array_count(data), 1);
    for (size_t i = 0; i < array_count(whole); i++) {
        whole[i] = i < old ? entry->data[i] : data[i - old];
    }
    entry->data = whole;
    entry->generation++;
}

void life_drop_entry(life *l)
{
    const char **key = draw_known_key(l);
    struct datastore_entry *entry = model_entry(&l->m, key);
    bool is_done = false;
    TRY(store_drop(&l->w, key, &is_done));
    assert_int_equal(is_done, entry != NULL);
    if (is_done) {
        model_remove(l->m.entries, sizeof *entry, &l->m.entry_count, entry);
    }
}

void life_list_some_entries(life *l)
{
    const char **key = draw_known_key(l);
    orm_rows *rows = NULL;
    page *found = page_open(), *expected = page_open();
    TRY(store_list(&l->w, key, &rows));
    list_entries(found->out, rows);
    model_sort(&l->m);
    for (size_t i = 0; i < l->m.entry_count; i++) {
        if (model_is_below(l->m.entries[i].key, key)) {
            show_entry(expected->out, &l->m.entries[i]);
        }
    }
    page_compare(found, expected);
}

/* ---- coins and blocks ---- */

static struct bitcoin_outpoint draw_outpoint(life *l)
{
    struct bitcoin_outpoint outpoint = { .n = (u32)life_draw(l, 3) };
    outpoint.txid.shad.sha = life_hash(life_draw(l, 8));
    return outpoint;
}

void life_add_coin(life *l)
{
    struct unilateral_close_info close = { .channel_id = life_draw(l, 3),
                                           .csv = (u32)life_draw(l, 200) };
    struct pubkey point;
    memset(&point, 0xee, sizeof point);
    memset(&point, (int)life_draw(l, 255), 32);
    point.pubkey.data[63] = (u8)life_draw(l, 2);
    struct utxo coin = { .outpoint = draw_outpoint(l),
                         .amount = { life_draw(l, 100000) },
                         .utxotype = UTXO_P2TR,
                         .scriptPubkey = life_draw_bytes(l),
                         .is_in_coinbase = life_draw(l, 2) };
    close.commitment_point = life_draw(l, 2) ? life_keep(l, &point, sizeof point) : NULL;
    coin.close_info = life_draw(l, 2) ? life_keep(l, &close, sizeof close) : NULL;
    bool is_new = model_coin(&l->m, &coin.outpoint) == NULL, is_done = false;
    if (l->m.coin_count < MODEL_ROWS) {
        TRY(coin_add(&l->w, &coin, &is_done));
        assert_int_equal(is_done, is_new);
        if (is_done) {
            l->m.coins[l->m.coin_count++] = coin;
        }
    }
}

void life_reserve_coin(life *l)
{
    struct bitcoin_outpoint outpoint = draw_outpoint(l);
    struct utxo *coin = model_coin(&l->m, &outpoint), found;
    orm_status status = coin_find(&l->w, &outpoint, &found);
    u32 height = (u32)life_draw(l, 100), blocks = (u32)life_draw(l, 100);
    assert_int_equal(status, coin == NULL ? ORM_NOT_FOUND : ORM_OK);
    if (coin == NULL) {
        return;
    }
    bool is_more = life_draw(l, 2);
    TRY(is_more ? coin_reserve(&l->w, &found, height, blocks)
                : coin_unreserve(&l->w, &found, height, blocks));
    if (is_more) {
        coin->reserved_til = (coin->reserved_til >= height ? coin->reserved_til : height) + blocks;
        coin->status = OUTPUT_STATE_RESERVED;
    } else if (coin->reserved_til <= height + blocks) {
        coin->reserved_til = 0;
        coin->status = OUTPUT_STATE_AVAILABLE;
    } else {
        coin->reserved_til -= blocks;
    }
}

static const u32 *draw_height(life *l)
{
    return l->m.height_count == 0
               ? NULL
               : life_keep(l, &l->m.heights[life_draw(l, l->m.height_count)], sizeof(u32));
}

void life_spend_coin(life *l)
{
    struct bitcoin_outpoint outpoint = draw_outpoint(l);
    struct utxo *coin = model_coin(&l->m, &outpoint);
    const u32 *height = life_draw(l, 3) ? draw_height(l) : NULL;
    TRY(coin_spend(&l->w, &outpoint, height));
    if (coin != NULL) {
        coin->spendheight = height;
        coin->status = height == NULL ? OUTPUT_STATE_AVAILABLE : OUTPUT_STATE_SPENT;
    }
}

void life_confirm_coins(life *l)
{
    struct bitcoin_outpoint outpoint = draw_outpoint(l);
    const u32 *height = draw_height(l);
    int64_t count = 0, expected = 0;
    if (height == NULL) {
        return;
    }
    TRY(coin_confirm(&l->w, &outpoint.txid, *height, &count));
    for (outpoint.n = 0; outpoint.n < 3; outpoint.n++) {
        struct utxo *coin = model_coin(&l->m, &outpoint);
        if (coin != NULL) {
            coin->blockheight = height;
            expected++;
        }
    }
    assert_int_equal(count, expected);
}

void life_add_block(life *l)
{
    struct block block = { .height = (u32)life_draw(l, 30) };
    bool is_done = false, is_there = false;
    for (size_t i = 0; i < l->m.height_count; i++) {
        is_there = is_there || l->m.heights[i] == block.height;
    }
    TRY(block_add(&l->w, &block, &is_done));
    assert_int_equal(is_done, !is_there);
    if (is_done) {
        l->m.heights[l->m.height_count++] = block.height;
    }
}

/* The database takes the heights from the coins by itself. */
void life_roll_back_blocks(life *l)
{
    model *m = &l->m;
    u32 height = (u32)life_draw(l, 30);
    int64_t count = 0, expected = 0;
    TRY(block_roll_back(&l->w, height, &count));
    for (size_t i = m->height_count; i-- > 0;) {
        if (m->heights[i] > height) {
            model_remove(m->heights, sizeof m->heights[0], &m->height_count, &m->heights[i]);
            expected++;
        }
    }
    for (size_t i = 0; i < m->coin_count; i++) {
        struct utxo *coin = &m->coins[i];
        coin->blockheight =
            coin->blockheight != NULL && *coin->blockheight > height ? NULL : coin->blockheight;
        coin->spendheight =
            coin->spendheight != NULL && *coin->spendheight > height ? NULL : coin->spendheight;
    }
    assert_int_equal(count, expected);
}

void life_list_available(life *l)
{
    u32 height = (u32)life_draw(l, 150);
    orm_rows *rows = NULL;
    page *found = page_open(), *expected = page_open();
    TRY(coin_available(&l->w, height, &rows));
    list_coins(found->out, rows);
    model_sort(&l->m);
    for (size_t i = 0; i < l->m.coin_count; i++) {
        const struct utxo *coin = &l->m.coins[i];
        if (coin->spendheight == NULL && coin->status != OUTPUT_STATE_SPENT &&
            coin->reserved_til <= height) {
            show_coin(expected->out, coin);
        }
    }
    page_compare(found, expected);
}
