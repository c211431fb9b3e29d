/* What becomes of a member in a live column of another type than the model says: one function for
 * each engine. */
#ifndef ORM_MIGRATE_FIT_H
#define ORM_MIGRATE_FIT_H

#include "migrate/live.h"

/* Asked only where the types are not the same. */
orm_fit orm__fit_sqlite(const orm_field *field, const orm_live_table *live, uint16_t column);
orm_fit orm__fit_postgresql(const orm_field *field, const orm_live_table *live, uint16_t column);

#endif
