/* Owns the port of the daemon's invoices and of the offers that they belong to. */
#include "real/daemon/array.h"
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

#include <string.h>

/* ---- made and found ---- */

orm_status invoice_create(wallet *w, struct invoice_details *invoice, u64 seconds,
                          bool *created_out)
{
    u64 id = 0;
    orm_status status = invoice_by_label(w, invoice->label->s, &id);
    if (status != ORM_NOT_FOUND) {
        *created_out = false;
        return status;
    }
    status = wallet_next(w, "invoices_created", &invoice->created_index);
    if (status == ORM_OK) {
        invoice->state = UNPAID;
        invoice->expiry_time = w->now + seconds;
        status = invoice_insert_with(
            w->db, invoice,
            &(orm_insert_options){
                .columns =
                    orm_columns(invoice_.created_index, invoice_.rhash_u_u8, invoice_.r_r,
                                invoice_.state, invoice_.msat_millisatoshis, invoice_.label,
                                invoice_.expiry_time, invoice_.invstring, invoice_.description,
                                invoice_.features, invoice_.local_offer_id_u_u8) });
    }
    *created_out = status == ORM_OK;
    return status;
}

static orm_status find_id(wallet *w, const orm_expr *where, u64 *id_out)
{
    orm_value id;
    orm_status status = orm_value_of(w->db, &invoice_.created_index.column,
                                     &(orm_query){ .where = where }, NULL, &id);
    if (status == ORM_OK) {
        *id_out = id.as.natural;
    }
    return status;
}

orm_status invoice_by_label(wallet *w, const char *label, u64 *id_out)
{
    return find_id(w, orm_eq(invoice_.label, label), id_out);
}

orm_status invoice_by_hash(wallet *w, const struct sha256 *hash, u64 *id_out)
{
    return find_id(w, orm_eq_bytes(invoice_.rhash_u_u8, hash, sizeof *hash), id_out);
}

orm_status invoice_unpaid_by_hash(wallet *w, const struct sha256 *hash, u64 *id_out)
{
    return find_id(w,
                   orm_and(orm_eq_bytes(invoice_.rhash_u_u8, hash, sizeof *hash),
                           orm_eq(invoice_.state, UNPAID)),
                   id_out);
}

orm_status invoice_details(wallet *w, u64 id, struct invoice_details *invoice_out)
{
    return invoice_find(w->db, id, invoice_out, w->arena);
}

orm_status invoice_state(wallet *w, u64 id, enum invoice_status *state_out)
{
    orm_value state;
    orm_status status =
        orm_value_of(w->db, &invoice_.state.column,
                     &(orm_query){ .where = orm_eq(invoice_.created_index, id) }, NULL, &state);
    if (status == ORM_OK) {
        *state_out = (enum invoice_status)state.as.integer;
    }
    return status;
}

orm_status invoice_list(wallet *w, bool by_update, u64 from, const int64_t *limit,
                        orm_rows **rows_out)
{
    if (by_update) {
        return invoice_select(w->db,
                              &(orm_query){ .where = orm_ge(invoice_.updated_index, from),
                                            .order_by = { orm_asc(invoice_.updated_index),
                                                          orm_asc(invoice_.created_index) },
                                            .limit = limit },
                              rows_out);
    }
    return invoice_select(w->db,
                          &(orm_query){ .where = orm_ge(invoice_.created_index, from),
                                        .order_by = { orm_asc(invoice_.created_index) },
                                        .limit = limit },
                          rows_out);
}

orm_status invoice_paid_after(wallet *w, u64 pay_index, struct invoice_details *invoice_out)
{
    return invoice_first(w->db,
                         &(orm_query){ .where = orm_and(orm_is_not_null(invoice_.pay_index),
                                                        orm_gt(invoice_.pay_index, pay_index)),
                                       .order_by = { orm_asc(invoice_.pay_index) } },
                         invoice_out, w->arena);
}

/* ---- what becomes of them ---- */

static orm_status expire_one(wallet *w, u64 id)
{
    u64 index = 0;
    orm_status status = wallet_next(w, "invoices_updated", &index);
    if (status != ORM_OK) {
        return status;
    }
    return invoice_update_where(
        w->db, orm_sets(orm_set(invoice_.state, EXPIRED), orm_set(invoice_.updated_index, index)),
        orm_eq(invoice_.created_index, id), NULL);
}

orm_status invoice_expire(wallet *w, size_t *count_out)
{
    orm_rows *rows = NULL;
    orm_status status =
        invoice_select(w->db,
                       &(orm_query){ .where = orm_and(orm_eq(invoice_.state, UNPAID),
                                                      orm_le(invoice_.expiry_time, w->now)),
                                     .order_by = { orm_asc(invoice_.created_index) },
                                     .window = 1 },
                       &rows);
    *count_out = 0;
    for (struct invoice_details *i; status == ORM_OK && (i = invoice_next(rows)) != NULL;) {
        status = expire_one(w, i->created_index);
        ++*count_out;
    }
    status = status == ORM_OK ? orm_rows_status(rows) : status;
    orm_rows_free(rows);
    return status == ORM_DONE ? ORM_OK : status;
}

orm_status invoice_next_expiry(wallet *w, bool *is_any_out, u64 *time_out)
{
    const orm_value values[] = { orm_value_int(UNPAID) };
    orm_value time = orm_value_null();
    orm_status status =
        orm_raw_value(w->db,
                      &(orm_raw){ .sql = "SELECT MIN(expiry_time) FROM invoices WHERE state = $1",
                                  .params = values,
                                  .param_count = 1 },
                      NULL, &time);
    *is_any_out = time.type != ORM_TYPE_NULL;
    *time_out = *is_any_out ? (u64)time.as.integer : 0;
    return status;
}

