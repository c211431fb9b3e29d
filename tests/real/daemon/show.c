/* Owns the daemon's structs as text. */
#include "real/daemon/show.h"

#include <inttypes.h>

#include "real/daemon/array.h"
#include "real/daemon/plain.h"

void show_bytes(FILE *out, const char *name, const void *bytes, size_t size)
{
    (void)fprintf(out, " %s=", name);
    if (bytes == NULL) {
        (void)fputs("none", out);
    } else {
        (void)fprintf(out, "%zu:", size);
        plain_print_bytes(out, bytes, size);
    }
}

/* A counted array of items of size bytes. */
static void show_array(FILE *out, const char *name, const void *items, size_t size)
{
    show_bytes(out, name, items, array_count(items) * size);
}

static void show_number(FILE *out, const char *name, u64 number)
{
    (void)fprintf(out, " %s=%" PRIu64, name, number);
}

static void show_text(FILE *out, const char *name, const char *text)
{
    if (text == NULL) {
        (void)fprintf(out, " %s=none", name);
    } else {
        (void)fprintf(out, " %s=\"%s\"", name, text);
    }
}

static void show_time(FILE *out, const char *name, const struct timeabs *time)
{
    if (time == NULL) {
        (void)fprintf(out, " %s=none", name);
    } else {
        (void)fprintf(out, " %s=%lld.%09ld", name, (long long)time->ts.tv_sec, time->ts.tv_nsec);
    }
}

static void show_outpoint(FILE *out, const char *name, const struct bitcoin_outpoint *outpoint)
{
    show_bytes(out, name, outpoint == NULL ? NULL : &outpoint->txid, sizeof outpoint->txid);
    if (outpoint != NULL) {
        (void)fprintf(out, ":%" PRIu32, outpoint->n);
    }
}

static void show_u32(FILE *out, const char *name, const u32 *number)
{
    if (number == NULL) {
        (void)fprintf(out, " %s=none", name);
    } else {
        show_number(out, name, *number);
    }
}

void show_invoice(FILE *out, const struct invoice_details *invoice)
{
    (void)fprintf(out, "invoice %" PRIu64 " state=%d", invoice->created_index, invoice->state);
    show_bytes(out, "hash", &invoice->rhash, sizeof invoice->rhash);
    show_bytes(out, "r", &invoice->r, sizeof invoice->r);
    show_text(out, "label", invoice->label == NULL ? NULL : invoice->label->s);
    if (invoice->msat == NULL) {
        (void)fputs(" msat=any", out);
    } else {
        show_number(out, "msat", invoice->msat->millisatoshis);
    }
    show_number(out, "expiry", invoice->expiry_time);
    show_number(out, "pay_index", invoice->pay_index);
    show_number(out, "received", invoice->received.millisatoshis);
    show_number(out, "paid_at", invoice->paid_timestamp);
    show_outpoint(out, "outpoint", invoice->paid_outpoint);
    show_text(out, "invstring", invoice->invstring);
    show_text(out, "description", invoice->description);
    show_array(out, "features", invoice->features, 1);
    show_bytes(out, "offer", invoice->local_offer_id, sizeof *invoice->local_offer_id);
    show_number(out, "updated", invoice->updated_index);
    (void)fputc('\n', out);
}

void show_forward(FILE *out, const struct forwarding *forward)
{
    (void)fprintf(out, "forward %" PRIu64 " status=%d style=%d failcode=%d", forward->created_index,
                  forward->status, forward->forward_style, forward->failcode);
    show_number(out, "updated", forward->updated_index);
    show_number(out, "in", forward->channel_in.u64);
    show_number(out, "htlc_in", forward->htlc_id_in);
    show_number(out, "out", forward->channel_out.u64);
    if (forward->htlc_id_out == NULL) {
        (void)fputs(" htlc_out=none", out);
    } else {
        show_number(out, "htlc_out", *forward->htlc_id_out);
    }
    show_number(out, "msat_in", forward->msat_in.millisatoshis);
    show_number(out, "msat_out", forward->msat_out.millisatoshis);
    show_time(out, "received", &forward->received_time);
    show_time(out, "resolved", forward->resolved_time);
    (void)fputc('\n', out);
}

