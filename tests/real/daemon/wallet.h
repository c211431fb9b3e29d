/* The daemon's questions and changes, ported: what its functions ask of the database, by the calls
 * of Corm. All return what the last call of the library said; outputs live in the wallet's arena.
 */
#ifndef REAL_DAEMON_WALLET_H
#define REAL_DAEMON_WALLET_H

#include <orm.h>

#include "models/daemon/counters.h"
#include "models/daemon/stored.h"

typedef struct wallet {
    orm_db *db;
    orm_arena *arena;
    u64 now; /* seconds since 1970 */
} wallet;

/* ---- names with a number, bytes or nothing ---- */

orm_status wallet_get_number(wallet *w, const char *name, s64 otherwise, s64 *number_out);
orm_status wallet_set_number(wallet *w, const char *name, s64 number);
/* *bytes_out: a counted array; NULL = there are none. */
orm_status wallet_get_bytes(wallet *w, const char *name, u8 **bytes_out);
orm_status wallet_set_bytes(wallet *w, const char *name, u8 *bytes);
orm_status wallet_forget(wallet *w, const char *name, bool *was_there_out);
/* The next number of a name; the first one is 1. */
orm_status wallet_next(wallet *w, const char *name, u64 *number_out);
/* Counts the version of all data, if it is still the one that is known. */
orm_status wallet_count_version(wallet *w, s64 known, bool *is_ours_out);

/* ---- invoices ---- */

/* invoice: its label, r, rhash, amount and texts; gets its index. *created_out: false where the
 * label is taken. seconds: until it expires. */
orm_status invoice_create(wallet *w, struct invoice_details *invoice, u64 seconds,
                          bool *created_out);
orm_status invoice_by_label(wallet *w, const char *label, u64 *id_out);
orm_status invoice_by_hash(wallet *w, const struct sha256 *hash, u64 *id_out);
orm_status invoice_unpaid_by_hash(wallet *w, const struct sha256 *hash, u64 *id_out);
orm_status invoice_details(wallet *w, u64 id, struct invoice_details *invoice_out);
orm_status invoice_state(wallet *w, u64 id, enum invoice_status *state_out);
/* Of all that are unpaid and late; their number. */
orm_status invoice_expire(wallet *w, size_t *count_out);
/* *is_any_out: false where none can expire. */
orm_status invoice_next_expiry(wallet *w, bool *is_any_out, u64 *time_out);
/* outpoint: NULL = not on the chain. *resolved_out: false where it is not unpaid. */
orm_status invoice_resolve(wallet *w, u64 id, struct amount_msat received,
                           const struct bitcoin_outpoint *outpoint, bool *resolved_out);
orm_status invoice_drop(wallet *w, u64 id, bool *dropped_out);
orm_status invoice_drop_description(wallet *w, u64 id, bool *changed_out);
/* From an index on; limit: NULL = all. */
orm_status invoice_list(wallet *w, bool by_update, u64 from, const int64_t *limit,
                        orm_rows **rows_out);
/* The next one that was paid; NOT_FOUND. */
orm_status invoice_paid_after(wallet *w, u64 pay_index, struct invoice_details *invoice_out);
orm_status invoice_add_script(wallet *w, u64 id, const u8 *script);
orm_status invoice_by_script(wallet *w, const u8 *script, u64 *id_out);

/* ---- offers ---- */

orm_status wallet_add_offer(wallet *w, struct offer *offer, bool *added_out);
orm_status wallet_find_offer(wallet *w, const struct sha256 *id, struct offer *offer_out);
/* Invoices of an offer that ends are expired. */
orm_status wallet_end_offer(wallet *w, const struct sha256 *id, enum offer_status status,
                            int64_t *expired_out);

/* ---- forwards ---- */

/* Updates the forward with its key, or adds it with a new index. */
orm_status forward_note(wallet *w, struct forwarding *forward);
orm_status forward_fees(wallet *w, u64 *total_out);
/* FORWARD_ANY, NULL and NULL: all. */
orm_status forward_list(wallet *w, enum forward_status status, const struct short_channel_id *in,
                        const struct short_channel_id *out, orm_rows **rows_out);
orm_status forward_page(wallet *w, bool by_update, u64 from, const int64_t *limit,
                        orm_rows **rows_out);
/* Of what was settled, the fees are kept. */
orm_status forward_drop(wallet *w, struct short_channel_id in, u64 htlc, enum forward_status status,
                        bool *dropped_out);
orm_status forward_drop_all(wallet *w, struct short_channel_id in, enum forward_status status,
                            int64_t *count_out);

