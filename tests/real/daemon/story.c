/* Owns the story: every function of the port, in an order that a day might have. */
#include "real/daemon/story.h"

#include <inttypes.h>
#include <string.h>

#include "real/daemon/array.h"
#include "real/daemon/list.h"
#include "real/daemon/show.h"
#include "real_daemon.orm.h"
#include "support/engine.h"

#define TRY(call) assert_ok(w->db, call)

/* ---- invoices ---- */

static struct sha256 hash_of(u8 byte)
{
    struct sha256 hash;
    memset(&hash, byte, sizeof hash);
    hash.u.u8[0] = 0;
    return hash;
}

static const struct json_escape *label_of(wallet *w, const char *text)
{
    return (const struct json_escape *)orm_arena_copy(w->arena, text, strlen(text));
}

static u64 make_invoice(wallet *w, FILE *out, u8 byte, const char *label, u64 seconds)
{
    static char words[] = "words";
    struct amount_msat amount = { 1000ULL * byte };
    struct sha256 offer = hash_of(0x42);
    bool is_made = false;
    struct invoice_details invoice = { .rhash = hash_of(byte),
                                       .label = label_of(w, label),
                                       .msat = byte % 2 ? &amount : NULL,
                                       .invstring = "lnbc1new",
                                       .description = byte % 3 ? words : NULL,
                                       .features = array_copy(w->arena, "\x02\0", byte % 3, 1),
                                       .local_offer_id = byte % 2 ? &offer : NULL,
                                       .updated_index = 99 };
    memset(&invoice.r, byte + 1, sizeof invoice.r);
    TRY(invoice_create(w, &invoice, seconds, &is_made));
    (void)fprintf(out, "make %s: %d, %" PRIu64 "\n", label, is_made, invoice.created_index);
    return invoice.created_index;
}

static void find_invoices(wallet *w, FILE *out)
{
    struct sha256 hash = hash_of(0x83), none = hash_of(0);
    u64 id = 0, time = 0;
    bool is_any = false;
    TRY(invoice_by_label(w, "a \\u00fc", &id));
    (void)fprintf(out, "by label: %" PRIu64 "\n", id);
    TRY(invoice_by_hash(w, &hash, &id));
    (void)fprintf(out, "by hash: %" PRIu64 "\n", id);
    TRY(invoice_unpaid_by_hash(w, &hash, &id));
    assert_int_equal(invoice_by_hash(w, &none, &id), ORM_NOT_FOUND);
    assert_int_equal(invoice_by_label(w, "A \\u00fc", &id), ORM_NOT_FOUND);
    TRY(invoice_next_expiry(w, &is_any, &time));
    (void)fprintf(out, "next expiry: %d, %" PRIu64 "\n", is_any, time);
    u8 *script = array_copy(w->arena, "\0\x14", 2, 1), *other = array_new(w->arena, 0, 1);
    TRY(invoice_by_script(w, script, &id));
    (void)fprintf(out, "by script: %" PRIu64 "\n", id);
    assert_int_equal(invoice_by_script(w, other, &id), ORM_NOT_FOUND);
    TRY(invoice_add_script(w, 2, other));
    TRY(invoice_by_script(w, other, &id));
    (void)fprintf(out, "by no script: %" PRIu64 "\n", id);
    assert_fails(w->db, ORM_FOREIGN_KEY, invoice_add_script(w, 77, array_new(w->arena, 1, 1)));
}

static void pay_invoices(wallet *w, FILE *out, u64 first, u64 second)
{
    struct bitcoin_outpoint outpoint = { .n = 1 };
    struct amount_msat amount = { 5 };
    struct invoice_details invoice;
    bool is_done = false;
    size_t count = 0;
    outpoint.txid.shad.sha = hash_of(0x77);
    TRY(invoice_resolve(w, first, amount, &outpoint, &is_done));
    (void)fprintf(out, "resolve: %d\n", is_done);
    TRY(invoice_resolve(w, first, amount, NULL, &is_done));
    (void)fprintf(out, "again: %d\n", is_done);
    TRY(invoice_resolve(w, second, amount, NULL, &is_done));
    w->now += 100;
    TRY(invoice_expire(w, &count));
    (void)fprintf(out, "expired: %zu\n", count);
    TRY(invoice_expire(w, &count));
    (void)fprintf(out, "expired: %zu\n", count);
    for (u64 index = 0; invoice_paid_after(w, index, &invoice) == ORM_OK;) {
        index = invoice.pay_index;
        show_invoice(out, &invoice);
    }
    TRY(invoice_drop_description(w, 2, &is_done));
    (void)fprintf(out, "no description: %d\n", is_done);
    TRY(invoice_drop_description(w, 78, &is_done));
    (void)fprintf(out, "no description: %d\n", is_done);
    TRY(invoice_drop(w, 1, &is_done));
    (void)fprintf(out, "drop: %d\n", is_done);
    TRY(invoice_drop(w, 1, &is_done));
    (void)fprintf(out, "drop: %d\n", is_done);
}

