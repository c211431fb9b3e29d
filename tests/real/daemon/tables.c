/* Owns the daemon's schema and its first rows. The statements are written once and put into the
 * engine's words, as such daemons do it. */
#include "real/daemon/tables.h"

#include <stdlib.h>
#include <string.h>

#include "support/engine.h"

/* ---- statements for both ---- */

static const struct word {
    const char *written, *sqlite, *postgresql;
} words[] = { { "BLOB", "BLOB", "BYTEA" }, { "BIGSERIAL", "INTEGER", "BIGSERIAL" } };

static size_t word_at(const char *sql)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strncmp(sql, words[i].written, strlen(words[i].written)) == 0) {
            return i;
        }
    }
    return sizeof words / sizeof words[0];
}

static void run(plain *db, const char *sql)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    while (*sql != '\0') {
        size_t word = word_at(sql);
        if (word == sizeof words / sizeof words[0]) {
            (void)fputc(*sql++, out);
        } else {
            (void)fputs(engine_is_sqlite() ? words[word].sqlite : words[word].postgresql, out);
            sql += strlen(words[word].written);
        }
    }
    assert_int_equal(fclose(out), 0);
    plain_exec(db, text);
    free(text);
}

/* ---- tables ---- */

static const char *const first[] = {
    "CREATE TABLE vars (name VARCHAR(32), val VARCHAR(255), PRIMARY KEY (name))",
    "CREATE TABLE blocks (height INT, hash BLOB, prev_hash BLOB, UNIQUE (height))",
    "CREATE TABLE offers (offer_id BLOB, bolt12 TEXT, label TEXT, status INTEGER,"
    " PRIMARY KEY (offer_id))",
    "CREATE TABLE invoices (id BIGSERIAL, state INTEGER, msatoshi BIGINT, payment_hash BLOB,"
    " payment_key BLOB, label TEXT, PRIMARY KEY (id), UNIQUE (label), UNIQUE (payment_hash))",
    "CREATE TABLE payments (id BIGSERIAL, timestamp INTEGER, status INTEGER, payment_hash BLOB,"
    " destination BLOB, msatoshi BIGINT, payment_preimage BLOB, path_secrets BLOB,"
    " route_nodes BLOB, route_channels BLOB, failonionreply BLOB, msatoshi_sent BIGINT,"
    " description TEXT, bolt11 TEXT, total_msat BIGINT, partid BIGINT,"
    " groupid BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (id), UNIQUE (payment_hash, partid, groupid))",
    "CREATE TABLE outputs (prev_out_tx BLOB, prev_out_index INTEGER, value BIGINT, type INTEGER,"
    " status INTEGER, keyindex INTEGER, PRIMARY KEY (prev_out_tx, prev_out_index))",
    "CREATE TABLE channels (id BIGSERIAL, state INTEGER, funder INTEGER, channel_flags INTEGER,"
    " channel_config_local BIGINT, next_index_local BIGINT, next_index_remote BIGINT,"
    " funding_tx_id BLOB, funding_tx_outnum INTEGER, funding_satoshi BIGINT,"
    " funding_locked_remote INTEGER, msatoshi_local BIGINT, shachain_remote_id BIGINT,"
    " shutdown_scriptpubkey_remote BLOB, last_sig BLOB, PRIMARY KEY (id))",
    "CREATE TABLE channel_configs (id BIGSERIAL, dust_limit_satoshis BIGINT,"
    " max_htlc_value_in_flight_msat BIGINT, channel_reserve_satoshis BIGINT,"
    " htlc_minimum_msat BIGINT, to_self_delay INTEGER, max_accepted_htlcs INTEGER,"
    " PRIMARY KEY (id))",
    "CREATE TABLE channel_state_changes (channel_id BIGINT REFERENCES channels(id)"
    " ON DELETE CASCADE, timestamp BIGINT, old_state INTEGER, new_state INTEGER, cause INTEGER,"
    " message TEXT)",
    "CREATE TABLE forwards (in_channel_scid BIGINT, in_htlc_id BIGINT, out_channel_scid BIGINT,"
    " out_htlc_id BIGINT, in_msatoshi BIGINT, out_msatoshi BIGINT, state INTEGER,"
    " received_time BIGINT, resolved_time BIGINT, failcode INTEGER,"
    " PRIMARY KEY (in_channel_scid, in_htlc_id))",
    "CREATE TABLE datastore (key BLOB, data BLOB, generation BIGINT, PRIMARY KEY (key))",
    "CREATE TABLE runes (id BIGSERIAL, rune TEXT, PRIMARY KEY (id))",
    "CREATE TABLE runes_blacklist (start_index BIGINT, end_index BIGINT)",
    "CREATE TABLE invoice_fallbacks (scriptpubkey BLOB, invoice_id BIGINT REFERENCES invoices(id)"
    " ON DELETE CASCADE, PRIMARY KEY (scriptpubkey))",
};

