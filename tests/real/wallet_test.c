/* The rows of a Lightning wallet: written, found, compared, changed and deleted as they are in
 * C. */
#include "models/wallet.h"

#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "real_wallet.orm.h"

/* The tables that no struct maps are there before. */
static void begin(engine_fixture *fx)
{
    engine_exec(fx->db,
                "CREATE TABLE blocks (height INTEGER PRIMARY KEY);"
                "INSERT INTO blocks VALUES (0), (800000)",
                "CREATE TABLE blocks (height bigint PRIMARY KEY);"
                "INSERT INTO blocks VALUES (0), (800000)");
    assert_ok(fx->db, orm_create_all(fx->db, &real_wallet_schema));
}

static struct sha256 hash_of(u8 byte)
{
    struct sha256 hash;
    memset(&hash, byte, sizeof hash);
    hash.u.bytes[31] = 0;
    return hash;
}

static struct json_escape *label_of(engine_fixture *fx, const char *text)
{
    struct json_escape *label = orm_arena_alloc(fx->arena, sizeof *label + strlen(text));
    assert_non_null(label);
    label->len = strlen(text);
    memcpy(label->s, text, label->len);
    return label;
}

/* ---- invoices ---- */

static char invstring[] = "lnbc1", words[] = "a coffee";

static struct invoice_details invoice_of(engine_fixture *fx, u8 byte, const char *label)
{
    struct invoice_details invoice = { .state = UNPAID,
                                       .label = label_of(fx, label),
                                       .rhash = hash_of(byte),
                                       .expiry_time = INT64_MAX,
                                       .invstring = invstring,
                                       .created_index = byte };
    memset(invoice.r.r, byte, sizeof invoice.r.r);
    return invoice;
}

static struct invoice_details find_invoice(engine_fixture *fx, u64 id)
{
    struct invoice_details found;
    memset(&found, 0x55, sizeof found);
    assert_ok(fx->db, bolt11_find(fx->db, id, &found, fx->arena));
    return found;
}

static void test_an_invoice_that_knows_little(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct invoice_details row = invoice_of(fx, 1, "");
    assert_ok(fx->db, bolt11_insert(fx->db, &row));
    struct invoice_details found = find_invoice(fx, row.inv_dbid);
    assert_true(found.state == UNPAID && found.expiry_time == INT64_MAX);
    assert_int_equal(found.label->len, 0);
    assert_memory_equal(&found.rhash, &row.rhash, sizeof row.rhash);
    assert_memory_equal(&found.r, &row.r, sizeof row.r);
    assert_true(found.msat == NULL && found.paid_outpoint == NULL && found.features == NULL);
    assert_true(found.local_offer_id == NULL && found.description == NULL);
    assert_true(found.pay_index == 0 && found.received.millisatoshis == 0);
    assert_true(found.paid_timestamp == 0 && found.updated_index == 0 && found.features_len == 0);
    assert_string_equal(found.invstring, "lnbc1");
    assert_string_equal(engine_ask(fx, fx->db,
                                   "(SELECT count(*) FROM invoices WHERE msatoshi IS NULL"
                                   " AND paid_txid IS NULL AND paid_outnum IS NULL AND state = 0)"),
                        "1");
}

static void pay(struct invoice_details *row, struct amount_msat *amount,
                struct bitcoin_outpoint *outpoint)
{
    row->state = PAID;
    row->pay_index = 7;
    amount->millisatoshis = INT64_MAX;
    row->msat = amount;
    row->received = *amount;
    outpoint->txid.shad.sha = hash_of(9);
    outpoint->n = UINT32_MAX;
    row->paid_outpoint = outpoint;
}

