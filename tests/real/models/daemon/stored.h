/* How the daemon's structs lie in the tables that it has had for years: columns called otherwise than
 * members, numbers of 64 bits, blobs that are packed, and NULL where there is nothing. */
#ifndef REAL_DAEMON_STORED_H
#define REAL_DAEMON_STORED_H

#include <orm/annotations.h>
#include <orm/converter.h>

#include "rows.h"

/* ---- what one column holds ---- */

/* A counted array of bytes. */
orm_encode_fn bytes_encode;
orm_decode_fn bytes_decode;
ORM_CONVERTER(u8 *, name = counted, encode = bytes_encode, decode = bytes_decode, kind = blob);

/* Counted arrays of larger items, packed: what a compiler puts between them is not stored. */
orm_encode_fn secrets_encode, nodes_encode, scids_encode;
orm_decode_fn secrets_decode, nodes_decode, scids_decode;
ORM_CONVERTER(struct secret *, name = packed, encode = secrets_encode, decode = secrets_decode,
	      kind = blob);
ORM_CONVERTER(struct node_id *, name = packed, encode = nodes_encode, decode = nodes_decode,
	      kind = blob);
ORM_CONVERTER(struct short_channel_id *, name = packed, encode = scids_encode,
	      decode = scids_decode, kind = blob);

/* All 64 bits of it, where the sign is one of them: the largest ones are negative on disk. */
orm_encode_fn alias_encode;
orm_decode_fn alias_decode;
ORM_CONVERTER(struct short_channel_id, name = wrapped, encode = alias_encode,
	      decode = alias_decode, kind = int64);

orm_encode_fn label_encode;
orm_decode_fn label_decode;
ORM_CONVERTER(struct json_escape *, encode = label_encode, decode = label_decode, kind = text);

/* 33 bytes of a point; the two halves of a signature as they are. */
orm_encode_fn pubkey_encode;
orm_decode_fn pubkey_decode;
ORM_CONVERTER(struct pubkey, encode = pubkey_encode, decode = pubkey_decode, kind = blob);

/* Words with a NUL between them, as a counted array of bytes; NULL: no memory. */
u8 *words_join(orm_arena *arena, const char **words);
orm_encode_fn words_encode;
orm_decode_fn words_decode;
ORM_CONVERTER(const char **, name = joined, encode = words_encode, decode = words_decode,
	      kind = blob);

/* ---- invoices ---- */

ORM_MAP(invoice, struct invoice_details, name = invoices)
{
	ORM_MEMBER(created_index, name = id, primary_key, assigned);
	ORM_MEMBER(state, as = number);
	ORM_MEMBER(r.r, name = payment_key);
	ORM_MEMBER(rhash.u.u8, name = payment_hash, unique);
	ORM_MEMBER(label, unique);
	ORM_MEMBER(msat->millisatoshis, name = msatoshi);
	ORM_MEMBER(expiry_time);
	ORM_MEMBER(pay_index, null_if = 0);
	ORM_MEMBER(received.millisatoshis, name = msatoshi_received, null_reads_as = 0);
	ORM_MEMBER(paid_timestamp, null_if = 0);
	ORM_MEMBER(paid_outpoint->txid.shad.sha.u.u8, name = paid_txid);
	ORM_MEMBER(paid_outpoint->n, name = paid_outnum);
	ORM_MEMBER(invstring, name = bolt11);
	ORM_MEMBER(description);
	ORM_MEMBER(features, converter = counted);
	ORM_MEMBER(local_offer_id->u.u8, name = local_offer_id);
	ORM_MEMBER(updated_index);
}

/* No struct of the daemon's has these: its functions take them one by one. */
struct ORM_TABLE(invoice_fallbacks) invoice_fallback {
	const u8 *scriptpubkey ORM_COLUMN(primary_key, converter = counted);
	u64 invoice_id ORM_COLUMN();
};

/* ---- forwards ---- */

/* The fee is not stored, and the index is SQLite's own number of the row. */
ORM_MAP(forwarding, struct forwarding, name = forwards)
{
	ORM_MEMBER(created_index, name = rowid);
	ORM_MEMBER(updated_index);
	ORM_MEMBER(channel_in.u64, name = in_channel_scid, primary_key);
	ORM_MEMBER(htlc_id_in, name = in_htlc_id, primary_key);
	ORM_MEMBER(channel_out.u64, name = out_channel_scid, null_if = 0);
	ORM_MEMBER(htlc_id_out, name = out_htlc_id);
	ORM_MEMBER(msat_in.millisatoshis, name = in_msatoshi);
	ORM_MEMBER(msat_out.millisatoshis, name = out_msatoshi, null_if = 0);
	ORM_MEMBER(forward_style, as = number, null_if = FORWARD_STYLE_UNKNOWN);
	ORM_MEMBER(status, name = state, as = number);
	ORM_MEMBER(failcode, as = flags, null_if = 0);
	ORM_MEMBER(received_time.ts, name = received_time, as = number, unit = ns);
	ORM_MEMBER(resolved_time->ts, name = resolved_time, as = number, unit = ns);
}