static const char *const later[] = {
    "ALTER TABLE vars ADD COLUMN intval BIGINT",
    "ALTER TABLE vars ADD COLUMN blobval BLOB",
    "ALTER TABLE invoices ADD expiry_time BIGINT",
    "UPDATE invoices SET expiry_time = 9223372036854775807",
    "ALTER TABLE invoices ADD pay_index BIGINT",
    "CREATE UNIQUE INDEX invoices_pay_index ON invoices (pay_index)",
    "ALTER TABLE invoices ADD COLUMN msatoshi_received BIGINT",
    "UPDATE invoices SET msatoshi_received = 0 WHERE state = 1",
    "ALTER TABLE invoices ADD paid_timestamp BIGINT",
    "ALTER TABLE invoices ADD bolt11 TEXT",
    "ALTER TABLE invoices ADD description TEXT",
    "ALTER TABLE invoices ADD COLUMN features BLOB DEFAULT ''",
    "ALTER TABLE invoices ADD COLUMN local_offer_id BLOB DEFAULT NULL REFERENCES offers(offer_id)",
    "ALTER TABLE invoices ADD updated_index BIGINT DEFAULT 0",
    "CREATE INDEX invoice_update_idx ON invoices (updated_index)",
    "ALTER TABLE invoices ADD paid_txid BLOB DEFAULT NULL",
    "ALTER TABLE invoices ADD paid_outnum INTEGER DEFAULT NULL",
    "ALTER TABLE payments ADD completed_at INTEGER DEFAULT NULL",
    "ALTER TABLE payments ADD COLUMN local_invreq_id BLOB DEFAULT NULL",
    "ALTER TABLE payments ADD updated_index BIGINT DEFAULT 0",
    "ALTER TABLE payments ADD paydescription TEXT",
    "ALTER TABLE outputs ADD COLUMN channel_id BIGINT",
    "ALTER TABLE outputs ADD COLUMN peer_id BLOB",
    "ALTER TABLE outputs ADD COLUMN commitment_point BLOB",
    "ALTER TABLE outputs ADD COLUMN confirmation_height INTEGER REFERENCES blocks(height)"
    " ON DELETE SET NULL",
    "ALTER TABLE outputs ADD COLUMN spend_height INTEGER REFERENCES blocks(height)"
    " ON DELETE SET NULL",
    "ALTER TABLE outputs ADD COLUMN scriptpubkey BLOB",
    "ALTER TABLE outputs ADD reserved_til INTEGER DEFAULT NULL",
    "ALTER TABLE outputs ADD option_anchor_outputs INTEGER",
    "ALTER TABLE outputs ADD csv_lock INTEGER DEFAULT 1",
    "ALTER TABLE outputs ADD is_in_coinbase INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD in_payments_offered INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD in_payments_fulfilled INTEGER",
    "ALTER TABLE channels ADD in_msatoshi_offered BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD in_msatoshi_fulfilled BIGINT",
    "ALTER TABLE channels ADD out_payments_offered INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD out_payments_fulfilled INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD out_msatoshi_offered BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD out_msatoshi_fulfilled BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD msatoshi_to_us_min BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD msatoshi_to_us_max BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD future_per_commitment_point BLOB",
    "ALTER TABLE channels ADD shutdown_scriptpubkey_local BLOB",
    "ALTER TABLE channels ADD full_channel_id BLOB DEFAULT NULL",
    "ALTER TABLE channels ADD closer INTEGER DEFAULT 2",
    "ALTER TABLE channels ADD state_change_reason INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD shutdown_wrong_txid BLOB DEFAULT NULL",
    "ALTER TABLE channels ADD shutdown_wrong_outnum INTEGER DEFAULT NULL",
    "ALTER TABLE channels ADD lease_commit_sig BLOB DEFAULT NULL",
    "ALTER TABLE channels ADD lease_chan_max_msat BIGINT DEFAULT NULL",
    "ALTER TABLE channels ADD lease_chan_max_ppt INTEGER DEFAULT NULL",
    "ALTER TABLE channels ADD scid BIGINT",
    "ALTER TABLE channels ADD alias_local BIGINT DEFAULT NULL",
    "ALTER TABLE channels ADD alias_remote BIGINT DEFAULT NULL",
    "ALTER TABLE channels ADD ignore_fee_limits INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD require_confirm_inputs_remote INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD require_confirm_inputs_local INTEGER DEFAULT 0",
    "ALTER TABLE channels ADD last_stable_connection BIGINT DEFAULT 0",
    "ALTER TABLE channels ADD old_scids BLOB DEFAULT NULL",
    "ALTER TABLE forwards ADD forward_style INTEGER DEFAULT NULL",
    "ALTER TABLE forwards ADD updated_index BIGINT DEFAULT 0",
    "CREATE INDEX forwards_updated_idx ON forwards (updated_index)",
    "ALTER TABLE runes ADD last_used_nsec BIGINT DEFAULT NULL",
    "INSERT INTO vars (name, intval) VALUES ('data_version', 0), ('next_pay_index', 1)",
};

