/* Owns the rows that are there before Corm comes, written as the daemon writes them. */
#include "real/daemon/tables.h"

#include <string.h>

/* 33 or 32 bytes that tell who they are. */
static const uint8_t *bytes_of(uint8_t first)
{
    static uint8_t bytes[16][64];
    static size_t next;
    uint8_t *made = bytes[next++ % 16];
    memset(made, first, 64);
    made[0] = 2;
    made[31] = 0;
    return made;
}

#define HASH(n) PLAIN_B(bytes_of(n), 32)
#define NODE(n) PLAIN_B(bytes_of(n), 33)

static void fill_invoices(plain *db)
{
    static const char insert[] =
        "INSERT INTO invoices (id, payment_hash, payment_key, state, msatoshi, label, expiry_time,"
        " pay_index, msatoshi_received, paid_timestamp, bolt11, description, features,"
        " local_offer_id, paid_txid, paid_outnum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " $11, $12, $13, $14, $15, $16)";
    PLAIN_RUN(db, "INSERT INTO offers VALUES ($1, $2, $3, $4)", HASH(0x41), PLAIN_T("lno1a"),
              PLAIN_NOTHING, PLAIN_N(1));
    PLAIN_RUN(db, insert, PLAIN_N(1), HASH(1), HASH(101), PLAIN_N(0), PLAIN_NOTHING,
              PLAIN_T("any amount"), PLAIN_N(1700003600), PLAIN_NOTHING, PLAIN_NOTHING,
              PLAIN_NOTHING, PLAIN_T("lnbc1a"), PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_NOTHING,
              PLAIN_NOTHING, PLAIN_NOTHING);
    PLAIN_RUN(db, insert, PLAIN_N(2), HASH(2), HASH(102), PLAIN_N(1), PLAIN_N(INT64_MAX),
              PLAIN_T("\\u00e9 \\\"two\\\""), PLAIN_N(INT64_MAX), PLAIN_N(1), PLAIN_N(INT64_MAX),
              PLAIN_N(1700000001), PLAIN_T("lnbc1b"), PLAIN_T("paid on chain"),
              PLAIN_B("\0\x82\0", 3), PLAIN_NOTHING, HASH(0x55), PLAIN_N(INT32_MAX));
    PLAIN_RUN(db, insert, PLAIN_N(3), HASH(3), HASH(103), PLAIN_N(2), PLAIN_N(0), PLAIN_T(""),
              PLAIN_N(1600000000), PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_T("lni1c"),
              PLAIN_T(""), PLAIN_B("", 0), HASH(0x41), PLAIN_NOTHING, PLAIN_NOTHING);
    PLAIN_RUN(db, "INSERT INTO invoice_fallbacks VALUES ($1, $2)", PLAIN_B("\0\x14", 2),
              PLAIN_N(1));
    PLAIN_RUN(db, "UPDATE vars SET intval = $1 WHERE name = 'next_pay_index'", PLAIN_N(2));
    PLAIN_RUN(db, "INSERT INTO vars (name, intval) VALUES ($1, $2)", PLAIN_T("invoices_created"),
              PLAIN_N(3));
}

static void fill_forwards(plain *db)
{
    static const char insert[] =
        "INSERT INTO forwards (rowid, in_htlc_id, out_htlc_id, in_channel_scid, out_channel_scid,"
        " in_msatoshi, out_msatoshi, state, received_time, resolved_time, failcode, forward_style)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    PLAIN_RUN(db, insert, PLAIN_N(1), PLAIN_N(0), PLAIN_N(7), PLAIN_N(INT64_MAX), PLAIN_N(1),
              PLAIN_N(1005), PLAIN_N(1000), PLAIN_N(1), PLAIN_N(1700000000123456789),
              PLAIN_N(1700000001000000000), PLAIN_NOTHING, PLAIN_N(1));
    PLAIN_RUN(db, insert, PLAIN_N(2), PLAIN_N(1), PLAIN_NOTHING, PLAIN_N(INT64_MAX), PLAIN_NOTHING,
              PLAIN_N(5), PLAIN_NOTHING, PLAIN_N(3), PLAIN_N(1), PLAIN_NOTHING,
              PLAIN_N(0x4000 | 10), PLAIN_NOTHING);
    PLAIN_RUN(db, insert, PLAIN_N(3), PLAIN_N(INT64_MAX), PLAIN_N(0), PLAIN_N(0),
              PLAIN_N(880000ULL << 40 | 12 << 16 | 1), PLAIN_N(70), PLAIN_N(69), PLAIN_N(0),
              PLAIN_N(1700000002000000001), PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_N(0));
}