static void test_an_invoice_is_paid(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct amount_msat amount;
    struct bitcoin_outpoint outpoint;
    const u8 features[] = { 0, 0x82, 0 };
    struct invoice_details row = invoice_of(fx, 1, "\\\"one\\\""), other = invoice_of(fx, 2, "two");
    assert_ok(fx->db, bolt11_insert(fx->db, &row));
    assert_ok(fx->db, bolt11_insert(fx->db, &other));
    pay(&row, &amount, &outpoint);
    row.features = features;
    row.features_len = sizeof features;
    row.description = words;
    row.local_offer_id = &other.rhash;
    assert_ok(fx->db, bolt11_update(fx->db, &row));
    struct invoice_details found;
    assert_ok(fx->db, bolt11_find_by_rhash(fx->db, row.rhash.u.bytes, &found, fx->arena));
    assert_true(found.inv_dbid == row.inv_dbid && found.state == PAID && found.pay_index == 7);
    assert_true(found.msat->millisatoshis == INT64_MAX);
    assert_true(found.received.millisatoshis == INT64_MAX);
    assert_memory_equal(found.paid_outpoint, &outpoint, sizeof outpoint);
    assert_int_equal(found.features_len, 3);
    assert_memory_equal(found.features, features, 3);
    assert_memory_equal(found.local_offer_id, &other.rhash, sizeof other.rhash);
    assert_string_equal(found.description, "a coffee");
    assert_int_equal(found.label->len, 7);
    assert_memory_equal(found.label->s, row.label->s, 7);
    assert_ok(fx->db, bolt11_find_by_label(fx->db, "two", &found, fx->arena));
    assert_int_equal(found.inv_dbid, other.inv_dbid);
}

static void expect_invoices(engine_fixture *fx, const orm_expr *where, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, bolt11_count(fx->db, &(orm_query){ .where = where }, &count));
    assert_int_equal(count, expected);
}

static void test_invoices_are_asked_for(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct amount_msat amount;
    struct bitcoin_outpoint outpoint;
    struct invoice_details row = invoice_of(fx, 1, "one"), other = invoice_of(fx, 2, "two");
    pay(&row, &amount, &outpoint);
    other.expiry_time = 5;
    assert_ok(fx->db, bolt11_insert(fx->db, &row));
    assert_ok(fx->db, bolt11_insert(fx->db, &other));
    expect_invoices(fx, orm_eq(bolt11_.state, PAID), 1);
    expect_invoices(fx, orm_lt(bolt11_.expiry_time, 6), 1);
    expect_invoices(fx, orm_ge(bolt11_.received, amount.millisatoshis), 1);
    expect_invoices(fx, orm_eq(bolt11_.pay_index, 0), 1);
    expect_invoices(fx, orm_eq(bolt11_.paid_outpoint_n, UINT32_MAX), 1);
    expect_invoices(fx, orm_is_null(bolt11_.paid_outpoint_n), 1);
    expect_invoices(fx, orm_eq(bolt11_.label, "two"), 1);
    other.rhash = row.rhash;
    assert_fails(fx->db, ORM_UNIQUE, bolt11_update(fx->db, &other));
    other.rhash = hash_of(3);
    other.state = PAID;
    assert_fails(fx->db, ORM_CHECK, bolt11_update(fx->db, &other));
    other.state = EXPIRED;
    other.expiry_time = UINT64_MAX;
    assert_fails(fx->db, ORM_CONVERSION, bolt11_update(fx->db, &other));
    assert_ok(fx->db, bolt11_delete(fx->db, &row));
    assert_ok(fx->db, bolt11_delete_key(fx->db, other.inv_dbid));
    expect_invoices(fx, NULL, 0);
}

/* ---- forwards ---- */

static struct forwarding forward_of(u64 channel, u64 htlc)
{
    return (struct forwarding){ .created_index = htlc + 1,
                                .channel_in.u64 = channel,
                                .htlc_id_in = htlc,
                                .forward_style = FORWARD_STYLE_UNKNOWN,
                                .received_time.ts = { 1700000000, 123456000 } };
}