static void tell_invoices(wallet *w, FILE *out)
{
    struct sha256 id = hash_of(0x42);
    struct offer offer = { .offer_id = id, .bolt12 = "lno1b", .status = OFFER_SINGLE_USE_UNUSED };
    orm_rows *rows = NULL;
    bool is_done = false;
    int64_t count = 0;
    TRY(wallet_add_offer(w, &offer, &is_done));
    TRY(wallet_add_offer(w, &offer, &is_done));
    (void)fprintf(out, "same offer: %d\n", is_done);
    u64 first = make_invoice(w, out, 0x81, "first", 50), second = make_invoice(w, out, 0x82, "", 5);
    second = second == 0 ? make_invoice(w, out, 0x83, "a \\u00fc", 60) : second;
    u64 late = make_invoice(w, out, 0x84, "late", 70);
    (void)make_invoice(w, out, 0x85, "of an offer", 1000);
    find_invoices(w, out);
    pay_invoices(w, out, first, second);
    TRY(wallet_find_offer(w, &id, &offer));
    show_offer(out, &offer);
    TRY(wallet_end_offer(w, &id, OFFER_DISABLED, &count));
    (void)fprintf(out, "ended with the offer: %lld\n", (long long)count);
    TRY(invoice_list(w, true, 1, orm_limit(3), &rows));
    list_invoices(out, rows);
    TRY(invoice_list(w, false, late, orm_limit(1), &rows));
    list_invoices(out, rows);
    TRY(invoice_list(w, false, 0, orm_limit(0), &rows));
    list_invoices(out, rows);
}

/* ---- forwards ---- */

static void tell_forwards(wallet *w, FILE *out)
{
    u64 htlc = INT64_MAX, fees = 0;
    struct timeabs resolved = { { 1700000050, 999999999 } };
    struct short_channel_id first = { INT64_MAX }, other = { 5 };
    struct forwarding forward = { .channel_in = other,
                                  .channel_out = { 6 },
                                  .htlc_id_in = 3,
                                  .msat_in = { 100 },
                                  .msat_out = { 93 },
                                  .forward_style = FORWARD_STYLE_UNKNOWN,
                                  .received_time = { { 1700000040, 1 } } };
    orm_rows *rows = NULL;
    bool is_done = false;
    int64_t count = 0;
    TRY(wallet_set_number(w, "forwards_created", 3));
    TRY(forward_note(w, &forward));
    forward.status = FORWARD_SETTLED;
    forward.resolved_time = &resolved;
    forward.forward_style = FORWARD_STYLE_TLV;
    TRY(forward_note(w, &forward));
    forward.htlc_id_in = 4;
    forward.htlc_id_out = &htlc;
    forward.status = FORWARD_FAILED;
    forward.failcode = WIRE_TEMPORARY_CHANNEL_FAILURE;
    TRY(forward_note(w, &forward));
    TRY(forward_list(w, FORWARD_FAILED, &other, NULL, &rows));
    list_forwards(out, rows);
    TRY(forward_list(w, FORWARD_ANY, NULL, &(struct short_channel_id){ 1 }, &rows));
    list_forwards(out, rows);
    TRY(forward_page(w, true, 1, orm_limit(2), &rows));
    list_forwards(out, rows);
    TRY(forward_page(w, false, 2, orm_limit(2), &rows));
    list_forwards(out, rows);
    TRY(forward_fees(w, &fees));
    (void)fprintf(out, "fees: %" PRIu64 "\n", fees);
    TRY(forward_drop(w, first, 0, FORWARD_SETTLED, &is_done));
    TRY(forward_fees(w, &fees));
    (void)fprintf(out, "dropped: %d, fees: %" PRIu64 "\n", is_done, fees);
    TRY(forward_drop(w, other, 3, FORWARD_FAILED, &is_done));
    (void)fprintf(out, "dropped: %d\n", is_done);
    TRY(forward_drop_all(w, other, FORWARD_ANY, &count));
    (void)fprintf(out, "dropped: %lld\n", (long long)count);
}

/* ---- payments ---- */