static void fill_payments(plain *db)
{
    static const char insert[] =
        "INSERT INTO payments (id, status, payment_hash, destination, msatoshi, timestamp,"
        " path_secrets, route_nodes, route_channels, msatoshi_sent, description, bolt11,"
        " total_msat, partid, local_invreq_id, groupid, paydescription, payment_preimage,"
        " completed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
        " $16, $17, $18, $19)";
    PLAIN_RUN(db, insert, PLAIN_N(1), PLAIN_N(0), HASH(0x61), NODE(0x71), PLAIN_N(1000),
              PLAIN_N(1700000000), PLAIN_B(bytes_of(0x62), 64), PLAIN_B(bytes_of(0x63), 33),
              PLAIN_B("\x0d\x6d\x80\0\0\x0c\0\1\x7f\xff\xff\xff\xff\xff\xff\xff", 16),
              PLAIN_N(1001), PLAIN_T("rent"), PLAIN_T("lnbc10"), PLAIN_N(1000), PLAIN_N(0),
              PLAIN_NOTHING, PLAIN_N(1), PLAIN_T("for November"), PLAIN_NOTHING, PLAIN_NOTHING);
    PLAIN_RUN(db, insert, PLAIN_N(2), PLAIN_N(1), HASH(0x61), PLAIN_NOTHING, PLAIN_N(2000),
              PLAIN_N(1700000010), PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_N(2002),
              PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_N(2000), PLAIN_N(1), HASH(0x64), PLAIN_N(1),
              PLAIN_NOTHING, HASH(0x65), PLAIN_N(1700000020));
    PLAIN_RUN(db, insert, PLAIN_N(3), PLAIN_N(2), HASH(0x66), NODE(0x72), PLAIN_N(INT64_MAX),
              PLAIN_N(INT32_MAX), PLAIN_B("", 0), PLAIN_B("", 0), PLAIN_B("", 0),
              PLAIN_N(INT64_MAX), PLAIN_T(""), PLAIN_T(""), PLAIN_N(0), PLAIN_N(INT64_MAX),
              PLAIN_NOTHING, PLAIN_N(INT64_MAX), PLAIN_T(""), PLAIN_NOTHING, PLAIN_N(0));
}

static void fill_coins(plain *db)
{
    static const char insert[] =
        "INSERT INTO outputs (prev_out_tx, prev_out_index, value, type, status, keyindex,"
        " channel_id, peer_id, commitment_point, option_anchor_outputs, confirmation_height,"
        " spend_height, scriptpubkey, csv_lock) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " $11, $12, $13, $14)";
    static const char block[] = "INSERT INTO blocks (height, hash, prev_hash) VALUES ($1, $2, $3)";
    PLAIN_RUN(db, block, PLAIN_N(100), HASH(0x21), PLAIN_NOTHING);
    PLAIN_RUN(db, block, PLAIN_N(103), HASH(0x22), HASH(0x23));
    PLAIN_RUN(db, block, PLAIN_N(104), HASH(0x24), HASH(0x22));
    PLAIN_RUN(db, insert, HASH(0x31), PLAIN_N(0), PLAIN_N(5000), PLAIN_N(2), PLAIN_N(0), PLAIN_N(4),
              PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_N(100),
              PLAIN_NOTHING, PLAIN_B("\0\x14", 2), PLAIN_NOTHING);
    PLAIN_RUN(db, insert, HASH(0x31), PLAIN_N(1), PLAIN_N(2100000000000000), PLAIN_N(5), PLAIN_N(2),
              PLAIN_N(0), PLAIN_N(9), NODE(0x32), NODE(3), PLAIN_N(1), PLAIN_N(103), PLAIN_N(104),
              PLAIN_B("", 0), PLAIN_N(144));
    PLAIN_RUN(db, insert, HASH(0x33), PLAIN_N(INT32_MAX), PLAIN_N(0), PLAIN_N(1), PLAIN_N(1),
              PLAIN_N(7), PLAIN_N(0), NODE(0x34), PLAIN_NOTHING, PLAIN_N(0), PLAIN_NOTHING,
              PLAIN_NOTHING, PLAIN_NOTHING, PLAIN_N(1));
}

