/* The small types of a payment daemon, as its other parts have them: no word of a database, and none
 * of Corm. Its memory is counted: array_count() tells the length of what array_new() gave. */
#ifndef REAL_DAEMON_VALUES_H
#define REAL_DAEMON_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

struct amount_msat {
	u64 millisatoshis;
};

struct amount_sat {
	u64 satoshis;
};

struct timeabs {
	struct timespec ts;
};

/* Its words are for the one who computes it. */
struct sha256 {
	union {
		u32 u32[8];
		u8 u8[32];
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

/* As the library of curves keeps it: 64 bytes, which are nobody else's business. On disk it has 33. */
struct pubkey {
	struct {
		unsigned char data[64];
	} pubkey;
};

struct signature {
	unsigned char data[64];
};

struct bitcoin_signature {
	int sighash_type;
	struct signature s;
};

struct channel_id {
	u8 id[32];
};

struct short_channel_id {
	u64 u64;
};

/* A text that is escaped for JSON already. It is as long as it has to be: s ends with a NUL. */
struct json_escape {
	char s[1];
};

enum side { LOCAL, REMOTE, NUM_SIDES };

#endif
