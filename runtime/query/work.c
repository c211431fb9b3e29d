/* Owns the order of things around a write that hooks are for. */
#include "query/work.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "db/deadline.h"
#include "meta/group.h"
#include "row/backup.h"
#include "sql/assign.h"

orm_status orm__work_no_memory(const orm_work *w)
{
    orm_error error;
    (void)orm__error_no_memory(&error);
    return orm__db_fail(w->own.db, &error);
}

/* ---- which columns ---- */

bool orm__work_writes(const orm_work *w, uint16_t field)
{
    bool is_update = w->kind->before == ORM_BEFORE_UPDATE;
    if (is_update && orm__work_is_version(w->own.entity, field)) {
        return false;
    }
    return (w->marks[field] & ORM_SQL_WRITTEN) != 0 ||
           (w->update != NULL && orm__assign_sets(w->update->set, field));
}

/* index: of the row, whose hooks may have added columns. */
static void list_fields(orm_work *w, size_t index)
{
    uint16_t count = 0, fields = w->own.entity->field_count;
    for (uint16_t i = 0; i < fields; i++) {
        bool is_touched = w->touched != NULL && w->touched[index * fields + i] != 0;
        if (is_touched || orm__work_writes(w, i)) {
            w->fields[count++] = i;
        }
    }
    w->firing.fields = w->fields;
    w->firing.field_count = count;
}

/* Errors are the handle's, and nothing has been called by then. */
static orm_status mark(orm_work *w)
{
    orm_call call = orm__call_new(w->own.db, w->own.entity);
    uint16_t count = w->own.entity->field_count;
    w->marks = orm__arena_zeroed(w->arena, count, 1);
    w->fields = orm__arena_zeroed(w->arena, count, sizeof *w->fields);
    w->groups = orm__arena_zeroed(w->arena, w->own.entity->group_count, sizeof *w->groups);
    if (w->marks == NULL || w->fields == NULL || w->groups == NULL) {
        return orm__work_no_memory(w);
    }
    orm_use use = w->kind->before == ORM_BEFORE_INSERT ? ORM_USE_INSERT : ORM_USE_CHANGE;
    orm_status status = use == ORM_USE_CHANGE ? orm__call_demand_key(&call, use) : ORM_OK;
    if (status == ORM_OK) {
        status = orm__slot_meet_for(w->own.db, w->own.entity, use, call.error);
    }
    if (status == ORM_OK) {
        status = w->kind->mark(w, &call, w->marks);
    }
    for (uint16_t i = 0; status == ORM_OK && i < count; i++) {
        if ((w->marks[i] & ORM_SQL_RETURNED) != 0) {
            orm__group_mark(w->own.entity, w->own.entity->fields[i].layout.group, w->groups);
        }
    }
    return orm__call_end(&call, status);
}

/* ---- before ---- */

static orm_status fire_all(orm_work *w, orm_hook_event event)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < w->own.count; i++) {
        list_fields(w, i);
        status =
            orm__firing_call(&w->firing, event, orm__work_stored(w, i), w->own.is_many ? i + 1 : 0);
    }
    return status;
}

/* A delete has nothing to change. */
static orm_status fire_before(orm_work *w)
{
    bool is_update = w->kind->before == ORM_BEFORE_UPDATE;
    bool copies = w->kind->before != ORM_BEFORE_DELETE;
    if ((w->firing.events & w->kind->before) == 0) {
        return ORM_OK;
    }
    orm_status status = copies ? orm__work_copy(w) : ORM_OK;
    if (status == ORM_OK) {
        orm__level_wait(&w->level, w->own.db);
        status = fire_all(w, w->kind->before);
        orm__level_stop_waiting(&w->level);
    }
    for (size_t i = 0; status == ORM_OK && is_update && i < w->own.count; i++) {
        status = orm__work_check_key(w, i);
    }
    return status == ORM_OK && copies ? orm__work_find_touched(w) : status;
}

/* ---- the write ---- */

static orm_status keep_rows(orm_work *w)
{
    const orm_entity *entity = w->own.entity;
    const size_t size = orm__backup_size(entity, w->groups);
    w->kept =
        w->own.count > SIZE_MAX / size ? NULL : orm_arena_alloc(w->arena, w->own.count * size);
    if (w->kept == NULL) {
        return orm__work_no_memory(w);
    }
    for (size_t i = 0; i < w->own.count; i++) {
        orm__backup_keep(entity, w->groups, orm__work_row(w, w->own.rows, i), w->kept + i * size);
    }
    return ORM_OK;
}

static void put_back(const orm_work *w)
{
    const orm_entity *entity = w->own.entity;
    const size_t size = orm__backup_size(entity, w->groups);
    for (size_t i = 0; w->kept != NULL && i < w->own.count; i++) {
        orm__backup_put_back(entity, w->groups, orm__work_row(w, w->own.rows, i),
                             w->kept + i * size);
    }
}

static const unsigned char *touched_at(const orm_work *w, size_t index)
{
    return w->touched == NULL ? NULL : w->touched + index * w->own.entity->field_count;
}

