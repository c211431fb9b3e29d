/* What the daemon's tables should hold, kept in memory by plain C: every operation is done here as
 * well, and both are asked. */
#ifndef REAL_DAEMON_MODEL_H
#define REAL_DAEMON_MODEL_H

#include <stdio.h>

#include "models/daemon/rows.h"

enum { MODEL_ROWS = 64 };

/* Plain memory: a copy of it is the state to go back to. What the rows point to is not changed. */
typedef struct model {
    struct invoice_details invoices[MODEL_ROWS];
    struct forwarding forwards[MODEL_ROWS];
    struct utxo coins[MODEL_ROWS];
    struct datastore_entry entries[MODEL_ROWS];
    size_t invoice_count, forward_count, coin_count, entry_count;
    u32 heights[MODEL_ROWS];
    size_t height_count;
    u64 invoices_created, invoices_updated, next_pay_index, forwards_created, forwards_updated;
    u64 deleted_fees;
} model;

struct invoice_details *model_invoice(model *m, u64 id);
struct forwarding *model_forward(model *m, u64 channel, u64 htlc);
struct utxo *model_coin(model *m, const struct bitcoin_outpoint *outpoint);
struct datastore_entry *model_entry(model *m, const char **key);

/* item: one of rows, of size bytes each. The last one takes its place. */
void model_remove(void *rows, size_t size, size_t *count, void *item);

/* Whether a key is another one or lies below it. */
bool model_is_below(const char **key, const char **above);

/* As list_... print what the database holds, in the order of the keys. */
void model_sort(model *m);

#endif
