/* The daemon in random steps: each is done by the port and by the model, and what the port says of
 * it is what the model says. */
#ifndef REAL_DAEMON_LIFE_H
#define REAL_DAEMON_LIFE_H

#include "real/daemon/model.h"
#include "real/daemon/wallet.h"
#include "support/engine.h"

typedef struct life {
    wallet w;
    model m, before; /* before the transaction that is open */
    orm_arena *kept; /* what the model points to */
    uint64_t seed;
} life;

/* ---- chance ---- */

u64 life_draw(life *l, u64 below);

/* A counted array of random bytes, or none. */
u8 *life_draw_bytes(life *l);

struct sha256 life_hash(u64 number);

/* A copy for the model. */
void *life_keep(life *l, const void *item, size_t size);

/* ---- steps ---- */

void life_make_invoice(life *l);
void life_resolve_invoice(life *l);
void life_expire_invoices(life *l);
void life_drop_invoice(life *l);
void life_ask_invoices(life *l);
void life_note_forward(life *l);
void life_drop_forward(life *l);
void life_list_some_forwards(life *l);
void life_put_entry(life *l);
void life_change_entry(life *l);
void life_append_entry(life *l);
void life_drop_entry(life *l);
void life_list_some_entries(life *l);
void life_add_coin(life *l);
void life_reserve_coin(life *l);
void life_spend_coin(life *l);
void life_confirm_coins(life *l);
void life_add_block(life *l);
void life_roll_back_blocks(life *l);
void life_list_available(life *l);

#endif
