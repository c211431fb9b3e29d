/* Lists of the daemon's structs as text. Each ends its rows: whatever stopped them but their end
 * fails the test. */
#ifndef REAL_DAEMON_LIST_H
#define REAL_DAEMON_LIST_H

#include <stdio.h>

#include "real/daemon/wallet.h"

void list_invoices(FILE *out, orm_rows *rows);
void list_forwards(FILE *out, orm_rows *rows);
void list_payments(FILE *out, orm_rows *rows);
void list_coins(FILE *out, orm_rows *rows);
void list_channels(FILE *out, orm_rows *rows);
void list_entries(FILE *out, orm_rows *rows);

/* All rows of all tables. */
void list_all(wallet *w, FILE *out);

#endif
