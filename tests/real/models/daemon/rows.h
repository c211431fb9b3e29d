/* What a payment daemon holds in memory of what it has on disk. Nothing in these structs is there for
 * the database's sake: other files of the daemon need them as they are. */
#ifndef REAL_DAEMON_ROWS_H
#define REAL_DAEMON_ROWS_H

#include "values.h"

/* ---- invoices ---- */

enum invoice_status { UNPAID, PAID, EXPIRED };

struct invoice_details {
	enum invoice_status state;
	/* Its secret, and what is known of it to others. */
	struct preimage r;
	struct sha256 rhash;
	const struct json_escape *label;
	/* NULL: any amount. */
	struct amount_msat *msat;
	/* Seconds since 1970. */
	u64 expiry_time;
	/* These four only if it is paid. */
	u64 pay_index;
	struct amount_msat received;
	u64 paid_timestamp;
	const struct bitcoin_outpoint *paid_outpoint;
	const char *invstring;
	char *description;
	/* An array, or NULL. */
	u8 *features;
	struct sha256 *local_offer_id;
	u64 created_index, updated_index;
};

/* ---- forwards ---- */

enum forward_style { FORWARD_STYLE_LEGACY = 0, FORWARD_STYLE_TLV = 1, FORWARD_STYLE_UNKNOWN = 2 };

enum forward_status {
	FORWARD_OFFERED = 0,
	FORWARD_SETTLED = 1,
	FORWARD_FAILED = 2,
	FORWARD_LOCAL_FAILED = 3,
	/* In questions only. */
	FORWARD_ANY = 255
};

enum onion_wire {
	WIRE_INVALID_REALM = 0x4000 | 1,
	WIRE_TEMPORARY_NODE_FAILURE = 0x2000 | 2,
	WIRE_TEMPORARY_CHANNEL_FAILURE = 0x1000 | 7,
	WIRE_UNKNOWN_NEXT_PEER = 0x4000 | 10
};

struct forwarding {
	u64 created_index;
	/* 0: never. */
	u64 updated_index;
	/* All zero: unknown. */
	struct short_channel_id channel_in, channel_out;
	u64 htlc_id_in, *htlc_id_out;
	struct amount_msat msat_in, msat_out, fee;
	enum forward_style forward_style;
	enum forward_status status;
	/* 0: none. */
	enum onion_wire failcode;
	struct timeabs received_time;
	struct timeabs *resolved_time;
};

/* ---- payments ---- */

enum payment_status { PAYMENT_PENDING = 0, PAYMENT_COMPLETE = 1, PAYMENT_FAILED = 2 };

struct wallet_payment {
	u64 id;
	u32 timestamp;
	u32 *completed_at;
	/* These three are unique together. */
	struct sha256 payment_hash;
	u64 partid;
	u64 groupid;
	enum payment_status status;
	u64 updated_index;
	struct node_id *destination;
	struct amount_msat msatoshi;
	struct amount_msat msatoshi_sent;
	struct amount_msat total_msat;
	/* If and only if it is complete. */
	struct preimage *payment_preimage;
	/* Three arrays. */
	struct secret *path_secrets;
	struct node_id *route_nodes;
	struct short_channel_id *route_channels;
	const char *invstring;
	const char *label;
	const char *description;
	/* An array. */
	const u8 *failonion;
	struct sha256 *local_invreq_id;
};

/* ---- coins ---- */

enum output_status {
	OUTPUT_STATE_AVAILABLE = 0,
	OUTPUT_STATE_RESERVED = 1,
	OUTPUT_STATE_SPENT = 2,
	/* In questions only. */
	OUTPUT_STATE_ANY = 255
};

enum utxotype { UTXO_P2SH_P2WPKH = 1, UTXO_P2WPKH = 2, UTXO_P2TR = 5 };

struct unilateral_close_info {
	u64 channel_id;
	struct node_id peer_id;
	bool option_anchors;
	struct pubkey *commitment_point;
	u32 csv;
};