static struct wallet_payment payment_of(wallet *w, u8 byte, u64 part)
{
    struct wallet_payment payment = { .timestamp = 1700000100,
                                      .payment_hash = hash_of(byte),
                                      .partid = part,
                                      .groupid = 7,
                                      .msatoshi = { 10 },
                                      .msatoshi_sent = { 11 },
                                      .label = part == 0 ? NULL : "rent" };
    payment.path_secrets = array_new(w->arena, 3, sizeof *payment.path_secrets);
    payment.route_nodes = array_new(w->arena, 2, sizeof *payment.route_nodes);
    payment.route_channels = array_new(w->arena, 2, sizeof *payment.route_channels);
    payment.route_nodes[1].k[32] = 0xab;
    payment.route_channels[0].u64 = UINT64_MAX; /* in bytes there is room for it */
    payment.path_secrets[2].data[0] = 9;
    return payment;
}

static void tell_payments(wallet *w, FILE *out)
{
    struct wallet_payment first = payment_of(w, 0x91, 0), second = payment_of(w, 0x91, 1), found;
    struct preimage preimage = { { 1, 2, 3 } };
    enum payment_status failed = PAYMENT_FAILED;
    orm_rows *rows = NULL;
    int64_t count = 0;
    u64 group = 0;
    TRY(wallet_set_number(w, "sendpays_created", 3));
    TRY(payment_add(w, &first));
    TRY(payment_add(w, &second));
    struct wallet_payment again = payment_of(w, 0x91, 1);
    assert_fails(w->db, ORM_UNIQUE, payment_add(w, &again));
    TRY(payment_by_part(w, &first.payment_hash, 1, 7, &found));
    show_payment(out, &found);
    TRY(payment_set_status(w, &first, PAYMENT_COMPLETE, &preimage));
    TRY(payment_fail(w, &second.payment_hash, 1, array_copy(w->arena, "\0\1", 2, 1)));
    TRY(payment_by_hash(w, &first.payment_hash, &rows));
    list_payments(out, rows);
    TRY(payment_set_status(w, &second, PAYMENT_FAILED, NULL));
    TRY(payment_fail(w, &second.payment_hash, 1, NULL));
    TRY(payment_by_label(w, "rent", &rows));
    list_payments(out, rows);
    TRY(payment_list(w, &failed, false, 3, &rows));
    list_payments(out, rows);
    TRY(payment_list(w, NULL, true, 1, &rows));
    list_payments(out, rows);
    TRY(payment_last_group(w, &first.payment_hash, &group));
    (void)fprintf(out, "group: %" PRIu64 "\n", group);
    TRY(payment_drop(w, &second.payment_hash, PAYMENT_FAILED, &count));
    TRY(payment_last_group(w, &(struct sha256){ { { 0 } } }, &group));
    (void)fprintf(out, "dropped: %lld, group: %" PRIu64 "\n", (long long)count, group);
}

/* ---- coins ---- */

static void tell_coins(wallet *w, FILE *out)
{
    struct pubkey point;
    struct unilateral_close_info close = { .channel_id = 1, .csv = 6, .commitment_point = &point };
    struct utxo coin = { .utxotype = UTXO_P2TR,
                         .amount = { INT64_MAX },
                         .keyindex = UINT8_MAX,
                         .is_in_coinbase = true,
                         .scriptPubkey = array_new(w->arena, 34, 1) },
                found;
    u32 height = 104;
    orm_rows *rows = NULL;
    bool is_done = false;
    int64_t count = 0;
    memset(&point, 0x11, sizeof point);
    coin.outpoint.txid.shad.sha = hash_of(0xa1);
    TRY(coin_add(w, &coin, &is_done));
    TRY(coin_add(w, &coin, &is_done));
    (void)fprintf(out, "same coin: %d\n", is_done);
    coin.outpoint.n = 1;
    coin.close_info = &close;
    TRY(coin_add(w, &coin, &is_done));
    TRY(coin_find(w, &coin.outpoint, &found));
    show_coin(out, &found);
    TRY(coin_reserve(w, &found, 100, 72));
    TRY(coin_available(w, 150, &rows));
    list_coins(out, rows);
    TRY(coin_unreserve(w, &found, 100, 10));
    TRY(coin_of_closes(w, &rows));
    list_coins(out, rows);
    TRY(coin_unreserve(w, &found, 150, 72));
    TRY(coin_confirm(w, &coin.outpoint.txid, 103, &count));
    (void)fprintf(out, "confirmed: %lld\n", (long long)count);
    TRY(coin_spend(w, &coin.outpoint, &height));
    TRY(coin_set_status(w, &coin.outpoint, OUTPUT_STATE_AVAILABLE, OUTPUT_STATE_RESERVED,
                        &is_done));
    (void)fprintf(out, "was not spent: %d\n", is_done);
    TRY(coin_unspent(w, &rows));
    list_coins(out, rows);
    height = 99;
    assert_fails(w->db, ORM_FOREIGN_KEY, coin_spend(w, &coin.outpoint, &height));
    TRY(coin_set_status(w, &coin.outpoint, OUTPUT_STATE_ANY, OUTPUT_STATE_SPENT, &is_done));
}

