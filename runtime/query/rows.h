/* The inside of a result: instances in chunks of an arena, read from a statement whole or in
 * windows. */
#ifndef ORM_QUERY_ROWS_H
#define ORM_QUERY_ROWS_H

#include <orm/rows.h>
#include "db/db.h"

/* What is read: a statement that has been acquired, with its parameters in db->values. */
typedef struct orm_reading {
    const orm_entity *entity;
    orm_statement *statement;
    size_t window; /* rows kept in memory; 0 = all */
    bool locks;    /* the rows that it gives */
} orm_reading;

/* Reads the result whole, or its first window. Takes the statement over: released when the result
 * is complete, on failure, or with the rows. *rows_out: owned, orm_rows_free. */
orm_status orm__rows_read(orm_db *db, const orm_reading *reading, orm_rows **rows_out,
                          orm_error *error);

#endif
