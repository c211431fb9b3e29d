/* The daemon's tables: how they came to be, over the years, and what is in them before Corm comes.
 */
#ifndef REAL_DAEMON_TABLES_H
#define REAL_DAEMON_TABLES_H

#include "real/daemon/plain.h"

/* The tables as the first versions of the daemon made them. */
void tables_create_old(plain *db);

/* What the later versions have added, column by column. Rows that are there get the defaults. */
void tables_migrate(plain *db);

/* Both. */
void tables_create(plain *db);

/* Rows as the daemon writes them. */
void tables_fill(plain *db);

/* All rows of all tables, each table under its name. */
void tables_print(plain *db, FILE *out);

#endif
