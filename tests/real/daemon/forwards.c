/* Owns the port of the daemon's forwards. */
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

/* A payment may fail before anything is known of where it was to go, and so again: there are a
 * forward's first news, which insert it, and all others. */
orm_status forward_note(wallet *w, struct forwarding *forward)
{
    u64 index = 0;
    orm_status status = wallet_next(w, "forwards_updated", &index);
    if (status != ORM_OK) {
        return status;
    }
    forward->updated_index = index;
    status = forwarding_update_with(
        w->db, forward,
        &(orm_update_options){
            .columns = orm_columns(forwarding_.updated_index, forwarding_.msat_in_millisatoshis,
                                   forwarding_.msat_out_millisatoshis, forwarding_.status,
                                   forwarding_.resolved_time_ts, forwarding_.failcode,
                                   forwarding_.forward_style) });
    if (status != ORM_NOT_FOUND) {
        return status;
    }
    status = wallet_set_number(w, "forwards_updated", (s64)index - 1);
    if (status == ORM_OK) {
        status = wallet_next(w, "forwards_created", &forward->created_index);
    }
    forward->updated_index = 0;
    if (status != ORM_OK) {
        return status;
    }
    return forwarding_insert_with(
        w->db, forward,
        &(orm_insert_options){ .use_defaults = orm_columns(forwarding_.updated_index) });
}

static orm_status sum_fees(wallet *w, const char *sql, const orm_value *values, size_t count,
                           u64 *total_out)
{
    orm_value total;
    orm_status status = orm_raw_value(
        w->db, &(orm_raw){ .sql = sql, .params = values, .param_count = count }, NULL, &total);
    if (status == ORM_OK) {
        *total_out = (u64)total.as.integer;
    }
    return status;
}

orm_status forward_fees(wallet *w, u64 *total_out)
{
    const orm_value values[] = { orm_value_int(FORWARD_SETTLED) };
    s64 deleted = 0;
    orm_status status = wallet_get_number(w, "deleted_forward_fees", 0, &deleted);
    if (status == ORM_OK) {
        status = sum_fees(w,
                          "SELECT CAST(COALESCE(SUM(in_msatoshi - out_msatoshi), 0) AS BIGINT)"
                          " FROM forwards WHERE state = $1",
                          values, 1, total_out);
    }
    if (status == ORM_OK) {
        *total_out += (u64)deleted;
    }
    return status;
}

orm_status forward_list(wallet *w, enum forward_status status, const struct short_channel_id *in,
                        const struct short_channel_id *out, orm_rows **rows_out)
{
    return forwarding_select(
        w->db,
        &(orm_query){
            .where = orm_and(
                orm_when(status != FORWARD_ANY, orm_eq(forwarding_.status, status)),
                orm_when(in != NULL, orm_eq(forwarding_.channel_in_u64, in == NULL ? 0 : in->u64)),
                orm_when(out != NULL,
                         orm_eq(forwarding_.channel_out_u64, out == NULL ? 0 : out->u64))),
            .order_by = { orm_asc(forwarding_.created_index) } },
        rows_out);
}

orm_status forward_page(wallet *w, bool by_update, u64 from, const int64_t *limit,
                        orm_rows **rows_out)
{
    const orm_query updated = { .where = orm_ge(forwarding_.updated_index, from),
                                .order_by = { orm_asc(forwarding_.updated_index),
                                              orm_asc(forwarding_.created_index) },
                                .limit = limit };
    const orm_query created = { .where = orm_ge(forwarding_.created_index, from),
                                .order_by = { orm_asc(forwarding_.created_index) },
                                .limit = limit };
    return forwarding_select(w->db, by_update ? &updated : &created, rows_out);
}

/* ---- forgotten ---- */

static orm_status keep_fees(wallet *w, struct short_channel_id in, u64 htlc)
{
    const orm_value values[] = { orm_value_uint(in.u64), orm_value_uint(htlc),
                                 orm_value_int(FORWARD_SETTLED) };
    u64 fees = 0;
    s64 deleted = 0;
    orm_status status =
        sum_fees(w,
                 "SELECT CAST(COALESCE(SUM(in_msatoshi - out_msatoshi), 0) AS BIGINT) FROM forwards"
                 " WHERE in_channel_scid = $1 AND in_htlc_id = $2 AND state = $3",
                 values, 3, &fees);
    if (status == ORM_OK) {
        status = wallet_get_number(w, "deleted_forward_fees", 0, &deleted);
    }
    return status == ORM_OK ? wallet_set_number(w, "deleted_forward_fees", deleted + (s64)fees)
                            : status;
}

/* What is dropped, and whether it was. */
typedef struct dropping {
    wallet *w;
    struct short_channel_id in;
    u64 htlc;
    enum forward_status status;
    int64_t count;
} dropping;

static orm_status drop(orm_db *db, void *ctx)
{
    dropping *d = ctx;
    orm_status status = d->status == FORWARD_SETTLED ? keep_fees(d->w, d->in, d->htlc) : ORM_OK;
    if (status != ORM_OK) {
        return status;
    }
    return forwarding_delete_where(db,
                                   orm_and(orm_eq(forwarding_.channel_in_u64, d->in.u64),
                                           orm_eq(forwarding_.htlc_id_in, d->htlc),
                                           orm_eq(forwarding_.status, d->status)),
                                   &d->count);
}

orm_status forward_drop(wallet *w, struct short_channel_id in, u64 htlc, enum forward_status status,
                        bool *dropped_out)
{
    dropping d = { .w = w, .in = in, .htlc = htlc, .status = status };
    orm_status done = orm_run(w->db, NULL, drop, &d);
    *dropped_out = done == ORM_OK && d.count > 0;
    return done;
}

orm_status forward_drop_all(wallet *w, struct short_channel_id in, enum forward_status status,
                            int64_t *count_out)
{
    return forwarding_delete_where(
        w->db,
        orm_and(orm_eq(forwarding_.channel_in_u64, in.u64),
                orm_when(status != FORWARD_ANY, orm_eq(forwarding_.status, status))),
        count_out);
}