/* ---- payments ---- */

ORM_MAP(payment, struct wallet_payment, name = payments,
	unique(payment_hash.u.u8, partid, groupid))
{
	ORM_MEMBER(id, primary_key, assigned);
	ORM_MEMBER(timestamp);
	ORM_MEMBER(completed_at);
	ORM_MEMBER(payment_hash.u.u8, name = payment_hash);
	ORM_MEMBER(partid);
	ORM_MEMBER(groupid);
	ORM_MEMBER(status, as = number);
	ORM_MEMBER(updated_index);
	ORM_MEMBER(destination->k, name = destination);
	ORM_MEMBER(msatoshi.millisatoshis, name = msatoshi);
	ORM_MEMBER(msatoshi_sent.millisatoshis, name = msatoshi_sent);
	ORM_MEMBER(total_msat.millisatoshis, name = total_msat);
	ORM_MEMBER(payment_preimage->r, name = payment_preimage);
	ORM_MEMBER(path_secrets, converter = packed);
	ORM_MEMBER(route_nodes, converter = packed);
	ORM_MEMBER(route_channels, converter = packed);
	ORM_MEMBER(invstring, name = bolt11);
	/* What was once called so has another's name by now. */
	ORM_MEMBER(label, name = description);
	ORM_MEMBER(description, name = paydescription);
	ORM_MEMBER(failonion, name = failonionreply, converter = counted);
	ORM_MEMBER(local_invreq_id->u.u8, name = local_invreq_id);
}

/* ---- coins ---- */

ORM_MAP(utxo, struct utxo, name = outputs)
{
	ORM_MEMBER(outpoint.txid.shad.sha.u.u8, name = prev_out_tx, primary_key);
	ORM_MEMBER(outpoint.n, name = prev_out_index, primary_key);
	ORM_MEMBER(amount.satoshis, name = value);
	ORM_MEMBER(utxotype, name = type, as = number);
	ORM_MEMBER(status, as = number);
	ORM_MEMBER(keyindex);
	ORM_MEMBER(close_info->channel_id, name = channel_id);
	ORM_MEMBER(close_info->peer_id.k, name = peer_id);
	ORM_MEMBER(close_info->commitment_point, name = commitment_point);
	ORM_MEMBER(close_info->option_anchors, name = option_anchor_outputs, as = number);
	ORM_MEMBER(close_info->csv, name = csv_lock);
	ORM_MEMBER(blockheight, name = confirmation_height);
	ORM_MEMBER(spendheight, name = spend_height);
	ORM_MEMBER(reserved_til, null_reads_as = 0);
	ORM_MEMBER(scriptPubkey, name = scriptpubkey, converter = counted);
	ORM_MEMBER(is_in_coinbase, as = number);
}

/* ---- channels ---- */

ORM_MAP(channel_config, struct channel_config, name = channel_configs)
{
	ORM_MEMBER(id, primary_key);
	ORM_MEMBER(dust_limit.satoshis, name = dust_limit_satoshis, null_reads_as = 0);
	ORM_MEMBER(max_htlc_value_in_flight.millisatoshis, name = max_htlc_value_in_flight_msat,
		   null_reads_as = 0);
	ORM_MEMBER(channel_reserve.satoshis, name = channel_reserve_satoshis, null_reads_as = 0);
	ORM_MEMBER(htlc_minimum.millisatoshis, name = htlc_minimum_msat, null_reads_as = 0);
	ORM_MEMBER(to_self_delay, null_reads_as = 0);
	ORM_MEMBER(max_accepted_htlcs, null_reads_as = 0);
}

