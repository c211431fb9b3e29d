/* Owns the port of the daemon's coins and of the blocks that they stand in. */
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

/* ---- coins ---- */

#define IS_AT(o)                                                                          \
    orm_and(orm_eq_bytes(utxo_.outpoint_txid_shad_sha_u_u8, &(o)->txid, sizeof(o)->txid), \
            orm_eq(utxo_.outpoint_n, (o)->n))

orm_status coin_add(wallet *w, struct utxo *coin, bool *added_out)
{
    bool is_there = false;
    orm_status status =
        utxo_exists(w->db, coin->outpoint.txid.shad.sha.u.u8, coin->outpoint.n, &is_there);
    *added_out = false;
    if (status == ORM_OK && !is_there) {
        status = utxo_insert_with(
            w->db, coin, &(orm_insert_options){ .use_defaults = orm_columns(utxo_.reserved_til) });
        *added_out = status == ORM_OK;
    }
    return status;
}

orm_status coin_find(wallet *w, const struct bitcoin_outpoint *outpoint, struct utxo *coin_out)
{
    return utxo_find(w->db, outpoint->txid.shad.sha.u.u8, outpoint->n, coin_out, w->arena);
}

orm_status coin_set_status(wallet *w, const struct bitcoin_outpoint *outpoint,
                           enum output_status from, enum output_status to, bool *changed_out)
{
    int64_t count = 0;
    orm_status status = utxo_update_where(
        w->db, orm_set(utxo_.status, to),
        orm_and(orm_when(from != OUTPUT_STATE_ANY, orm_eq(utxo_.status, from)), IS_AT(outpoint)),
        &count);
    *changed_out = count == 1;
    return status;
}

static orm_status save_reservation(wallet *w, struct utxo *coin)
{
    return utxo_update_with(
        w->db, coin,
        &(orm_update_options){ .columns = orm_columns(utxo_.status, utxo_.reserved_til) });
}

orm_status coin_reserve(wallet *w, struct utxo *coin, u32 height, u32 blocks)
{
    coin->reserved_til = (coin->reserved_til >= height ? coin->reserved_til : height) + blocks;
    coin->status = OUTPUT_STATE_RESERVED;
    return save_reservation(w, coin);
}

orm_status coin_unreserve(wallet *w, struct utxo *coin, u32 height, u32 blocks)
{
    if (coin->reserved_til <= height + blocks) {
        coin->status = OUTPUT_STATE_AVAILABLE;
        coin->reserved_til = 0;
    } else {
        coin->reserved_til -= blocks;
    }
    return save_reservation(w, coin);
}

static orm_status list(wallet *w, const orm_expr *where, orm_rows **rows_out)
{
    return utxo_select(w->db,
                       &(orm_query){ .where = where,
                                     .order_by = { orm_asc(utxo_.outpoint_txid_shad_sha_u_u8),
                                                   orm_asc(utxo_.outpoint_n) } },
                       rows_out);
}

orm_status coin_unspent(wallet *w, orm_rows **rows_out)
{
    return list(w, orm_is_null(utxo_.spendheight), rows_out);
}

orm_status coin_available(wallet *w, u32 height, orm_rows **rows_out)
{
    return list(
        w,
        orm_and(orm_is_null(utxo_.spendheight), orm_ne(utxo_.status, OUTPUT_STATE_SPENT),
                orm_or(orm_is_null(utxo_.reserved_til), orm_le(utxo_.reserved_til, height))),
        rows_out);
}

orm_status coin_of_closes(wallet *w, orm_rows **rows_out)
{
    return list(
        w, orm_and(orm_is_not_null(utxo_.close_info_channel_id), orm_is_null(utxo_.blockheight)),
        rows_out);
}

orm_status coin_spend(wallet *w, const struct bitcoin_outpoint *outpoint, const u32 *height)
{
    return utxo_update_where(w->db,
                             height == NULL
                                 ? orm_sets(orm_set_null(utxo_.spendheight),
                                            orm_set(utxo_.status, OUTPUT_STATE_AVAILABLE))
                                 : orm_sets(orm_set(utxo_.spendheight, *height),
                                            orm_set(utxo_.status, OUTPUT_STATE_SPENT)),
                             IS_AT(outpoint), NULL);
}

orm_status coin_confirm(wallet *w, const struct bitcoin_txid *tx, u32 height, int64_t *count_out)
{
    return utxo_update_where(w->db, orm_set(utxo_.blockheight, height),
                             orm_eq_bytes(utxo_.outpoint_txid_shad_sha_u_u8, tx, sizeof *tx),
                             count_out);
}

/* ---- blocks ---- */

orm_status block_add(wallet *w, struct block *block, bool *added_out)
{
    return block_insert_or_ignore(w->db, block, &(orm_conflict){ .on = orm_columns(block_.height) },
                                  added_out);
}

orm_status block_roll_back(wallet *w, u32 height, int64_t *count_out)
{
    return block_delete_where(w->db, orm_gt(block_.height, height), count_out);
}

static orm_status height_of(wallet *w, const char *sql, u32 *height_out)
{
    orm_value height = orm_value_null();
    orm_status status = orm_raw_value(w->db, &(orm_raw){ .sql = sql }, NULL, &height);
    if (status == ORM_OK) {
        *height_out = height.type == ORM_TYPE_NULL ? 0 : (u32)height.as.integer;
    }
    return status;
}

orm_status block_last(wallet *w, u32 *height_out)
{
    return height_of(w, "SELECT MAX(height) FROM blocks", height_out);
}

orm_status block_first_of_run(wallet *w, u32 *height_out)
{
    return height_of(w,
                     "SELECT MAX(b.height) FROM blocks b WHERE NOT EXISTS"
                     " (SELECT 1 FROM blocks b2 WHERE b2.height = b.height - 1)",
                     height_out);
}
