/* Owns the port of the daemon's channels, of their settings, counters and history. */
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"
#include "real_daemon_counters.orm.h"

orm_status channel_config_add(wallet *w, struct channel_config *config)
{
    orm_status status = channel_config_insert_with(
        w->db, config, &(orm_insert_options){ .columns = orm_no_columns() });
    return status == ORM_OK ? channel_config_update(w->db, config) : status;
}

/* A channel is there with little before all of it is saved. */
orm_status channel_add(wallet *w, struct channel *channel)
{
    orm_status status = channel_insert_with(
        w->db, channel,
        &(orm_insert_options){ .columns = orm_columns(channel_.dbid, channel_.state,
                                                      channel_.opener, channel_.req_confirmed_ins_0,
                                                      channel_.req_confirmed_ins_1) });
    return status == ORM_OK ? channel_save(w, channel) : status;
}

orm_status channel_save(wallet *w, struct channel *channel)
{
    return channel_update(w->db, channel);
}

orm_status channel_last(wallet *w, u64 *dbid_out)
{
    orm_value last;
    orm_status status = orm_raw_value(
        w->db, &(orm_raw){ .sql = "SELECT COALESCE(MAX(id), 0) FROM channels" }, NULL, &last);
    if (status == ORM_OK) {
        *dbid_out = (u64)last.as.integer;
    }
    return status;
}

orm_status channel_active(wallet *w, orm_rows **rows_out)
{
    return channel_select(w->db,
                          &(orm_query){ .where = orm_ne(channel_.state, CLOSED),
                                        .order_by = { orm_asc(channel_.dbid) } },
                          rows_out);
}

orm_status channel_by_alias(wallet *w, struct short_channel_id alias, struct channel *channel_out)
{
    return channel_one(w->db, &(orm_query){ .where = orm_eq(channel_.alias_0, (s64)alias.u64) },
                       channel_out, w->arena);
}

orm_status channel_close(wallet *w, u64 dbid, int64_t *count_out)
{
    return channel_update_where(
        w->db,
        orm_sets(orm_set(channel_.state, CLOSED), orm_set(channel_.state_change_cause, REASON_USER),
                 orm_set_null(channel_.old_scids)),
        orm_and(orm_eq(channel_.dbid, dbid), orm_ne(channel_.state, CLOSED)), count_out);
}

/* ---- counters ---- */

/* Counters of the first versions are NULL, which counts as 0. */
#define COUNTS(payments, amounts, amount)                \
    orm_sets(orm_set_to(payments, orm_add(payments, 1)), \
             orm_set_to(amounts, orm_add(amounts, (amount).millisatoshis)))

orm_status channel_traffic(wallet *w, u64 dbid, bool is_in, bool is_fulfilled,
                           struct amount_msat amount)
{
    const orm_expr *in = is_fulfilled
                             ? COUNTS(counters_.stats_in_payments_fulfilled,
                                      counters_.stats_in_msatoshi_fulfilled_millisatoshis, amount)
                             : COUNTS(counters_.stats_in_payments_offered,
                                      counters_.stats_in_msatoshi_offered_millisatoshis, amount);
    const orm_expr *out = is_fulfilled
                              ? COUNTS(counters_.stats_out_payments_fulfilled,
                                       counters_.stats_out_msatoshi_fulfilled_millisatoshis, amount)
                              : COUNTS(counters_.stats_out_payments_offered,
                                       counters_.stats_out_msatoshi_offered_millisatoshis, amount);
    return counters_update_where(w->db, is_in ? in : out, orm_eq(counters_.dbid, dbid), NULL);
}

/* ---- history ---- */

orm_status channel_note(wallet *w, u64 dbid, const struct channel_state_change *change)
{
    struct stored_change row = { .channel_id = dbid, .change = *change };
    return state_change_insert(w->db, &row);
}

orm_status channel_history(wallet *w, u64 dbid, orm_rows **rows_out)
{
    return state_change_select(
        w->db,
        &(orm_query){ .where = orm_eq(state_change_.channel_id, dbid),
                      .order_by = { orm_asc(state_change_.change_timestamp_ts) } },
        rows_out);
}
