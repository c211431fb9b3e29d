/* Rows of a Lightning daemon's wallet: amounts, hashes and points in structs of their own, often behind
 * pointers, enums that the database keeps by number, keys that the program assigns. Kernel style. */
#ifndef REAL_WALLET_H
#define REAL_WALLET_H

#include <orm/annotations.h>
#include <orm/converter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

/* ---- values ---- */

struct amount_msat {
	u64 millisatoshis;
};

struct amount_sat {
	u64 satoshis;
};

struct timeabs {
	struct timespec ts;
};

/* The words are for the one who computes it. */
struct sha256 {
	union {
		u32 words[8];
		u8 bytes[32] ORM_COLUMN();
	} u;
};

struct sha256_double {
	struct sha256 sha;
};

struct bitcoin_txid {
	struct sha256_double shad;
};

struct bitcoin_outpoint {
	struct bitcoin_txid txid;
	u32 n;
};

struct preimage {
	u8 r[32];
};

struct secret {
	u8 data[32];
};

struct node_id {
	u8 k[33];
};

struct pubkey {
	struct {
		u8 data[64];
	} point;
};

struct channel_id {
	u8 id[32];
};

struct short_channel_id {
	u64 u64;
};

/* Text that is in JSON's quotes already, as long as it is. */
struct json_escape {
	size_t len;
	char s[];
};
orm_encode_fn json_escape_encode;
orm_decode_fn json_escape_decode;
ORM_CONVERTER(struct json_escape *, encode = json_escape_encode, decode = json_escape_decode,
	      kind = text);

/* The clock's nanoseconds as one number, where not even a microsecond's parts may be lost. */
typedef struct timeabs exact_time;
orm_encode_fn nsec_encode;
orm_decode_fn nsec_decode;
ORM_CONVERTER(exact_time, encode = nsec_encode, decode = nsec_decode, kind = int64);

/* The secrets of a route, one behind the other. */
struct path_secrets {
	struct secret *secret;
	size_t num;
};
orm_encode_fn path_secrets_encode;
orm_decode_fn path_secrets_decode;
ORM_CONVERTER(struct path_secrets, encode = path_secrets_encode, decode = path_secrets_decode,
	      kind = blob);

/* ---- invoices ---- */

enum invoice_status { UNPAID, PAID, EXPIRED };

struct ORM_TABLE(invoices, prefix = bolt11, index(state, expiry_time),
		 check = "({state} = 1) = ({pay_index} IS NOT NULL)") invoice_details {
	u64 inv_dbid ORM_COLUMN(primary_key, name = id);
	enum invoice_status state ORM_COLUMN(as = number);
	struct json_escape *label ORM_COLUMN(unique, not_null);
	struct amount_msat *msat ORM_COLUMN(name = msatoshi);
	struct sha256 rhash ORM_COLUMN(unique, name = payment_hash);
	u64 expiry_time ORM_COLUMN();
	struct preimage r ORM_COLUMN(name = payment_key, unique, redact);
	u64 pay_index ORM_COLUMN(null_if = 0, unique);
	struct amount_msat received ORM_COLUMN(name = msatoshi_received, null_if = 0);
	u64 paid_timestamp ORM_COLUMN(null_if = 0);
	struct bitcoin_outpoint *paid_outpoint
		ORM_COLUMN(columns(txid = paid_txid, n = paid_outnum));
	char *invstring ORM_COLUMN(name = bolt11, not_null);
	char *description ORM_COLUMN();
	const u8 *features ORM_COLUMN(size = features_len);
	size_t features_len;
	struct sha256 *local_offer_id ORM_COLUMN();
	u64 created_index ORM_COLUMN(unique);
	u64 updated_index ORM_COLUMN(null_reads_as = 0);
};

/* ---- forwards ---- */

enum forward_style { FORWARD_STYLE_LEGACY = 0, FORWARD_STYLE_TLV = 1, FORWARD_STYLE_UNKNOWN = 2 };

enum forward_status {
	FORWARD_OFFERED = 0,
	FORWARD_SETTLED = 1,
	FORWARD_FAILED = 2,
	FORWARD_LOCAL_FAILED = 3,
	FORWARD_ANY = 255
};

enum onion_wire {
	WIRE_NONE = 0,
	WIRE_INVALID_REALM = 0x4000 | 1,
	WIRE_TEMPORARY_NODE_FAILURE = 0x2000 | 2,
	WIRE_INVALID_ONION_VERSION = 0x8000 | 0x4000 | 4
};

