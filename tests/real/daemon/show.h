/* The daemon's structs as text, for comparisons: each member that is stored. */
#ifndef REAL_DAEMON_SHOW_H
#define REAL_DAEMON_SHOW_H

#include <stdio.h>

#include "models/daemon/rows.h"

void show_bytes(FILE *out, const char *name, const void *bytes, size_t size);
void show_invoice(FILE *out, const struct invoice_details *invoice);
void show_forward(FILE *out, const struct forwarding *forward);
void show_payment(FILE *out, const struct wallet_payment *payment);
void show_coin(FILE *out, const struct utxo *coin);
void show_channel(FILE *out, const struct channel *channel);
void show_stats(FILE *out, const struct channel_stats *stats);
void show_change(FILE *out, u64 channel, const struct channel_state_change *change);
void show_entry(FILE *out, const struct datastore_entry *entry);
void show_rune(FILE *out, const struct rune *rune);
void show_offer(FILE *out, const struct offer *offer);

#endif
