/* Owns the steps with invoices and forwards, and what all steps draw. */
#include "real/daemon/life.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "real/daemon/array.h"
#include "real/daemon/list.h"
#include "real/daemon/page.h"
#include "real/daemon/show.h"

#define TRY(call) assert_ok(l->w.db, call)

u64 life_draw(life *l, u64 below)
{
    l->seed = l->seed * 6364136223846793005U + 1442695040888963407U;
    return (l->seed >> 33) % below;
}

struct sha256 life_hash(u64 number)
{
    struct sha256 hash = { { { 0 } } };
    hash.u.u8[0] = (u8)number;
    hash.u.u8[31] = (u8)(number >> 8);
    return hash;
}

void *life_keep(life *l, const void *item, size_t size)
{
    void *copy = orm_arena_alloc(l->kept, size + 1);
    assert_non_null(copy);
    memcpy(copy, item, size);
    ((char *)copy)[size] = '\0'; /* it may be a text */
    return copy;
}

u8 *life_draw_bytes(life *l)
{
    static const u8 bytes[] = { 0, 0xff, '\'', '\\', 'x', 0x80, 0, 0, 1 };
    u64 size = life_draw(l, sizeof bytes + 1);
    return size == sizeof bytes ? NULL : array_copy(l->kept, bytes, size, 1);
}

/* ---- invoices ---- */

void life_make_invoice(life *l)
{
    static const char *const labels[] = { "a", "A", "", "\\u00e9", "it''s", "100%", "a ", "$1" };
    model *m = &l->m;
    if (m->invoice_count == MODEL_ROWS) {
        return;
    }
    char label[32];
    (void)snprintf(label, sizeof label, "%s%" PRIu64, labels[life_draw(l, 8)], life_draw(l, 6));
    bool is_taken = false, is_made = false;
    for (size_t i = 0; i < m->invoice_count; i++) {
        is_taken = is_taken || strcmp(m->invoices[i].label->s, label) == 0;
    }
    struct amount_msat amount = { life_draw(l, 3) * (INT64_MAX / 2) };
    struct invoice_details invoice = {
        .rhash = life_hash(m->invoices_created),
        .label = life_keep(l, label, strlen(label)),
        .msat = life_draw(l, 2) ? life_keep(l, &amount, sizeof amount) : NULL,
        .invstring = "lnbc1",
        .description = life_draw(l, 2) ? life_keep(l, label, 2) : NULL,
        .features = life_draw_bytes(l)
    };
    TRY(invoice_create(&l->w, &invoice, life_draw(l, 50), &is_made));
    assert_int_equal(is_made, !is_taken);
    if (is_made) {
        assert_int_equal(invoice.created_index, ++m->invoices_created);
        m->invoices[m->invoice_count++] = invoice;
    }
}

static struct invoice_details *draw_invoice(life *l, u64 *id_out)
{
    bool is_there = l->m.invoice_count > 0 && life_draw(l, 4);
    *id_out = is_there ? l->m.invoices[life_draw(l, l->m.invoice_count)].created_index
                       : life_draw(l, l->m.invoices_created + 2);
    return model_invoice(&l->m, *id_out);
}

void life_resolve_invoice(life *l)
{
    u64 id = 0;
    struct invoice_details *invoice = draw_invoice(l, &id);
    struct bitcoin_outpoint outpoint = { .n = (u32)life_draw(l, INT32_MAX) };
    struct amount_msat received = { life_draw(l, 1000) };
    bool on_chain = life_draw(l, 2), is_done = false;
    outpoint.txid.shad.sha = life_hash(id);
    orm_status status = invoice_resolve(&l->w, id, received, on_chain ? &outpoint : NULL, &is_done);
    assert_int_equal(status, invoice == NULL ? ORM_NOT_FOUND : ORM_OK);
    assert_int_equal(is_done, invoice != NULL && invoice->state == UNPAID);
    if (is_done) {
        invoice->state = PAID;
        invoice->pay_index = l->m.next_pay_index++;
        invoice->received = received;
        invoice->paid_timestamp = l->w.now;
        invoice->paid_outpoint = on_chain ? life_keep(l, &outpoint, sizeof outpoint) : NULL;
        invoice->updated_index = ++l->m.invoices_updated;
    }
}

void life_expire_invoices(life *l)
{
    size_t count = 0, expected = 0;
    l->w.now += life_draw(l, 20);
    model_sort(&l->m);
    TRY(invoice_expire(&l->w, &count));
    for (size_t i = 0; i < l->m.invoice_count; i++) {
        struct invoice_details *invoice = &l->m.invoices[i];
        if (invoice->state == UNPAID && invoice->expiry_time <= l->w.now) {
            invoice->state = EXPIRED;
            invoice->updated_index = ++l->m.invoices_updated;
            expected++;
        }
    }
    assert_int_equal(count, expected);
}

void life_drop_invoice(life *l)
{
    u64 id = 0;
    struct invoice_details *invoice = draw_invoice(l, &id);
    bool is_done = false;
    if (life_draw(l, 2)) {
        TRY(invoice_drop_description(&l->w, id, &is_done));
        l->m.invoices_updated++;
        if (invoice != NULL) {
            invoice->description = NULL;
            invoice->updated_index = l->m.invoices_updated;
        }
    } else {
        TRY(invoice_drop(&l->w, id, &is_done));
        if (invoice != NULL) {
            model_remove(l->m.invoices, sizeof *invoice, &l->m.invoice_count, invoice);
        }
    }
    assert_int_equal(is_done, invoice != NULL);
}