void tables_create_old(plain *db)
{
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
        run(db, first[i]);
    }
}

void tables_migrate(plain *db)
{
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
        run(db, later[i]);
    }
    if (!engine_is_sqlite()) { /* SQLite has it in every table */
        plain_exec(db, "ALTER TABLE forwards ADD rowid BIGSERIAL");
        plain_exec(db, "CREATE INDEX forwards_created_index ON forwards (rowid)");
    }
}

void tables_create(plain *db)
{
    tables_create_old(db);
    tables_migrate(db);
}

/* ---- what is in them ---- */

static const char *const all[][2] = {
    { "vars", "name, val, intval, blobval" },
    { "blocks", "height, hash, prev_hash" },
    { "offers", "offer_id, bolt12, label, status" },
    { "invoices", "id, state, msatoshi, payment_hash, payment_key, label, expiry_time, pay_index,"
                  " msatoshi_received, paid_timestamp, bolt11, description, features,"
                  " local_offer_id, updated_index, paid_txid, paid_outnum" },
    { "invoice_fallbacks", "scriptpubkey, invoice_id" },
    { "payments", "id, timestamp, status, payment_hash, destination, msatoshi, payment_preimage,"
                  " path_secrets, route_nodes, route_channels, failonionreply, msatoshi_sent,"
                  " description, bolt11, total_msat, partid, groupid, completed_at,"
                  " local_invreq_id, updated_index, paydescription" },
    { "outputs", "prev_out_tx, prev_out_index, value, type, status, keyindex, channel_id, peer_id,"
                 " commitment_point, confirmation_height, spend_height, scriptpubkey,"
                 " reserved_til, option_anchor_outputs, csv_lock, is_in_coinbase" },
    { "channels",
      "id, state, funder, channel_flags, channel_config_local, next_index_local,"
      " next_index_remote, funding_tx_id, funding_tx_outnum, funding_satoshi,"
      " funding_locked_remote, msatoshi_local, shachain_remote_id, shutdown_scriptpubkey_remote,"
      " last_sig, in_payments_offered, in_payments_fulfilled, in_msatoshi_offered,"
      " in_msatoshi_fulfilled, out_payments_offered, out_payments_fulfilled,"
      " out_msatoshi_offered, out_msatoshi_fulfilled, msatoshi_to_us_min, msatoshi_to_us_max,"
      " future_per_commitment_point, shutdown_scriptpubkey_local, full_channel_id, closer,"
      " state_change_reason, shutdown_wrong_txid, shutdown_wrong_outnum, lease_commit_sig,"
      " lease_chan_max_msat, lease_chan_max_ppt, scid, alias_local, alias_remote,"
      " ignore_fee_limits, require_confirm_inputs_remote, require_confirm_inputs_local,"
      " last_stable_connection, old_scids" },
    { "channel_configs", "id, dust_limit_satoshis, max_htlc_value_in_flight_msat,"
                         " channel_reserve_satoshis, htlc_minimum_msat, to_self_delay,"
                         " max_accepted_htlcs" },
    { "channel_state_changes", "channel_id, timestamp, old_state, new_state, cause, message" },
    { "forwards", "rowid, in_channel_scid, in_htlc_id, out_channel_scid, out_htlc_id, in_msatoshi,"
                  " out_msatoshi, state, received_time, resolved_time, failcode, forward_style,"
                  " updated_index" },
    { "datastore", "key, data, generation" },
    { "runes", "id, rune, last_used_nsec" },
    { "runes_blacklist", "start_index, end_index" },
};

void tables_print(plain *db, FILE *out)
{
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char sql[2048];
        (void)snprintf(sql, sizeof sql, "SELECT %s FROM %s", all[i][1], all[i][0]);
        (void)fprintf(out, "%s\n", all[i][0]);
        plain_print(db, sql, out);
    }
}