static void fill_channels(plain *db)
{
    static const char insert[] =
        "INSERT INTO channels (id, state, funder, channel_flags, channel_config_local,"
        " next_index_local, next_index_remote, funding_tx_id, funding_tx_outnum, funding_satoshi,"
        " funding_locked_remote, msatoshi_local, shachain_remote_id, last_sig, full_channel_id,"
        " scid, alias_local, alias_remote, old_scids) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
        " $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    PLAIN_RUN(db, insert, PLAIN_N(1), PLAIN_N(3), PLAIN_N(0), PLAIN_N(1), PLAIN_N(1), PLAIN_N(1),
              PLAIN_N(2), HASH(0x51), PLAIN_N(0), PLAIN_N(100000), PLAIN_N(1), PLAIN_N(99000000),
              PLAIN_N(1), PLAIN_B(bytes_of(0x52), 64), HASH(0x53),
              PLAIN_N(880000ULL << 40 | 12 << 16 | 1), PLAIN_N(0xfedcba9876543210), PLAIN_NOTHING,
              PLAIN_B("\0\0\0\0\0\0\1\2", 8));
    PLAIN_RUN(db, "INSERT INTO channel_configs (dust_limit_satoshis) VALUES ($1)", PLAIN_N(546));
    PLAIN_RUN(db, "INSERT INTO channel_state_changes VALUES ($1, $2, $3, $4, $5, $6)", PLAIN_N(1),
              PLAIN_N(1690000000000000001), PLAIN_N(0), PLAIN_N(2), PLAIN_N(2),
              PLAIN_T("new channel opened"));
}

void tables_fill(plain *db)
{
    fill_invoices(db);
    fill_forwards(db);
    fill_payments(db);
    fill_coins(db);
    fill_channels(db);
    PLAIN_RUN(db, "INSERT INTO datastore VALUES ($1, $2, 0)", PLAIN_B("plugin\0color", 12),
              PLAIN_B("red", 3));
    PLAIN_RUN(db, "INSERT INTO datastore VALUES ($1, $2, 5)", PLAIN_B("plugin\0colour\0", 14),
              PLAIN_B("", 0));
    PLAIN_RUN(db, "INSERT INTO datastore VALUES ($1, $2, 0)", PLAIN_B("plugi", 5),
              PLAIN_B("\0\xff", 2));
    PLAIN_RUN(db, "INSERT INTO runes (id, rune) VALUES ($1, $2)", PLAIN_N(0), PLAIN_T("r0="));
    PLAIN_RUN(db, "INSERT INTO runes (id, rune, last_used_nsec) VALUES ($1, $2, $3)", PLAIN_N(4),
              PLAIN_T("r4="), PLAIN_N(1700000000000000003));
    PLAIN_RUN(db, "INSERT INTO runes_blacklist VALUES ($1, $2)", PLAIN_N(1), PLAIN_N(3));
    PLAIN_RUN(db, "INSERT INTO vars (name, val, blobval) VALUES ($1, $2, $3)", PLAIN_T("genesis"),
              PLAIN_T("old text"), HASH(0x7f));
}