ORM_MAP(channel, struct channel, name = channels)
{
	ORM_MEMBER(dbid, name = id, primary_key, assigned);
	ORM_MEMBER(state, as = number);
	ORM_MEMBER(opener, name = funder, as = number);
	ORM_MEMBER(closer, as = number);
	ORM_MEMBER(our_config.id, name = channel_config_local);
	ORM_MEMBER(channel_flags);
	ORM_MEMBER(req_confirmed_ins[LOCAL], name = require_confirm_inputs_local, as = number);
	ORM_MEMBER(req_confirmed_ins[REMOTE], name = require_confirm_inputs_remote, as = number);
	ORM_MEMBER(next_index[LOCAL], name = next_index_local);
	ORM_MEMBER(next_index[REMOTE], name = next_index_remote);
	ORM_MEMBER(funding.txid.shad.sha.u.u8, name = funding_tx_id);
	ORM_MEMBER(funding.n, name = funding_tx_outnum);
	ORM_MEMBER(funding_sats.satoshis, name = funding_satoshi);
	ORM_MEMBER(remote_channel_ready, name = funding_locked_remote, as = number);
	ORM_MEMBER(our_msat.millisatoshis, name = msatoshi_local);
	ORM_MEMBER(msat_to_us_min.millisatoshis, name = msatoshi_to_us_min);
	ORM_MEMBER(msat_to_us_max.millisatoshis, name = msatoshi_to_us_max);
	ORM_MEMBER(scid->u64, name = scid, unique);
	ORM_MEMBER(alias[LOCAL], name = alias_local, converter = wrapped);
	ORM_MEMBER(alias[REMOTE], name = alias_remote, converter = wrapped);
	ORM_MEMBER(old_scids, converter = packed);
	ORM_MEMBER(cid.id, name = full_channel_id);
	ORM_MEMBER(shutdown_scriptpubkey[LOCAL], name = shutdown_scriptpubkey_local,
		   converter = counted);
	ORM_MEMBER(shutdown_scriptpubkey[REMOTE], name = shutdown_scriptpubkey_remote,
		   converter = counted);
	ORM_MEMBER(their_shachain.chain.id, name = shachain_remote_id);
	ORM_MEMBER(shutdown_wrong_funding->txid.shad.sha.u.u8, name = shutdown_wrong_txid);
	ORM_MEMBER(shutdown_wrong_funding->n, name = shutdown_wrong_outnum);
	ORM_MEMBER(last_sig.s.data, name = last_sig);
	ORM_MEMBER(lease_commit_sig->data, name = lease_commit_sig);
	ORM_MEMBER(lease_chan_max_msat, null_reads_as = 0);
	ORM_MEMBER(lease_chan_max_ppt, null_reads_as = 0);
	ORM_MEMBER(state_change_cause, name = state_change_reason, as = number);
	ORM_MEMBER(future_per_commitment_point);
	ORM_MEMBER(last_stable_connection);
	ORM_MEMBER(ignore_fee_limits, as = number);
}

/* A change of state does not say itself whose it is. */
struct stored_change {
	u64 channel_id;
	struct channel_state_change change;
};

ORM_MAP(state_change, struct stored_change, name = channel_state_changes)
{
	ORM_MEMBER(channel_id);
	ORM_MEMBER(change.timestamp.ts, name = timestamp, as = number, unit = ns);
	ORM_MEMBER(change.old_state, name = old_state, as = flags);
	ORM_MEMBER(change.new_state, name = new_state, as = number);
	ORM_MEMBER(change.cause, name = cause, as = number);
	ORM_MEMBER(change.message, name = message);
}

/* ---- the rest ---- */

ORM_MAP(datastore, struct datastore_entry)
{
	ORM_MEMBER(key, primary_key, converter = joined);
	ORM_MEMBER(data, converter = counted);
	ORM_MEMBER(generation);
}

ORM_MAP(offer, struct offer, name = offers)
{
	ORM_MEMBER(offer_id.u.u8, name = offer_id, primary_key);
	ORM_MEMBER(bolt12);
	ORM_MEMBER(label);
	ORM_MEMBER(status, as = number);
}

ORM_MAP(rune, struct rune, name = runes)
{
	ORM_MEMBER(unique_id, name = id, primary_key, assigned);
	ORM_MEMBER(text, name = rune);
	ORM_MEMBER(last_used->ts, name = last_used_nsec, as = number, unit = ns);
}

/* Without a key. */
ORM_MAP(blacklist, struct rune_blacklist, name = runes_blacklist)
{
	ORM_MEMBER(start, name = start_index);
	ORM_MEMBER(end, name = end_index);
}

ORM_MAP(block, struct block, name = blocks)
{
	ORM_MEMBER(height, unique);
	ORM_MEMBER(hash.shad.sha.u.u8, name = hash);
	ORM_MEMBER(prev->shad.sha.u.u8, name = prev_hash);
}

/* What the daemon keeps beside its tables: a number, bytes or words under a name. */
struct ORM_TABLE(vars) var {
	char name[33] ORM_COLUMN(primary_key);
	char *val ORM_COLUMN();
	s64 *intval ORM_COLUMN();
	u8 *blobval ORM_COLUMN(converter = counted);
};

#endif
