/* Owns the port of the daemon's payments. */
#include "real/daemon/array.h"
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

orm_status payment_add(wallet *w, struct wallet_payment *payment)
{
    orm_status status = wallet_next(w, "sendpays_created", &payment->id);
    if (status != ORM_OK) {
        return status;
    }
    return payment_insert_with(
        w->db, payment,
        &(orm_insert_options){
            .columns = orm_columns(
                payment_.id, payment_.status, payment_.payment_hash_u_u8, payment_.destination_k,
                payment_.msatoshi_millisatoshis, payment_.timestamp, payment_.path_secrets,
                payment_.route_nodes, payment_.route_channels, payment_.msatoshi_sent_millisatoshis,
                payment_.label, payment_.invstring, payment_.total_msat_millisatoshis,
                payment_.partid, payment_.local_invreq_id_u_u8, payment_.groupid,
                payment_.description) });
}

orm_status payment_last_group(wallet *w, const struct sha256 *hash, u64 *group_out)
{
    const orm_value values[] = { orm_value_blob(hash, sizeof *hash) };
    orm_value group = orm_value_null();
    orm_status status = orm_raw_value(
        w->db,
        &(orm_raw){ .sql = "SELECT MAX(groupid) FROM payments WHERE payment_hash = $1",
                    .params = values,
                    .param_count = 1 },
        NULL, &group);
    if (status == ORM_OK) {
        *group_out = group.type == ORM_TYPE_NULL ? 0 : (u64)group.as.integer;
    }
    return status;
}

orm_status payment_by_part(wallet *w, const struct sha256 *hash, u64 part, u64 group,
                           struct wallet_payment *payment_out)
{
    return payment_find_by_payment_hash_u_u8_and_partid_and_groupid(w->db, hash->u.u8, part, group,
                                                                    payment_out, w->arena);
}

/* ---- what becomes of them ---- */

/* A macro: an expression lives as long as the block that it is written in. */
#define IS_PART(p)                                                                                 \
    orm_and(orm_eq_bytes(payment_.payment_hash_u_u8, &(p)->payment_hash, sizeof(p)->payment_hash), \
            orm_eq(payment_.partid, (p)->partid), orm_eq(payment_.groupid, (p)->groupid))

orm_status payment_set_status(wallet *w, const struct wallet_payment *payment,
                              enum payment_status status, const struct preimage *preimage)
{
    u64 index = 0;
    orm_status done = wallet_next(w, "sendpays_updated", &index);
    if (done == ORM_OK) {
        done = payment_update_where(
            w->db,
            orm_sets(orm_set(payment_.status, status),
                     orm_when(status != PAYMENT_PENDING, orm_set(payment_.completed_at, w->now)),
                     orm_set(payment_.updated_index, index)),
            IS_PART(payment), NULL);
    }
    if (done == ORM_OK && preimage != NULL) {
        done = payment_update_where(
            w->db, orm_set_bytes(payment_.payment_preimage_r, preimage, sizeof *preimage),
            IS_PART(payment), NULL);
    }
    if (done == ORM_OK && status != PAYMENT_PENDING) {
        done = payment_update_where(w->db,
                                    orm_sets(orm_set_null(payment_.path_secrets),
                                             orm_set_null(payment_.route_nodes),
                                             orm_set_null(payment_.route_channels)),
                                    IS_PART(payment), NULL);
    }
    return done;
}

orm_status payment_fail(wallet *w, const struct sha256 *hash, u64 part, const u8 *onion)
{
    return payment_update_where(
        w->db,
        onion == NULL ? orm_set_null(payment_.failonion)
                      : orm_set_bytes(payment_.failonion, onion, array_count(onion)),
        orm_and(orm_eq_bytes(payment_.payment_hash_u_u8, hash, sizeof *hash),
                orm_eq(payment_.partid, part)),
        NULL);
}

orm_status payment_drop(wallet *w, const struct sha256 *hash, enum payment_status status,
                        int64_t *count_out)
{
    return payment_delete_where(
        w->db,
        orm_and(orm_eq_bytes(payment_.payment_hash_u_u8, hash, sizeof *hash),
                orm_eq(payment_.status, status)),
        count_out);
}

/* ---- lists ---- */

orm_status payment_list(wallet *w, const enum payment_status *status, bool by_update, u64 from,
                        orm_rows **rows_out)
{
    const orm_expr *wanted = orm_when(
        status != NULL, orm_eq(payment_.status, status == NULL ? PAYMENT_PENDING : *status));
    const orm_query updated = { .where = orm_and(wanted, orm_ge(payment_.updated_index, from)),
                                .order_by = { orm_asc(payment_.updated_index),
                                              orm_asc(payment_.id) } };
    const orm_query created = { .where = orm_and(wanted, orm_ge(payment_.id, from)),
                                .order_by = { orm_asc(payment_.id) } };
    return payment_select(w->db, by_update ? &updated : &created, rows_out);
}

orm_status payment_by_hash(wallet *w, const struct sha256 *hash, orm_rows **rows_out)
{
    return payment_select(
        w->db,
        &(orm_query){ .where = orm_eq_bytes(payment_.payment_hash_u_u8, hash, sizeof *hash),
                      .order_by = { orm_asc(payment_.id) } },
        rows_out);
}

orm_status payment_by_label(wallet *w, const char *label, orm_rows **rows_out)
{
    return payment_select(w->db,
                          &(orm_query){ .where = orm_eq(payment_.label, label),
                                        .order_by = { orm_asc(payment_.id) } },
                          rows_out);
}
