/* Inserting rows that may be there already, as a write of rows. */
#ifndef ORM_QUERY_UPSERT_H
#define ORM_QUERY_UPSERT_H

#include <orm/upsert.h>
#include "query/write.h"

/* The insert, and the look at the row that was in its way. */
typedef struct orm_upsert_write {
    orm_write write;
    orm_write found;
    bool reads;              /* a row that is there fills members */
    bool inserted;           /* by the last run */
    bool is_new;             /* the same, as the statement tells of one that may update */
    unsigned char *outcomes; /* of each row; NULL = nobody asks */
} orm_upsert_write;

/* What was done with a row. */
typedef enum orm_upsert_outcome {
    ORM_UPSERT_NOTHING = 0, /* it was there, and stays as it is */
    ORM_UPSERT_INSERTED,
    ORM_UPSERT_UPDATED
} orm_upsert_outcome;

/* Begins the upsert that is asked for; conflict NULL = all defaults. outcomes: room for one of each
 * row, where write.rows says which it is; NULL = nobody asks. Errors: MISUSE, those of prepare. */
orm_status orm__upsert_open(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                            const orm_conflict *conflict, unsigned char *outcomes);

/* The same of orm_insert_or_ignore, and of orm_find_or_insert, whose look-up is .found. */
orm_status orm__upsert_open_ignore(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                                   const orm_conflict *conflict, unsigned char *outcomes);
orm_status orm__upsert_open_find(orm_upsert_write *upsert, orm_db *db, const orm_entity *entity,
                                 const orm_conflict *conflict, unsigned char *outcomes);

/* As orm__call_end. */
orm_status orm__upsert_end(orm_upsert_write *upsert, orm_status status);

#endif