static void tell_blocks(wallet *w, FILE *out)
{
    struct block block = { .height = 105 };
    u32 last = 0, first = 0;
    bool is_done = false;
    int64_t count = 0;
    block.hash.shad.sha = hash_of(0xb1);
    TRY(block_add(w, &block, &is_done));
    TRY(block_add(w, &block, &is_done));
    TRY(block_last(w, &last));
    TRY(block_first_of_run(w, &first));
    (void)fprintf(out, "same block: %d, blocks %" PRIu32 " to %" PRIu32 "\n", is_done, first, last);
    TRY(block_roll_back(w, 103, &count)); /* coins that were spent there are so no more */
    TRY(block_last(w, &last));
    (void)fprintf(out, "rolled back: %lld, to %" PRIu32 "\n", (long long)count, last);
}

/* ---- channels ---- */

static void fill_channel(wallet *w, struct channel *channel)
{
    static struct short_channel_id ours = { UINT64_MAX }, theirs = { 1ULL << 63 };
    static struct signature lease = { { 7 } };
    static struct pubkey point;
    static struct bitcoin_outpoint wrong = { .n = 0 };
    channel->alias[LOCAL] = &ours;
    channel->alias[REMOTE] = &theirs;
    channel->old_scids = array_new(w->arena, 2, sizeof *channel->old_scids);
    channel->old_scids[1].u64 = 0x0102030405060708;
    channel->shutdown_scriptpubkey[REMOTE] = array_new(w->arena, 0, 1);
    channel->lease_commit_sig = &lease;
    channel->lease_chan_max_msat = UINT32_MAX;
    channel->lease_chan_max_ppt = UINT16_MAX;
    channel->future_per_commitment_point = &point;
    channel->shutdown_wrong_funding = &wrong;
    channel->last_stable_connection = INT64_MAX;
}

static void tell_channels(wallet *w, FILE *out)
{
    struct channel_config config = { .dust_limit = { 354 }, .to_self_delay = UINT16_MAX };
    struct channel channel = { .state = CHANNELD_AWAITING_LOCKIN,
                               .opener = REMOTE,
                               .closer = NUM_SIDES,
                               .channel_flags = 255,
                               .req_confirmed_ins = { true, false },
                               .next_index = { 0, INT64_MAX } },
                   found;
    struct channel_state_change change = { .timestamp = { { 1700000200, 5 } },
                                           .old_state = CHANNELD_NORMAL,
                                           .new_state = CLOSED,
                                           .cause = REASON_USER };
    static char message[] = "mutual close";
    orm_rows *rows = NULL;
    int64_t count = 0;
    TRY(channel_config_add(w, &config));
    TRY(channel_last(w, &channel.dbid));
    channel.dbid++;
    channel.our_config.id = config.id;
    TRY(channel_add(w, &channel));
    fill_channel(w, &channel);
    TRY(channel_save(w, &channel));
    TRY(channel_by_alias(w, *channel.alias[LOCAL], &found));
    show_channel(out, &found);
    assert_int_equal(channel_by_alias(w, (struct short_channel_id){ 3 }, &found), ORM_NOT_FOUND);
    TRY(channel_traffic(w, 1, true, true, (struct amount_msat){ 40 }));
    TRY(channel_traffic(w, 1, true, true, (struct amount_msat){ 2 }));
    TRY(channel_traffic(w, 1, false, false, (struct amount_msat){ INT64_MAX }));
    assert_fails(w->db, ORM_CONVERSION,
                 channel_traffic(w, 1, false, false, (struct amount_msat){ 1 }));
    change.message = message;
    TRY(channel_note(w, 1, &change));
    TRY(channel_close(w, 1, &count));
    (void)fprintf(out, "closed: %lld\n", (long long)count);
    TRY(channel_close(w, 1, &count));
    (void)fprintf(out, "closed: %lld\n", (long long)count);
    TRY(channel_active(w, &rows));
    list_channels(out, rows);
}

/* ---- the rest ---- */