struct ORM_TABLE(forwards, prefix = forwarding, index(status), index(channel_out)) forwarding {
	u64 created_index ORM_COLUMN(unique);
	u64 updated_index ORM_COLUMN(null_if = 0);
	struct short_channel_id channel_in ORM_COLUMN(primary_key, name = in_channel_scid);
	struct short_channel_id channel_out ORM_COLUMN(name = out_channel_scid, null_if = 0);
	u64 htlc_id_in ORM_COLUMN(primary_key, name = in_htlc_id);
	u64 *htlc_id_out ORM_COLUMN(name = out_htlc_id);
	struct amount_msat msat_in ORM_COLUMN(), msat_out ORM_COLUMN(null_reads_as = 0);
	struct amount_msat fee
		ORM_COLUMN(computed = "{msat_in} - {msat_out}", null_reads_as = 0);
	enum forward_style forward_style
		ORM_COLUMN(as = number, null_if = FORWARD_STYLE_UNKNOWN);
	enum forward_status status ORM_COLUMN(as = number, name = state);
	enum onion_wire failcode ORM_COLUMN(as = number, null_if = WIRE_NONE);
	struct timeabs received_time ORM_COLUMN();
	struct timeabs *resolved_time ORM_COLUMN();
	exact_time exact ORM_COLUMN(name = received_nsec);
};

/* ---- payments ---- */

enum payment_status { PAYMENT_PENDING = 0, PAYMENT_COMPLETE = 1, PAYMENT_FAILED = 2 };

struct ORM_TABLE(payments, prefix = payment, unique(payment_hash, partid, groupid)) wallet_payment {
	u64 id ORM_COLUMN(primary_key);
	u32 timestamp ORM_COLUMN();
	u32 *completed_at ORM_COLUMN();
	struct sha256 payment_hash ORM_COLUMN();
	u64 partid ORM_COLUMN();
	u64 groupid ORM_COLUMN();
	enum payment_status status ORM_COLUMN(as = number);
	u64 updated_index ORM_COLUMN();
	const struct node_id *destination ORM_COLUMN();
	struct amount_msat msatoshi ORM_COLUMN();
	struct amount_msat msatoshi_sent ORM_COLUMN();
	struct amount_msat total_msat ORM_COLUMN();
	struct preimage *payment_preimage ORM_COLUMN(redact);
	struct path_secrets path_secrets ORM_COLUMN(redact);
	u64 *route_channels ORM_COLUMN(count = route_len);
	u32 *route_delays ORM_COLUMN(count = route_len);
	u32 route_len;
	const char *invstring ORM_COLUMN();
	const char *label ORM_COLUMN();
	const u8 *failonion ORM_COLUMN(size = failonion_len);
	u16 failonion_len;
	struct sha256 *local_invreq_id ORM_COLUMN();
};

/* ---- coins ---- */

enum output_status {
	OUTPUT_STATE_AVAILABLE = 0,
	OUTPUT_STATE_RESERVED = 1,
	OUTPUT_STATE_SPENT = 2,
	OUTPUT_STATE_ANY = 255
};

enum wallet_output_type { p2sh_wpkh = 0, to_local = 1, htlc_offer = 3, our_change = 5, p2wpkh = 6 };

/* Of an output that a closed channel left. */
struct unilateral_close_info {
	u64 channel_id ORM_COLUMN(references = channel.dbid);
	struct node_id peer_id ORM_COLUMN();
	bool option_anchors ORM_COLUMN();
	struct pubkey *commitment_point ORM_COLUMN();
	u32 csv ORM_COLUMN(check = "{csv} >= 1");
};

struct ORM_TABLE(outputs, index(utxostatus, keyindex),
		 foreign_key(blockheight, references_table = "blocks(height)",
			     on_delete = set_null)) utxo {
	struct bitcoin_outpoint outpoint
		ORM_COLUMN(columns(txid = prev_out_tx, n = prev_out_index));
	u64 rowid ORM_COLUMN(primary_key);
	struct amount_sat amount ORM_COLUMN(name = value);
	enum wallet_output_type utxotype ORM_COLUMN(as = number, name = type);
	u32 keyindex ORM_COLUMN();
	enum output_status utxostatus ORM_COLUMN(as = number, name = status);
	struct unilateral_close_info *close_info ORM_COLUMN(prefix = "");
	const u32 *blockheight ORM_COLUMN(name = confirmation_height);
	u32 *spendheight ORM_COLUMN(name = spend_height);
	bool is_in_coinbase : 1 ORM_COLUMN();
	unsigned reserved_til : 31 ORM_COLUMN(null_reads_as = 0);
	u8 *scriptpubkey ORM_COLUMN(size = scriptpubkey_len, not_null);
	u8 scriptpubkey_len;
};

