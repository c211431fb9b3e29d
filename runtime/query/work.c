/* Owns the order of things around a write that hooks are for. */
#include "query/work.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
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

static bool is_renewed(const orm_work *w, uint16_t field)
{
    return (w->marks[field] & ORM_SQL_RENEWED) != 0 || orm__assign_sets(w->conflict->set, field);
}

/* index: of the row, whose hooks may have added columns. */
static void list_fields(orm_work *w, size_t index, orm_hook_event event)
{
    uint16_t count = 0, fields = w->own.entity->field_count;
    bool renews = w->conflict != NULL && (event & ORM_HOOKED_UPDATE) != 0;
    for (uint16_t i = 0; i < fields; i++) {
        bool is_touched = w->touched != NULL && w->touched[index * fields + i] != 0;
        if (renews ? is_renewed(w, i) : is_touched || orm__work_writes(w, i)) {
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
    if (w->conflict != NULL) {
        w->outcomes = orm__arena_zeroed(w->arena, w->own.count, 1);
    }
    if ((w->conflict != NULL && w->outcomes == NULL) || w->marks == NULL || w->fields == NULL ||
        w->groups == NULL) {
        return orm__work_no_memory(w);
    }
    bool inserts = w->kind->before == ORM_BEFORE_INSERT;
    orm_use use = inserts ? ORM_USE_INSERT : ORM_USE_CHANGE;
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

static orm_status fire(orm_work *w, unsigned event, size_t index)
{
    const orm_hook_event one = (orm_hook_event)event;
    list_fields(w, index, one);
    return orm__firing_call(&w->firing, one, orm__work_stored(w, index),
                            w->own.is_many ? index + 1 : 0);
}

static orm_status fire_befores(orm_work *w)
{
    orm_status status = ORM_OK;
    for (size_t i = 0; status == ORM_OK && i < w->own.count; i++) {
        status = fire(w, w->kind->before, i);
        if (status == ORM_OK && w->renews) {
            status = fire(w, ORM_BEFORE_UPDATE, i);
        }
    }
    return status;
}

/* A delete has nothing to change. */
static orm_status fire_before(orm_work *w)
{
    bool is_update = w->kind->before == ORM_BEFORE_UPDATE;
    bool copies = w->kind->before != ORM_BEFORE_DELETE;
    unsigned befores = w->kind->before | (w->renews ? (unsigned)ORM_BEFORE_UPDATE : 0);
    if ((w->firing.events & befores) == 0) {
        return ORM_OK;
    }
    orm_status status = copies ? orm__work_copy(w) : ORM_OK;
    if (status == ORM_OK) {
        orm__level_wait(&w->level, w->own.db);
        status = fire_befores(w);
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
    orm_write *write = &w->upsert.write;
    orm_status status = list_columns(w, first, &columns);
    if (status != ORM_OK) {
        return status;
    }
    w->upsert = (orm_upsert_write){ .write = orm__write_new(w->own.db, w->own.entity) };
    status = w->kind->open(w, columns);
    write->rows = w->upsert.found.rows = orm__work_row(w, w->own.rows, first);
    write->sources = w->upsert.found.sources =
        w->copies == NULL ? NULL : orm__work_stored(w, first);
    if (status == ORM_OK) {
        status = w->own.is_many
                     ? orm__write_many(write, orm__work_row(w, w->own.rows, first), count)
                     : orm__write_one(write, w->own.rows);
    }
    write->call.element += write->call.element == 0 ? 0 : first;
    return orm__upsert_end(&w->upsert, status == ORM_DONE ? ORM_OK : status);
}

static unsigned afters(const orm_work *w)
{
    return w->kind->after | w->kind->otherwise | (w->renews ? (unsigned)ORM_AFTER_UPDATE : 0);
}

static orm_status write_rows(orm_work *w)
{
    size_t length = run_length(w, 0);
    bool has_after = (w->firing.events & afters(w)) != 0;
    orm_status status = has_after || length < w->own.count ? orm__level_begin(&w->level) : ORM_OK;
    for (size_t first = 0; status == ORM_OK && first < w->own.count; first += length) {
        length = run_length(w, first);
        status = write_run(w, first, length);
    }
    return status;
}

/* ---- after ---- */

/* What was done with a row; 0 = nothing that hooks are for. */
static unsigned event_of(const orm_work *w, size_t index)
{
    if (w->conflict == NULL) {
        return w->kind->after;
    }
    switch ((orm_upsert_outcome)w->outcomes[index]) {
    case ORM_UPSERT_INSERTED:
        return ORM_AFTER_INSERT;
    case ORM_UPSERT_UPDATED:
        return ORM_AFTER_UPDATE;
    case ORM_UPSERT_NOTHING:
        break;
    }
    return w->kind->otherwise;
}

/* One that was there, and has been read into the program's own. */
static orm_status fire_load(orm_work *w, size_t index)
{
    w->firing.arena = w->conflict->arena;
    w->firing.field_count = 0;
    return orm__firing_call(&w->firing, ORM_AFTER_LOAD, orm__work_row(w, w->own.rows, index), 0);
}

static orm_status fire_after(orm_work *w)
{
    orm_status status = ORM_OK;
    if ((w->firing.events & afters(w)) == 0) {
        return ORM_OK;
    }
    status = orm__work_share_returned(w);
    for (size_t i = 0; status == ORM_OK && i < w->own.count; i++) {
        unsigned event = event_of(w, i);
        if (event == ORM_AFTER_LOAD) {
            status = fire_load(w, i);
        } else if (event != 0) {
            status = fire(w, event, i);
        }
    }
    return status;
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
    return w->insert != NULL     ? w->insert->arena
           : w->update != NULL   ? w->update->arena
           : w->conflict != NULL ? w->conflict->arena
                                 : NULL;
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
    if (w->inserted != NULL && w->outcomes != NULL) {
        *w->inserted = w->outcomes[0] == ORM_UPSERT_INSERTED;
    }
    if (status < 0 && arena_of(w) != NULL) {
        orm__arena_back_to(arena_of(w), texts);
    }
    return status;
}

static unsigned events_of(const orm_work *w)
{
    unsigned further = w->conflict == NULL ? 0 : ORM_HOOKED_UPDATE;
    return w->kind->before | w->kind->after | w->kind->otherwise | further;
}

orm_status orm__work_run(orm_work *w)
{
    orm_db *db = w->own.db;
    orm_arena_mark texts = { .block = NULL };
    orm_status status = orm__firing_begin(&w->firing, db, w->own.entity, events_of(w));
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
