/* Owns the step from a driver's row to an instance. */
#include "row/sink.h"

#include <stddef.h>

#include "base/error.h"
#include "meta/field.h"
#include "row/key.h"

orm_status orm__sink_row(void *reader, const orm_value *values, size_t count)
{
    const orm_sink_reader *own = reader;
    orm_sink *sink = own->sink;
    const orm_entity *entity = own->codec.entity;
    /* Before place, which reads the whole row. */
    if (count != entity->field_count) {
        return orm__codec_check_count(&own->codec, count, own->error);
    }
    const orm_instance into = { .entity = entity,
                                .row = sink->place(sink, entity, values),
                                .arena = sink->arena };
    if (into.row == NULL) {
        return orm__error_no_memory(own->error);
    }
    orm_status status = orm__codec_fill(&own->codec, &into, values, own->error);
    if (status != ORM_OK) {
        orm__key_tell(&own->codec, values, own->error);
        return status;
    }
    return sink->filled == NULL ? ORM_OK : sink->filled(sink, entity, into.row);
}

const orm_value *orm__sink_failed_row(const orm_prepared *prepared, orm_status status,
                                      size_t *count_out)
{
    const orm_driver *driver = prepared->link->driver;
    bool may_be_its = status == ORM_CONVERSION && driver->failed_row != NULL;
    return may_be_its ? driver->failed_row(prepared, count_out) : NULL;
}

void orm__sink_blame(const orm_sink_reader *reader, const orm_value *values)
{
    orm__codec_name_table(&reader->codec, reader->error);
    orm__key_tell(&reader->codec, values, reader->error);
}

orm_status orm__sink_end(const orm_sink_reader *reader, const orm_prepared *prepared,
                         orm_status status)
{
    size_t count = 0;
    const orm_value *values = orm__sink_failed_row(prepared, status, &count);
    if (values != NULL && count == reader->codec.entity->field_count) {
        orm__sink_blame(reader, values);
    }
    return status;
}
