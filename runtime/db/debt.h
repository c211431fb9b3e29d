/* What a call has told the connection for its own time and could not take back: whoever uses the
 * handle next does it first. */
#ifndef ORM_DB_DEBT_H
#define ORM_DB_DEBT_H

#include <orm/error.h>
#include <stddef.h>

struct orm_db;

/* Texts of the dialect's, each at most once. */
typedef struct orm_debts {
    const char *texts[2];
    size_t count;
} orm_debts;

/* Runs a text of the dialect's that takes something back; NULL = nothing to do. Has time for it
 * whatever limit there was. What cannot be done now is owed. */
void orm__debt_pay(struct orm_db *db, const char *sql);

/* Does what is owed, unless a transaction is open. Errors: by cause, left on the handle; it is owed
 * still. */
orm_status orm__debt_settle(struct orm_db *db);

#endif