void show_payment(FILE *out, const struct wallet_payment *payment)
{
    (void)fprintf(out, "payment %" PRIu64 " status=%d", payment->id, payment->status);
    show_number(out, "at", payment->timestamp);
    show_u32(out, "completed", payment->completed_at);
    show_bytes(out, "hash", &payment->payment_hash, sizeof payment->payment_hash);
    show_number(out, "part", payment->partid);
    show_number(out, "group", payment->groupid);
    show_number(out, "updated", payment->updated_index);
    show_bytes(out, "to", payment->destination, sizeof *payment->destination);
    show_number(out, "msat", payment->msatoshi.millisatoshis);
    show_number(out, "sent", payment->msatoshi_sent.millisatoshis);
    show_number(out, "total", payment->total_msat.millisatoshis);
    show_bytes(out, "preimage", payment->payment_preimage, sizeof *payment->payment_preimage);
    show_array(out, "secrets", payment->path_secrets, sizeof *payment->path_secrets);
    show_array(out, "nodes", payment->route_nodes, sizeof *payment->route_nodes);
    (void)fprintf(out, " channels=%s", payment->route_channels == NULL ? "none" : "");
    for (size_t i = 0; i < array_count(payment->route_channels); i++) {
        (void)fprintf(out, "%" PRIu64 ",", payment->route_channels[i].u64);
    }
    show_text(out, "invstring", payment->invstring);
    show_text(out, "label", payment->label);
    show_text(out, "description", payment->description);
    show_array(out, "failonion", payment->failonion, 1);
    show_bytes(out, "invreq", payment->local_invreq_id, sizeof *payment->local_invreq_id);
    (void)fputc('\n', out);
}

void show_coin(FILE *out, const struct utxo *coin)
{
    const struct unilateral_close_info *close = coin->close_info;
    (void)fputs("coin", out);
    show_outpoint(out, "at", &coin->outpoint);
    (void)fprintf(out, " type=%d status=%d coinbase=%d", coin->utxotype, coin->status,
                  coin->is_in_coinbase);
    show_number(out, "amount", coin->amount.satoshis);
    show_number(out, "key", coin->keyindex);
    show_u32(out, "block", coin->blockheight);
    show_u32(out, "spent", coin->spendheight);
    show_number(out, "reserved", coin->reserved_til);
    show_array(out, "script", coin->scriptPubkey, 1);
    if (close == NULL) {
        (void)fputs(" close=none\n", out);
        return;
    }
    show_number(out, "close", close->channel_id);
    show_bytes(out, "peer", close->peer_id.k, sizeof close->peer_id.k);
    show_bytes(out, "point", close->commitment_point, sizeof *close->commitment_point);
    (void)fprintf(out, " anchors=%d csv=%" PRIu32 "\n", close->option_anchors, close->csv);
}

static void show_scid(FILE *out, const char *name, const struct short_channel_id *scid)
{
    if (scid == NULL) {
        (void)fprintf(out, " %s=none", name);
    } else {
        show_number(out, name, scid->u64);
    }
}

