/* Owns the step from a driver's row to an instance. */
#include "row/sink.h"

#include "base/error.h"
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
    void *row = sink->place(sink, own->entity, values);
    if (row == NULL) {
        return orm__error_no_memory(own->error);
    }
    status = orm__codec_extract(own->entity, values, count, row, sink->arena, own->error);
    if (status == ORM_OK && sink->filled != NULL) {
        status = sink->filled(sink, own->entity, row);
    }
    return status;
}
