/* Owns the counting of versions. */
#include "query/version.h"

#include "meta/field.h"
#include "meta/storage.h"
#include "row/convert.h"

static uint16_t version_of(const orm_call *c)
{
    return (uint16_t)(c->entity->version - 1);
}

orm_status orm__version_raise(orm_call *c, orm_value *next_out)
{
    const orm_field *field = &c->entity->fields[version_of(c)];
    orm_value *next = &c->db->values[c->next - 1];
    orm_value raised = next->as.integer == INT64_MAX ? orm_value_uint(UINT64_C(1) << 63)
                                                     : orm_value_int(next->as.integer + 1);
    orm_status status = orm__convert_encode(field, &raised, next, c->error);
    if (status == ORM_OK) {
        status = orm__storage_check(&field->layout, next, c->error);
    }
    if (status != ORM_OK) {
        orm__codec_locate(&c->codec, version_of(c), c->error);
    }
    *next_out = *next;
    return status;
}

orm_status orm__version_store(orm_call *c, void *row, const orm_value *next)
{
    const orm_instance into = { .entity = c->entity, .row = row };
    return orm__field_set(&into, &c->entity->fields[version_of(c)], next, c->error);
}
