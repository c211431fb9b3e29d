/* The frame of a call with a text of the program's own: its values, its statement, its failure. */
#ifndef ORM_QUERY_RAW_H
#define ORM_QUERY_RAW_H

#include <orm/raw.h>
#include "db/db.h"

typedef struct orm_raw_call {
    orm_db *db;
    const orm_raw *raw;
    orm_statement *statement; /* NULL until it begins, and where a result has taken it over */
    size_t window;            /* that its rows can be read in */
    orm_error *error;         /* the handle's pending one */
} orm_raw_call;

/* Takes a statement from the cache and fills db->values for it. raw: may be NULL (MISUSE). */
orm_status orm__raw_begin(orm_db *db, const orm_raw *raw, orm_raw_call *call);

/* Before rows are read. Errors: MISUSE (it gives none), NOT_SUPPORTED (by the driver). */
orm_status orm__raw_demand_rows(orm_raw_call *call);

/* Lets go of all; a failure becomes the handle's. Returns status. */
orm_status orm__raw_end(orm_raw_call *call, orm_status status);

#endif