static void test_forwards(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct timeabs resolved = { { -1, 999999000 } };
    u64 out = 0;
    struct forwarding row = forward_of(INT64_MAX, 0), found, bare = forward_of(0, 1);
    row.htlc_id_out = &out;
    row.channel_out.u64 = 1;
    row.status = FORWARD_LOCAL_FAILED;
    row.forward_style = FORWARD_STYLE_TLV;
    row.failcode = WIRE_INVALID_ONION_VERSION;
    row.resolved_time = &resolved;
    row.exact.ts = (struct timespec){ -2, 999999999 };
    row.msat_in.millisatoshis = 1005;
    row.msat_out.millisatoshis = 1000;
    row.fee.millisatoshis = 7; /* the database computes it */
    assert_ok(fx->db, forwarding_insert(fx->db, &row));
    assert_ok(fx->db, forwarding_insert(fx->db, &bare));
    assert_ok(fx->db, forwarding_find(fx->db, INT64_MAX, 0, &found, fx->arena));
    assert_true(*found.htlc_id_out == 0 && found.channel_out.u64 == 1);
    assert_int_equal(found.fee.millisatoshis, 5);
    assert_true(found.status == FORWARD_LOCAL_FAILED && found.forward_style == FORWARD_STYLE_TLV);
    assert_true(found.failcode == WIRE_INVALID_ONION_VERSION);
    assert_true(found.received_time.ts.tv_nsec == 123456000);
    assert_true(found.resolved_time->ts.tv_sec == -1 &&
                found.resolved_time->ts.tv_nsec == 999999000);
    assert_true(found.exact.ts.tv_sec == -2 && found.exact.ts.tv_nsec == 999999999);
    assert_ok(fx->db, forwarding_find(fx->db, 0, 1, &found, fx->arena));
    assert_true(found.htlc_id_out == NULL && found.resolved_time == NULL);
    assert_true(found.channel_out.u64 == 0 && found.failcode == WIRE_NONE);
    assert_true(found.forward_style == FORWARD_STYLE_UNKNOWN && found.updated_index == 0);
    bare.failcode = (enum onion_wire)7;
    assert_fails(fx->db, ORM_CONVERSION, forwarding_update(fx->db, &bare));
    bare.failcode = WIRE_NONE;
    bare.received_time.ts.tv_nsec = 1;
    assert_fails(fx->db, ORM_CONVERSION, forwarding_update(fx->db, &bare));
    int64_t count = 0;
    assert_ok(
        fx->db,
        forwarding_count(fx->db,
                         &(orm_query){ .where = orm_and(orm_eq(forwarding_.status, FORWARD_OFFERED),
                                                        orm_is_null(forwarding_.resolved_time)) },
                         &count));
    assert_int_equal(count, 1);
    assert_ok(fx->db, forwarding_delete_key(fx->db, 0, 1));
    assert_int_equal(forwarding_find(fx->db, 0, 1, &found, fx->arena), ORM_NOT_FOUND);
}

/* A NULL that another program left is read as 0, and stays what it is until it is written. */
static void test_null_reads_as_a_number(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct forwarding row = forward_of(3, 4), found;
    assert_ok(fx->db, forwarding_insert(fx->db, &row));
    engine_exec(fx->db, "UPDATE forwards SET msat_out = NULL",
                "UPDATE forwards SET msat_out = NULL");
    assert_ok(fx->db, forwarding_find(fx->db, 3, 4, &found, fx->arena));
    assert_true(found.msat_out.millisatoshis == 0);
}

/* ---- payments ---- */

static void test_payments(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    u32 completed = UINT32_MAX, delays[] = { 0, UINT32_MAX };
    u64 channels[] = { 1, INT64_MAX };
    struct node_id node = { { 2, 0, 255 } };
    struct preimage preimage = { { 5 } };
    struct secret secrets[] = { { { 1 } }, { { 2 } }, { { 0 } } };
    const u8 onion[] = { 9 };
    struct wallet_payment row = { .timestamp = UINT32_MAX,
                                  .completed_at = &completed,
                                  .payment_hash = hash_of(4),
                                  .partid = 1,
                                  .status = PAYMENT_COMPLETE,
                                  .destination = &node,
                                  .msatoshi = { 21 },
                                  .payment_preimage = &preimage,
                                  .path_secrets = { secrets, 3 },
                                  .route_channels = channels,
                                  .route_delays = delays,
                                  .route_len = 2,
                                  .failonion = onion,
                                  .failonion_len = 1 };
    struct wallet_payment found;
    assert_ok(fx->db, payment_insert(fx->db, &row));
    assert_ok(fx->db, payment_find_by_payment_hash_and_partid_and_groupid(
                          fx->db, row.payment_hash.u.bytes, 1, 0, &found, fx->arena));
    assert_true(found.id == row.id && found.timestamp == UINT32_MAX);
    assert_int_equal(*found.completed_at, UINT32_MAX);
    assert_memory_equal(found.destination, &node, sizeof node);
    assert_memory_equal(found.payment_preimage, &preimage, sizeof preimage);
    assert_true(found.path_secrets.num == 3 && found.route_len == 2);
    assert_memory_equal(found.path_secrets.secret, secrets, sizeof secrets);
    assert_memory_equal(found.route_channels, channels, sizeof channels);
    assert_memory_equal(found.route_delays, delays, sizeof delays);
    assert_true(found.failonion_len == 1 && found.failonion[0] == 9);
    assert_true(found.msatoshi.millisatoshis == 21 && found.local_invreq_id == NULL);
    assert_true(found.invstring == NULL && found.label == NULL);
    struct wallet_payment again = row;
    assert_fails(fx->db, ORM_UNIQUE, payment_insert(fx->db, &again));
    row.completed_at = NULL;
    row.destination = NULL;
    row.route_channels = NULL;
    row.path_secrets.num = 0;
    assert_ok(fx->db, payment_update(fx->db, &row));
    assert_ok(fx->db, payment_find(fx->db, row.id, &found, fx->arena));
    assert_true(found.completed_at == NULL && found.destination == NULL);
    assert_true(found.route_channels == NULL && found.route_len == 2);
    assert_int_equal(found.path_secrets.num, 0);
    assert_ok(fx->db, payment_delete(fx->db, &row));
}

