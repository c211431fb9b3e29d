/* The row sink: where a row of a result becomes an instance. A plain select places rows in the
 * result's arena, find in the caller's struct; a session would pass its identity map. */
#ifndef ORM_ROW_SINK_H
#define ORM_ROW_SINK_H

#include <orm/arena.h>
#include <orm/error.h>
#include <orm/meta.h>
#include <orm/sys/driver.h>

#include "row/codec.h"

typedef struct orm_sink orm_sink;

struct orm_sink {
    /* Memory of entity->size bytes for the row that is about to be decoded; NULL: no memory.
     * values: the whole row, in the order of the fields, so that a sink can look at the key. */
    void *(*place)(orm_sink *sink, const orm_entity *entity, const orm_value *values);
    /* The instance is complete. NULL = nothing to do. */
    orm_status (*filled)(orm_sink *sink, const orm_entity *entity, void *row);
    orm_arena *arena; /* where texts and blobs go; borrowed */
};

/* What a driver's fetch passes a row to: decodes it into the instance that the sink gives. */
typedef struct orm_sink_reader {
    orm_sink *sink;
    orm_codec codec;
    orm_error *error;
} orm_sink_reader;

orm_status orm__sink_row(void *reader, const orm_value *values, size_t count);

/* The row that a fetch which failed could not read in the driver already; NULL = it was none of
 * that sort. */
const orm_value *orm__sink_failed_row(const orm_prepared *prepared, orm_status status,
                                      size_t *count_out);

/* Adds the table and the row's key to the error. values: one for each field. */
void orm__sink_blame(const orm_sink_reader *reader, const orm_value *values);

/* Both, for a row in the order of the fields. Returns status. */
orm_status orm__sink_end(const orm_sink_reader *reader, const orm_prepared *prepared,
                         orm_status status);

#endif
