/* A copy of the daemon's database, which is made of nothing but what the log tells. */
#ifndef REAL_DAEMON_COPY_H
#define REAL_DAEMON_COPY_H

#include "real/daemon/page.h"
#include "support/engine.h"

typedef struct copy {
    orm_db *db;
    bool in_transaction;
} copy;

/* All rows, as plain code reads them from the daemon's own database. */
page *tables_read(engine_fixture *fx);

/* The same tables elsewhere, with the daemon's first rows in them or without. */
copy copy_open(engine_fixture *fx, bool filled);
void copy_close(copy *c);

/* A handle of the fixture's that tells the copy all that is written. */
orm_db *copy_open_original(engine_fixture *fx, copy *c);

/* Both hold the same rows; else the test fails. */
void copy_compare(engine_fixture *fx, const copy *c);

#endif