void show_channel(FILE *out, const struct channel *channel)
{
    (void)fprintf(out, "channel %" PRIu64 " state=%d opener=%d closer=%d flags=%d inputs=%d,%d",
                  channel->dbid, channel->state, channel->opener, channel->closer,
                  channel->channel_flags, channel->req_confirmed_ins[LOCAL],
                  channel->req_confirmed_ins[REMOTE]);
    show_number(out, "config", channel->our_config.id);
    show_number(out, "next_local", channel->next_index[LOCAL]);
    show_number(out, "next_remote", channel->next_index[REMOTE]);
    show_outpoint(out, "funding", &channel->funding);
    show_number(out, "sats", channel->funding_sats.satoshis);
    (void)fprintf(out, " ready=%d reason=%d limits=%d", channel->remote_channel_ready,
                  channel->state_change_cause, channel->ignore_fee_limits);
    show_number(out, "ours", channel->our_msat.millisatoshis);
    show_number(out, "min", channel->msat_to_us_min.millisatoshis);
    show_number(out, "max", channel->msat_to_us_max.millisatoshis);
    show_scid(out, "scid", channel->scid);
    show_scid(out, "alias_local", channel->alias[LOCAL]);
    show_scid(out, "alias_remote", channel->alias[REMOTE]);
    for (size_t i = 0; i < array_count(channel->old_scids); i++) {
        show_scid(out, "old", &channel->old_scids[i]);
    }
    show_bytes(out, "cid", &channel->cid, sizeof channel->cid);
    show_array(out, "close_local", channel->shutdown_scriptpubkey[LOCAL], 1);
    show_array(out, "close_remote", channel->shutdown_scriptpubkey[REMOTE], 1);
    show_number(out, "shachain", channel->their_shachain.chain.id);
    show_outpoint(out, "wrong", channel->shutdown_wrong_funding);
    show_bytes(out, "sig", &channel->last_sig.s, sizeof channel->last_sig.s);
    show_bytes(out, "lease", channel->lease_commit_sig, sizeof *channel->lease_commit_sig);
    show_number(out, "lease_msat", channel->lease_chan_max_msat);
    show_number(out, "lease_ppt", channel->lease_chan_max_ppt);
    show_bytes(out, "point", channel->future_per_commitment_point,
               sizeof *channel->future_per_commitment_point);
    show_number(out, "stable", channel->last_stable_connection);
    (void)fputc('\n', out);
}

void show_stats(FILE *out, const struct channel_stats *stats)
{
    (void)fputs("stats", out);
    show_number(out, "in", stats->in_payments_offered);
    show_number(out, "in_done", stats->in_payments_fulfilled);
    show_number(out, "in_msat", stats->in_msatoshi_offered.millisatoshis);
    show_number(out, "in_msat_done", stats->in_msatoshi_fulfilled.millisatoshis);
    show_number(out, "out", stats->out_payments_offered);
    show_number(out, "out_done", stats->out_payments_fulfilled);
    show_number(out, "out_msat", stats->out_msatoshi_offered.millisatoshis);
    show_number(out, "out_msat_done", stats->out_msatoshi_fulfilled.millisatoshis);
    (void)fputc('\n', out);
}

void show_change(FILE *out, u64 channel, const struct channel_state_change *change)
{
    (void)fprintf(out, "change of %" PRIu64 " from=%d to=%d cause=%d", channel, change->old_state,
                  change->new_state, change->cause);
    show_time(out, "at", &change->timestamp);
    show_text(out, "message", change->message);
    (void)fputc('\n', out);
}

void show_entry(FILE *out, const struct datastore_entry *entry)
{
    (void)fputs("entry", out);
    for (size_t i = 0; i < array_count(entry->key); i++) {
        const char *word = entry->key[i];
        (void)fputs(" [", out);
        for (; *word != '\0'; word++) {
            (void)fprintf(out, *word > ' ' && *word <= '~' ? "%c" : "\\x%02x", (u8)*word);
        }
        (void)fputc(']', out);
    }
    show_array(out, "data", entry->data, 1);
    show_number(out, "generation", entry->generation);
    (void)fputc('\n', out);
}

void show_rune(FILE *out, const struct rune *rune)
{
    (void)fprintf(out, "rune %" PRIu64, rune->unique_id);
    show_text(out, "text", rune->text);
    show_time(out, "used", rune->last_used);
    (void)fputc('\n', out);
}

void show_offer(FILE *out, const struct offer *offer)
{
    (void)fprintf(out, "offer status=%d", offer->status);
    show_bytes(out, "id", &offer->offer_id, sizeof offer->offer_id);
    show_text(out, "bolt12", offer->bolt12);
    show_text(out, "label", offer->label == NULL ? NULL : offer->label->s);
    (void)fputc('\n', out);
}
