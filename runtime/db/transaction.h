/* What other layers need to know of transactions. */
#ifndef ORM_DB_TRANSACTION_H
#define ORM_DB_TRANSACTION_H

#include <orm/transaction.h>

/* Follows an engine that has ended the transaction by itself. Called after each failure. The
 * program does not know yet: its levels are dead until it has rolled them back. */
void orm__transaction_sync(orm_db *db);

/* Follows SQL text of the program's own that has ended the transaction: the program knows. */
void orm__transaction_follow(orm_db *db);

/* orm_begin and orm_commit for the library itself: who called stays as it is. */
orm_status orm__transaction_begin(orm_db *db, const orm_transaction_options *options);
orm_status orm__transaction_commit(orm_db *db);

/* Runs verb on the savepoint of a level. */
orm_status orm__transaction_savepoint(orm_db *db, const char *verb, unsigned depth);

/* Rolls back all levels above depth, without touching the handle's error. */
void orm__transaction_unwind(orm_db *db, unsigned depth);

#endif