/* ---- coins and channels ---- */

static struct channel channel_of(u64 id)
{
    struct channel channel = { .dbid = id,
                               .state = ONCHAIN,
                               .opener = REMOTE,
                               .channel_flags = 255,
                               .req_confirmed_ins = { false, true },
                               .next_index = { INT64_MAX, 0 },
                               .funding.n = 1,
                               .has_no_cid = true,
                               .splice_amnt = INT64_MIN,
                               .closer = NUM_SIDES };
    channel.funding.txid.shad.sha = hash_of(6);
    memset(&channel.local_basepoints, 3, sizeof channel.local_basepoints);
    channel.stats.in_msatoshi_fulfilled.millisatoshis = 17;
    return channel;
}

static void test_channels(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct channel row = channel_of(0), found;
    assert_ok(fx->db, channel_insert(fx->db, &row));
    assert_ok(fx->db, channel_find(fx->db, 0, &found, fx->arena));
    assert_true(found.state == ONCHAIN && found.opener == REMOTE && found.channel_flags == 255);
    assert_true(!found.req_confirmed_ins[LOCAL] && found.req_confirmed_ins[REMOTE]);
    assert_true(found.next_index[LOCAL] == INT64_MAX && found.next_index[REMOTE] == 0);
    assert_memory_equal(&found.funding, &row.funding, sizeof row.funding);
    assert_memory_equal(&found.local_basepoints, &row.local_basepoints,
                        sizeof row.local_basepoints);
    assert_true(found.their_basepoints == NULL && found.shutdown_wrong_funding == NULL);
    assert_true(found.has_no_cid && found.scid == NULL && found.error == NULL);
    assert_true(found.splice_amnt == INT64_MIN && found.closer == NUM_SIDES);
    assert_true(found.stats.in_msatoshi_fulfilled.millisatoshis == 17);
    assert_int_equal(found.old_feerate_timeout.ts.tv_sec, 0);
    struct short_channel_id scid = { 7 };
    row.scid = &scid;
    row.has_no_cid = false;
    memset(row.cid.id, 8, sizeof row.cid.id);
    row.their_basepoints = &row.local_basepoints;
    row.old_feerate_timeout.ts.tv_sec = 12;
    row.closer = LOCAL;
    assert_ok(fx->db, channel_update(fx->db, &row));
    assert_fails(fx->db, ORM_STALE, channel_update(fx->db, &found));
    assert_ok(fx->db, channel_find_by_scid(fx->db, 7, &found, fx->arena));
    assert_memory_equal(found.cid.id, row.cid.id, sizeof row.cid.id);
    assert_memory_equal(found.their_basepoints, row.their_basepoints, sizeof(struct basepoints));
    assert_true(!found.has_no_cid && found.version == 1 && found.closer == LOCAL);
    assert_int_equal(found.old_feerate_timeout.ts.tv_sec, 12);
    found.opener = NUM_SIDES;
    assert_fails(fx->db, ORM_CHECK, channel_update(fx->db, &found));
}

