/* Customers by name alone, for tests to which the other columns say nothing. */
#ifndef CONFORMANCE_MODELS_CUSTOMERS_H
#define CONFORMANCE_MODELS_CUSTOMERS_H

#include "shop.orm.h"
#include "support/engine.h"

orm_status customers_add(orm_db *db, const char *name);

/* A statement that fails in the engine, and stores nothing. Returns CHECK. */
orm_status customers_fail(orm_db *db);

int customers_count(orm_db *db);

#endif
