/* Owns the daemon's rows in memory. */
#include "real/daemon/model.h"

#include <stdlib.h>
#include <string.h>

#include "real/daemon/array.h"

struct invoice_details *model_invoice(model *m, u64 id)
{
    for (size_t i = 0; i < m->invoice_count; i++) {
        if (m->invoices[i].created_index == id) {
            return &m->invoices[i];
        }
    }
    return NULL;
}

struct forwarding *model_forward(model *m, u64 channel, u64 htlc)
{
    for (size_t i = 0; i < m->forward_count; i++) {
        if (m->forwards[i].channel_in.u64 == channel && m->forwards[i].htlc_id_in == htlc) {
            return &m->forwards[i];
        }
    }
    return NULL;
}

struct utxo *model_coin(model *m, const struct bitcoin_outpoint *outpoint)
{
    for (size_t i = 0; i < m->coin_count; i++) {
        const struct bitcoin_outpoint *at = &m->coins[i].outpoint;
        if (at->n == outpoint->n && memcmp(&at->txid, &outpoint->txid, sizeof at->txid) == 0) {
            return &m->coins[i];
        }
    }
    return NULL;
}

struct datastore_entry *model_entry(model *m, const char **key)
{
    for (size_t i = 0; i < m->entry_count; i++) {
        if (array_count(m->entries[i].key) == array_count(key) &&
            model_is_below(m->entries[i].key, key)) {
            return &m->entries[i];
        }
    }
    return NULL;
}

void model_remove(void *rows, size_t size, size_t *count, void *item)
{
    char *last = (char *)rows + --*count * size;
    if (item != last) {
        memcpy(item, last, size);
    }
}

bool model_is_below(const char **key, const char **above)
{
    size_t count = array_count(above), i = 0;
    while (i < count && i < array_count(key) && strcmp(key[i], above[i]) == 0) {
        i++;
    }
    return i == count;
}

/* ---- order ---- */

static int compare_numbers(u64 a, u64 b)
{
    return (a > b) - (a < b);
}

static int compare_invoices(const void *a, const void *b)
{
    const struct invoice_details *one = a, *other = b;
    return compare_numbers(one->created_index, other->created_index);
}

static int compare_forwards(const void *a, const void *b)
{
    const struct forwarding *one = a, *other = b;
    return compare_numbers(one->created_index, other->created_index);
}

static int compare_coins(const void *a, const void *b)
{
    const struct utxo *one = a, *other = b;
    int by_tx = memcmp(&one->outpoint.txid, &other->outpoint.txid, sizeof one->outpoint.txid);
    return by_tx != 0 ? by_tx : compare_numbers(one->outpoint.n, other->outpoint.n);
}

/* By the bytes of all words with a NUL between them: a shorter one is first, and NUL is the least.
 */
static int compare_entries(const void *a, const void *b)
{
    const struct datastore_entry *one = a, *other = b;
    size_t count = array_count(one->key), others = array_count(other->key);
    for (size_t i = 0; i < count && i < others; i++) {
        int order = strcmp(one->key[i], other->key[i]);
        if (order != 0) {
            return order;
        }
    }
    return compare_numbers(count, others);
}

void model_sort(model *m)
{
    qsort(m->invoices, m->invoice_count, sizeof m->invoices[0], compare_invoices);
    qsort(m->forwards, m->forward_count, sizeof m->forwards[0], compare_forwards);
    qsort(m->coins, m->coin_count, sizeof m->coins[0], compare_coins);
    qsort(m->entries, m->entry_count, sizeof m->entries[0], compare_entries);
}
