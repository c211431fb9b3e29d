/* Owns what is wrong with a list of columns. */
#include "query/columns.h"

#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/identity.h"

static orm_status refuse(const orm_call *call, const orm_column_list *list, uint16_t field,
                         const char *why)
{
    return orm__error_set(call->error, ORM_MISUSE, "%s.%s in %s: %s", call->entity->name,
                          call->entity->fields[field].member, list->name, why);
}

/* *field_out: the field that a handle leads to. */
static orm_status find_field(const orm_call *call, const orm_column_list *list,
                             const orm_handle *handle, uint16_t *field_out)
{
    const orm_entity *owner = handle->path == NULL ? NULL : handle->path->entity;
    if (owner == NULL || handle->field >= owner->field_count) {
        return orm__error_set(call->error, ORM_MISUSE, "%s of %s has a handle of no column",
                              list->name, call->entity->name);
    }
    if (!orm__identity_same(owner, call->entity)) {
        return orm__error_set(call->error, ORM_MISUSE, "%s of %s has column %s of %s", list->name,
                              call->entity->name, owner->fields[handle->field].member, owner->name);
    }
    *field_out = handle->field;
    return ORM_OK;
}

unsigned char *orm__columns_marks(const orm_call *call)
{
    return orm__arena_zeroed(call->db->scratch, call->entity->field_count, 1);
}

orm_status orm__columns_mark(const orm_call *call, const orm_column_list *list,
                             unsigned char *marks)
{
    const orm_handle *const *at = list->handles;
    uint16_t field = 0;
    for (; at != NULL && *at != NULL; at++) {
        orm_status status = find_field(call, list, *at, &field);
        if (status != ORM_OK) {
            return status;
        }
        if ((marks[field] & list->mark) != 0) {
            return refuse(call, list, field, "it is named twice");
        }
        if (list->is_written && orm__entity_is_filled(&call->entity->fields[field].column)) {
            return refuse(call, list, field, "only the database writes it");
        }
        marks[field] |= list->mark;
    }
    return ORM_OK;
}

orm_status orm__columns_marked(const orm_call *call, const unsigned char *marks, unsigned char mark,
                               orm_fields *fields_out)
{
    uint16_t count = 0;
    uint16_t *fields =
        orm__arena_zeroed(call->db->scratch, call->entity->field_count, sizeof *fields);
    if (fields == NULL) {
        return orm__error_no_memory(call->error);
    }
    for (uint16_t i = 0; i < call->entity->field_count; i++) {
        if ((marks[i] & mark) != 0) {
            fields[count++] = i;
        }
    }
    *fields_out = (orm_fields){ .fields = fields, .count = count };
    return ORM_OK;
}