/* ---- payments ---- */

orm_status payment_add(wallet *w, struct wallet_payment *payment);
orm_status payment_last_group(wallet *w, const struct sha256 *hash, u64 *group_out);
orm_status payment_by_part(wallet *w, const struct sha256 *hash, u64 part, u64 group,
                           struct wallet_payment *payment_out);
/* preimage: if it is complete. What is only needed while it is pending is forgotten. */
orm_status payment_set_status(wallet *w, const struct wallet_payment *payment,
                              enum payment_status status, const struct preimage *preimage);
orm_status payment_fail(wallet *w, const struct sha256 *hash, u64 part, const u8 *onion);
orm_status payment_list(wallet *w, const enum payment_status *status, bool by_update, u64 from,
                        orm_rows **rows_out);
orm_status payment_by_hash(wallet *w, const struct sha256 *hash, orm_rows **rows_out);
orm_status payment_by_label(wallet *w, const char *label, orm_rows **rows_out);
orm_status payment_drop(wallet *w, const struct sha256 *hash, enum payment_status status,
                        int64_t *count_out);

/* ---- coins ---- */

orm_status coin_add(wallet *w, struct utxo *coin, bool *added_out);
orm_status coin_find(wallet *w, const struct bitcoin_outpoint *outpoint, struct utxo *coin_out);
orm_status coin_set_status(wallet *w, const struct bitcoin_outpoint *outpoint,
                           enum output_status from, enum output_status to, bool *changed_out);
orm_status coin_reserve(wallet *w, struct utxo *coin, u32 height, u32 blocks);
orm_status coin_unreserve(wallet *w, struct utxo *coin, u32 height, u32 blocks);
orm_status coin_unspent(wallet *w, orm_rows **rows_out);
orm_status coin_available(wallet *w, u32 height, orm_rows **rows_out);
orm_status coin_of_closes(wallet *w, orm_rows **rows_out);
/* height: NULL = not any more. */
orm_status coin_spend(wallet *w, const struct bitcoin_outpoint *outpoint, const u32 *height);
orm_status coin_confirm(wallet *w, const struct bitcoin_txid *tx, u32 height, int64_t *count_out);
orm_status block_add(wallet *w, struct block *block, bool *added_out);
orm_status block_roll_back(wallet *w, u32 height, int64_t *count_out);
orm_status block_last(wallet *w, u32 *height_out);
orm_status block_first_of_run(wallet *w, u32 *height_out);

/* ---- channels ---- */

/* A row of defaults, whose number the database chooses; then what is in it. */
orm_status channel_config_add(wallet *w, struct channel_config *config);
orm_status channel_add(wallet *w, struct channel *channel);
orm_status channel_save(wallet *w, struct channel *channel);
orm_status channel_last(wallet *w, u64 *dbid_out);
orm_status channel_active(wallet *w, orm_rows **rows_out);
orm_status channel_by_alias(wallet *w, struct short_channel_id alias, struct channel *channel_out);
orm_status channel_close(wallet *w, u64 dbid, int64_t *count_out);
orm_status channel_traffic(wallet *w, u64 dbid, bool is_in, bool is_fulfilled,
                           struct amount_msat amount);
orm_status channel_note(wallet *w, u64 dbid, const struct channel_state_change *change);
orm_status channel_history(wallet *w, u64 dbid, orm_rows **rows_out);

/* ---- the datastore ---- */

orm_status store_put(wallet *w, const char **key, u8 *data);
orm_status store_get(wallet *w, const char **key, struct datastore_entry *entry_out);
/* generation: NULL = any. *changed_out: false where it has another one, or is not there. */
orm_status store_change(wallet *w, const char **key, u8 *data, const u64 *generation,
                        bool *changed_out);
orm_status store_append(wallet *w, const char **key, const u8 *data);
orm_status store_drop(wallet *w, const char **key, bool *dropped_out);
/* Those of a key and below it, in the order of their bytes; NULL = all. */
orm_status store_list(wallet *w, const char **key, orm_rows **rows_out);

/* ---- runes ---- */

orm_status rune_add(wallet *w, const char *text, u64 *id_out);
orm_status rune_use(wallet *w, u64 id, struct timeabs when, bool *used_out);
orm_status rune_list(wallet *w, orm_rows **rows_out);
orm_status rune_set_blacklist(wallet *w, struct rune_blacklist *list, size_t count);
orm_status rune_blacklist(wallet *w, struct rune_blacklist **list_out, size_t *count_out);

#endif
