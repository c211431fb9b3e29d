/* A daemon's store, ported: the same program tells the same on both engines, byte by byte, and what
 * it has written is what plain sqlite3 and libpq read. Its tables are older than Corm. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "real/daemon/copy.h"
#include "real/daemon/list.h"
#include "real/daemon/page.h"
#include "real/daemon/story.h"
#include "real/daemon/tables.h"
#include "real_daemon.orm.h"
#include "support/engine.h"

static wallet wallet_of(engine_fixture *fx)
{
    return (wallet){ .db = fx->db, .arena = fx->arena, .now = 1700000000 };
}

static wallet open_wallet(engine_fixture *fx)
{
    plain *db = plain_open(fx->url);
    tables_create(db);
    tables_fill(db);
    plain_close(db);
    return wallet_of(fx);
}

/* The text stands in daemon/story.txt, so that the engines are compared with each other by it. */
static void test_the_same_story(void **state)
{
    engine_fixture *fx = *state;
    wallet w = open_wallet(fx);
    page *told = page_open();
    list_all(&w, told->out);
    story_tell(&w, told->out);
    list_all(&w, told->out);
    plain *db = plain_open(fx->url);
    tables_print(db, told->out);
    plain_close(db);
    page_compare(told, page_read("story.txt"));
}

/* ---- all that Corm reads, it writes ---- */

static void write_again(engine_fixture *fx, const orm_entity *entity)
{
    void *rows = NULL;
    size_t count = 0;
    assert_ok(fx->db, orm_collect(fx->db, entity, NULL, fx->arena, &rows, &count));
    assert_true(count > 0);
    assert_ok(fx->db, orm_delete_all(fx->db, entity, NULL));
    bool has_key = entity == &channel_config_entity;
    assert_ok(fx->db, orm_insert_many(fx->db, entity, rows, count,
                                      &(orm_insert_options){ .with_key = has_key }));
}

/* What reads as 0 is written as 0, and what no struct knows is what a new row has. */
static const char make_alike[] =
    "UPDATE invoices SET msatoshi_received = COALESCE(msatoshi_received, 0);"
    "UPDATE outputs SET reserved_til = COALESCE(reserved_til, 0);"
    "UPDATE channel_configs SET max_htlc_value_in_flight_msat ="
    " COALESCE(max_htlc_value_in_flight_msat, 0),"
    " channel_reserve_satoshis = COALESCE(channel_reserve_satoshis, 0),"
    " htlc_minimum_msat = COALESCE(htlc_minimum_msat, 0),"
    " to_self_delay = COALESCE(to_self_delay, 0),"
    " max_accepted_htlcs = COALESCE(max_accepted_htlcs, 0);"
    "UPDATE channels SET lease_chan_max_msat = COALESCE(lease_chan_max_msat, 0),"
    " lease_chan_max_ppt = COALESCE(lease_chan_max_ppt, 0), in_payments_offered = 0,"
    " in_payments_fulfilled = NULL, in_msatoshi_offered = 0, in_msatoshi_fulfilled = NULL,"
    " out_payments_offered = 0, out_msatoshi_offered = 0, out_payments_fulfilled = 0,"
    " out_msatoshi_fulfilled = 0";

static void test_what_is_read_is_written(void **state)
{
    static const orm_entity *const entities[] = { &forwarding_entity,    &payment_entity,
                                                  &datastore_entity,     &rune_entity,
                                                  &blacklist_entity,     &var_entity,
                                                  &channel_config_entity };
    engine_fixture *fx = *state;
    wallet w = open_wallet(fx);
    page *told = page_open();
    story_tell(&w, told->out);
    page_free(told);
    assert_ok(fx->db, orm_exec(fx->db, make_alike));
    page *before = tables_read(fx);
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        write_again(fx, entities[i]);
    }
    /* Those that others refer to are not to be deleted. */
    engine_exec(fx->db, "PRAGMA foreign_keys = off", "SET session_replication_role = replica");
    write_again(fx, &utxo_entity);
    write_again(fx, &block_entity);
    write_again(fx, &channel_entity);
    write_again(fx, &state_change_entity);
    write_again(fx, &invoice_entity);
    write_again(fx, &invoice_fallback_entity);
    write_again(fx, &offer_entity);
    page_compare(tables_read(fx), before);
}

/* ---- older rows ---- */

static void add_old_rows(plain *db)
{
    static const uint8_t bytes[33] = { 1 };
    PLAIN_RUN(db, "INSERT INTO invoices VALUES ($1, $2, $3, $4, $5, $6)", PLAIN_N(1), PLAIN_N(1),
              PLAIN_N(7), PLAIN_B(bytes, 32), PLAIN_B(bytes, 32), PLAIN_T("old"));
    PLAIN_RUN(db, "INSERT INTO outputs VALUES ($1, $2, $3, $4, $5, $6)", PLAIN_B(bytes, 32),
              PLAIN_N(0), PLAIN_N(7), PLAIN_N(1), PLAIN_N(0), PLAIN_N(3));
}

