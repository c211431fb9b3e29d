/* Owns the copies that before-hooks change, and what they have changed. */
#include "base/arena.h"
#include "base/error.h"
#include "meta/entity.h"
#include "meta/share.h"
#include "query/work.h"

static orm_status refuse_change(const orm_work *w, uint16_t field, size_t index)
{
    orm_error error;
    (void)orm__error_set(&error, ORM_MISUSE,
                         "a hook for before_update has changed %s.%s, by which the row is found",
                         w->own.entity->name, w->own.entity->fields[field].member);
    error.element = w->own.is_many ? index + 1 : 0;
    return orm__db_fail(w->own.db, &error);
}

orm_status orm__work_copy(orm_work *w)
{
    const orm_entity *entity = w->own.entity;
    orm_error error = { .status = ORM_OK };
    orm_status status = ORM_OK;
    w->copies = w->own.count > SIZE_MAX / entity->size
                    ? NULL
                    : orm__arena_take(w->arena, w->own.count * entity->size, entity->align);
    if (w->copies == NULL) {
        return orm__work_no_memory(w);
    }
    for (size_t i = 0; status == ORM_OK && i < w->own.count; i++) {
        const orm_instance copy = { .entity = entity,
                                    .row = orm__work_stored(w, i),
                                    .arena = w->arena };
        status = orm__share_row(&copy, orm__work_row(w, w->own.rows, i), &error);
    }
    return status < 0 ? orm__db_fail(w->own.db, &error) : ORM_OK;
}

/* A member that is stored by nobody but the database, or only looked at. */
static bool is_fixed(const orm_work *w, uint16_t field)
{
    const orm_entity *entity = w->own.entity;
    const orm_column *column = &entity->fields[field].column;
    bool is_update = w->kind->before == ORM_BEFORE_UPDATE;
    return orm__entity_is_filled(column) || column->generated ||
           (is_update &&
            (orm__entity_is_key(entity, field) || orm__work_is_version(entity, field)));
}

static bool is_changed(const orm_work *w, uint16_t field, size_t index)
{
    return orm__share_is_touched(w->own.entity, &w->own.entity->fields[field],
                                 orm__work_stored(w, index), orm__work_row(w, w->own.rows, index));
}

/* The row would be another one. */
orm_status orm__work_check_key(const orm_work *w, size_t index)
{
    const orm_entity *entity = w->own.entity;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        bool is_key = orm__entity_is_key(entity, i) || orm__work_is_version(entity, i);
        if (is_key && is_changed(w, i, index)) {
            return refuse_change(w, i, index);
        }
    }
    return ORM_OK;
}

static bool leaves_columns(const orm_work *w)
{
    bool leaves = false;
    for (uint16_t i = 0; i < w->own.entity->field_count; i++) {
        leaves = leaves || (!orm__work_writes(w, i) && !is_fixed(w, i));
    }
    return leaves;
}

/* Notes what hooks have changed that the call would not write. */
orm_status orm__work_find_touched(orm_work *w)
{
    uint16_t count = w->own.entity->field_count;
    if (w->conflict != NULL || !leaves_columns(w)) { /* what is renewed is as it was said */
        return ORM_OK;
    }
    w->touched = orm__arena_zeroed(w->arena, w->own.count, count);
    if (w->touched == NULL) {
        return orm__work_no_memory(w);
    }
    for (size_t row = 0; row < w->own.count; row++) {
        for (uint16_t i = 0; i < count; i++) {
            w->touched[row * count + i] =
                !orm__work_writes(w, i) && !is_fixed(w, i) && is_changed(w, i, row);
        }
    }
    return ORM_OK;
}

/* What the database has given is in the rows: in the copies, too, whose structs behind pointers may
 * be the hooks' own, which nobody writes into. */
static orm_status share_returned(const orm_work *w, size_t index, orm_error *error)
{
    const orm_entity *entity = w->own.entity;
    const orm_instance copy = { .entity = entity,
                                .row = orm__work_stored(w, index),
                                .arena = w->arena };
    orm_status status = orm__share_own_structs(&copy, error);
    for (uint16_t i = 0; status == ORM_OK && i < entity->field_count; i++) {
        if ((w->marks[i] & ORM_SQL_RETURNED) != 0 || orm__work_is_version(entity, i)) {
            status = orm__share_member(&copy, &entity->fields[i],
                                       orm__work_row(w, w->own.rows, index), error);
        }
    }
    return status;
}

orm_status orm__work_share_returned(const orm_work *w)
{
    orm_error error = { .status = ORM_OK };
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && w->copies != NULL && i < w->own.count; i++) {
        status = share_returned(w, i, &error);
    }
    return status == ORM_OK ? ORM_OK : orm__db_fail(w->own.db, &error);
}
