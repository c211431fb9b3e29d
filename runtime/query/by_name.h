/* Rows of an entity out of a text of the program's own: each field takes the column that is called
 * as it is. */
#ifndef ORM_QUERY_BY_NAME_H
#define ORM_QUERY_BY_NAME_H

#include "query/rows.h"

typedef struct orm_by_name {
    const orm_entity *entity;
    const orm_dialect *dialect;
    const orm_prepared *prepared;
    size_t *columns;   /* that of each field */
    orm_value *values; /* a row in the order of the fields */
    size_t column_count;
    bool has_begun; /* a row has come: the columns are those of this execution */
} orm_by_name;

/* Finds the columns. *by_name_out lives in the arena. Errors: SCHEMA (a field without a column, two
 * columns for one), NO_MEMORY. */
orm_status orm__by_name_new(const orm_db *db, const orm_reading *reading, orm_arena *arena,
                            orm_by_name **by_name_out, orm_error *error);

/* The take of such rows; ctx: an orm_by_name. */
orm_status orm__by_name_take(void *ctx, const orm_sink_reader *reader, const orm_value *values,
                             size_t count);

/* The blame of such rows. */
void orm__by_name_blame(void *ctx, const orm_sink_reader *reader, orm_status status);

#endif
