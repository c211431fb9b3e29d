/* The SQL text that begins a transaction. */
#ifndef ORM_SQL_BEGIN_H
#define ORM_SQL_BEGIN_H

#include <orm/sys/dialect.h>
#include <orm/transaction.h>

enum { ORM_SQL_BEGIN_SIZE = 96 };

/* options: their members are in range. */
void orm__sql_begin(char text[ORM_SQL_BEGIN_SIZE], const orm_dialect *dialect,
                    const orm_transaction_options *options);

#endif
