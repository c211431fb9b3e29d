/* Customers by name alone. */
#include "models/customers.h"

orm_status customers_add(orm_db *db, const char *name)
{
    struct customer row = { .name = (char *)name };
    return customer_insert(db, &row);
}

orm_status customers_fail(orm_db *db)
{
    struct invoice row = { .customer_id = 1, .total_cents = -1 };
    return invoice_insert(db, &row);
}

int customers_count(orm_db *db)
{
    int64_t count = -1;
    assert_ok(db, customer_count(db, NULL, &count));
    return (int)count;
}
