/* Inserting rows that may be there already, as a write of rows. */
#ifndef ORM_QUERY_UPSERT_H
#define ORM_QUERY_UPSERT_H

#include <orm/upsert.h>
#include "query/write.h"

/* The insert, and the look at the row that was in its way. */
typedef struct orm_upsert_write {
    orm_write write;
    orm_write found;
    bool reads;    /* a row that is there fills members */
    bool inserted; /* by the last run */
} orm_upsert_write;

/* Begins the upsert that is asked for; conflict NULL = all defaults. Errors: MISUSE, those of
 * prepare. */
orm_status orm__upsert_open(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                            const orm_conflict *conflict);

/* As orm__call_end. */
orm_status orm__upsert_end(orm_upsert_write *upsert, orm_status status);

#endif