/* What an engine has put into rows that were there before a column: a text into a column of bytes
 * on SQLite; a number where nothing else of a struct is. Neither is guessed at: it is said, and an
 * UPDATE mends it once. */
static void test_older_rows(void **state)
{
    engine_fixture *fx = *state;
    plain *db = plain_open(fx->url);
    tables_create_old(db);
    add_old_rows(db);
    tables_migrate(db);
    plain_close(db);
    wallet w = wallet_of(fx);
    struct invoice_details invoice;
    struct bitcoin_outpoint outpoint = { .n = 0 };
    struct utxo coin;
    outpoint.txid.shad.sha.u.u8[0] = 1;
    if (engine_is_sqlite()) {
        assert_fails(fx->db, ORM_CONVERSION, invoice_details(&w, 1, &invoice));
        assert_string_equal(orm_db_error(fx->db)->column, "features");
        assert_ok(fx->db, orm_exec(fx->db, "UPDATE invoices SET features = CAST(features AS BLOB)"
                                           " WHERE typeof(features) = 'text'"));
    }
    assert_ok(fx->db, invoice_details(&w, 1, &invoice));
    assert_true(invoice.expiry_time == INT64_MAX && invoice.received.millisatoshis == 0);
    assert_true(invoice.features != NULL && invoice.invstring == NULL);
    assert_fails(fx->db, ORM_CONVERSION, coin_find(&w, &outpoint, &coin));
    assert_string_equal(orm_db_error(fx->db)->column, "channel_id");
    assert_mentions(orm_db_error(fx->db)->message, "the struct around it is there");
    assert_ok(fx->db,
              orm_exec(fx->db, "UPDATE outputs SET csv_lock = NULL WHERE channel_id IS NULL"));
    assert_ok(fx->db, coin_find(&w, &outpoint, &coin));
    assert_true(coin.close_info == NULL && coin.keyindex == 3 && !coin.is_in_coinbase);
}

/* ---- a copy, made of what the log tells ---- */

static void test_a_copy_is_kept(void **state)
{
    engine_fixture *fx = *state;
    wallet w = open_wallet(fx);
    copy c = copy_open(fx, true);
    w.db = copy_open_original(fx, &c);
    page *told = page_open();
    story_tell(&w, told->out);
    page_free(told);
    copy_compare(fx, &c);
    copy_close(&c);
}

static orm_status give_up(orm_db *db, void *ctx)
{
    wallet *w = ctx;
    bool is_done = false;
    u64 id = 0;
    assert_ok(db, rune_add(w, "never", &id));
    assert_ok(db, wallet_forget(w, "genesis", &is_done));
    return ORM_STALE;
}

static orm_status half_give_up(orm_db *db, void *ctx)
{
    wallet *w = ctx;
    u64 id = 0;
    assert_ok(db, rune_add(w, "kept", &id));
    assert_int_equal(orm_run(db, NULL, give_up, w), ORM_STALE);
    return rune_add(w, "kept, too", &id);
}

/* What is undone here is undone there: transactions, savepoints, a commit that is refused. */
static void test_a_copy_of_what_is_undone(void **state)
{
    engine_fixture *fx = *state;
    wallet w = open_wallet(fx);
    copy c = copy_open(fx, true);
    bool is_done = false;
    w.db = copy_open_original(fx, &c);
    assert_int_equal(orm_run(w.db, NULL, give_up, &w), ORM_STALE);
    assert_ok(w.db, orm_run(w.db, NULL, half_give_up, &w));
    engine_exec(w.db,
                "CREATE TABLE late (id INTEGER REFERENCES runes (id) DEFERRABLE INITIALLY"
                " DEFERRED)",
                "CREATE TABLE late (id bigint REFERENCES runes (id) DEFERRABLE INITIALLY"
                " DEFERRED)");
    assert_ok(w.db, orm_begin(w.db, NULL));
    assert_ok(w.db, wallet_forget(&w, "genesis", &is_done));
    assert_ok(w.db, orm_exec(w.db, "INSERT INTO late VALUES (999)"));
    assert_fails(w.db, ORM_FOREIGN_KEY, orm_commit(w.db));
    assert_ok(w.db, orm_rollback(w.db));
    copy_compare(fx, &c);
    assert_ok(w.db, orm_begin(w.db, NULL));
    assert_ok(w.db, wallet_forget(&w, "genesis", &is_done));
    assert_fails(w.db, ORM_SQL, orm_exec(w.db, "no statement"));
    assert_ok(w.db, orm_rollback(w.db));
    assert_ok(w.db, wallet_forget(&w, "data_version", &is_done));
    copy_compare(fx, &c);
    copy_close(&c);
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_a_copy_is_kept), ENGINE_TEST(test_a_copy_of_what_is_undone),
    ENGINE_TEST(test_the_same_story), ENGINE_TEST(test_what_is_read_is_written),
    ENGINE_TEST(test_older_rows),
};

ENGINE_MAIN(tests)
