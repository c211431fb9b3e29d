/* Owns the port of the daemon's datastore, whose keys are words, and of its runes. */
#include "real/daemon/array.h"
#include "real/daemon/wallet.h"
#include "real_daemon.orm.h"

#include <string.h>

/* ---- the datastore ---- */

orm_status store_put(wallet *w, const char **key, u8 *data)
{
    struct datastore_entry row = { .key = key, .data = data };
    return datastore_insert(w->db, &row);
}

orm_status store_get(wallet *w, const char **key, struct datastore_entry *entry_out)
{
    u8 *joined = words_join(w->arena, key);
    return datastore_find(w->db, joined, array_count(joined), entry_out, w->arena);
}

orm_status store_change(wallet *w, const char **key, u8 *data, const u64 *generation,
                        bool *changed_out)
{
    u8 *joined = words_join(w->arena, key);
    int64_t count = 0;
    orm_status status = datastore_update_where(
        w->db,
        orm_sets(orm_set_bytes(datastore_.data, data, array_count(data)),
                 orm_set_to(datastore_.generation, orm_add(datastore_.generation, 1))),
        orm_and(orm_eq_bytes(datastore_.key, joined, array_count(joined)),
                orm_when(generation != NULL,
                         orm_eq(datastore_.generation, generation == NULL ? 0 : *generation))),
        &count);
    *changed_out = count == 1;
    return status;
}

/* What is being added to. */
typedef struct appending {
    wallet *w;
    const char **key;
    const u8 *data;
} appending;

static orm_status append(orm_db *db, void *ctx)
{
    const appending *a = ctx;
    struct datastore_entry entry;
    bool is_changed = false;
    (void)db;
    orm_status status = store_get(a->w, a->key, &entry);
    if (status != ORM_OK) {
        return status;
    }
    size_t old = array_count(entry.data), more = array_count(a->data);
    u8 *whole = array_new(a->w->arena, old + more, 1);
    if (whole == NULL) {
        return ORM_NO_MEMORY;
    }
    for (size_t i = 0; i < old + more; i++) {
        whole[i] = i < old ? entry.data[i] : a->data[i - old];
    }
    return store_change(a->w, a->key, whole, &entry.generation, &is_changed);
}

orm_status store_append(wallet *w, const char **key, const u8 *data)
{
    return orm_run(w->db, NULL, append, &(appending){ .w = w, .key = key, .data = data });
}

orm_status store_drop(wallet *w, const char **key, bool *dropped_out)
{
    u8 *joined = words_join(w->arena, key);
    orm_status status = datastore_delete_key(w->db, joined, array_count(joined));
    *dropped_out = status == ORM_OK;
    return status == ORM_NOT_FOUND ? ORM_OK : status;
}

orm_status store_list(wallet *w, const char **key, orm_rows **rows_out)
{
    const orm_query all = { .order_by = { orm_asc(datastore_.key) } };
    if (key == NULL) {
        return datastore_select(w->db, &all, rows_out);
    }
    u8 *joined = words_join(w->arena, key);
    size_t size = array_count(joined);
    u8 *below = array_new(w->arena, size + 1, 1); /* with the NUL of a further word */
    if (below == NULL) {
        return ORM_NO_MEMORY;
    }
    memcpy(below, joined, size);
    return datastore_select(
        w->db,
        &(orm_query){ .where = orm_or(orm_eq_bytes(datastore_.key, joined, size),
                                      orm_starts_with_bytes(datastore_.key, below, size + 1)),
                      .order_by = { orm_asc(datastore_.key) } },
        rows_out);
}

/* ---- runes ---- */

orm_status rune_add(wallet *w, const char *text, u64 *id_out)
{
    orm_value next;
    orm_status status = orm_raw_value(
        w->db, &(orm_raw){ .sql = "SELECT (COALESCE(MAX(id), -1) + 1) FROM runes" }, NULL, &next);
    if (status != ORM_OK) {
        return status;
    }
    struct rune row = { .unique_id = (u64)next.as.integer, .text = text };
    *id_out = row.unique_id;
    return rune_insert(w->db, &row);
}

orm_status rune_use(wallet *w, u64 id, struct timeabs when, bool *used_out)
{
    struct rune row = { .unique_id = id, .last_used = &when };
    orm_status status = rune_update_with(
        w->db, &row, &(orm_update_options){ .columns = orm_columns(rune_.last_used_ts) });
    *used_out = status == ORM_OK;
    return status == ORM_NOT_FOUND ? ORM_OK : status;
}

orm_status rune_list(wallet *w, orm_rows **rows_out)
{
    return rune_select(w->db, &(orm_query){ .order_by = { orm_asc(rune_.unique_id) } }, rows_out);
}

/* The new list. */
typedef struct rewriting {
    struct rune_blacklist *list;
    size_t count;
} rewriting;

static orm_status rewrite(orm_db *db, void *ctx)
{
    const rewriting *r = ctx;
    orm_status status = blacklist_delete_all(db, NULL);
    return status == ORM_OK ? blacklist_insert_many(db, r->list, r->count, NULL) : status;
}

orm_status rune_set_blacklist(wallet *w, struct rune_blacklist *list, size_t count)
{
    return orm_run(w->db, NULL, rewrite, &(rewriting){ .list = list, .count = count });
}

orm_status rune_blacklist(wallet *w, struct rune_blacklist **list_out, size_t *count_out)
{
    return blacklist_collect(w->db, &(orm_query){ .order_by = { orm_asc(blacklist_.start) } },
                             w->arena, list_out, count_out);
}
