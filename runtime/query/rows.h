/* The inside of a result: instances in chunks of an arena, read from a statement whole or in
 * windows. */
#ifndef ORM_QUERY_ROWS_H
#define ORM_QUERY_ROWS_H

#include <orm/rows.h>
#include "db/db.h"
#include "row/sink.h"

/* How a row of values becomes one of the result, other than field by field. reader: its sink places
 * and counts the row. */
typedef orm_status (*orm_take_fn)(void *ctx, const orm_sink_reader *reader, const orm_value *values,
                                  size_t count);

/* What is read: a statement that has been acquired, with its parameters in db->values. */
typedef struct orm_reading {
    const orm_entity *entity;
    orm_statement *statement;
    size_t window; /* rows kept in memory; 0 = all */
    bool locks;    /* the rows that it gives */
    /* Without a window: where texts and blobs go instead of the result's own arena, and what the
     * rows are before they are read (members that are not mapped), as far as these go. NULL, 0. */
    orm_arena *texts;
    const void *originals;
    size_t original_count;
    orm_take_fn take; /* NULL: field by field */
    /* Where a fetch failed: names the row that the driver itself could not read. NULL = nothing. */
    void (*blame)(void *ctx, const orm_sink_reader *reader, orm_status status);
    void *take_ctx;  /* borrowed: as long as the rows */
    orm_arena *kept; /* taken over, with what take needs; NULL = nothing */
} orm_reading;

/* Reads the result whole, or its first window. Takes the statement over: released when the result
 * is complete, on failure, or with the rows. entity: one of the handle's schemas, or, with a take,
 * without any. *rows_out: owned, orm_rows_free. */
orm_status orm__rows_read(orm_db *db, const orm_reading *reading, orm_rows **rows_out,
                          orm_error *error);

/* Has hooks for after_load see the rows: all of a whole result now, those of a window when they are
 * handed out. Nothing may run on the handle but the window itself. The status of a hook that fails;
 * it is the handle's error then. */
orm_status orm__rows_load(orm_rows *rows);

/* The same of what was read, which is then given to the caller, or freed. status: of the reading,
 * rows NULL where it failed. */
orm_status orm__rows_give(orm_rows *rows, orm_status status, orm_rows **rows_out);

#endif
