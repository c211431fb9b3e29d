/* Owns the lists of what there is, read by Corm, row by row. */
#include "real/daemon/list.h"

#include <inttypes.h>

#include "real/daemon/array.h"
#include "real/daemon/show.h"
#include "real_daemon.orm.h"
#include "real_daemon_counters.orm.h"
#include "support/engine.h"

#define TRY(call) assert_ok(w->db, call)

/* Shows all rows of a list, frees it. */
#define SHOW_ROWS(prefix, type, show)                            \
    do {                                                         \
        for (type * row; (row = prefix##_next(rows)) != NULL;) { \
            show;                                                \
        }                                                        \
        assert_int_equal(orm_rows_status(rows), ORM_DONE);       \
        orm_rows_free(rows);                                     \
    } while (0)

void list_invoices(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(invoice, struct invoice_details, show_invoice(out, row));
}

void list_forwards(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(forwarding, struct forwarding, show_forward(out, row));
}

void list_payments(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(payment, struct wallet_payment, show_payment(out, row));
}

void list_coins(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(utxo, struct utxo, show_coin(out, row));
}

void list_channels(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(channel, struct channel, show_channel(out, row));
}

static void list_changes(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(state_change, struct stored_change, show_change(out, row->channel_id, &row->change));
}

void list_entries(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(datastore, struct datastore_entry, show_entry(out, row));
}

static void list_runes(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(rune, struct rune, show_rune(out, row));
}

static void list_offers(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(offer, struct offer, show_offer(out, row));
}

static void show_block(FILE *out, const struct block *block)
{
    (void)fprintf(out, "block %" PRIu32, block->height);
    show_bytes(out, "hash", &block->hash, sizeof block->hash);
    show_bytes(out, "prev", block->prev, sizeof *block->prev);
    (void)fputc('\n', out);
}

static void list_blocks(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(block, struct block, show_block(out, row));
}

static void show_var(FILE *out, const struct var *var)
{
    (void)fprintf(out, "var %s=%s,%lld", var->name, var->val == NULL ? "none" : var->val,
                  var->intval == NULL ? -1 : (long long)*var->intval);
    show_bytes(out, "bytes", var->blobval, array_count(var->blobval));
    (void)fputc('\n', out);
}

static void list_vars(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(var, struct var, show_var(out, row));
}

static void list_counters(FILE *out, orm_rows *rows)
{
    SHOW_ROWS(counters, struct counted_channel, show_stats(out, &row->stats));
}

static void list_small(wallet *w, FILE *out)
{
    orm_rows *rows = NULL;
    TRY(rune_list(w, &rows));
    list_runes(out, rows);
    TRY(offer_select(w->db, &(orm_query){ .order_by = { orm_asc(offer_.offer_id_u_u8) } }, &rows));
    list_offers(out, rows);
    TRY(block_select(w->db, &(orm_query){ .order_by = { orm_asc(block_.height) } }, &rows));
    list_blocks(out, rows);
    TRY(var_select(w->db, &(orm_query){ .order_by = { orm_asc(var_.name) } }, &rows));
    list_vars(out, rows);
}

void list_all(wallet *w, FILE *out)
{
    orm_rows *rows = NULL;
    TRY(invoice_list(w, false, 0, NULL, &rows));
    list_invoices(out, rows);
    TRY(forward_list(w, FORWARD_ANY, NULL, NULL, &rows));
    list_forwards(out, rows);
    TRY(payment_list(w, NULL, false, 0, &rows));
    list_payments(out, rows);
    TRY(utxo_select(w->db,
                    &(orm_query){ .order_by = { orm_asc(utxo_.outpoint_txid_shad_sha_u_u8),
                                                orm_asc(utxo_.outpoint_n) } },
                    &rows));
    list_coins(out, rows);
    TRY(channel_select(w->db, &(orm_query){ .order_by = { orm_asc(channel_.dbid) } }, &rows));
    list_channels(out, rows);
    TRY(counters_select(w->db, &(orm_query){ .order_by = { orm_asc(counters_.dbid) } }, &rows));
    list_counters(out, rows);
    TRY(channel_history(w, 1, &rows));
    list_changes(out, rows);
    TRY(store_list(w, NULL, &rows));
    list_entries(out, rows);
    list_small(w, out);
}