static orm_status use_offer(wallet *w, u64 id)
{
    orm_value offer = orm_value_null();
    orm_status status =
        orm_value_of(w->db, &invoice_.local_offer_id_u_u8.column,
                     &(orm_query){ .where = orm_eq(invoice_.created_index, id) }, w->arena, &offer);
    if (status != ORM_OK || offer.type == ORM_TYPE_NULL) {
        return status;
    }
    return offer_update_where(w->db, orm_set(offer_.status, OFFER_DISABLED),
                              orm_and(orm_eq_bytes(offer_.offer_id_u_u8, offer.as.data, offer.size),
                                      orm_eq(offer_.status, OFFER_SINGLE_USE_UNUSED)),
                              NULL);
}

static orm_status set_paid(wallet *w, u64 id, struct amount_msat received,
                           const struct bitcoin_outpoint *outpoint)
{
    s64 pay_index = 0;
    u64 updated = 0;
    orm_status status = wallet_get_number(w, "next_pay_index", 0, &pay_index);
    if (status == ORM_OK) {
        status = wallet_set_number(w, "next_pay_index", pay_index + 1);
    }
    if (status == ORM_OK) {
        status = wallet_next(w, "invoices_updated", &updated);
    }
    if (status != ORM_OK) {
        return status;
    }
    static const struct bitcoin_outpoint none;
    const struct bitcoin_outpoint *at = outpoint == NULL ? &none : outpoint;
    return invoice_update_where(
        w->db,
        orm_sets(orm_set(invoice_.state, PAID), orm_set(invoice_.pay_index, pay_index),
                 orm_set(invoice_.received_millisatoshis, received.millisatoshis),
                 orm_set(invoice_.paid_timestamp, w->now),
                 orm_set_bytes(invoice_.paid_outpoint_txid_shad_sha_u_u8,
                               outpoint == NULL ? NULL : &at->txid, sizeof at->txid),
                 outpoint == NULL ? orm_set_null(invoice_.paid_outpoint_n)
                                  : orm_set(invoice_.paid_outpoint_n, at->n),
                 orm_set(invoice_.updated_index, updated)),
        orm_eq(invoice_.created_index, id), NULL);
}

orm_status invoice_resolve(wallet *w, u64 id, struct amount_msat received,
                           const struct bitcoin_outpoint *outpoint, bool *resolved_out)
{
    enum invoice_status state = PAID;
    orm_status status = invoice_state(w, id, &state);
    *resolved_out = status == ORM_OK && state == UNPAID;
    if (!*resolved_out) {
        return status;
    }
    status = set_paid(w, id, received, outpoint);
    return status == ORM_OK ? use_offer(w, id) : status;
}

orm_status invoice_drop(wallet *w, u64 id, bool *dropped_out)
{
    orm_status status = invoice_delete_key(w->db, id);
    *dropped_out = status == ORM_OK;
    return status == ORM_NOT_FOUND ? ORM_OK : status;
}

orm_status invoice_drop_description(wallet *w, u64 id, bool *changed_out)
{
    u64 index = 0;
    int64_t count = 0;
    orm_status status = wallet_next(w, "invoices_updated", &index);
    if (status == ORM_OK) {
        status = invoice_update_where(
            w->db,
            orm_sets(orm_set_null(invoice_.description), orm_set(invoice_.updated_index, index)),
            orm_eq(invoice_.created_index, id), &count);
    }
    *changed_out = count == 1;
    return status;
}

/* ---- scripts ---- */

orm_status invoice_add_script(wallet *w, u64 id, const u8 *script)
{
    struct invoice_fallback row = { .scriptpubkey = script, .invoice_id = id };
    return invoice_fallback_insert(w->db, &row);
}

orm_status invoice_by_script(wallet *w, const u8 *script, u64 *id_out)
{
    struct invoice_fallback row;
    orm_status status = invoice_fallback_find(w->db, script, array_count(script), &row, w->arena);
    if (status == ORM_OK) {
        *id_out = row.invoice_id;
    }
    return status;
}

/* ---- offers ---- */

orm_status wallet_add_offer(wallet *w, struct offer *offer, bool *added_out)
{
    bool is_there = false;
    orm_status status = offer_exists(w->db, offer->offer_id.u.u8, &is_there);
    *added_out = false;
    if (status == ORM_OK && !is_there) {
        status = offer_insert(w->db, offer);
        *added_out = status == ORM_OK;
    }
    return status;
}

orm_status wallet_find_offer(wallet *w, const struct sha256 *id, struct offer *offer_out)
{
    return offer_find(w->db, id->u.u8, offer_out, w->arena);
}

orm_status wallet_end_offer(wallet *w, const struct sha256 *id, enum offer_status status,
                            int64_t *expired_out)
{
    orm_status done = offer_update_where(w->db, orm_set(offer_.status, status),
                                         orm_eq_bytes(offer_.offer_id_u_u8, id, sizeof *id), NULL);
    if (done != ORM_OK || status != OFFER_DISABLED) {
        *expired_out = 0;
        return done;
    }
    return invoice_update_where(w->db, orm_set(invoice_.state, EXPIRED),
                                orm_and(orm_eq(invoice_.state, UNPAID),
                                        orm_eq_bytes(invoice_.local_offer_id_u_u8, id, sizeof *id)),
                                expired_out);
}