/* Rows from a first one on that are written with the same columns. */
static size_t run_length(const orm_work *w, size_t first)
{
    size_t end = first + 1, count = w->own.entity->field_count;
    while (end < w->own.count &&
           (w->touched == NULL || memcmp(touched_at(w, first), touched_at(w, end), count) == 0)) {
        end++;
    }
    return end - first;
}

/* All columns that are listed where the call's own list is too short. *columns_out: NULL = it is
 * not. */
static orm_status list_columns(const orm_work *w, size_t index,
                               const orm_handle *const **columns_out)
{
    const orm_entity *entity = w->own.entity;
    const unsigned char *touched = touched_at(w, index);
    *columns_out = NULL;
    if (touched == NULL || memchr(touched, 1, entity->field_count) == NULL) {
        return ORM_OK;
    }
    orm_path *path = orm__arena_zeroed(w->arena, 1, sizeof *path);
    orm_handle *handles = orm__arena_zeroed(w->arena, entity->field_count, sizeof *handles);
    const orm_handle **list =
        orm__arena_zeroed(w->arena, (size_t)entity->field_count + 1, sizeof *list);
    size_t count = 0;
    if (path == NULL || handles == NULL || list == NULL) {
        return orm__work_no_memory(w);
    }
    path->entity = entity;
    for (uint16_t i = 0; i < entity->field_count; i++) {
        if (touched[i] != 0 || (w->marks[i] & ORM_SQL_WRITTEN) != 0) {
            handles[i] = (orm_handle){ .path = path, .field = i };
            list[count++] = &handles[i];
        }
    }
    *columns_out = list;
    return ORM_OK;
}

static orm_status write_run(orm_work *w, size_t first, size_t count)
{
    const orm_handle *const *columns = NULL;
    orm_status status = list_columns(w, first, &columns);
    if (status != ORM_OK) {
        return status;
    }
    w->write = orm__write_new(w->own.db, w->own.entity);
    status = w->kind->open(w, columns);
    w->write.rows = orm__work_row(w, w->own.rows, first);
    w->write.sources = w->copies == NULL ? NULL : orm__work_stored(w, first);
    if (status == ORM_OK) {
        status = w->own.is_many
                     ? orm__write_many(&w->write, orm__work_row(w, w->own.rows, first), count)
                     : orm__write_one(&w->write, w->own.rows);
    }
    w->write.call.element += w->write.call.element == 0 ? 0 : first;
    return orm__call_end(&w->write.call, status);
}

static orm_status write_rows(orm_work *w)
{
    size_t length = run_length(w, 0);
    bool has_after = (w->firing.events & w->kind->after) != 0;
    orm_status status = has_after || length < w->own.count ? orm__level_begin(&w->level) : ORM_OK;
    orm__deadline_arm(w->own.db);
    for (size_t first = 0; status == ORM_OK && first < w->own.count; first += length) {
        length = run_length(w, first);
        status = write_run(w, first, length);
    }
    return status;
}

/* ---- after ---- */

static orm_status fire_after(orm_work *w)
{
    if ((w->firing.events & w->kind->after) == 0) {
        return ORM_OK;
    }
    for (size_t i = 0; w->copies != NULL && i < w->own.count; i++) {
        orm__work_share_returned(w, i);
    }
    return fire_all(w, w->kind->after);
}

static orm_status run_steps(orm_work *w)
{
    orm_status status = mark(w);
    if (status == ORM_OK) {
        status = fire_before(w);
    }
    if (status == ORM_OK) {
        status = keep_rows(w);
    }
    if (status == ORM_OK) {
        status = write_rows(w);
    }
    return status == ORM_OK ? fire_after(w) : status;
}

static orm_arena *arena_of(const orm_work *w)
{
    return w->insert != NULL ? w->insert->arena : w->update != NULL ? w->update->arena : NULL;
}

/* All of it is kept, or nothing. */
static orm_status finish(orm_work *w, orm_arena_mark texts, orm_status status)
{
    if (status == ORM_OK) {
        status = orm__level_keep(&w->level);
    } else {
        orm__level_undo(&w->level);
    }
    if (status < 0) {
        put_back(w);
    }
    if (status < 0 && arena_of(w) != NULL) {
        orm__arena_back_to(arena_of(w), texts);
    }
    return status;
}

orm_status orm__work_run(orm_work *w)
{
    orm_db *db = w->own.db;
    orm_arena_mark texts = { .block = NULL };
    orm_status status =
        orm__firing_begin(&w->firing, db, w->own.entity, w->kind->before | w->kind->after);
    if (status != ORM_OK) {
        return status;
    }
    if (arena_of(w) != NULL) {
        texts = orm__arena_mark(arena_of(w));
    }
    w->level.db = db;
    w->firing.level = &w->level;
    if (orm_arena_new(&db->allocator, &w->arena) == ORM_OK) {
        w->firing.arena = w->arena;
        status = finish(w, texts, run_steps(w));
    } else {
        status = orm__work_no_memory(w);
    }
    orm_arena_free(w->arena);
    orm__firing_end(&w->firing);
    return status;
}