struct utxo {
	struct bitcoin_outpoint outpoint;
	struct amount_sat amount;
	u32 keyindex;
	enum utxotype utxotype;
	enum output_status status;
	struct unilateral_close_info *close_info;
	const u32 *blockheight;
	const u32 *spendheight;
	u32 reserved_til;
	/* An array. */
	u8 *scriptPubkey;
	bool is_in_coinbase;
};

/* ---- channels ---- */

enum channel_state {
	DUALOPEND_OPEN_INIT = 1,
	CHANNELD_AWAITING_LOCKIN,
	CHANNELD_NORMAL,
	CHANNELD_SHUTTING_DOWN,
	CLOSINGD_SIGEXCHANGE,
	CLOSINGD_COMPLETE,
	AWAITING_UNILATERAL,
	FUNDING_SPEND_SEEN,
	ONCHAIN,
	CLOSED
};

enum state_change {
	REASON_UNKNOWN,
	REASON_LOCAL,
	REASON_USER,
	REASON_REMOTE,
	REASON_PROTOCOL,
	REASON_ONCHAIN
};

struct channel_config {
	u64 id;
	struct amount_sat dust_limit;
	struct amount_msat max_htlc_value_in_flight;
	struct amount_sat channel_reserve;
	struct amount_msat htlc_minimum;
	u16 to_self_delay;
	u16 max_accepted_htlcs;
};

struct shachain {
	u64 id;
	u64 min_index;
};

struct channel {
	u64 dbid;
	enum channel_state state;
	enum side opener;
	/* NUM_SIDES: it is open. */
	enum side closer;
	struct channel_config our_config;
	u8 channel_flags;
	bool req_confirmed_ins[NUM_SIDES];
	u64 next_index[NUM_SIDES];
	struct bitcoin_outpoint funding;
	struct amount_sat funding_sats;
	bool remote_channel_ready;
	struct amount_msat our_msat, msat_to_us_min, msat_to_us_max;
	/* NULL: not in a block yet. */
	struct short_channel_id *scid;
	/* Their alias may be NULL. Ours is any number of 64 bits. */
	struct short_channel_id *alias[NUM_SIDES];
	/* An array. */
	struct short_channel_id *old_scids;
	struct channel_id cid;
	/* Arrays. */
	u8 *shutdown_scriptpubkey[NUM_SIDES];
	struct {
		struct shachain chain;
	} their_shachain;
	struct bitcoin_outpoint *shutdown_wrong_funding;
	struct bitcoin_signature last_sig;
	struct signature *lease_commit_sig;
	u32 lease_chan_max_msat;
	u16 lease_chan_max_ppt;
	enum state_change state_change_cause;
	struct pubkey *future_per_commitment_point;
	u64 last_stable_connection;
	bool ignore_fee_limits;
	/* Not stored. */
	void *owner;
};

struct channel_stats {
	u64 in_payments_offered, in_payments_fulfilled;
	struct amount_msat in_msatoshi_offered, in_msatoshi_fulfilled;
	u64 out_payments_offered, out_payments_fulfilled;
	struct amount_msat out_msatoshi_offered, out_msatoshi_fulfilled;
};

struct channel_state_change {
	struct timeabs timestamp;
	enum channel_state old_state, new_state;
	enum state_change cause;
	char *message;
};

/* ---- the rest ---- */

/* Keys are lists of words. */
struct datastore_entry {
	const char **key;
	/* Arrays. */
	u8 *data;
	u64 generation;
};

enum offer_status { OFFER_SINGLE_USE_UNUSED = 1, OFFER_MULTIPLE_USE_UNUSED = 5, OFFER_DISABLED = 0 };

struct offer {
	struct sha256 offer_id;
	const char *bolt12;
	const struct json_escape *label;
	enum offer_status status;
};

struct rune {
	u64 unique_id;
	const char *text;
	struct timeabs *last_used;
};

struct rune_blacklist {
	u64 start, end;
};

struct block {
	u32 height;
	struct bitcoin_txid hash;
	struct bitcoin_txid *prev;
};

#endif