/* ---- channels ---- */

enum side { LOCAL, REMOTE, NUM_SIDES };

enum channel_state {
	CHANNELD_AWAITING_LOCKIN = 2,
	CHANNELD_NORMAL,
	CHANNELD_SHUTTING_DOWN,
	CLOSINGD_SIGEXCHANGE,
	CLOSINGD_COMPLETE,
	AWAITING_UNILATERAL,
	FUNDING_SPEND_SEEN,
	ONCHAIN,
	CLOSED
};

struct basepoints {
	struct pubkey revocation ORM_COLUMN();
	struct pubkey payment ORM_COLUMN();
	struct pubkey htlc ORM_COLUMN();
	struct pubkey delayed_payment ORM_COLUMN();
};

struct channel_stats {
	ORM_COLUMN() u64 in_payments_offered, in_payments_fulfilled;
	ORM_COLUMN() struct amount_msat in_msatoshi_offered, in_msatoshi_fulfilled;
};

struct peer;
struct subd;
struct list_node {
	struct list_node *next, *prev;
};

struct ORM_TABLE(channels) channel {
	struct list_node list;
	struct peer *peer;
	u64 dbid ORM_COLUMN(primary_key, assigned, name = id);
	u8 *error ORM_COLUMN(size = error_len);
	size_t error_len;
	enum channel_state state ORM_COLUMN(as = number, index);
	enum side opener ORM_COLUMN(as = number, name = funder, check = "{opener} < 2");
	struct subd *owner;
	u8 channel_flags ORM_COLUMN();
	bool req_confirmed_ins[NUM_SIDES] ORM_COLUMN();
	u32 minimum_depth ORM_COLUMN();
	u64 next_index[NUM_SIDES] ORM_COLUMN();
	u64 next_htlc_id ORM_COLUMN();
	struct bitcoin_outpoint funding
		ORM_COLUMN(columns(txid = funding_tx_id, n = funding_tx_outnum));
	struct amount_sat funding_sats ORM_COLUMN(name = funding_satoshi);
	struct amount_msat push ORM_COLUMN(name = push_msatoshi);
	bool remote_channel_ready ORM_COLUMN(name = funding_locked_remote);
	struct short_channel_id *scid ORM_COLUMN(unique);
	struct short_channel_id *alias[NUM_SIDES];
	struct channel_id cid ORM_COLUMN(name = full_channel_id, null_flag = has_no_cid);
	bool has_no_cid;
	struct amount_msat our_msat ORM_COLUMN(name = msatoshi_local);
	struct basepoints local_basepoints ORM_COLUMN(prefix = local_);
	struct basepoints *their_basepoints ORM_COLUMN(prefix = remote_);
	const u8 *shutdown_scriptpubkey[NUM_SIDES];
	struct bitcoin_outpoint *shutdown_wrong_funding
		ORM_COLUMN(columns(txid = wrong_txid, n = wrong_outnum));
	struct channel_stats stats ORM_COLUMN(prefix = "");
	s64 splice_amnt ORM_COLUMN();
	struct timeabs old_feerate_timeout ORM_COLUMN(null_if = 0);
	enum side closer ORM_COLUMN(as = number, null_if = NUM_SIDES);
	u32 *close_blockheight ORM_COLUMN();
	u64 last_stable_connection ORM_COLUMN(null_if = 0);
	u32 version ORM_COLUMN(version);
};

/* ---- the datastore ---- */

struct ORM_TABLE(datastore) db_entry {
	u8 *key_blob ORM_COLUMN(primary_key, name = key, size = key_len);
	u16 key_len;
	char **key ORM_COLUMN(name = path, count = key_parts, not_null);
	size_t key_parts;
	u8 *data ORM_COLUMN(size = data_len);
	size_t data_len;
	u64 generation ORM_COLUMN(version);
};

#endif