static struct utxo utxo_of(u8 *script, u8 size)
{
    struct utxo row = { .outpoint.n = 2,
                        .utxotype = our_change,
                        .utxostatus = OUTPUT_STATE_SPENT,
                        .is_in_coinbase = true,
                        .reserved_til = 0x7fffffff,
                        .scriptpubkey = script,
                        .scriptpubkey_len = size };
    row.outpoint.txid.shad.sha = hash_of(2);
    return row;
}

static void test_coins(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    u8 script[255] = { 0, 20 };
    u32 height = 800000, none = 3;
    struct channel channel = channel_of(11);
    struct unilateral_close_info close = { .channel_id = 11, .option_anchors = true, .csv = 144 };
    struct utxo row = utxo_of(script, sizeof script), bare = utxo_of(script, 0), found;
    row.blockheight = &height;
    row.close_info = &close;
    assert_fails(fx->db, ORM_FOREIGN_KEY, utxo_insert(fx->db, &row));
    assert_ok(fx->db, channel_insert(fx->db, &channel));
    assert_ok(fx->db, utxo_insert(fx->db, &row));
    assert_ok(fx->db, utxo_insert(fx->db, &bare));
    assert_ok(fx->db, utxo_find(fx->db, row.rowid, &found, fx->arena));
    assert_memory_equal(&found.outpoint, &row.outpoint, sizeof row.outpoint);
    assert_true(found.utxotype == our_change && found.utxostatus == OUTPUT_STATE_SPENT);
    assert_true(*found.blockheight == 800000 && found.spendheight == NULL);
    assert_true(found.is_in_coinbase && found.reserved_til == 0x7fffffff);
    assert_true(found.close_info->channel_id == 11 && found.close_info->csv == 144);
    assert_true(found.close_info->option_anchors && found.close_info->commitment_point == NULL);
    assert_int_equal(found.scriptpubkey_len, 255);
    assert_memory_equal(found.scriptpubkey, script, sizeof script);
    assert_ok(fx->db, utxo_find(fx->db, bare.rowid, &found, fx->arena));
    assert_true(found.close_info == NULL && found.blockheight == NULL);
    assert_true(found.scriptpubkey != NULL && found.scriptpubkey_len == 0);
    row.blockheight = &none;
    assert_fails(fx->db, ORM_FOREIGN_KEY, utxo_update(fx->db, &row));
    close.csv = 0;
    row.blockheight = NULL;
    assert_fails(fx->db, ORM_CHECK, utxo_update(fx->db, &row));
    int64_t count = 0;
    assert_ok(fx->db,
              utxo_count(fx->db,
                         &(orm_query){ .where = orm_and(orm_eq(utxo_.is_in_coinbase, true),
                                                        orm_is_null(utxo_.close_info_csv)) },
                         &count));
    assert_int_equal(count, 1);
}

/* ---- the datastore ---- */

static void test_the_datastore(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    u8 key[] = { 'a', 0, 'b' }, data[] = { 0 };
    char first[] = "a", empty[] = "";
    char *path[] = { first, empty };
    struct db_entry row = { .key_blob = key, .key_len = 3, .key = path, .key_parts = 2 }, found;
    assert_ok(fx->db, db_entry_insert(fx->db, &row));
    assert_ok(fx->db, db_entry_find(fx->db, "a\0b", 3, &found, fx->arena));
    assert_true(found.key_len == 3 && found.key_parts == 2 && found.data == NULL);
    assert_string_equal(found.key[0], "a");
    assert_string_equal(found.key[1], "");
    row.data = data;
    row.data_len = 1;
    assert_ok(fx->db, db_entry_update(fx->db, &row));
    assert_int_equal(row.generation, 1);
    assert_fails(fx->db, ORM_STALE, db_entry_update(fx->db, &found));
    assert_int_equal(db_entry_find(fx->db, "a", 1, &found, fx->arena), ORM_NOT_FOUND);
    assert_ok(fx->db, db_entry_delete(fx->db, &row));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_an_invoice_that_knows_little),
    ENGINE_TEST(test_an_invoice_is_paid),
    ENGINE_TEST(test_invoices_are_asked_for),
    ENGINE_TEST(test_forwards),
    ENGINE_TEST(test_null_reads_as_a_number),
    ENGINE_TEST(test_payments),
    ENGINE_TEST(test_channels),
    ENGINE_TEST(test_coins),
    ENGINE_TEST(test_the_datastore),
};

ENGINE_MAIN(tests)