void life_ask_invoices(life *l)
{
    u64 time = 0, expected = UINT64_MAX, paid = life_draw(l, l->m.next_pay_index + 1),
        next = UINT64_MAX;
    bool is_any = false;
    struct invoice_details found;
    for (size_t i = 0; i < l->m.invoice_count; i++) {
        const struct invoice_details *invoice = &l->m.invoices[i];
        if (invoice->state == UNPAID && invoice->expiry_time < expected) {
            expected = invoice->expiry_time;
        }
        if (invoice->pay_index > paid && invoice->pay_index < next) {
            next = invoice->pay_index;
        }
    }
    TRY(invoice_next_expiry(&l->w, &is_any, &time));
    assert_true(is_any ? time == expected : expected == UINT64_MAX);
    orm_status status = invoice_paid_after(&l->w, paid, &found);
    assert_true(status == ORM_OK ? found.pay_index == next
                                 : status == ORM_NOT_FOUND && next == UINT64_MAX);
}

/* ---- forwards ---- */

void life_note_forward(life *l)
{
    model *m = &l->m;
    u64 channel = life_draw(l, 3) * (INT64_MAX / 2), htlc = life_draw(l, 6);
    struct timeabs resolved = { { (time_t)life_draw(l, 1 << 30), (long)life_draw(l, 1000000000) } };
    struct forwarding forward = {
        .channel_in = { channel },
        .channel_out = { life_draw(l, 3) },
        .htlc_id_in = htlc,
        .htlc_id_out = life_draw(l, 2) ? life_keep(l, &htlc, sizeof htlc) : NULL,
        .msat_in = { 10 + life_draw(l, 90) },
        .msat_out = { life_draw(l, 10) },
        .forward_style = (enum forward_style)life_draw(l, 3),
        .status = (enum forward_status)life_draw(l, 4),
        .failcode = (enum onion_wire)(life_draw(l, 2) * 16394),
        .received_time = { { 1700000000, (long)life_draw(l, 1000000000) } }
    };
    forward.resolved_time = life_draw(l, 2) ? life_keep(l, &resolved, sizeof resolved) : NULL;
    struct forwarding *old = model_forward(m, channel, htlc);
    if (old == NULL && m->forward_count == MODEL_ROWS) {
        return;
    }
    TRY(forward_note(&l->w, &forward));
    if (old == NULL) {
        assert_int_equal(forward.created_index, ++m->forwards_created);
        m->forwards[m->forward_count++] = forward;
        return;
    }
    old->updated_index = ++m->forwards_updated;
    old->msat_in = forward.msat_in;
    old->msat_out = forward.msat_out;
    old->status = forward.status;
    old->resolved_time = forward.resolved_time;
    old->failcode = forward.failcode;
    old->forward_style = forward.forward_style;
}

/* Of a forward that is not known, and of one whose amount out is NULL, there are no fees. */
static u64 fees_of(const struct forwarding *forward)
{
    return forward == NULL || forward->status != FORWARD_SETTLED ||
                   forward->msat_out.millisatoshis == 0
               ? 0
               : forward->msat_in.millisatoshis - forward->msat_out.millisatoshis;
}

void life_drop_forward(life *l)
{
    model *m = &l->m;
    struct short_channel_id channel = { life_draw(l, 3) * (INT64_MAX / 2) };
    enum forward_status status = (enum forward_status)life_draw(l, 4);
    u64 htlc = life_draw(l, 6), fees = 0, expected = 0;
    bool is_done = false;
    struct forwarding *forward = model_forward(m, channel.u64, htlc);
    status = forward != NULL && life_draw(l, 2) ? forward->status : status;
    bool is_meant = forward != NULL && forward->status == status;
    TRY(forward_drop(&l->w, channel, htlc, status, &is_done));
    assert_int_equal(is_done, is_meant);
    if (is_meant) {
        m->deleted_fees += fees_of(forward);
        model_remove(m->forwards, sizeof *forward, &m->forward_count, forward);
    }
    for (size_t i = 0; i < m->forward_count; i++) {
        expected += fees_of(&m->forwards[i]);
    }
    TRY(forward_fees(&l->w, &fees));
    assert_int_equal(fees, expected + m->deleted_fees);
}

void life_list_some_forwards(life *l)
{
    struct short_channel_id in = { life_draw(l, 3) * (INT64_MAX / 2) }, out = { life_draw(l, 3) };
    enum forward_status status = (enum forward_status)life_draw(l, 5);
    bool by_in = life_draw(l, 2), by_out = life_draw(l, 2);
    orm_rows *rows = NULL;
    page *found = page_open(), *expected = page_open();
    status = status == 4 ? FORWARD_ANY : status;
    TRY(forward_list(&l->w, status, by_in ? &in : NULL, by_out ? &out : NULL, &rows));
    list_forwards(found->out, rows);
    model_sort(&l->m);
    for (size_t i = 0; i < l->m.forward_count; i++) {
        const struct forwarding *forward = &l->m.forwards[i];
        if ((status == FORWARD_ANY || forward->status == status) &&
            (!by_in || forward->channel_in.u64 == in.u64) &&
            (!by_out || forward->channel_out.u64 == out.u64)) {
            show_forward(expected->out, forward);
        }
    }
    page_compare(found, expected);
}