#define KEY(...) words_of(w, (const char *[]){ __VA_ARGS__, NULL })

static const char **words_of(wallet *w, const char **words)
{
    size_t count = 0;
    while (words[count] != NULL) {
        count++;
    }
    return array_copy(w->arena, words, count, sizeof *words);
}

static void tell_store(wallet *w, FILE *out)
{
    u8 *data = array_copy(w->arena, "a\0b", 3, 1);
    struct datastore_entry entry;
    orm_rows *rows = NULL;
    bool is_done = false;
    u64 generation = 0;
    TRY(store_put(w, KEY("plugin", "color", "dark"), data));
    TRY(store_put(w, KEY("plugin"), NULL));
    TRY(store_put(w, KEY("plugin\xff", "z"), data));
    assert_fails(w->db, ORM_UNIQUE, store_put(w, KEY("plugin", "color"), data));
    TRY(store_append(w, KEY("plugin", "color"), data));
    TRY(store_change(w, KEY("plugin", "color"), data, &generation, &is_done));
    (void)fprintf(out, "of generation 0: %d\n", is_done);
    TRY(store_get(w, KEY("plugin", "color"), &entry));
    show_entry(out, &entry);
    TRY(store_change(w, KEY("plugin", "color"), array_new(w->arena, 0, 1), &entry.generation,
                     &is_done));
    (void)fprintf(out, "of its generation: %d\n", is_done);
    TRY(store_list(w, KEY("plugin"), &rows));
    list_entries(out, rows);
    TRY(store_list(w, KEY("plugin", "color"), &rows));
    list_entries(out, rows);
    TRY(store_drop(w, KEY("plugin", "colour", ""), &is_done));
    (void)fprintf(out, "dropped: %d\n", is_done);
    TRY(store_drop(w, KEY("plugin", "colou"), &is_done));
    (void)fprintf(out, "dropped: %d\n", is_done);
}

static void tell_runes(wallet *w, FILE *out)
{
    struct rune_blacklist list[] = { { 0, 1 }, { 3, INT64_MAX } }, *found = NULL;
    size_t count = 0;
    u64 id = 0;
    bool is_done = false;
    TRY(rune_add(w, "r5=", &id));
    TRY(rune_use(w, id, (struct timeabs){ { 1700000300, 12 } }, &is_done));
    (void)fprintf(out, "rune %" PRIu64 ": %d\n", id, is_done);
    TRY(rune_use(w, 99, (struct timeabs){ { 1, 0 } }, &is_done));
    TRY(rune_set_blacklist(w, list, 2));
    TRY(rune_blacklist(w, &found, &count));
    (void)fprintf(out, "rune 99: %d, blacklist %zu to %" PRIu64 "\n", is_done, count,
                  found[count - 1].end);
}

static void tell_vars(wallet *w, FILE *out)
{
    s64 number = 0;
    u8 *bytes = NULL;
    bool is_done = false;
    TRY(wallet_get_number(w, "genesis", -7, &number));
    TRY(wallet_get_bytes(w, "next_pay_index", &bytes));
    (void)fprintf(out, "no number: %lld, no bytes: %d\n", (long long)number, bytes == NULL);
    TRY(wallet_set_bytes(w, "next_pay_index", array_copy(w->arena, "\0", 1, 1)));
    TRY(wallet_set_bytes(w, "new bytes", array_new(w->arena, 0, 1)));
    TRY(wallet_set_bytes(w, "genesis", NULL));
    TRY(wallet_get_bytes(w, "new bytes", &bytes));
    (void)fprintf(out, "bytes: %zu\n", array_count(bytes));
    TRY(wallet_set_number(w, "least", INT64_MIN));
    TRY(wallet_get_number(w, "least", 0, &number));
    (void)fprintf(out, "least: %lld\n", (long long)number);
    TRY(wallet_forget(w, "least", &is_done));
    TRY(wallet_forget(w, "least", &is_done));
    (void)fprintf(out, "forgotten: %d\n", is_done);
    TRY(wallet_count_version(w, 0, &is_done));
    TRY(wallet_count_version(w, 0, &is_done));
    (void)fprintf(out, "my version: %d\n", is_done);
    TRY(wallet_count_version(w, 1, &is_done));
}

void story_tell(wallet *w, FILE *out)
{
    tell_invoices(w, out);
    tell_forwards(w, out);
    tell_payments(w, out);
    tell_coins(w, out);
    tell_blocks(w, out);
    tell_channels(w, out);
    tell_store(w, out);
    tell_runes(w, out);
    tell_vars(w, out);
}
