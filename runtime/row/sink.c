/* Owns the step from a driver's row to an instance. */
#include "row/sink.h"

#include <stddef.h>

#include "base/error.h"
#include "meta/field.h"
#include "row/codec.h"

orm_status orm__sink_row(void *reader, const orm_value *values, size_t count)
{
    const orm_sink_reader *own = reader;
    orm_sink *sink = own->sink;
    /* Before place, which reads the whole row. */
    orm_status status = orm__codec_check_count(own->entity, count, own->error);
    if (status != ORM_OK) {
        return status;
    }
    const orm_instance into = { .entity = own->entity,
                                .row = sink->place(sink, own->entity, values),
                                .arena = sink->arena };
    if (into.row == NULL) {
        return orm__error_no_memory(own->error);
    }
    status = orm__codec_extract(&into, values, count, own->error);
    if (status == ORM_OK && sink->filled != NULL) {
        status = sink->filled(sink, own->entity, into.row);
    }
    return status;
}
