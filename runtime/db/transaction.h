/* What other layers need to know of transactions. */
#ifndef ORM_DB_TRANSACTION_H
#define ORM_DB_TRANSACTION_H

#include <orm/transaction.h>

/* Follows an engine that has ended the transaction by itself. Called after each failure. */
void orm__transaction_sync(orm_db *db);

/* Rolls back all levels above depth, without touching the handle's error. */
void orm__transaction_unwind(orm_db *db, unsigned depth);

#endif
