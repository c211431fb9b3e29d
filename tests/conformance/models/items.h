/* Ten items to ask for, and the ids that a question finds. */
#ifndef CONFORMANCE_MODELS_ITEMS_H
#define CONFORMANCE_MODELS_ITEMS_H

#include "models/odd.h"
#include "support/engine.h"

/* Ten items: id 1..10, amount id * 10, rank NULL for the even ones, flag for multiples of 3, label
 * "a".."e" twice, NULL for 10. */
void items_add(orm_db *db);

/* The ids that a query finds, in its order, as "1 2 3"; the count of the same query must agree. */
const char *items_of_query(engine_fixture *fx, const orm_query *query);

/* The ids that a condition finds, in ascending order. */
const char *items_where(engine_fixture *fx, const orm_expr *where);

#endif
